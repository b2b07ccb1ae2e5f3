import Exchange
@testable import ExchangeServer
import Foundation
import Logging
@testable import SignedRecords
import StorageContract
import SwiftASN1
import Testing
import X509

@Suite struct ReloadingTests {
    /// SIGHUP with a bad set: the one in force stays; with a good one, it's replaced.
    @Test func aBadSetIsRefused() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kedja-\(UUID().uuidString)")
        let files = FileManager.default
        try files.copyItem(at: Bench.packageRoot.appending(path: "policies"), to: folder)
        let rulebook = try Rulebook(loading: .folder(folder.path))
        let world = TestWorld()
        let authority = try TestAuthority()
        let reloading = Reloading(
            files: DaemonConfiguration.TLSFiles(certificate: "/none", key: "/none", clientAuthority: "/none", revocations: nil),
            material: TLSMaterialProvider(try authority.material()), anchors: try authority.anchors(), rulebook: rulebook,
            clock: ManualClock(Timestamp(milliseconds: 0)).clock, logger: world.logger)
        let before = rulebook.current.digest
        let extra = folder.appending(path: "extra.cedar")
        try Data("permit (principal, action, resource) when { 1 };".utf8).write(to: extra)
        await reloading.reload()
        #expect(rulebook.current.digest == before)
        #expect(world.logged.contains { $0.hasPrefix("policies refused") && $0.contains("extra.cedar:1:") })
        #expect(world.logged.contains { $0.hasPrefix("certificate refused") })
        try Data(#"@id("x") @sv("x") @en("x") forbid (principal, action, resource) when { false };"#.utf8).write(to: extra)
        await reloading.reload()
        #expect(rulebook.current.digest != before)
    }

    /// Certificate, key and authorities are taken together or not at all, and a key that others can read isn't.
    @Test func certificatesAreTakenWhole() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kedja-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (old, new, world, tally) = (try TestAuthority(), try TestAuthority(), TestWorld(), ReloadTally())
        let files = DaemonConfiguration.TLSFiles(
            certificate: folder + "/cert.pem", key: folder + "/key.pem", clientAuthority: folder + "/ca.pem", revocations: nil)
        let (material, anchors) = (TLSMaterialProvider(try old.material()), try old.anchors())
        let rulebook = try Rulebook(loading: .folder(Bench.packageRoot.appending(path: "policies").path))
        let reloading = Reloading(
            files: files, material: material, anchors: anchors, rulebook: rulebook, tally: tally,
            clock: ManualClock(Timestamp(TestDates.now)).clock, logger: world.logger)
        let before = (material.current.certificateChain, anchors.current.roots)
        func write(mode: Int, _ authority: TestAuthority) throws {
            let server = try new.issueServer()
            try server.chainPEM.write(toFile: files.certificate, atomically: false, encoding: .utf8)
            try server.keyPEM.write(toFile: files.key, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: files.key)
            try authority.certificate.serializeAsPEM().pemString.write(toFile: files.clientAuthority, atomically: false, encoding: .utf8)
        }
        for mode in [0o604, 0o644, 0o620, 0o606] {
            try write(mode: mode, new)
            await reloading.reload()
            #expect(material.current.certificateChain == before.0 && anchors.current.roots == before.1)
        }
        #expect(world.logged.filter { $0.hasPrefix("certificate refused") && $0.contains("can be read by others") }.count == 4)
        try write(mode: 0o640, new)
        await reloading.reload()
        #expect(material.current.certificateChain != before.0 && anchors.current.roots != before.1)
        let counts = Dictionary(uniqueKeysWithValues: tally.counts.map { ("\($0.what) \($0.result)", $0.count) })
        #expect(counts == ["policies taken": 5, "policies refused": 0, "certificate taken": 1, "certificate refused": 4])
    }

    /// The rules of retention are read with the policies, and refused with them.
    @Test func badRulesOfRetentionAreRefused() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kedja-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: Bench.packageRoot.appending(path: "policies"), to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let rulebook = try Rulebook(loading: .folder(folder.path))
        let world = TestWorld()
        let reloading = Reloading(
            files: DaemonConfiguration.TLSFiles(certificate: "/none", key: "/none", clientAuthority: "/none", revocations: nil),
            material: TLSMaterialProvider(try TestAuthority().material()), anchors: try TestAuthority().anchors(), rulebook: rulebook,
            clock: ManualClock(Timestamp(milliseconds: 0)).clock, logger: world.logger)
        let before = rulebook.current
        #expect(before.retention.rules.count > 1)
        let file = folder.appending(path: RetentionRules.fileName)
        try Data("grounds:\n  - {act: A, section: B}\nrules:\n  - {id: d, keep: 3 weeks, after: caseClosed, reference: x}\n".utf8).write(
            to: file)
        await reloading.reload()
        #expect(rulebook.current.digest == before.digest)
        #expect(world.logged.contains { $0.hasPrefix("policies refused") && $0.contains("retention.yaml:4:") })
        try Data("grounds:\n  - {act: A, section: B}\nrules:\n  - {id: d, keep: 3 years, after: caseClosed, reference: x}\n".utf8).write(
            to: file)
        await reloading.reload()
        #expect(rulebook.current.retention.rules.map(\.keep) == [.years(3)])
    }
}

extension TestAuthority {
    fileprivate func anchors() throws -> AnchorsInForce {
        AnchorsInForce(try TrustAnchors(rootsPEM: certificate.serializeAsPEM().pemString))
    }
}

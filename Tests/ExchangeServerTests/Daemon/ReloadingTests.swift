import Exchange
@testable import ExchangeServer
import Foundation
import Logging
import StorageContract
import Testing

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
            material: TLSMaterialProvider(try authority.material()), rulebook: rulebook,
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

    /// The rules of retention are read with the policies, and refused with them.
    @Test func badRulesOfRetentionAreRefused() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kedja-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: Bench.packageRoot.appending(path: "policies"), to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let rulebook = try Rulebook(loading: .folder(folder.path))
        let world = TestWorld()
        let reloading = Reloading(
            files: DaemonConfiguration.TLSFiles(certificate: "/none", key: "/none", clientAuthority: "/none", revocations: nil),
            material: TLSMaterialProvider(try TestAuthority().material()), rulebook: rulebook,
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

import Exchange
@testable import ExchangeServer
import Foundation
import Logging
import PKI
import SignedRecords
import StorageContract
import Testing

@Suite struct DaemonFileTests {
    private let folder: String
    private let clock = ManualClock(Timestamp(milliseconds: 1_795_420_800_000))
    private let random = SeededRandom(seed: 2)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kedja-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func write(_ text: String, _ name: String, mode: Int = 0o600) throws -> String {
        let path = folder + "/" + name
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    // MARK: Master key

    @Test func keepsAKey() throws {
        let file = MasterKeyFile(folder + "/master.key")
        #expect(!file.exists)
        let key = MasterKey(random: random.source)
        try file.create(key)
        #expect(try file.read().keyID == key.keyID)
        let mode = try FileManager.default.attributesOfItem(atPath: folder + "/master.key")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try #require(throws: DaemonError.self) { try file.create(key) }.exit == .cannotCreate)
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o602, 0o610, 0o601])
    func refusesAKeyThatOthersCanUse(mode: Int) throws {
        let path = try write(String(repeating: "ab", count: 32), "open.key", mode: mode)
        let error = try #require(throws: DaemonError.self) { try MasterKeyFile(path).read() }
        #expect(error.exit == .configuration)
        #expect(error.sentence.hasSuffix("can be read by others than its owner"))
    }

    @Test(arguments: ["", "ab", String(repeating: "ab", count: 33), String(repeating: "AB", count: 32), String(repeating: "x", count: 64)])
    func refusesWhatIsNoKey(text: String) throws {
        let path = try write(text, "bad.key")
        let error = try #require(throws: DaemonError.self) { try MasterKeyFile(path).read() }
        #expect(error.sentence.hasSuffix("isn't 64 hexadecimal digits"))
        #expect(text.isEmpty || !error.description.contains(text + text))
    }

    @Test func refusesAFolderAndNothingAsKey() {
        for path in [folder, folder + "/none"] { #expect(throws: DaemonError.self) { try MasterKeyFile(path).read() } }
    }

    // MARK: Policies

    @Test func readsPoliciesInOrder() throws {
        let loaded = try Rulebook(loading: .folder(Bench.packageRoot.appending(path: "policies").path))
        _ = loaded
        _ = try write("x", "a.cedar")
        #expect(throws: ExchangeError.self) { try Rulebook(loading: .folder(folder)) }
        _ = try write("entity A;", "s.cedarschema")
        let faults = try #require(throws: RulesError.self) { try Rulebook(loading: .folder(folder)) }
        #expect(faults.description.hasPrefix("a.cedar:1:"))
        #expect(throws: ExchangeError.self) { try Rulebook(loading: .folder(folder + "/none")) }
    }

    // MARK: Certificates

    @Test func checksTheCertificates() throws {
        let authority = try CertificateAuthority.create(name: "Test CA", now: clock.now.date, random: { random.bytes($0) })
        let server = try authority.issue(IssueRequest(.server(names: [])), now: clock.now.date, random: { random.bytes($0) })
        let files = DaemonConfiguration.TLSFiles(
            certificate: try write(server.certificatePEM, "cert.pem"), key: try write(server.privateKeyPEM, "key.pem"),
            clientAuthority: try write(authority.certificatePEM, "ca.pem"), revocations: nil)
        _ = try files.material(at: clock.now.date)
        _ = try files.anchors()
        let later = clock.now.date.addingTimeInterval(400 * 86_400)
        #expect(try #require(throws: DaemonError.self) { try files.material(at: later) }.sentence.contains("has expired"))
        _ = try write(try authority.privateKeyPEM(), "key.pem")
        #expect(
            try #require(throws: DaemonError.self) { try files.material(at: clock.now.date) }.sentence.contains(
                "does not belong to the server certificate"))
        _ = try write("none", "ca.pem")
        #expect(throws: DaemonError.self) { try files.anchors() }
    }

    @Test func saysErrorsAndAHint() {
        let error = DaemonError(.configuration, "one\ntwo", hint: "three")
        #expect(error.description == "kedjad: error: one\nkedjad: error: two\nkedjad: hint: three")
    }
}

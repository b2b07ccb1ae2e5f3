import Foundation
import Testing

/// The daemon itself: what stops it from starting, and how its policies change while it runs.
@Suite(.serialized, .ownThreads) struct DaemonTests {
    @Test func aMasterKeyThatOthersCanReadStopsTheStart() throws {
        let installation = try initialised()
        defer { installation.close() }
        let key = installation.path("master.key")
        #expect(try mode(of: key) == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        for command in ["serve", "check"] {
            let run = try kedjad(command, installation)
            #expect(run.status == 78)
            #expect((run.output + run.errors).contains("can be read by others"), "\(run)")
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        #expect(try kedjad("check", installation).status == 0)
    }

    @Test func anotherMasterKeyIsRecognised() throws {
        let installation = try initialised()
        defer { installation.close() }
        try Data(String(repeating: "ab", count: 32).utf8).write(to: installation.folder.appendingPathComponent("master.key"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: installation.path("master.key"))
        let run = try kedjad("serve", installation)
        #expect(run.status == 78)
        #expect(run.errors.contains("master key"), "\(run)")
    }

    @Test func initOverwritesNothing() throws {
        let installation = try initialised()
        defer { installation.close() }
        let before = try Data(contentsOf: installation.folder.appendingPathComponent("master.key"))
        #expect(throws: StoryError.self) { try installation.initialise() }
        #expect(try Data(contentsOf: installation.folder.appendingPathComponent("master.key")) == before)
    }

    /// Bad policies stop the start with file, line, column and reason; a bad set is refused while running, and the old one stays.
    @Test func policiesAreCheckedAtStartAndSwappedWhole() throws {
        let installation = try initialised()
        defer { installation.close() }
        let bad = URL(fileURLWithPath: installation.path("policies/extra.cedar"))
        try Data(Self.misspelt.utf8).write(to: bad)
        let refused = try kedjad("serve", installation)
        #expect(refused.status == 78)
        #expect(refused.errors.contains("extra.cedar:3:8: error:"), "\(refused)")
        #expect(refused.errors.contains("disbled"))

        try FileManager.default.removeItem(at: bad)
        try installation.start()
        try installation.addProfiles()
        let before = try digest(installation)
        try Data(Self.misspelt.utf8).write(to: bad)
        let reload = try installation.kedja("ada", "policy", "reload")
        #expect(reload.status != 0)
        #expect((reload.output + reload.errors).contains("extra.cedar:3:8"), "\(reload)")
        #expect(try digest(installation) == before)

        try Data(Self.misspelt.replacingOccurrences(of: "disbled", with: "disabled").utf8).write(to: bad)
        try installation.must(0, "ada", "policy", "reload")
        let after = try digest(installation)
        #expect(after != before)

        try FileManager.default.removeItem(at: bad)
        kill(try #require(installation.daemon).processIdentifier, SIGHUP)
        #expect(try digest(installation, until: before) == before)
    }

    private static let misspelt = """
        @id("extra") @sv("Avstängda gör inget.") @en("Disabled officers do nothing.")
        forbid (principal, action, resource)
        when { principal.disbled };
        """

    private func initialised() throws -> Installation {
        let installation = try Installation()
        do {
            try FileManager.default.copyItem(atPath: SourceRoot.path + "/policies", toPath: installation.path("policies"))
            try installation.makeCertificates()
            installation.policies = "policies"
            try installation.initialise()
        } catch {
            installation.close()
            throw error
        }
        return installation
    }

    private func kedjad(_ command: String, _ installation: Installation) throws -> Run {
        try Program.run([Program.kedjad, command, "--config", installation.path("kedjad.yaml")], in: installation.folder)
    }

    private func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func digest(_ installation: Installation) throws -> String {
        let status = try installation.must(0, "ada", "status", "--json")
        let match = try #require(status.output.firstMatch(of: /"policyDigest":"([0-9a-f]{64})"/))
        return String(match.1)
    }

    /// The digest once it is `expected`, or after a hundred calls as it is: a signal has no answer to wait for.
    private func digest(_ installation: Installation, until expected: String) throws -> String {
        for _ in 0..<100 where try digest(installation) == expected { return expected }
        return try digest(installation)
    }
}

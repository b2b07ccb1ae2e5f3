import Foundation
import Testing

/// The master key as systemd hands it over (`LoadCredential=keys:/etc/kedja/keys`): copies that nobody can write, made when the service starts.
@Suite(.serialized, .ownThreads) struct CredentialTests {
    @Test func theKeyIsChangedWhereTheCredentialComesFrom() throws {
        let installation = try Installation()
        defer { installation.close() }
        try installation.makeCertificates()
        try installation.initialise()
        let service = try installation.handOverKeys()
        let first = try installation.keyInForce()
        #expect(try installation.kedjad(["check"], wrapper: service).status == 0)

        // Where the copies lie the change is refused before it's begun.
        let refused = try installation.kedjad(["keys", "rotate"], wrapper: service)
        #expect(refused.status == 78 && refused.errors.contains("[master-key-credential]"), "\(refused)")
        #expect(refused.errors.contains("with the file that the credential comes from"), "\(refused)")
        #expect(try installation.keyInForce() == first)

        // As an operator does it: where the files lie. A service that starts with the copies of before is told.
        #expect(try installation.kedjad(["keys", "rotate"]).status == 0)
        let old = try installation.kedjad(["serve"], wrapper: service)
        #expect(old.status == 78 && old.errors.contains("[master-key-replaced]"), "\(old)")
        #expect(try installation.kedjad(["check"], wrapper: try installation.handOverKeys()).status == 0)
    }

    /// With the next key there before the service starts, it serves through the change and afterwards.
    @Test func theKeyIsChangedBesideTheService() throws {
        let installation = try Installation()
        defer { installation.close() }
        try installation.makeCertificates()
        try installation.initialise()
        try installation.putKey(String(repeating: "5a", count: 32), at: "master.key.next")
        try installation.start(wrapper: try installation.handOverKeys())
        try installation.addProfiles()
        try installation.fillDirectory()
        let early = try installation.register(1)
        #expect(try installation.kedjad(["keys", "rotate"]).status == 0)
        let late = try installation.register(2)
        for person in [early, late] { try installation.must(0, "rut", "participant", "show", person) }
        installation.stop()

        // Killed in the middle, a change needs both keys, and a service that is started then gets both.
        #expect(try installation.rotateKilled(afterLine: 3))
        let service = try installation.handOverKeys()
        #expect(try installation.kedjad(["check"], wrapper: service).status == 0)
        try installation.finishRotation()
        let ended = try installation.kedjad(["check"], wrapper: service)
        #expect(ended.status == 0, "the copy of the next key is the key in force now: \(ended)")
        #expect(try installation.kedjad(["check"], wrapper: try installation.handOverKeys()).status == 0)
    }
}

extension Installation {
    /// Copies the keys as systemd does, and answers what stands before the program: its environment. The mode is the one that a credential shows when
    /// systemd lets the service's user in by an access list.
    func handOverKeys() throws -> [String] {
        let target = file("credentials")
        try? FileManager.default.removeItem(at: target)
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: false)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("master.key") {
            let copy = target.appendingPathComponent("keys_\(name)")
            try FileManager.default.copyItem(at: file(name), to: copy)
            try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: copy.path)
        }
        return ["env", "CREDENTIALS_DIRECTORY=\(target.path)", "KEDJAD_MASTER_KEY=\(target.path)/keys_master.key"]
    }
}

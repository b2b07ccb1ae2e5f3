import Foundation
import GRDB
import Testing

/// What an earlier version has written opens, answers as it did, and verifies.
@Suite(.serialized, .ownThreads) struct DataFolderTests {
    @Test func thereAreKeptFolders() throws {
        let names = try KeptFolder.names()
        #expect(names.contains("v23"))
        for name in names {
            let size = try FileManager.default.attributesOfItem(atPath: "\(KeptFolder.root)/\(name)/data.tar.gz")[.size] as? Int
            #expect(try #require(size) < 300 << 10, "\(name)")
        }
    }

    @Test(arguments: try KeptFolder.names()) func opensAnswersAndVerifies(name: String) throws {
        let (installation, kept) = (try Installation(), try KeptFolder.read(name))
        defer { installation.close() }
        try installation.adopt(name)
        let shown = try installation.kedjad(["keys", "show"]).output
        #expect(shown.contains("\(kept.subjectKeys) wrapped by") && !shown.contains("not finished"), "\(shown)")
        #expect(try installation.kedjad(["check"]).status == 0)
        try installation.start()
        try installation.addProfiles(of: kept)

        // From the head that a client remembered before the last entries: the log has only grown since.
        let report = try AuditReport.read(try installation.must(0, "gun", "audit", "verify", "--json").output)
        #expect(report.faults.isEmpty && report.rememberedSize == kept.remembered && report.size > kept.remembered)
        try installation.must(0, "gun", "receipt", "verify", installation.path("gun.receipt"))
        try installation.must(0, "vera", "directory", "verify")
        for then in kept.readings {
            let now = try installation.reading(then.document, by: then.officer, for: then.purpose)
            #expect(now.status == then.status && now.text == then.text, "\(then) is now \(now)")
        }
        for then in kept.listings {
            #expect(try installation.listing(then.officer, then.command).ids == then.ids, "\(then.officer) \(then.command)")
        }
        try goesOn(installation, kept)

        installation.stop()
        try verifiesAsACopy(installation)
    }

    /// The person is found by their number, and what is done now has its place in the same log.
    private func goesOn(_ installation: Installation, _ kept: KeptFolder) throws {
        let found = try installation.must(
            0, "rut", "participant", "register", "--number", Chain.number, "--given-name", "Tilda", "--family-name", "Testsson")
        #expect(try found.id("par") == kept.person)
        #expect(try installation.must(0, "rut", "participant", "show", kept.person).output.contains("Tilda Testsson"))
        let report = try AuditReport.read(try installation.must(0, "gun", "audit", "verify", "--json").output)
        #expect(report.faults.isEmpty && report.size > kept.remembered + UInt64(kept.readings.count))
    }

    /// Without the daemon, every text opened by the master key.
    private func verifiesAsACopy(_ installation: Installation) throws {
        try FileManager.default.copyItem(atPath: installation.path("data"), toPath: installation.path("copy"))
        let run = try installation.must(
            0, "gun", "audit", "verify", "--data", installation.path("copy"), "--master-key", installation.path("master.key"), "--json")
        let report = try AuditReport.read(run.output)
        #expect(report.faults.isEmpty && report.opened > 60, "\(run)")
    }

    /// The key that was in force before the fixture's opens nothing of it, and neither does another exchange's.
    @Test func anotherMasterKeyIsRefused() throws {
        let installation = try Installation()
        defer { installation.close() }
        try installation.adopt("v23")
        try installation.putKey(String(repeating: "ab", count: 32))
        let run = try installation.kedjad(["serve"])
        #expect(run.status == 78 && run.errors.contains("[master-key-wrong]"), "\(run)")
    }

    /// Whoever has gone back to an earlier version is told so, and nothing was touched.
    @Test(arguments: ["serve", "check"]) func aFolderOfANewerVersionIsRefused(command: String) throws {
        let installation = try Installation()
        defer { installation.close() }
        try installation.adopt("v23")
        try installation.execute("INSERT INTO grdb_migrations VALUES ('v999')")
        let before = try installation.tables()
        let run = try installation.kedjad([command])
        #expect(run.errors.contains("was written by a newer version of kedjad; use that version, nothing was changed"), "\(run)")
        #expect(run.status == (command == "serve" ? 74 : 78), "\(run)")
        #expect(try installation.tables() == before)
    }

    /// No database, half of one, one whose first page is broken: told as damage, never taken for a new exchange.
    @Test(arguments: ["empty", "half", "header", "gone"]) func aDamagedFolderIsRefused(damage: String) throws {
        let installation = try Installation()
        defer { installation.close() }
        try installation.adopt("v23")
        let database = installation.file("data/kedja.sqlite")
        var bytes = try Data(contentsOf: database)
        switch damage {
        case "empty": bytes = Data()
        case "half": bytes = bytes.prefix(bytes.count / 2)
        case "header": bytes.replaceSubrange(0..<16, with: Data(count: 16))
        default: break
        }
        try FileManager.default.removeItem(at: database)
        if damage != "gone" { try bytes.write(to: database) }
        let run = try installation.kedjad(["serve"])
        let told = ["empty": "hasn't been set up", "gone": "hasn't been set up"][damage] ?? "the database file is damaged"
        #expect([74, 78].contains(run.status) && run.errors.contains(told), "\(run)")
    }
}

extension Installation {
    /// Puts a kept folder in place of this installation's own: data, master key, and whom its records' signers were certified by.
    func adopt(_ name: String) throws {
        let source = "\(KeptFolder.root)/\(name)"
        try makeCertificates()
        try takeFixtureKeys()
        let authorities = ["\(source)/ca.pem", path("pki/ca/ca.pem")].map { try? String(contentsOfFile: $0, encoding: .utf8) }
        try Data(authorities.compactMap { $0 }.joined(separator: "\n").utf8).write(to: file("pki/ca/ca.pem"))
        try Data(configuration.utf8).write(to: file("kedjad.yaml"))
        try putKey(FixtureKeys.masterKey)
        try tar(["-xzf", "\(source)/data.tar.gz"])
        for kept in KeptFolder.clientsFiles {
            let target = file(KeptFolder.place(of: kept))
            try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: "\(source)/\(kept)", toPath: target.path)
        }
    }

    func addProfiles(of kept: KeptFolder) throws {
        for officer in ["sdf-angered/ada"] + Installation.officers.map(\.id) {
            try require([
                "profile", "add", String(officer.split(separator: "/")[1]), "--daemon", "https://\(address)", "--pki", path("pki"),
                "--officer",
                officer, "--log-key", kept.logKey, "--directory-root", kept.directoryRoot,
            ])
        }
        try forgetRevocations()
    }

    /// The authority that certified the folder's signers is kept without its key, so it has no list; where any list is configured, it would need one.
    private func forgetRevocations() throws {
        for profile in try FileManager.default.contentsOfDirectory(at: file("profiles/profiles"), includingPropertiesForKeys: nil) {
            var members = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: profile)) as? [String: Any])
            #expect(members.removeValue(forKey: "revocations") != nil)
            try JSONSerialization.data(withJSONObject: members).write(to: profile)
        }
    }

    fileprivate func execute(_ sql: String) throws {
        let database = try DatabaseQueue(path: path("data/kedja.sqlite"))
        try database.write { try $0.execute(sql: sql) }
        try database.close()
    }

    /// The tables as they were made, and which versions had done it.
    fileprivate func tables() throws -> [String] {
        let database = try DatabaseQueue(path: path("data/kedja.sqlite"))
        return try database.read { db in
            try String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
                + String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier")
        }
    }
}

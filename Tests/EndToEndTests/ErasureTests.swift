import Foundation
import GRDB
import Testing

/// A person is forgotten, and documents whose time is up, over the real daemon and the real client.
@Suite(.ownThreads) struct ErasureTests {
    private static let text = Data("Det här ska ingen kunna läsa sedan.\n".utf8)

    @Test func onePersonAsksAnotherConfirmsAndTheLogStillVerifies() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Self.text)
        #expect(try chain.read(document).bytes == Self.text)

        let undecided = try ask(chain.participant, installation, decision: nil)
        #expect(undecided.status == 2 && undecided.errors.contains("gallringsbeslut"), "\(undecided)")
        let invented = try ask(chain.participant, installation, ground: "Magkänsla")
        #expect(invented.status == 2 && invented.errors.contains("GDPR art. 17.1 a"), "\(invented)")
        #expect(try ask(chain.participant, installation, by: "vera").status == 3)
        let erasure = try expectAsked(try ask(chain.participant, installation))

        #expect(try installation.kedja("rut", "participant", "erase", "--confirm", erasure).status == 3)
        #expect(try installation.kedja("uno", "participant", "erase", "--confirm", erasure).status == 3)
        #expect(try chain.read(document).bytes == Self.text)
        try FileManager.default.copyItem(atPath: installation.path("data"), toPath: installation.path("backup"))
        let done = try installation.must(0, "asa", "participant", "erase", "--confirm", erasure).output
        #expect(done.contains("Raderad: \(chain.participant)") && done.contains("Filer och databas är rensade"), "\(done)")

        #expect(try chain.read(document).run.status == 4)
        let gone = try installation.must(4, "rut", "participant", "show", chain.participant)
        #expect(gone.errors.contains("det är raderat"), "\(gone)")
        let unknown = try installation.must(4, "vera", "participant", "show", chain.participant)
        #expect(!unknown.errors.contains("raderat"), "\(unknown)")
        #expect(try installation.must(0, "rut", "participant", "erasures").output.contains("gjord"))
        try expectLogTells(installation)
        try expectNoHiding(installation)
        let rotated = try Program.run(
            [Program.kedjad, "keys", "rotate", "--config", installation.path("kedjad.yaml")], in: installation.folder)
        #expect(rotated.status == 0, "\(rotated)")
        try installation.must(0, "gun", "audit", "verify")
        installation.stop()
        try expectNothingLeft(of: chain, document, in: installation.folder.appendingPathComponent("data"))
        try expectBackupRefused(installation)
    }

    /// With the key that exists now, the backup of before the erasure isn't an exchange.
    private func expectBackupRefused(_ installation: Installation) throws {
        try FileManager.default.moveItem(atPath: installation.path("data"), toPath: installation.path("after"))
        try FileManager.default.moveItem(atPath: installation.path("backup"), toPath: installation.path("data"))
        let refused = try Program.run([Program.kedjad, "check", "--config", installation.path("kedjad.yaml")], in: installation.folder)
        #expect(refused.status == 78 && refused.errors.contains("[master-key-wrong]"), "\(refused)")
    }

    /// Scrubbing writes everything anew, in a file of its own for a while: on the data folder's disk, and not in /var/tmp, which may be small, and plain.
    @Test(.enabled(if: Program.found("strace"), "strace is not installed")) func scrubbingLeavesTheDataFoldersDiskAlone() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        _ = try chain.upload(Self.text)
        let erasure = try expectAsked(try ask(chain.participant, installation))
        installation.stop()
        try installation.keepPort()
        // More than SQLite has room for in memory.
        try DatabaseQueue(path: installation.path("data/kedja.sqlite")).write { db in
            for number in 0..<16 {
                let row = "INSERT INTO replays (officer, key, request_digest, answer, at) VALUES ('x/y', ?, x'00', zeroblob(1000000), ?)"
                try db.execute(sql: row, arguments: ["\(number)", Int64(Date().timeIntervalSince1970 * 1000)])
            }
        }
        let trace = installation.path("trace")
        try installation.start(wrapper: ["strace", "-D", "-f", "-o", trace, "-e", "trace=openat,open"])
        try installation.must(0, "asa", "participant", "erase", "--confirm", erasure)
        installation.stop()
        let opened = try installation.trace(trace).events.filter { $0.arguments.contains("etilqs_") }
        #expect(!opened.isEmpty)
        let place = "\"\(installation.path("data"))/etilqs_"
        #expect(opened.allSatisfy { $0.arguments.contains(place) }, "\(opened)")
    }

    @Test func whatNobodyConfirmsIsDeclined() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let erasure = try expectAsked(try ask(chain.participant, installation))
        #expect(try installation.must(0, "asa", "participant", "erase", "--decline", erasure).output.contains("blir inte av"))
        let late = try installation.kedja("asa", "participant", "erase", "--confirm", erasure)
        #expect(late.status == 3 && late.errors.contains("declined already"), "\(late)")
        #expect(try installation.must(0, "rut", "participant", "show", chain.participant).output.contains("Tilda"))
    }

    /// The case was closed long ago, by the database: at its next start the daemon marks what is due.
    @Test func whatIsDueIsErasedByTwoPeople() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let document = try chain.upload(Self.text, by: "vera", category: "praktik", name: "hemligt-namn.pdf")
        try addAdministrators(installation)
        #expect(try !installation.must(0, "olle", "retention", "list").output.contains("doc_"))
        try installation.must(0, "rut", "case", "close", chain.caseID)
        installation.stop()
        try DatabaseQueue(path: installation.path("data/kedja.sqlite")).write { db in
            try db.execute(sql: "UPDATE cases SET closed_at = 1577836800000")
        }
        try installation.start()
        try installation.addProfiles()
        for name in ["olle", "pia"] { try installation.addProfile("vagen-ut/\(name)") }

        let listed = try due(installation)
        #expect(listed.contains(document) && listed.contains("foretag") && listed.contains("praktik"), "\(listed)")
        #expect(!listed.contains("hemligt-namn"))
        #expect(try !installation.must(0, "asa", "retention", "list").output.contains(document))
        let asked = try installation.must(0, "olle", "retention", "confirm", document)
        let erasure = try asked.id("era")
        #expect(try installation.kedja("olle", "retention", "confirm", erasure).status == 3)
        #expect(try installation.must(0, "pia", "retention", "confirm", erasure).output.contains("Raderad: \(document)"))
        #expect(try !installation.must(0, "olle", "retention", "list").output.contains(document))
        #expect(try installation.kedja("olle", "retention", "confirm", document).status == 2)
        #expect(try installation.must(0, "rut", "participant", "show", chain.participant).output.contains("Tilda"))
        try installation.must(0, "gun", "audit", "verify")
    }

    // MARK: Steps

    private func ask(
        _ participant: String, _ installation: Installation, by officer: String = "rut", ground: String = "GDPR art. 17.1 b",
        decision: String? = "Dnr 7, 2026-05-01"
    ) throws -> Run {
        let arguments =
            ["participant", "erase", participant, "--ground", ground, "--reason", "Tilda har bett om det", "--profile", officer]
            + (decision.map { ["--decision", $0] } ?? [])
        return try installation.client(arguments)
    }

    private func expectAsked(_ run: Run) throws -> String {
        #expect(run.status == 0 && run.output.contains("Inget är raderat än"), "\(run)")
        return try run.id("era")
    }

    private func addAdministrators(_ installation: Installation) throws {
        for name in ["olle", "pia"] {
            let officer = "vagen-ut/\(name)"
            try installation.require(["pki", "issue", "officer", officer, "--dir", installation.path("pki")])
            try installation.require(
                [
                    "officer", "add", officer, "--role", "administrator", "--recipient-file",
                    installation.path("pki/officers/\(officer)/age.pub"), "--profile", "ada",
                ])
            try installation.addProfile(officer)
        }
    }

    /// The daemon marks in the background once it listens.
    private func due(_ installation: Installation) throws -> String {
        var listed = ""
        for _ in 0..<100 where !listed.contains("doc_") { listed = try installation.must(0, "olle", "retention", "list").output }
        return listed
    }

    // MARK: What is left

    private func expectLogTells(_ installation: Installation) throws {
        let verified = try installation.must(0, "gun", "audit", "verify").output
        #expect(verified.contains("raderade som loggen säger"), "\(verified)")
        let list = try installation.must(0, "gun", "audit", "list").output
        #expect(list.contains("bekräftade radering") && list.contains("raderad genom post"), "\(list)")
        let erased = list.split(separator: "\n").filter { $0.contains("raderad genom post") }
        #expect(erased.count > 5 && !erased.contains { $0.contains("par_") || $0.contains("rut") }, "\(list)")
    }

    /// Another entry's text that goes missing is a fault, however it's marked.
    private func expectNoHiding(_ installation: Installation) throws {
        let database = try DatabaseQueue(path: installation.path("data/kedja.sqlite"))
        let (entry, victim) = try database.write { db in
            let entry = try #require(try Int.fetchOne(db, sql: "SELECT max(erased_by) FROM entries"))
            let victim = try #require(try Int.fetchOne(db, sql: "SELECT min(log_index) FROM entries WHERE erased_by IS NULL"))
            return (entry, victim)
        }
        for change in ["text = x''", "text = x'', erased_by = \(entry)"] {
            let before = try database.read {
                try Row.fetchOne($0, sql: "SELECT text FROM entries WHERE log_index = ?", arguments: [victim])
            }
            try database.write { try $0.execute(sql: "UPDATE entries SET \(change) WHERE log_index = \(victim)") }
            let run = try installation.kedja("gun", "audit", "verify")
            #expect(run.status == 5 && (run.output + run.errors).contains("loggpost \(victim)"), "\(run)")
            let text: Data = try #require(before?["text"])
            try database.write { db in
                try db.execute(sql: "UPDATE entries SET text = ?, erased_by = NULL WHERE log_index = ?", arguments: [text, victim])
            }
        }
        try installation.must(0, "gun", "audit", "verify")
    }

    private func expectNothingLeft(of chain: Chain, _ document: String, in folder: URL) throws {
        let words = [
            "Testsson", "Tilda", "8803200016", "880320-0016", "ingen kunna läsa", "karta.pdf", "har bett om det", chain.caseID, document,
        ]
        let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        #expect(paths.contains("kedja.sqlite") && !paths.contains { $0.contains("doc_") || $0.contains("upl_") }, "\(paths)")
        for path in paths {
            guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(path)) else { continue }
            for word in words { #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(path)") }
        }
    }
}

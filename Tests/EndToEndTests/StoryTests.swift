import Foundation
import GRDB
import Testing

/// The whole chain with the real programs over real TLS: intake, consent, upload, request, approval, retrieval, withdrawal, audit.
@Suite(.serialized, .ownThreads) struct StoryTests {
    static let plan = Data("%PDF-1.4 utslussningsplan: svetsutbildning, arbetsträning från december\n".utf8)
    static let survey = Data("%PDF-1.4 kartläggning: styrkor, hinder, mål och nästa steg\n".utf8)

    @Test func theChainFromIntakeToAudit() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let consent = try chain.consent()
        let plan = try chain.upload(Self.plan, by: "kim", category: "utslussning", release: "owner", name: "plan.pdf")
        let survey = try chain.upload(Self.survey)

        #expect(try chain.read(survey).bytes == Self.survey)
        #expect(try chain.read(plan).run.status == 3)
        try approve(plan, installation)
        #expect(try chain.read(plan).bytes == Self.plan)
        let mine = try installation.must(0, "vera", "document", "list", "--mine", "--purpose", "planering").output
        #expect(mine.contains(survey) && mine.contains(plan))
        let readers = try installation.must(0, "rut", "document", "readers", survey, "--purpose", "planering").output
        #expect(readers.contains("vera") && readers.contains(consent) && readers.contains("read-by-consent"))
        #expect(try chain.read(survey, by: "frida", purpose: "ersattning").run.status == 3)
        #expect(try chain.read(survey, by: "siv", purpose: "uppfoljning").run.status == 4)

        try installation.must(0, "vera", "consent", "withdraw", consent, "--how", "oral")
        #expect(try chain.read(survey).run.status == 3)
        #expect(try chain.read(plan).run.status == 3)
        #expect(!(try installation.must(0, "vera", "document", "list", "--mine", "--purpose", "planering").output.contains("doc_")))
        #expect(!(try installation.must(0, "rut", "document", "readers", survey, "--purpose", "planering").output.contains("vera")))

        try installation.must(0, "gun", "audit", "verify")
        let export = try installation.must(0, "gun", "audit", "export", "--format", "jsonl", "-o", installation.path("log.jsonl"))
        #expect(export.status == 0)
        try expectEachAttemptLogged(installation.path("log.jsonl"))
        try expectTamperingFound(installation)
        installation.stop()
        try expectNothingReadable(in: installation.folder.appendingPathComponent("data"))
    }

    private func approve(_ document: String, _ installation: Installation) throws {
        let request = try installation.must(
            0, "vera", "request", "create", document, "--purpose", "planering", "--reason", "Behövs för arbetsträningen"
        ).id("req")
        try installation.must(
            0, "uno", "request", "approve", request, "--assessment", "Ingen men", "--ground", "consent", "--until", Chain.day(after: 30))
    }

    /// Nine reads were tried: three permitted, six refused; each has its line.
    private func expectEachAttemptLogged(_ path: String) throws {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let reads = lines.filter { $0.contains("\"retrieveDocument\"") }
        #expect(reads.filter { $0.contains("\"outcome\":\"permitted\"") }.count == 2)
        #expect(reads.filter { $0.contains("\"outcome\":\"denied\"") }.count == 5)
        #expect(reads.filter { $0.contains("forbid") || $0.contains("samordningsforbund") }.count >= 1)
        #expect(lines.contains { $0.contains("\"withdrawConsent\"") })
    }

    /// One byte of one entry's text, then of one leaf: either way the verification fails and names the entry.
    private func expectTamperingFound(_ installation: Installation) throws {
        for (column, index) in [("text", 21), ("leaf", 22)] {
            try flip(column, of: index, installation)
            let run = try installation.kedja("gun", "audit", "verify")
            #expect(run.status == 5)
            #expect((run.output + run.errors).contains("\(index)"), "\(run)")
            try flip(column, of: index, installation)
            #expect(try installation.kedja("gun", "audit", "verify").status == 0)
        }
    }

    private func flip(_ column: String, of index: Int, _ installation: Installation) throws {
        let database = try DatabaseQueue(path: installation.path("data/kedja.sqlite"))
        try database.write { db in
            let found = try Data.fetchOne(db, sql: "SELECT \(column) FROM entries WHERE log_index = ?", arguments: [index])
            var bytes = try #require(found)
            bytes[bytes.count / 2] ^= 1
            try db.execute(sql: "UPDATE entries SET \(column) = ? WHERE log_index = ?", arguments: [bytes, index])
            #expect(db.changesCount == 1)
        }
    }

    /// Searches every byte of the data folder for the person's number and names and the documents' text.
    private func expectNothingReadable(in folder: URL) throws {
        let words = [
            "Testsson", "Tilda", "198803200016", "8803200016", "880320-0016", "svetsutbildning", "styrkor, hinder", "plan.pdf", "karta.pdf",
        ]
        let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        var searched = 0
        for path in paths {
            guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(path)) else { continue }
            searched += 1
            for word in words { #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(path)") }
        }
        #expect(searched >= 3)
    }
}

import Foundation
import Testing

/// Versions of a document over the real daemon, as officers use them.
@Suite(.ownThreads) struct VersionTests {
    @Test func aNewVersionTakesTheOldOnesPlace() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent(purpose: "planering")
        try chain.consent(purpose: "uppfoljning")
        let first = try chain.upload(Data("kartläggning".utf8))
        #expect(try chain.read(first).bytes == Data("kartläggning".utf8))
        let second = try chain.supersede(first, Data("kartläggning, rättad".utf8))

        #expect(try chain.read(second).bytes == Data("kartläggning, rättad".utf8))
        let refused = try chain.read(first).run
        #expect(refused.status == 3 && refused.errors.contains("superseded-version"), "\(refused)")
        #expect(try chain.read(first, purpose: "uppfoljning").bytes == Data("kartläggning".utf8))
        let own = try chain.read(first, by: "rut").run
        #expect(own.status == 0 && own.errors.contains("nyare version, \(second)"), "\(own)")

        let shown = try installation.must(0, "rut", "document", "show", first).output
        #expect(shown.contains("Ersatt av") && shown.contains(second) && shown.contains("1, ersatt"), "\(shown)")
        let list = try installation.must(0, "rut", "document", "list", "--case", chain.caseID).output.split(separator: "\n")
        let rows = list.filter { $0.hasPrefix("doc_") }
        #expect(rows.map { $0.prefix(second.count) } == [second[...], first[...]], "the older right below the newer: \(list)")
        let current = try installation.must(0, "rut", "document", "list", "--case", chain.caseID, "--current").output
        #expect(current.contains(second) && !current.contains(first))

        let again = try chain.trySuperseding(first, Data("fel".utf8))
        #expect(again.status == 2 && again.errors.contains("--supersedes \(second)"), "\(again)")
        #expect(try installation.must(0, "rut", "document", "list", "--case", chain.caseID).output.contains("fel") == false)
    }
}

extension Chain {
    /// Uploads a new version of `old` and answers its id.
    fileprivate func supersede(_ old: String, _ bytes: Data) throws -> String {
        let run = try trySuperseding(old, bytes)
        guard run.status == 0 else { throw StoryError("\(run)") }
        return try run.id("doc")
    }

    fileprivate func trySuperseding(_ old: String, _ bytes: Data) throws -> Run {
        let file = installation.folder.appendingPathComponent("in-\(UUID().uuidString)")
        try bytes.write(to: file)
        return try installation.kedja("rut", "document", "upload", file.path, "--supersedes", old, "--name", "karta.pdf")
    }
}

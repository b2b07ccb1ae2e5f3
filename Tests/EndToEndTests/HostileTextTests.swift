import Foundation
import Testing

/// Words that somebody has written to harm whoever reads them: on a terminal they can't move the cursor, colour it, hide or turn letters, or make a
/// line of their own, and in the daemon's log there are none.
@Suite(.ownThreads) struct HostileTextTests {
    /// Codes of seven and of eight bits, marks of direction, separators that some take for a line's end, and a line that claims to be another's.
    static let hostile = "EVIL\u{1b}[2J\u{1b}]0;t\u{7}\u{9b}31m\u{202e}\u{2066}\u{200b}\u{2028}\u{85}\r\nfalsk rad"

    private func expectPlain(_ run: Run, sourceLocation: SourceLocation = #_sourceLocation) {
        let lines = run.output.components(separatedBy: "\n") + run.errors.components(separatedBy: "\n")
        for line in lines {
            let odd = line.unicodeScalars.filter {
                [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
            }
            #expect(odd.isEmpty && !line.hasPrefix("falsk rad"), "\(run.command) \(line)", sourceLocation: sourceLocation)
        }
    }

    @Test func readersSeeOneLineOfPlainWords() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(Data("x".utf8), by: "kim", category: "utslussning")
        let request = try installation.must(
            0, "vera", "request", "create", document, "--purpose", "planering", "--reason", Self.hostile
        ).id("req")
        try installation.must(0, "uno", "request", "deny", request, "--assessment", Self.hostile)
        try installation.must(0, "vera", "participant", "object", chain.participant, "--to", document, "--statement", Self.hostile)
        let shown = [
            try installation.must(0, "uno", "request", "list", "--inbox"), try installation.must(0, "uno", "request", "show", request),
            try installation.must(0, "vera", "request", "show", request), try installation.must(0, "rut", "document", "show", document),
            try installation.must(0, "rut", "participant", "extract", chain.participant),
            try installation.must(0, "rut", "participant", "register-extract", chain.participant),
            try installation.must(0, "gun", "audit", "list"),
        ]
        #expect(shown.count { $0.output.contains("EVIL") } >= 4)
        for run in shown { expectPlain(run) }
        // Names are taken as such only.
        let name = try installation.kedja(
            "ada", "organisation", "add", "ond", "--name", "Ond\u{9b}31m", "--kind", "annan", "--binding", "none")
        #expect(name.status == 2)
        expectPlain(name)
        let lookalike = try installation.kedja(
            "ada", "organisation", "add", "ond", "--name", "Kriminalv\u{e5}rden\u{2060}", "--kind", "annan", "--binding", "statute")
        #expect(lookalike.status == 2)
        #expect(try installation.logsOfAll().contains("route=") && !installation.logsOfAll().contains("EVIL"))
    }
}

extension Installation {
    /// All that its daemons have written to their logs.
    fileprivate func logsOfAll() throws -> String {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("daemon-") }.map {
            try String(contentsOfFile: path("\($0)/err"), encoding: .utf8)
        }.joined()
    }
}

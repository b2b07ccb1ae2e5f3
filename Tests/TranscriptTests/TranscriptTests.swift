import Foundation
import Testing

/// Plays `Tests/Transcripts/cli/*.txt` with the real client, and `Tests/Transcripts/cedar/*.txt` with the engine's own program.
@Suite struct TranscriptTests {
    static let folder = Shell.root.appendingPathComponent("Tests/Transcripts")
    static let names = ["cli", "cedar"].flatMap(names)

    private static func names(in program: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(program).path)) ?? []
        return all.filter { $0.hasSuffix(".txt") }.sorted().map { "\(program)/\($0)" }
    }

    @Test func thereAreTranscripts() {
        #expect(Self.names.count { $0.hasPrefix("cli/") } >= 12)
        #expect(Self.names.count { $0.hasPrefix("cedar/") } >= 10)
    }

    @Test(arguments: names) func transcript(name: String) throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
        let transcript = Transcript(parsing: text)
        #expect(!transcript.steps.isEmpty)
        let shell = try Shell()
        for step in transcript.steps {
            let (lines, status) = try shell.run(step.command)
            let shown = ([""] + lines + ["[exit \(status)]"]).joined(separator: "\n")
            #expect(status == step.status, "\(name):\(step.line): $ \(step.command)\(shown)")
            #expect(step.matches(lines), "\(name):\(step.line): $ \(step.command)\(shown)")
        }
    }

    /// The judge itself, so that a wildcard can't let everything through.
    @Test(arguments: [
        (["ab"], ["ab"], true), (["ab"], ["abc"], false), (["a…"], ["abc"], true), (["a…d"], ["abc"], false), (["…c"], ["abc"], true),
        (["…"], [], true), (["…"], ["a", "b"], true), (["a", "…", "c"], ["a", "b", "b", "c"], true), (["a", "…", "c"], ["a", "b"], false),
        ([], ["a"], false), (["a"], [], false), (["a…b…c"], ["a1b2c"], true), (["a…b…c"], ["a1c2b"], false),
    ])
    func wildcards(expected: [String], lines: [String], matches: Bool) {
        #expect(Transcript.Step(line: 1, command: "", expected: expected).matches(lines) == matches)
    }

    @Test func parsing() {
        let steps = Transcript(parsing: "# about\n$ one\nout\n\n[exit 3]\n\n$ two\n").steps
        #expect(
            steps == [
                Transcript.Step(line: 2, command: "one", expected: ["out"], status: 3), Transcript.Step(line: 7, command: "two"),
            ])
    }
}

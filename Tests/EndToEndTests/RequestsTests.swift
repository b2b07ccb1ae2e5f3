import Foundation
import Testing

/// Requests for several documents with the real programs: each answered by itself, a second pair of eyes, and somebody who follows it live.
@Suite(.serialized, .ownThreads) struct RequestsTests {
    @Test func threeDocumentsThreeAnswersFourEyes() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        try installation.addApprover("kriminalvarden/dua")
        let chain = try Chain(installation)
        let consent = try chain.consent(to: ["fk"], categories: ["medicinsktUnderlag"])
        let documents = [
            try chain.upload(Data("intyg\n".utf8), by: "kim", category: "medicinsktUnderlag", release: "owner"),
            try chain.upload(Data("plan\n".utf8), by: "kim", category: "planering"),
            try chain.upload(Data("skulder\n".utf8), by: "kim", category: "ekonomi"),
        ]
        let watch = try Watch(installation, "dua", "--inbox")
        defer { watch.stop() }
        try watch.wait(for: "väntar på händelser", in: .errors)

        let asked = try installation.client(
            ["request", "create"] + documents + [
                "--purpose", "planering", "--reason", "Inför frigivningen", "--answer-by", Chain.day(after: 2), "--profile", "frida",
            ])
        #expect(asked.status == 0, "\(asked)")
        let request = try asked.id("req")
        try watch.wait(for: "ny begäran  \(request)", in: .output)
        #expect(try installation.must(0, "uno", "request", "list", "--inbox", "--due-within", "3").output.contains(request))
        #expect(try !installation.must(0, "uno", "request", "list", "--inbox", "--overdue").output.contains(request))

        try expectUnusableGroundsRefused(request, documents, installation)
        let file = try answers(documents, installation)
        let answered = try installation.must(0, "uno", "request", "answer", request, "--from", file)
        #expect(answered.output.contains("kedja request confirm"), "\(answered)")
        try watch.wait(for: "väntar på bekräftelse  \(request)", in: .output)
        #expect(try chain.read(documents[0], by: "frida").run.status == 3)
        #expect(try installation.kedja("uno", "request", "confirm", request, "--assessment", "Jag igen").status == 3)
        #expect(try installation.kedja("kim", "request", "confirm", request, "--assessment", "Gärna").status != 0)
        try installation.must(0, "dua", "request", "confirm", request, "--assessment", "Delar bedömningen")
        try watch.wait(for: "besvarad  \(request)", in: .output)

        #expect(try chain.read(documents[0], by: "frida").bytes == Data("intyg\n".utf8))
        #expect(try chain.read(documents[1], by: "frida").bytes == Data("plan\n".utf8))
        #expect(try chain.read(documents[2], by: "frida").run.status == 3)
        let shown = try installation.must(0, "frida", "request", "show", request).output
        #expect(
            shown.contains("delvis bifallen") && shown.contains("10 kap. 27 §") && shown.contains(consent)
                && shown.contains("kammarrätten"), "\(shown)")
        #expect(shown.contains("kriminalvarden/uno") && shown.contains("kriminalvarden/dua"))
        try expectAnApproverIsAsked(chain, documents[2], installation)
        try installation.must(0, "gun", "audit", "verify")
        try expectAnotherDaemonIsFollowed(watch, chain, documents, installation)
    }

    /// The same to each, the rest from a file: what can't carry it is refused before or by the exchange.
    private func expectUnusableGroundsRefused(_ request: String, _ documents: [String], _ installation: Installation) throws {
        let until = Chain.day(after: 30)
        for ground in ["sfb-110-31", "felaktiga-utbetalningar", "hittepa"] {
            let refused = try installation.kedja(
                "uno", "request", "approve", request, "--assessment", "x", "--ground", ground, "--until", until, "--json")
            #expect(refused.status == 2 && refused.errors.contains("\"unusable-argument\""), "\(refused)")
        }
        let bare = try installation.kedja(
            "uno", "request", "approve", request, "--assessment", "x", "--ground", "consent", "--until", until)
        #expect(bare.status == 2 && bare.errors.contains(documents[1]), "\(bare)")
        let none = "consent:cons_00000000000000000000000000"
        let stranger = try installation.kedja(
            "uno", "request", "approve", request, "--assessment", "x", "--ground", none, "--until", until, "--json")
        #expect(stranger.status == 2 && stranger.errors.contains("\"ground-not-usable\""), "\(stranger)")
    }

    private func answers(_ documents: [String], _ installation: Installation) throws -> String {
        let (file, until) = (installation.path("svar.yaml"), Chain.day(after: 30))
        let text = """
            - {document: \(documents[0]), answer: approved, ground: consent, until: "\(until)", assessment: "Samtycket omfattar intyget."}
            - {document: \(documents[1]), answer: approved, ground: osl-10-27, until: "\(until)", assessment: "Rakt skaderekvisit.",
               balancing: "Behovet av planering väger över."}
            - {document: \(documents[2]), answer: denied, assessment: "Skulderna behövs inte för planeringen."}
            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }

    /// Without options the approver is asked in the terminal, and signs what they have typed.
    private func expectAnApproverIsAsked(_ chain: Chain, _ document: String, _ installation: Installation) throws {
        let request = try installation.must(
            0, "frida", "request", "create", document, "--purpose", "planering", "--reason", "Skulderna behövs ändå"
        ).id("req")
        let typed = ["Inget men kan antas.", "ja", "1", "Behovet väger över.", Chain.day(after: 30)]
        let asked = try Program.run(
            [SourceRoot.path + "/Tests/Doubles/on-terminal"] + typed + [
                "--", Program.kedja, "request", "approve", request, "--profile", "uno",
            ],
            environment: ["KEDJA_CONFIG_DIR": installation.path("profiles")], in: installation.folder)
        #expect(asked.status == 0 && asked.output.contains("Rakt skaderekvisit") && asked.output.contains("Generalklausulen"), "\(asked)")
        #expect(asked.output.contains("Begäran är bifallen"), "\(asked)")
        #expect(try chain.read(document, by: "frida").bytes == Data("skulder\n".utf8))
    }

    /// The daemon goes and comes back: the follower goes on by itself, and hears what happened meanwhile.
    private func expectAnotherDaemonIsFollowed(_ watch: Watch, _ chain: Chain, _ documents: [String], _ installation: Installation) throws {
        let port = try #require(installation.address.split(separator: ":").last)
        installation.stop()
        try watch.wait(for: "försöker igen", in: .errors)
        let file = installation.folder.appendingPathComponent("kedjad.yaml")
        let text = try String(contentsOf: file, encoding: .utf8).replacingOccurrences(of: "port: 0", with: "port: \(port)")
        try Data(text.utf8).write(to: file)
        try installation.start()
        let second = try installation.must(
            0, "frida", "request", "create", documents[2], "--purpose", "planering", "--reason", "En gång till"
        ).id("req")
        try watch.wait(for: "ny begäran  \(second)", in: .output)
        try installation.must(0, "frida", "request", "withdraw", second)
        try watch.wait(for: "återtagen  \(second)", in: .output)
        try installation.must(0, "ada", "officer", "disable", "kriminalvarden/dua")
        try watch.waitForItsEnd()
        #expect(watch.text(.errors).contains("avstängd"), "\(watch.text(.errors))")
    }
}

/// `kedja request list --watch`, running beside the test.
private final class Watch {
    enum Stream: String { case output = "out", errors = "err" }

    private let process: Process
    private let scratch: URL

    init(_ installation: Installation, _ officer: String, _ box: String) throws {
        scratch = installation.folder.appendingPathComponent("watch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        process = try Program.started(
            [Program.kedja, "request", "list", box, "--watch", "--profile", officer],
            environment: ["KEDJA_CONFIG_DIR": installation.path("profiles")], input: nil, scratch: scratch)
    }

    func text(_ stream: Stream) -> String {
        (try? String(contentsOf: scratch.appendingPathComponent(stream.rawValue), encoding: .utf8)) ?? ""
    }

    func wait(for words: String, in stream: Stream) throws {
        for _ in 0..<12_000 {
            if text(stream).contains(words) { return }
            usleep(5000)
        }
        throw StoryError("«\(words)» never came: \(text(.output))\(text(.errors))")
    }

    func waitForItsEnd() throws {
        for _ in 0..<12_000 {
            guard process.isRunning else { return }
            usleep(5000)
        }
        throw StoryError("it went on: \(text(.output))\(text(.errors))")
    }

    func stop() {
        process.terminate()
        process.waitForEnd()
    }
}

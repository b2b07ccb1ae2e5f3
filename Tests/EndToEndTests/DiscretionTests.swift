import Foundation
import Testing

/// A whole story with the real programs, the daemon telling all that it can: nothing of anybody is in its log, in its metrics, or in a file's name.
@Suite(.serialized, .ownThreads) struct DiscretionTests {
    /// Everything that the story says of people, documents and keys, in every spelling that it has.
    private static let words =
        [
            "Testsson", "Tilda", "19880320-0016", "198803200016", "880320-0016", "8803200016", "plan.pdf", "karta.pdf", "svetsutbildning",
            "styrkor, hinder", "Behövs för arbetsträningen", "Ingen men", "AGE-SECRET-KEY", "PRIVATE KEY", "age1", "tilda@example.se",
            "kedja:",
        ] + Installation.officers.map(\.id) + ["sdf-angered/ada"]
    /// Any id but an organisation's: of a person, a case, a document, a request, a ticket that lets somebody fetch.
    private static let ids = "\\b(par|case|doc|cons|req|upl|ret|era|nod|dlg|fnd|step|begr|inv)_[0-9a-z]{26}"

    @Test(arguments: ["text", "json"]) func aStoryLeavesNothingOfAnybody(format: String) throws {
        let installation = try Installation()
        defer { installation.close() }
        try installation.makeCertificates()
        try installation.initialise()
        try installation.startObserved(["KEDJAD_LOG_LEVEL": "trace", "KEDJAD_LOG_FORMAT": format])
        try installation.addProfiles()
        try installation.fillDirectory()
        let (chain, document) = try story(installation)
        try mischief(installation, chain, document)

        let metrics = try installation.observe("/metrics").body
        let told = try ["/health", "/ready", "/", "/metrics/x", "/v1/status"].map { try installation.observe($0).body }
        try expectAnOperatorsView(installation, metrics)
        try expectTheAnswersIDInTheLog(installation)
        installation.stop()
        let log = try installation.log()
        let masterKey = try String(contentsOfFile: installation.path("master.key"), encoding: .utf8).prefix(64)
        #expect(log.split(separator: "\n").count > 50)
        for (place, text) in [("the log", log), ("metrics", metrics), ("other answers", told.joined())] {
            for word in Self.words + [String(masterKey), chain.participant, chain.caseID, document] {
                #expect(!text.localizedCaseInsensitiveContains(word), "\(word) in \(place)")
            }
            for match in text.matches(of: try Regex(Self.ids)) { Issue.record("\(text[match.range]) in \(place)") }
        }
        try expectNamelessFiles(installation, chain)
        if format == "json" { try expectJSONLines(log) }
    }

    /// The steps of ``StoryTests``, and what else has words in it. Answers the chain and one document.
    private func story(_ installation: Installation) throws -> (Chain, String) {
        let chain = try Chain(installation)
        let consent = try chain.consent()
        let plan = try chain.upload(StoryTests.plan, by: "kim", category: "utslussning", release: "owner", name: "plan.pdf")
        let survey = try chain.upload(StoryTests.survey)
        #expect(try chain.read(survey).bytes == StoryTests.survey)
        #expect(try chain.read(plan).run.status == 3)
        let request = try installation.must(
            0, "vera", "request", "create", plan, "--purpose", "planering", "--reason", "Behövs för arbetsträningen"
        ).id("req")
        try installation.must(
            0, "uno", "request", "approve", request, "--assessment", "Ingen men", "--ground", "consent", "--until", Chain.day(after: 30))
        #expect(try chain.read(plan).bytes == StoryTests.plan)
        try installation.must(0, "vera", "document", "list", "--mine", "--purpose", "planering")
        try installation.must(0, "rut", "document", "readers", survey, "--purpose", "planering")
        #expect(try chain.read(survey, by: "frida", purpose: "ersattning").run.status == 3)
        #expect(try chain.read(survey, by: "siv", purpose: "uppfoljning").run.status == 4)
        try installation.must(0, "vera", "consent", "withdraw", consent, "--how", "oral")
        try installation.must(0, "gun", "audit", "export", "--format", "jsonl", "-o", installation.path("log.jsonl"))
        return (chain, survey)
    }

    /// Calls that are refused, with words where an error could pick them up.
    private func mischief(_ installation: Installation, _ chain: Chain, _ document: String) throws {
        let number = #"{"number":"880320-0016","givenName":"Tilda","familyName":"Testsson","email":"tilda@example.se"}"#
        let post = ["-X", "POST", "-H", "Content-Type: application/json", "-H", "Idempotency-Key: Testsson"]
        for body in [number, number + "}", "\"Tilda\""] {
            _ = try installation.curl("sdf-angered/rut", "/v1/participants", options: post + ["-d", body])
        }
        let paths = [
            "/v1/participants/\(chain.participant)?name=Testsson", "/v1/cases/Testsson", "/v1/nowhere/\(chain.participant)/Tilda",
            "/v1/documents/\(document)%0A%1b%5B2Jforged", "/v1/retrievals/\(document)/payload",
        ]
        for path in paths {
            for officer in ["sdf-angered/rut", "fk/frida"] {
                _ = try installation.curl(
                    officer, path, "-H", "Request-Id: Testsson", "-H", "X-Request-Id: Testsson", "-H", "User-Agent: Tilda/8803200016")
            }
        }
        _ = try installation.curl("sdf-angered/rut", "/v1/cases", "-X", "TESTSSON")
    }

    /// The same words, counted: an operator sees what happens without seeing to whom.
    private func expectAnOperatorsView(_ installation: Installation, _ metrics: String) throws {
        let lines = Set(metrics.split(separator: "\n").map(String.init))
        func value(_ series: String) -> Double? {
            lines.first { $0.hasPrefix(series + " ") }.flatMap { Double($0.dropFirst(series.count + 1)) }
        }
        #expect(value(#"kedja_entries_written_total{action="retrieveDocument",outcome="permitted"}"#) == 2)
        #expect(value(#"kedja_entries_written_total{action="retrieveDocument",outcome="denied"}"#) == 3)
        #expect((value(#"kedja_calls_total{method="POST",route="/v1/documents/{document}/retrievals",status="2xx"}"#) ?? 0) >= 2)
        #expect((value(#"kedja_calls_total{method="-",route="-",status="4xx"}"#) ?? 0) >= 2)
        #expect((value("kedja_payload_bytes_total{direction=\"out\"}") ?? 0) > 100)
        #expect((value("kedja_log_entries") ?? 0) > 20 && value("kedja_ready") == 1 && (value("kedja_commit_writes_count") ?? 0) > 20)
        #expect((value("kedja_certificate_seconds_left") ?? 0) > 86_400 && (value("kedja_data_free_bytes") ?? 0) > 0)
    }

    private func expectNamelessFiles(_ installation: Installation, _ chain: Chain) throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: installation.path("data"))
        #expect(names.count > 3)
        for name in names {
            for word in Self.words + [chain.participant] { #expect(!name.localizedCaseInsensitiveContains(word), "\(word) names \(name)") }
        }
    }

    /// Each line is an object with the same five members; a call's lines have the id that its answer had.
    private func expectJSONLines(_ log: String) throws {
        for line in log.split(separator: "\n") {
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(Set(try #require(value).keys) == ["time", "level", "logger", "message", "metadata"], "\(line)")
        }
    }

    /// The id in the answer is the one in the log, made here: what the client sends is nowhere.
    private func expectTheAnswersIDInTheLog(_ installation: Installation) throws {
        let answer = try installation.curl(
            "sdf-angered/rut", "/v1/status", "--dump-header", "-", "-H", "Request-Id: chosen-by-the-client", "-H",
            "X-Request-Id: chosen-by-the-client")
        let match = try #require(answer.body.firstMatch(of: /(?i)request-id: ([0-9a-f]{20,})/))
        let lines = try installation.log().split(separator: "\n").filter { $0.contains(match.1) && $0.contains("/v1/status") }
        #expect(lines.count == 1)
        #expect(!(try installation.log().contains("chosen-by-the-client")) && !answer.body.contains("chosen-by-the-client"))
    }
}

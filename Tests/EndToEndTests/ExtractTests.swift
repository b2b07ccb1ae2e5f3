import Foundation
import Testing

/// What has been shared about a person, written for her by the real programs, and what leaves for a SIEM meanwhile.
@Suite(.serialized, .ownThreads) struct ExtractTests {
    @Test func thePersonsExtractTellsOfReadsAndRefusals() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let survey = try chain.upload(StoryTests.survey)
        #expect(try chain.read(survey).run.status == 0)
        #expect(try chain.read(survey, by: "frida", purpose: "ersattning").run.status == 3)

        let text = try installation.must(0, "rut", "participant", "extract", chain.participant).output
        for words in [
            "Vägen ut!, vera", "Försäkringskassan, frida", "Hämtade handling: kartläggning, från SDF Angered", "Ändamål: planering.",
            "Nej, stoppat av reglerna", "kontrollerad",
        ] { #expect(text.contains(words), "\(words) isn't in\n\(text)") }
        #expect(!text.contains("Testsson") && !text.contains("0016") && !text.contains("karta.pdf"))

        let page = installation.path("utdrag.html")
        let written = try installation.must(
            0, "vera", "participant", "extract", chain.participant, "--format", "html", "-o", page, "--lang", "en")
        #expect(written.output.contains("The extract is written"))
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("<html lang=\"en\">"))

        let json = try installation.must(0, "gun", "participant", "extract", chain.participant, "--format", "json").output
        let file = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let lines = try #require(file["lines"] as? [[String: Any]])
        #expect(lines.allSatisfy { ($0["proof"] as? [String: Any])?["opening"] != nil })
        // The extracts before this one are among what it tells.
        #expect(lines.count { ($0["told"] as? [String: Any])?["action"] as? String == "extractLog" } == 2)
        for (officer, status) in [("siv", 4), ("ada", 4), ("alf", 4)] as [(String, Int32)] {
            try installation.must(status, officer, "participant", "extract", chain.participant)
        }
    }

    @Test func withheldNamesNeverLeaveTheDaemonAndTheSIEMGetsPseudonyms() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        installation.stop()
        let file = installation.folder.appendingPathComponent("kedjad.yaml")
        let more = "\nextract: { officers: withheld }\nsiem: { file: siem.jsonl }\n"
        try Data((installation.configuration + more).utf8).write(to: file)
        try installation.start()
        try installation.addProfiles()
        let chain = try Chain(installation)
        let run = try installation.must(0, "rut", "participant", "extract", chain.participant, "--format", "json").output
        #expect(!run.contains("rut\"") && !run.contains("\"opening\"") && run.contains("\"officers\":\"withheld\""))
        let events = try expectEvents(installation.path("siem.jsonl"))
        for word in [chain.participant, chain.caseID, "sdf-angered/rut", "Testsson", "8803200016"] { #expect(!events.contains(word)) }
    }

    /// The export follows within a few seconds.
    private func expectEvents(_ path: String) throws -> String {
        for _ in 0..<2000 {
            if let text = try? String(contentsOfFile: path, encoding: .utf8), text.contains("\"extractLog\"") { return text }
            usleep(5000)
        }
        throw StoryError("no event of the extract came")
    }
}

import Foundation
import Testing

/// A document read without consent, because it couldn't wait, and what comes after: by the real programs.
@Suite(.serialized, .ownThreads) struct EmergencyTests {
    private let reason = "Hon är inlagd på akuten och läkaren behöver veta."

    @Test func anEmergencyReadIsSeenAtOnceAndReviewed() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        let document = try chain.upload(StoryTests.survey, by: "frida", category: "arbetsformaga")
        #expect(try chain.read(document).run.status == 3)
        try refusals(chain, document)

        let file = installation.path("nod.pdf")
        let read = try get(installation, document, reason, to: file)
        #expect(read.status == 0, "\(read)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == StoryTests.survey)

        #expect(try installation.must(0, "gun", "status").errors.contains("1 nödöppningar väntar på granskning"))
        let list = try installation.must(0, "gun", "emergency", "list")
        for words in [reason, "vagen-ut/vera", "ska granskas senast"] { #expect(list.output.contains(words)) }
        let extract = try installation.must(0, "rut", "participant", "extract", chain.participant).output
        #expect(extract.contains("Nödöppnade handling: arbetsförmåga") && extract.contains("Skäl: \(reason)"))
        let found = try installation.must(
            0, "gun", "audit", "review", "run", "--from", Chain.day(after: -1), "--until", Chain.day(after: 1), "--format", "csv")
        #expect(found.output.contains(",emergency,vagen-ut/vera,"), "\(found)")
        try review(installation, try list.id("nod"))
        try readByWhoeverIsNotShownTheName(installation, document)
        #expect(try installation.must(0, "gun", "audit", "verify").output.contains("Loggen är hel"))
    }

    /// Without a role that sees cases, what the document is called isn't shown: the file gets its id for a name.
    private func readByWhoeverIsNotShownTheName(_ installation: Installation, _ document: String) throws {
        try installation.must(0, "ada", "officer", "change", "vagen-ut/vera", "--role", "emergency")
        let get = ["document", "get", document, "--purpose", "planering", "--emergency", reason, "--profile", "vera"]
        let read = try Program.run(
            ["-C", installation.folder.path, Program.kedja] + get, environment: ["KEDJA_CONFIG_DIR": installation.path("profiles")],
            in: installation.folder)
        #expect(read.status == 0, "\(read)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: installation.path(document))) == StoryTests.survey)
    }

    /// Who may not, what isn't for the daemon to release, and a reason that says nothing: nothing is handed out.
    private func refusals(_ chain: Chain, _ document: String) throws {
        let installation = chain.installation
        let file = installation.path("nej.pdf")
        #expect(try get(installation, document, reason, to: file).status == 3)
        try installation.must(0, "ada", "officer", "change", "vagen-ut/vera", "--role", "caseOfficer", "--role", "emergency")
        #expect(try get(installation, document, "kort", to: file).status == 2)
        #expect(try get(installation, try chain.upload(StoryTests.survey), reason, to: file).status == 3)
        let owned = try chain.upload(StoryTests.plan, by: "kim", category: "utslussning", release: "owner")
        #expect(try get(installation, owned, reason, to: file).status == 3)
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(try installation.must(0, "gun", "emergency", "list").output.contains("Inget att visa"))
    }

    /// An auditor answers, once; the reader doesn't answer for themselves.
    private func review(_ installation: Installation, _ emergency: String) throws {
        let answer = ["emergency", "review", emergency, "--verdict", "justified", "--note", "Sjukhuset har bekräftat."]
        #expect(try installation.client(answer + ["--profile", "vera"]).status == 4)
        #expect(try installation.client(answer + ["--profile", "gun"]).status == 0)
        #expect(try installation.client(answer + ["--profile", "gun"]).status == 3)
        #expect(try installation.must(0, "gun", "emergency", "list").output.contains("befogad, sdf-angered/gun"))
        #expect(!(try installation.must(0, "gun", "status").errors.contains("väntar på granskning")))
    }

    private func get(_ installation: Installation, _ document: String, _ reason: String, to file: String) throws -> Run {
        try installation.kedja("vera", "document", "get", document, "--purpose", "planering", "--emergency", reason, "-o", file)
    }
}

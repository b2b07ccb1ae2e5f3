import Foundation
import Testing

/// A person asks for what is kept about them, has it corrected and restricted, by the real programs.
@Suite(.ownThreads) struct RightsTests {
    @Test func aPersonsRightsByTheRealPrograms() throws {
        let installation = try Installation.ready()
        defer { installation.close() }
        let chain = try Chain(installation)
        try chain.consent()
        let document = try chain.upload(StoryTests.survey)
        #expect(try chain.read(document).run.status == 0)
        try restriction(chain, document)
        try correction(chain, document)
        try extract(chain, document)
        #expect(try installation.must(0, "gun", "audit", "verify").output.contains("Loggen är hel"))
    }

    /// From the answer on nothing is read, the consent notwithstanding; once the person has been told it's lifted.
    private func restriction(_ chain: Chain, _ document: String) throws {
        let installation = chain.installation
        let restrict = ["participant", "restrict", chain.participant, "--reason", "Hon säger att kartan är fel"]
        #expect(try installation.client(restrict + ["--ground", "accuracy", "--profile", "alf"]).status == 4)
        #expect(try installation.client(restrict + ["--ground", "magkänsla", "--profile", "vera"]).status != 0)
        #expect(try installation.client(restrict + ["--ground", "unlawful", "--profile", "vera"]).status == 0)
        #expect(try installation.client(restrict + ["--ground", "unlawful", "--profile", "vera"]).status == 3)
        let refused = try chain.read(document)
        #expect(refused.run.status == 3 && refused.run.errors.contains("restricted-casework"), "\(refused.run)")
        let why = try installation.must(0, "vera", "policy", "explain", document, "--purpose", "planering").output
        #expect(why.contains("Behandlingen av deltagarens uppgifter är begränsad"), "\(why)")
        #expect(try installation.must(0, "vera", "document", "list", "--mine").output.contains("Inget att visa"))
        #expect(try installation.must(0, "vera", "participant", "restrictions", chain.participant).output.contains("gäller"))
        let erase = try installation.kedja(
            "rut", "participant", "erase", chain.participant, "--ground", "GDPR art. 17.1 b", "--decision", "Dnr 7, 2026-05-01", "--reason",
            "x")
        #expect(erase.status == 3 && erase.errors.contains("restricted-erasure"), "\(erase)")
        let lift = ["participant", "unrestrict", chain.participant, "--how", "letter", "--reason", "Kartan är rättad"]
        let early = try installation.client(lift + ["--told", Chain.day(after: -2), "--profile", "rut"])
        #expect(early.status == 2 && early.errors.contains("art. 18.3"), "\(early)")
        #expect(try installation.client(lift + ["--told", Chain.day(after: 0), "--profile", "vera"]).status == 3)
        #expect(try installation.client(lift + ["--told", Chain.day(after: 0), "--profile", "rut"]).status == 0)
        #expect(try installation.client(lift + ["--told", Chain.day(after: 0), "--profile", "rut"]).status == 2)
        #expect(try chain.read(document).run.status == 0)
    }

    private func correction(_ chain: Chain, _ document: String) throws {
        let installation = chain.installation
        let correct = ["participant", "correct", chain.participant, "--reason", "Passet visar det"]
        #expect(try installation.client(correct + ["--profile", "rut"]).status == 2)
        #expect(try installation.client(correct + ["--family-name", "Rättsson", "--profile", "vera"]).status == 3)
        #expect(try installation.client(correct + ["--family-name", "Rättsson", "--profile", "rut"]).status == 0)
        #expect(try installation.must(0, "rut", "participant", "show", chain.participant).output.contains("Tilda Rättsson"))
        let object = ["participant", "object", chain.participant, "--to", document, "--statement", "Kartan är ändå fel"]
        #expect(try installation.client(object + ["--profile", "vera"]).status == 0)
        #expect(try installation.must(0, "rut", "document", "show", document).output.contains("Kartan är ändå fel"))
    }

    private func extract(_ chain: Chain, _ document: String) throws {
        let installation = chain.installation
        let text = try installation.must(0, "rut", "participant", "register-extract", chain.participant).output
        for words in [
            "Registerutdrag", "Tilda Rättsson", "198803200016", "Tilda Testsson", document, chain.caseID, "karta.pdf", "Kartan är ändå fel",
            "Hon säger att kartan är fel", "Kartan är rättad", "begränsning i stället för radering (art. 18.1 b)", "Vägen ut!, vera",
            "(art. 15.1 h)", "Integritetsskyddsmyndigheten",
        ] { #expect(text.contains(words), "\(words) isn't in\n\(text)") }
        #expect(!text.contains(String(decoding: StoryTests.survey, as: UTF8.self)))
        let page = installation.path("register.html")
        try installation.must(
            0, "rut", "participant", "register-extract", chain.participant, "--format", "html", "-o", page, "--lang", "en")
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("<html lang=\"en\">"))
        let json = try installation.must(0, "rut", "participant", "register-extract", chain.participant, "--format", "json").output
        let file = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect((file["extract"] as? [String: Any])?["schema"] as? String == "kedja-register/1")
        for (officer, status) in [("vera", 3), ("gun", 4), ("alf", 4), ("ada", 4), ("siv", 4)] as [(String, Int32)] {
            try installation.must(status, officer, "participant", "register-extract", chain.participant)
        }
        let log = try installation.must(0, "rut", "participant", "extract", chain.participant).output
        for words in ["Tog fram registerutdrag", "Begränsade behandlingen", "Hävde begränsning", "Rättade uppgifter om deltagare"] {
            #expect(log.contains(words), "\(words)")
        }
    }
}

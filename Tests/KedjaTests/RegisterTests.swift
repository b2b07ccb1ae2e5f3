import Foundation
import Testing

@testable import Exchange
@testable import kedja

/// What a person reads of all that is kept about them, as text, JSON and HTML.
@Suite struct RegisterTests {
    private static let start = Timestamp(milliseconds: 1_795_420_800_000)

    private func report(_ officers: OfficerNames = .shown, name: String = "Kriminalvården") throws -> RegisterReport {
        let (owner, vera) = (try #require(OrganisationID("kvv")), try #require(OfficerID("vagen/vera")))
        let who = RegisteredOfficer(vera, officers)
        var extract = RegisterExtract(participant: Self.id(), madeAt: Self.start, officers: officers)
        let number = try IdentityNumber("198803200016", now: Self.start)
        let before = ParticipantIdentity(number: number, givenName: "Tilda", familyName: "Fel", protectedIdentity: false)
        let after = ParticipantIdentity(number: number, givenName: "Tilda", familyName: "Testsson", protectedIdentity: true)
        extract.registrations = [RegisteredIdentity(organisation: owner, at: Self.start, identity: after)]
        extract.corrections = [
            RegisteredCorrection(
                organisation: owner, by: who, at: Self.start,
                correction: Correction(before: before, after: after, reason: "Passet <b>visar</b> det"))
        ]
        extract.consents = [consent(who)]
        extract.documents = [document(owner, who)]
        extract.restrictions = [
            RegisteredRestriction(
                id: Self.id(), ground: .claims, begunBy: who, begunAt: Self.start, record: record("{\"reason\":\"Målet\"}"), endedBy: nil,
                endedAt: nil, lifting: nil)
        ]
        extract.retention = [
            RegisteredRetention(
                owner: owner, category: .utslussning, rule: "af", keep: "3 years", after: "caseClosed", from: "endOfYear",
                reference: "SFS 2002:546 16 §", keptForResearch: true)
        ]
        (extract.purposes, extract.recipients, extract.sources) = ([.planering], [vera.organisation], [owner])
        extract.organisations = [ToldOrganisation(id: owner, name: name), ToldOrganisation(id: vera.organisation, name: "Vägen ut!")]
        return RegisterReport(extract, dates: DateText(timeZone: try #require(TimeZone(identifier: "UTC"))))
    }

    private func consent(_ who: RegisteredOfficer) -> RegisteredConsent {
        let said = "{\"categories\":[\"intyg\",\"ekonomi\"],\"givenBy\":{\"who\":\"participant\"},\"laterField\":7}"
        return RegisteredConsent(
            id: Self.id(), caseID: Self.id(), state: .withdrawn, recordedAt: Self.start, record: record(said), withdrawnAt: Self.start,
            withdrawals: [record("{\"how\":\"oral\"}")], supersededBy: nil)
    }

    private func document(_ owner: OrganisationID, _ who: RegisteredOfficer) -> RegisteredDocument {
        RegisteredDocument(
            id: Self.id(), caseID: Self.id(), owner: owner, category: .utslussning, release: .owner, name: "plan.pdf", uploadedBy: who,
            uploadedAt: Self.start, payloadDigest: "d0", payloadSize: 7, version: .first, manifest: record("{\"name\":\"plan.pdf\"}"),
            rewrap: nil, dueRule: nil, dueSince: nil)
    }

    private func record(_ payload: String) -> RegisteredRecord { RegisteredRecord(digest: "c0ffee", payload: payload, record: nil) }

    private static func id<Kind>() -> Identifier<Kind> { Identifier(random: RandomSource { Array(repeating: 5, count: $0) }) }

    @Test func tellsWhatIsKeptAndWhatTheArticleAsksFor() throws {
        let text = RegisterText(report: try report()).text
        for words in [
            "Tilda Testsson", "198803200016", "Förut: Tilda Fel, 198803200016",
            "Sedan: Tilda Testsson, 198803200016, skyddade personuppgifter",
            "Skäl: Passet <b>visar</b> det", "Läge: återkallat", "categories: intyg, ekonomi", "givenBy.who: participant", "laterField: 7",
            "how: oral", "Hos: Kriminalvården. Be dem om en kopia.", "behövs för rättsligt anspråk (art. 18.1 c)", "reason: Målet",
            "Utslussning, Kriminalvården: 3 år efter att ärendet avslutas, räknat från årets slut (SFS 2002:546 16 §). Undantag finns för forskning.",
            "Vägen ut!, vera",
        ] { #expect(text.contains(words), "\(words) isn't in\n\(text)") }
        for letter in "abcdefgh" { #expect(text.contains("(art. 15.1 \(letter))")) }
        #expect(text.contains("Integritetsskyddsmyndigheten"))
    }

    @Test func theEnglishOneIsEnglish() throws {
        let report = try report()
        let text = Language.$current.withValue(.en) { RegisterText(report: report).text }
        for words in ["Register extract", "Held by: Kriminalvården. Ask them for a copy.", "3 years after the case is closed"] {
            #expect(text.contains(words), "\(words) isn't in\n\(text)")
        }
    }

    @Test func theJSONHasTheExtractWholeAndTheArticleByItsLetters() throws {
        let report = try report()
        let text = try RegisterFile(report: report).text
        let file = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(file["kedja"] as? String == "register/v1")
        #expect((file["article15"] as? [String: Any])?.keys.sorted() == ["a", "b", "c", "d", "e", "f", "g", "h"])
        let extract = try JSONSerialization.data(withJSONObject: try #require(file["extract"]))
        #expect(try JSONDecoder().decode(RegisterExtract.self, from: extract) == report.extract)
    }

    @Test(.enabled(if: AccessibilityJudge.isThere, "python3 is not installed"), arguments: Language.allCases)
    func thePageIsAccessible(language: Language) throws {
        let report = try report(name: "<script>alert(1)</script>&\"\u{1B}")
        let page = Language.$current.withValue(language) { RegisterHTML(report: report).text }
        #expect(try AccessibilityJudge.judged(page) == "0 0 \(1 + 1 + 8 + RegisterReport.Section.allCases.count + 6)")
        #expect(!page.contains("<script>") && page.contains("Passet &lt;b&gt;visar"))
    }

    @Test(.enabled(if: AccessibilityJudge.isThere, "python3 is not installed")) func theJudgeCanSayNo() throws {
        let page = RegisterHTML(report: try report()).text
        #expect(try AccessibilityJudge.faults(page.replacing("id=\"section-cases\"", with: "id=\"x\"")).contains("4.1.2"))
    }

    /// Withheld: the organisation stands there alone.
    @Test func withheldNamesAreInNoForm() throws {
        let report = try report(.withheld)
        for form in [RegisterText(report: report).text, RegisterHTML(report: report).text, try RegisterFile(report: report).text] {
            #expect(!form.contains("vera") && form.contains("Vägen ut!"))
        }
    }
}

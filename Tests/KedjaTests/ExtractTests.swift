import Foundation
import Testing

@testable import Exchange
@testable import ExchangeClient
@testable import kedja

/// What a person reads about themselves, as text, JSON and HTML.
@Suite struct ExtractTests {
    private static let start = Timestamp(milliseconds: 1_795_420_800_000)
    private let participant = ParticipantID(number: 1)
    private let document = DocumentID(number: 2)
    private let consent = ConsentID(number: 3)

    private func told(
        _ action: Action, by officer: String, _ resource: String? = nil, _ outcome: AuditOutcome = .permitted, consent: ConsentID? = nil,
        reason: String? = nil, officers: OfficerNames = .shown
    ) throws -> ToldEntry {
        let entry = AuditEntry(
            index: 0, at: Self.start, officer: try #require(OfficerID(officer)), action: action, resource: resource,
            participant: participant, owner: nil, purpose: action == .retrieveDocument ? .planering : nil, outcome: outcome, code: nil,
            policies: [], policyErrors: [], policyDigest: "", consent: consent, approval: nil,
            record: action == .recordConsent ? "c0" : nil, erased: nil, reason: reason)
        return ToldEntry(entry, officers: officers)
    }

    private func report(_ officers: OfficerNames = .shown, name: String = "Kriminalvården") throws -> ExtractReport {
        let told = [
            try told(.registerParticipant, by: "sdf/rut", participant.text, officers: officers),
            try told(.recordConsent, by: "sdf/rut", "case_x", officers: officers),
            try told(.readParticipant, by: "fk/frida", participant.text, officers: officers),
            try told(.retrieveDocument, by: "vagen/vera", document.text, consent: consent, officers: officers),
            try told(.retrieveDocument, by: "fk/frida", document.text, .denied, officers: officers),
            try told(.retrieveDocument, by: "vagen/vera", document.text, reason: "Fara för <liv>", officers: officers), nil,
        ]
        let lines = told.enumerated().map { index, told in
            VerifiedLine(
                told: told, at: Self.start,
                proof: LineProof(index: UInt64(index), leaf: "", opening: nil, inclusionProof: [], checkpoint: ""))
        }
        let extract = VerifiedExtract(
            participant: participant, officers: officers, lines: lines, subjects: try subjects(name), logSize: 7)
        return ExtractReport(extract, madeAt: Self.start, dates: DateText(timeZone: try #require(TimeZone(identifier: "UTC"))))
    }

    private func subjects(_ name: String) throws -> ExtractSubjects {
        let (owner, reader) = (try #require(OrganisationID("kvv")), try #require(OrganisationID("vagen")))
        let json = """
            {"organisations": [{"id": "kvv", "name": \(String(decoding: try JSONEncoder().encode(name), as: UTF8.self))},
              {"id": "vagen", "name": "Vägen ut!"}], "requests": [],
             "documents": [{"id": "\(document)", "owner": "\(owner)", "category": "utslussning", "uploadedAt": "\(Self.start)"}],
             "consents": [{"id": "\(consent)", "state": "withdrawn", "from": ["\(owner)"], "to": ["\(reader)"],
               "categories": ["utslussning"], "purposes": ["planering"], "validFrom": "\(Self.start)", "validUntil": "2027-01-01", "record": "c0"}]}
            """
        return try JSONDecoder().decode(ExtractSubjects.self, from: Data(json.utf8))
    }

    @Test func tellsWhoWhatAndWhyInPlainSwedish() throws {
        let text = ExtractText(report: try report()).text
        for words in [
            "Handlingar som har lästs, begärts eller nekats", "Vägen ut!, vera",
            "Hämtade handling: utslussning, från Kriminalvården, inlagd 2026-11-23", "Ändamål: planering.",
            "Ditt samtycke: Vägen ut! får läsa utslussning från Kriminalvården till och med 2026-12-31 (nu: återkallat).",
            "Svar: Nej, stoppat av reglerna", "Skäl: Fara för <liv>", "Post 4, kontrollerad", "Registrerade deltagare",
            "Antecknade samtycke: Vägen ut! får läsa utslussning från Kriminalvården",
            "Något hände här, men texten har förstörts.", "Det som har lämnats ut på dina samtycken",
            "(nu: återkallat): en gång, senast 2026-11-23, till Vägen ut!.", "kan inte tas tillbaka härifrån",
        ] { #expect(text.contains(words), "\(words) isn't in\n\(text)") }
    }

    @Test func everySectionHasItsRows() throws {
        let report = try report()
        #expect(ExtractReport.Section.allCases.map { report.rows(of: $0).map(\.line.proof.index) } == [[3, 4, 5], [2], [0, 1], [6]])
    }

    /// Withheld: no name in any form, and the words say what the proof then covers.
    @Test(arguments: Language.allCases) func withheldNamesAreInNoForm(language: Language) throws {
        let report = try report(.withheld)
        try Language.$current.withValue(language) {
            let forms = [ExtractText(report: report).text, ExtractHTML(report: report).text, try ExtractFile(report: report).text]
            for form in forms {
                for name in ["vera", "frida", "rut"] { #expect(!form.contains("\(name)\"") && !form.contains(", \(name)")) }
            }
            #expect(forms[0].contains(language == .sv ? "namn lämnas inte ut här" : "names are withheld here"))
        }
    }

    @Test func theJSONHasEachLinesProof() throws {
        let file = try JSONSerialization.jsonObject(with: Data(ExtractFile(report: try report()).text.utf8)) as? [String: Any]
        let lines = try #require(file?["lines"] as? [[String: Any]])
        #expect(lines.compactMap { ($0["proof"] as? [String: Any])?["index"] as? Int } == Array(0..<7))
        #expect(lines.map { $0["section"] as? String } == ["kept", "kept", "seen", "shared", "shared", "shared", "damaged"])
    }

    @Test(.enabled(if: AccessibilityJudge.isThere, "python3 is not installed"), arguments: Language.allCases)
    func thePageIsAccessible(language: Language) throws {
        let report = try report(name: "<script>alert(1)</script>&\"\u{1B}")
        let page = Language.$current.withValue(language) { ExtractHTML(report: report).text }
        #expect(try AccessibilityJudge.judged(page) == "4 7 7")
        #expect(!page.contains("<script>"))
    }

    /// The judge must go red for each thing that it is there for.
    @Test(
        .enabled(if: AccessibilityJudge.isThere, "python3 is not installed"),
        arguments: [
            ("3.1.1", "<html lang=\"sv\">", "<html>"), ("2.4.2", "<title>Loggutdrag</title>", "<title></title>"),
            ("2.4.1", "href=\"#content\"", "href=\"#elsewhere\""), ("2.4.6", "<h1>Loggutdrag</h1>", "<h3>Loggutdrag</h3>"),
            ("1.3.1", "<th scope=\"col\">", "<th>"), ("1.3.1", "<caption>", "<caption></caption><caption>"),
            ("1.4.3", "color: #5c0011", "color: #e05070"), ("1.4.3", "background-color: #fdecee; ", ""),
            ("1.4.1", "<strong>Nej, stoppat av reglerna</strong>", "<strong></strong>"), ("2.1.1", " tabindex=\"0\"", ""),
            ("1.1.1", "<main id=\"content\">", "<main id=\"content\"><img/>"),
            ("2.2.1", "<title>", "<meta http-equiv=\"refresh\"/><title>"),
            ("4.1.2", "<section aria-labelledby=\"section-shared\">", "<section aria-labelledby=\"nothing\">"),
            ("form", "<p>", "<p><p>"), ("form", "id=\"section-seen\"", "id=\"section-shared\""),
            ("form", "datetime=\"2026", "datetime=\"x"),
            ("outside", "<style>", "<style>@import \"x\";"), ("outside", "<main ", "<main onclick=\"x\" "),
            ("print", "@media print", "@media screen"), ("1.4.4", "initial-scale=1", "initial-scale=1, maximum-scale=1"),
        ])
    func theJudgeSaysNo(criterion: String, sound: String, unsound: String) throws {
        let page = ExtractHTML(report: try report()).text
        #expect(page.contains(sound))
        let said = try AccessibilityJudge.faults(page.replacing(sound, with: unsound))
        #expect(said.contains("\(criterion): "), "\(said)")
    }
}

extension Identifier {
    fileprivate init(number: UInt8) { self.init(random: RandomSource { Array(repeating: number, count: $0) }) }
}

import Foundation
import Testing

@testable import Exchange
@testable import kedja

/// The person's copy, as text and HTML.
@Suite struct CopyTests {
    let sitting: TestSitting

    init() throws { sitting = try TestSitting() }

    private func views(
        _ states: [ConsentState] = [.given, .refused, .withdrawn], how: String = "3", participants: [UInt8] = [1, 1, 1],
        paper: DocumentID? = nil
    ) throws -> [ConsentView] {
        let way = ["1": "scan.pdf", "3": "Vera Vittne"][how].map { [how, $0] } ?? [how]
        let answers = try sitting.answers(TestSitting.beginning + ["ja", "ja", "nej", "ja", "nej"] + way + ["ja"])
        let terms = answers.sitting(sitting.context, try #require(sitting.setting.wording(answers)), TestSitting.utc).naming(paper)
        return try states.enumerated().map { index, state in
            let part = try #require(answers.parts.first { ($0.decision == .refused) == (state == .refused) })
            let record = terms.record(part, id: ConsentID(number: UInt8(index)), at: TestSitting.now)
            let other = ConsentRecord(
                id: record.id, participant: ParticipantID(number: participants[index]), caseID: record.caseID, decision: record.decision,
                from: record.from, to: record.to, categories: record.categories, purposes: record.purposes, validFrom: record.validFrom,
                validUntil: record.validUntil, grounds: record.grounds, wording: record.wording, givenBy: record.givenBy,
                method: record.method, explained: record.explained, recordedBy: record.recordedBy, recordedAt: record.recordedAt)
            return ConsentView(
                id: record.id, caseID: record.caseID, state: state, terms: other, effective: ConsentScope(other),
                withdrawnAt: state == .withdrawn ? TestSitting.now + .seconds(86_400) : nil, supersededBy: nil, record: "",
                withdrawals: [])
        }
    }

    private func names(_ name: String = "Vägen ut!") throws -> OrganisationNames {
        let known = [("sdf", "SDF Angered"), ("kvv", "Kriminalvården"), ("vagen", name), ("fk", "Försäkringskassan")]
        let organisations = try known.map {
            Organisation(id: try #require(OrganisationID($0.0)), name: $0.1, kind: .annan, binding: .statute)
        }
        return OrganisationNames(DirectoryView(organisations: organisations, officers: []))
    }

    private func copy(_ views: [ConsentView], name: String = "Vägen ut!") throws -> ConsentCopy {
        try ConsentCopy(views, try names(name), dates: TestSitting.utc)
    }

    private func form() throws -> ConsentCopy {
        let answers = try sitting.answers(
            ["3", "TR 17", "sörja för person", "ja"] + TestSitting.beginning.dropFirst() + ["ja", "ja", "nej", "ja", "nej", "2", "ja"])
        return ConsentCopy(
            form: answers, answers.sitting(sitting.context, try #require(sitting.setting.wording(answers)), TestSitting.utc),
            sitting.setting)
    }

    @Test func tellsAllThatThePersonNeeds() throws {
        let text = ConsentCopyText(copy: try copy(try views())).text
        for words in [
            "DET HÄR HAR DU SVARAT", "Spara den.", "Du svarade muntligt den 23 november 2026. SDF Angered skrev ner svaret.",
            "DU HAR SAGT JA\n--------------\n\nVägen ut! får läsa om:\n  - hur du har det nu (kartläggning)\n  - vägen ut från anstalt",
            "Till och med 23 maj 2027.",
            "Papper från: SDF Angered och Kriminalvården.", "För: att göra en plan ihop (planering).",
            "DU HAR SAGT NEJ\n---------------\n\nVägen ut! får inte läsa om:\n  - din hälsa (medicinskt underlag)\n",
            "DET HÄR GÄLLER INTE LÄNGRE", "Du tog tillbaka det den 24 november 2026.", "Du får ta tillbaka ditt ja när du vill",
            "  - SDF Angered\n  - Kriminalvården\n  - Vägen ut!\n", "Be om ett loggutdrag.", "imy.se",
            "Fråga SDF Angered om du undrar något.",
            "FRÅGA OM SAMTYCKE", "Ja: cons_", "Nej: cons_", "Ärende: case_", "Du i Kedja: par_",
        ] { #expect(text.contains(words), "\(words) isn't in\n\(text)") }
        #expect(!text.contains("UNDERSKRIFT") && !text.contains("Vera Vittne"))
    }

    @Test(arguments: Language.allCases) func theTextIsNoWiderThanAPage(language: Language) throws {
        try Language.$current.withValue(language) {
            for copy in [try copy(try views()), try form()] {
                for line in ConsentCopyText(copy: copy).lines { #expect(line.count <= 80, "\(line)") }
            }
        }
    }

    @Test func aRefusalOfEverythingIsACopyToo() throws {
        let text = ConsentCopyText(copy: try copy(try views([.refused]))).text
        #expect(
            text.contains("Du har inte sagt ja till något.") && text.contains("DU HAR SAGT NEJ") && !text.contains("GÄLLER INTE LÄNGRE"))
    }

    @Test func whatWasTakenBackIsNoYes() throws {
        let text = ConsentCopyText(copy: try copy(try views([.withdrawn]))).text
        #expect(text.contains("Inget ja gäller just nu.") && !text.contains("Du har inte sagt ja till något."))
    }

    /// Where the text was heard in another language than the copy's, kinds and purposes are the catalogue's.
    @Test func aCopyInAnotherLanguageThanTheText() throws {
        let given = try views([.given])
        let text = try Language.$current.withValue(.en) { ConsentCopyText(copy: try copy(given)).text }
        #expect(text.contains("  - survey of the situation") && text.contains("- hur du har det nu (kartläggning)"))
    }

    @Test func aTextIsThereOnce() throws {
        let text = ConsentCopyText(copy: try copy(try views())).text
        #expect(text.components(separatedBy: "Vad är Kedja?").count == 2)
    }

    @Test func whatWasGivenOnPaperHasLinesToSignOn() throws {
        let text = ConsentCopyText(copy: try copy(try views([.given], how: "1"))).text
        #expect(text.contains("UNDERSKRIFT") && text.contains("Din namnteckning") && !text.contains("Företrädarens namnteckning"))
        let form = ConsentCopyText(copy: try form()).text
        for words in [
            "BLANKETT OM SAMTYCKE", "SDF Angered fyllde i blanketten med dig den 23 november 2026.", "JAG SÄGER JA TILL DET HÄR",
            "JAG SÄGER NEJ TILL DET HÄR", "Företrädarens namnteckning", "Ort och datum",
        ] { #expect(form.contains(words), "\(words) isn't in\n\(form)") }
        #expect(!form.contains("cons_") && !form.contains("Spara den."))
    }

    /// Once, however many records name it; for a form there is none yet.
    @Test func thePaperIsAmongTheNumbers() throws {
        let paper = DocumentID(number: 9)
        let signed = try copy(try views([.given, .refused], how: "1", paper: paper))
        #expect(ConsentCopyText(copy: signed).text.components(separatedBy: "Påskrivet papper: \(paper)").count == 2)
        #expect(ConsentCopyHTML(copy: signed).text.contains("Påskrivet papper: <span class=\"id\">\(paper)</span>"))
        #expect(!ConsentCopyText(copy: try form()).text.contains("Påskrivet papper"))
    }

    @Test func twoPeopleHaveTwoCopies() throws {
        #expect(throws: LocalFault(.unusableArgument, Words.Copy.severalPeople)) {
            try copy(try views([.given, .refused], participants: [1, 2]))
        }
        #expect(throws: LocalFault.self) { try copy([]) }
    }

    @Test(.enabled(if: AccessibilityJudge.isThere, "python3 is not installed"), arguments: Language.allCases)
    func thePagesAreAccessible(language: Language) throws {
        try Language.$current.withValue(language) {
            let name = "<script>alert(1)</script>&\"\u{1B}"
            let page = ConsentCopyHTML(copy: try copy(try views(how: "1"), name: name)).text
            #expect(try AccessibilityJudge.judged(page) == "0 0 13")
            #expect(!page.contains("<script>"))
            #expect(try AccessibilityJudge.judged(ConsentCopyHTML(copy: try form()).text) == "0 0 12")
        }
    }

    /// The page tells the same as the text.
    @Test func thePageHasEveryWordOfTheText() throws {
        let copy = try copy(try views(how: "1"))
        let page = ConsentCopyHTML(copy: copy).text
        for words in [
            "<h3>Vägen ut! får läsa om</h3>", "<li>vägen ut från anstalt eller vård (utslussning)</li>",
            "<strong>Till och med 23 maj 2027.</strong>",
            "<strong>Du tog tillbaka det den 24 november 2026.</strong>", "lang=\"sv\" dir=\"auto\"",
            "<p class=\"line\">Din namnteckning</p>",
            "<p>Vad är Kedja?</p>", "<li>hur du har det nu (kartläggning)</li>",
        ] { #expect(page.contains(words), "\(words)") }
    }

    @Test func linesBecomeParagraphsAndLists() {
        let blocks = ConsentCopyHTML.blocks(of: "A\n\n- b\n- c\nD\n- e")
        let second = ["<ul>", "<li>b</li>", "<li>c</li>", "</ul>", "<p>D</p>", "<ul>", "<li>e</li>", "</ul>"]
        #expect(blocks == ["<div class=\"part\">", "<p>A</p>", "</div>", "<div class=\"part\">"] + second + ["</div>"])
    }

    // MARK: Lists at a glance

    @Test(
        arguments: [
            (ConsentState.given, 0, "gäller, 181 dagar kvar"), (.given, 180, "gäller, 1 dag kvar"), (.given, 181, "gäller, sista dagen"),
            (.given, -1, "börjar gälla 2026-11-23"), (.refused, 0, "nekat 2026-11-23"), (.withdrawn, 2, "återkallat 2026-11-24"),
            (.expired, 200, "har löpt ut 2027-05-23"), (.superseded, 0, "ersatt, antecknat 2026-11-23"),
        ] as [(ConsentState, Int, String)])
    func standing(state: ConsentState, day: Int, words: String) throws {
        let view = try #require(try views([state]).first)
        let now = TestSitting.now + .seconds(Int64(day) * 86_400)
        #expect(ConsentLines(view: view, names: try names(), now: now, dates: TestSitting.utc).standing.sv == words)
    }

    @Test func theListBeginsWithWhatIsInForce() throws {
        let all = try views([.refused, .withdrawn, .given]).map {
            ConsentLines(view: $0, names: try names(), now: TestSitting.now, dates: TestSitting.utc)
        }
        #expect(all.inOrder.map(\.view.state) == [.given, .refused, .withdrawn])
        #expect(all.tally.sv == "1 gäller, 1 nekat, 1 återkallat")
        #expect(
            all.inOrder[0].short.dropLast() == [
                "Gäller, 181 dagar kvar", "  Vägen ut! får läsa kartläggning och utslussning från SDF Angered och Kriminalvården",
                "  för planering, till och med 2027-05-23",
            ])
        #expect(all.inOrder[1].sentence.sv.contains("får inte läsa") && all.inOrder[2].sentence.sv.contains("fick läsa"))
        #expect(all.inOrder[0].details.lines.contains { $0.hasSuffix("kedja-samtycke 2, sv, ordagrant") })
    }
}

extension Identifier {
    fileprivate init(number: UInt8) { self.init(random: RandomSource { Array(repeating: number, count: $0) }) }
}

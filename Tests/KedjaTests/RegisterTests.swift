import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange
@testable import kedja

/// What a person reads of all that is kept about them, as text, JSON and HTML.
@Suite struct RegisterTests {
    private func report(_ extract: RegisterExtract? = nil, _ officers: OfficerNames = .shown, name: String? = nil) throws -> RegisterReport
    {
        var extract = try extract ?? FullRegister.extract(officers)
        if let name { extract.organisations = extract.organisations.map { ToldOrganisation(id: $0.id, name: name) } }
        return RegisterReport(extract, dates: DateText(timeZone: try #require(TimeZone(identifier: "UTC"))))
    }

    /// Both forms that people read; in the page an element's text stands between `>` and `<`.
    private func forms(_ report: RegisterReport) -> [String] { [RegisterText(report: report).text, RegisterHTML(report: report).text] }

    @Test func tellsWhatIsKeptAndWhatTheArticleAsksFor() throws {
        let text = RegisterText(report: try report()).text
        for words in [
            "Ditt nummer i Kedja är par_1", "Tilda Testsson", "Nummer: personnummer 198803200016",
            "Förut: Tilda Fel, personnummer 198803200016",
            "Sedan: Tilda Testsson, personnummer 198803200016, skyddade personuppgifter", "Skäl: Passet <b>visar</b> det",
            "Läge: återkallat", "Hos: Kriminalvården. Be dem om en kopia.", "behövs för rättsligt anspråk (art. 18.1 c)",
            "Utslussning, Kriminalvården: 3 år efter att ärendet avslutas, räknat från årets slut (SFS 2002:546 16 kap.). Undantag finns för",
            "Vägen ut!, vera", "Ersätter: doc_2", "Går ut: 2026-11-23 08:00", "Nödöppning: nod_1",
        ] { #expect(text.contains(words), "\(words) isn't in\n\(text)") }
        for letter in "abcdefgh" { #expect(text.contains("(art. 15.1 \(letter))")) }
        #expect(text.contains("Integritetsskyddsmyndigheten"))
    }

    @Test func tellsOfCasesAndRequestsWhole() throws {
        for form in forms(try report()) {
            for words in [
                "Arbetsträning", "Vägen ut!, 2026-11-23 – 2027-01-31; antecknat 2026-11-23 08:00 av Vägen ut!, vera (step_1",
                "förut: Kriminalvården, 2026-09-01 – 2026-11-30; antecknat 2026-11-23 08:00 av Arbetsförmedlingen, anna",
                "Har varit med", "Vägen ut!, vera, 2026-11-23 – 2026-11-23, togs ur av Arbetsförmedlingen, anna", "Uppföljning",
                "räknas bara med kön och år", "kommun 1480", "före: är utan sysselsättning, ekonomiskt bistånd",
                "efter: studerar, studiestöd", "resultat: studier", "slutade: enligt plan", "Ägare", "Besvaras senast",
                "Prövad av en andra", "2026-11-23 08:00, Kriminalvården, dua", "lämnas ut, till 2026-11-23 08:00, förseglad till den",
                "Granskas senast", "2026-11-30 08:00", "Försenad sedan", "2026-12-01 08:00", "Bekräftas senast", "2026-12-23 08:00",
            ] { #expect(form.contains(words), "\(words) isn't in\n\(form)") }
        }
    }

    @Test func signedRecordsAreToldInWords() throws {
        for form in forms(try report()) {
            for words in [
                "intyg, ekonomi", "deltagaren", "på skärm", "2026-12-31", "Får inte längre läsa", "muntligt", "Kan öppnas av (2)",
                "age1dua",
                "Svar (1)", "Menprövning (2)", "Överklaga hos kammarrätten.", "bekräftat", "Granskarens ord", "befogad", "Gallringsbeslut",
                "Hon bad om det.", "Hur du fick veta det", "med brev", "Vad du säger", "Så var det inte.",
            ] { #expect(form.contains(words), "\(words) isn't in\n\(form)") }
            #expect(!form.contains("givenBy") && !form.contains("assessment") && !form.contains("toldHow"))
        }
    }

    /// What this version doesn't know stands as it was signed, and says that it does.
    @Test func whatIsUnknownStandsAsItWasSigned() throws {
        let text = RegisterText(report: try report()).text
        #expect(text.contains("  Står så i den signerade filen: method.pen: \"blue\"\n    laterField: 7\n"))
        let page = RegisterHTML(report: try report()).text
        #expect(page.contains("<dt>Står så i den signerade filen</dt><dd lang=\"en\">method.pen: \"blue\"\nlaterField: 7</dd>"), "\(page)")
    }

    /// However long they are, and line by line.
    @Test func longTextsStandWhole() throws {
        let words = String(repeating: "ord ", count: 900) + "slut."
        let extract = String(decoding: try CanonicalJSON.encode(try FullRegister.extract()), as: UTF8.self).replacing(
            "Planen behövs.", with: "\(words)\\r\\nNästa rad.\\u2028Och nästa.")
        let forms = forms(try report(try CanonicalJSON.decode(RegisterExtract.self, from: Array(extract.utf8))))
        #expect(forms[0].contains("  Skäl: \(words)\n    Nästa rad.\n    Och nästa.\n"))
        #expect(forms[1].contains("<dt>Skäl</dt><dd>\(words)\nNästa rad.\nOch nästa.</dd>"))
        #expect(forms[1].contains("<dt>Uppföljning</dt><dd>räknas bara med kön och år\nkommun 1480\nkvinna\n"))
    }

    /// WCAG 3.1.2.
    @Test func partsInOtherLanguagesSaySo() throws {
        let report = try report()
        let swedish = RegisterHTML(report: report).text
        #expect(swedish.contains("<dd lang=\"so\">Haa.</dd>") && swedish.contains("<dd lang=\"en\">Appeal to the court.</dd>"))
        #expect(swedish.contains("<dd>Överklaga hos kammarrätten.</dd>"))
        let english = Language.$current.withValue(.en) { RegisterHTML(report: report).text }
        #expect(english.contains("<dd lang=\"sv\">Överklaga") && english.contains("<dd>Appeal to the court.</dd>"))
    }

    @Test func theEnglishOneIsEnglish() throws {
        let report = try report()
        let text = Language.$current.withValue(.en) { RegisterText(report: report).text }
        for words in [
            "Register extract", "Held by: Kriminalvården. Ask them for a copy.", "3 years after the case is closed", "No longer may read",
        ] { #expect(text.contains(words), "\(words) isn't in\n\(text)") }
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
        let sections = RegisterReport.Section.allCases
        #expect(try AccessibilityJudge.judged(page) == "0 0 \(1 + 1 + 8 + sections.count + sections.flatMap(report.items).count)")
        #expect(!page.contains("<script>") && page.contains("Passet &lt;b&gt;visar"))
    }

    @Test(.enabled(if: AccessibilityJudge.isThere, "python3 is not installed")) func theJudgeCanSayNo() throws {
        let page = RegisterHTML(report: try report()).text
        #expect(try AccessibilityJudge.faults(page.replacing("id=\"section-cases\"", with: "id=\"x\"")).contains("4.1.2"))
    }

    /// Withheld: the organisation stands there alone.
    @Test func withheldNamesAreInNoForm() throws {
        let report = try report(nil, .withheld)
        for form in forms(report) + [try RegisterFile(report: report).text] {
            #expect(form.contains("Vägen ut!") && form.contains("Kriminalvården"))
            for name in ["vera", "anna", "kim", "uno", "dua", "nour", "eva"] {
                #expect(!form.contains("/\(name)") && !form.contains(", \(name)"))
            }
        }
    }

    /// What needs no words: the extract's own format, whether officers are named, which shows, the digest that the manifest has too, and the
    /// name of a rule whose every word is told.
    private static let untold: Set<String> = ["schema", "officers", "documents.payloadDigest", "retention.rule"]

    /// Whatever value of the extract is another one, both forms are: so a field that nobody gave words is found here.
    @Test(arguments: Language.allCases) func everyValueIsTold(language: Language) throws {
        try Language.$current.withValue(language) {
            let extract = try FullRegister.extract()
            let (told, values) = (forms(try report()), ChangedValue.all(of: try JSONValue(parsing: CanonicalJSON.encode(extract))))
            #expect(Self.untold.isSubset(of: values.map(\.path)) && values.count > 200)
            for value in values where !Self.untold.contains(value.path) && !value.path.hasSuffix(".record") {
                let changed: RegisterExtract = try #require(value.firstExtract { $0 != extract }, "\(value.path)")
                let other = forms(try report(changed))
                #expect(other[0] != told[0] && other[1] != told[1], "\(value.path) is told in no words")
            }
        }
    }
}

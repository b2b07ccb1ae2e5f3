import Exchange
import Testing

@testable import kedja

/// What the recorder sees, line by line.
@Suite struct DialoguePageTests {
    let sitting: TestSitting

    init() throws { sitting = try TestSitting() }

    private static let story = TestSitting.beginning + ["ja", "ja", "nej", "senare", "nej"] + TestSitting.end

    private func questions() throws -> [DialogueQuestion] {
        var dialogue = ConsentDialogue(sitting.setting)
        return Self.story.map { line in
            defer { _ = dialogue.take(line) }
            return dialogue.question
        }
    }

    /// Every line fits in 80 columns and in 40, in both languages, and none moves the cursor.
    @Test(arguments: Language.allCases, [40, 80]) func linesFit(language: Language, width: Int) throws {
        try Language.$current.withValue(language) {
            for question in try questions() {
                #expect(question.prompt.hasSuffix(":"))
                let lines = (question.lines + [question.prompt]).flatMap { Wrapping.lines($0, width: width) }
                for line in lines {
                    #expect(line.count <= width || !line.dropFirst(8).contains(" "), "\(line)")
                    #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
                }
            }
        }
    }

    @Test func theTextIsReadBeforeAnythingIsAnswered() throws {
        let questions = try questions()
        let reading = try #require(questions.firstIndex { $0.lines.contains("LÄS UPP DET HÄR:") })
        let asked = try #require(questions.firstIndex { $0.prompt.hasPrefix("ja (sedan frågas varje slag), nej eller senare") })
        #expect(reading < asked)
        #expect(questions[reading].lines.contains("- Vägen ut!") && questions[reading].lines.contains("Du bestämmer"))
        #expect(
            questions[asked].lines.first
                == "Fråga personen (1 av 2): Får Vägen ut! läsa papper från SDF Angered och Kriminalvården? Det gäller")
        #expect(questions[asked + 1].prompt == "Får Vägen ut! läsa om hur du har det nu (kartläggning)? ja, nej eller senare:")
    }

    @Test func theSummaryIsInPlainWords() throws {
        let summary = try #require(try questions().last).lines
        #expect(
            summary == [
                "SAMMANFATTNING. Läs upp den för personen.", "", "Ja:",
                "  - Vägen ut! får läsa kartläggning från SDF Angered och Kriminalvården", "", "Nej:",
                "  - Vägen ut! får inte läsa medicinskt underlag från SDF Angered och Kriminalvården",
                "  - Försäkringskassan får inte läsa kartläggning, medicinskt underlag och utslussning från SDF Angered och Kriminalvården",
                "",
                "Väntar, och sparas inte:", "  - Vägen ut! vill läsa utslussning från SDF Angered och Kriminalvården", "",
                "För: planering. Till och med 23 maj 2027.", "Svarade: deltagaren.", "Sätt: muntligt, Vera Vittne var med.",
                "Plats: SDF Angered.",
                "Det blir 1 samtycke och 2 nej att spara.",
            ])
    }

    @Test func theSummaryTellsWhereThePaperGoes() throws {
        let answers = try sitting.answers(TestSitting.beginning + ["nej", "samma", "1", "scan.pdf", "ja"])
        let lines = DialogueSummary(answers, sitting.setting).lines
        #expect(lines.contains("Papper: scan.pdf. Det läggs in i ärendet som övrigt."))
        #expect(PaperScan(path: "mapp/under/scan.pdf", digest: "").name == "scan.pdf")
    }

    @Test func whatWasNotUnderstoodStandsInTheSummary() throws {
        var lines = Self.story
        lines[9 + 2] = "nej"
        let answers = try sitting.answers(lines)
        #expect(!answers.explained.contains(.whoReadsIsLogged))
        let unsaid = Words.Dialogue.unsaid(ConsentRecord.Explanation.whoReadsIsLogged.words).sv
        #expect(DialogueSummary(answers, sitting.setting).lines.contains(unsaid))
    }

    @Test(
        arguments: [
            ("kort", 10, ["kort"]), ("ett två tre", 8, ["ett två", "tre"]), ("- ett två tre", 9, ["- ett två", "  tre"]),
            ("  1  ett två tre", 12, ["  1  ett två", "     tre"]), ("ettlångtord och", 5, ["ettlångtord", "och"]), ("", 5, [""]),
            ("2 av 3 ord", 6, ["2 av 3", "ord"]),
        ] as [(String, Int, [String])])
    func wrapping(text: String, width: Int, lines: [String]) { #expect(Wrapping.lines(text, width: width) == lines) }
}

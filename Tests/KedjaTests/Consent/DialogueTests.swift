import Exchange
import Testing

@testable import kedja

/// The recorder's dialogue as a value: lines in, records out.
@Suite struct DialogueTests {
    let sitting: TestSitting

    init() throws { sitting = try TestSitting() }

    /// `sdf+kvv>vagen:kartlaggning` for each record, a no with a minus before it.
    private func told(_ parts: [ConsentPart]) -> [String] {
        parts.map { part in
            let sides = [part.from, part.to].map { $0.map(\.text).joined(separator: "+") }.joined(separator: ">")
            return (part.decision == .given ? "" : "-") + sides + ":" + part.categories.map(\.rawValue).joined(separator: "+")
        }
    }

    /// The answers to "may they read", and what becomes of them.
    @Test(
        arguments: [
            (["ja", "ja", "ja", "ja", "samma"], ["sdf+kvv>vagen+fk:kartlaggning+medicinsktUnderlag+utslussning"], []),
            (["nej", "nej"], ["-sdf+kvv>vagen+fk:kartlaggning+medicinsktUnderlag+utslussning"], []),
            (["nej", "samma"], ["-sdf+kvv>vagen+fk:kartlaggning+medicinsktUnderlag+utslussning"], []),
            (
                ["ja", "ja", "nej", "ja", "nej"],
                [
                    "sdf+kvv>vagen:kartlaggning+utslussning", "-sdf+kvv>vagen:medicinsktUnderlag",
                    "-sdf+kvv>fk:kartlaggning+medicinsktUnderlag+utslussning",
                ], []
            ),
            (
                ["ja", "ja", "nej", "ja", "samma"],
                ["sdf+kvv>vagen+fk:kartlaggning+utslussning", "-sdf+kvv>vagen+fk:medicinsktUnderlag"], []
            ),
            (
                ["ja", "j", "s", "n", "senare"],
                ["sdf+kvv>vagen:kartlaggning", "-sdf+kvv>vagen:utslussning"],
                ["-sdf+kvv>vagen:medicinsktUnderlag", "-sdf+kvv>fk:kartlaggning+medicinsktUnderlag+utslussning"]
            ),
            (
                ["later", "yes", "NO", " y ", "l"], ["sdf+kvv>fk:medicinsktUnderlag", "-sdf+kvv>fk:kartlaggning"],
                ["-sdf+kvv>vagen:kartlaggning+medicinsktUnderlag+utslussning", "-sdf+kvv>fk:utslussning"]
            ),
        ] as [([String], [String], [String])])
    func partsBecomeRecords(lines: [String], parts: [String], waiting: [String]) throws {
        let answers = try sitting.answers(TestSitting.beginning + lines + TestSitting.end)
        #expect(told(answers.parts) == parts)
        #expect(told(answers.waiting) == waiting)
    }

    /// Who hands out and reads too doesn't read its own: such a recipient has records of its own.
    @Test func nobodyReadsTheirOwnByConsent() throws {
        let lines = ["1", "", "", "1 2", "1 3", "1", "2", "", ""] + TestSitting.explained + ["ja", "samma"] + TestSitting.end
        #expect(told(try sitting.answers(lines).parts) == ["kvv>sdf:kartlaggning", "sdf+kvv>vagen:kartlaggning"])
    }

    @Test func theRecordSaysWhatWasAnswered() throws {
        let answers = try sitting.answers(TestSitting.beginning + ["ja", "ja", "nej", "ja", "nej"] + TestSitting.end)
        let template = try #require(sitting.setting.wording(answers))
        let terms = answers.sitting(sitting.context, template, TestSitting.utc)
        for part in answers.parts {
            let record = terms.record(part, id: ConsentID(random: RandomSource { Array(repeating: 1, count: $0) }), at: TestSitting.now)
            #expect(throws: Never.self) { try record.validate() }
            #expect(record.validFrom == TestSitting.now && record.validUntil == Timestamp("2027-05-24"))
            #expect(record.givenBy.who == .participant && record.givenBy.personHeard == nil && record.method.witness == "Vera Vittne")
            #expect(record.explained == ConsentRecord.Explanation.allCases && record.purposes == [.planering])
            // The wording is the question, the same for all; the records are the answers.
            #expect(record.wording == terms.wording && record.wording.version == "2" && record.wording.language == "sv")
            #expect(record.wording.text.contains("- Vägen ut!\n- Försäkringskassan\n"))
        }
    }

    @Test(
        arguments: [
            (["2", "Folkbokföringen", "ja"], ConsentRecord.GivenBy.Who.guardian, "Folkbokföringen", true),
            (["3", "Göteborgs tingsrätt 17", "sörja för person", "nej"], .godMan, "Göteborgs tingsrätt 17", false),
            (["4", "TR 17", "ekonomi", "ja"], .forvaltare, "TR 17", true),
        ] as [([String], ConsentRecord.GivenBy.Who, String, Bool)])
    func representatives(lines: [String], who: ConsentRecord.GivenBy.Who, assignment: String, heard: Bool) throws {
        let answers = try sitting.answers(lines + TestSitting.beginning.dropFirst() + ["nej", "samma"] + TestSitting.end)
        #expect(answers.giver.who == who && answers.giver.assignment == assignment && answers.giver.personHeard == heard)
        #expect((answers.giver.scope != nil) == (who != .guardian))
        #expect(answers.giver.record.assignment?.hasPrefix(assignment) == true)
    }

    /// Back from the summary, question by question, to the first: everything is as it was, and the same answers lead to the same end.
    @Test func backToTheBeginningAndForwardAgain() throws {
        let lines = TestSitting.beginning + ["ja", "ja", "nej", "senare", "samma"] + TestSitting.end.dropLast()
        var dialogue = ConsentDialogue(sitting.setting)
        var questions: [DialogueQuestion] = []
        for line in lines {
            questions.append(dialogue.question)
            #expect(dialogue.take(line) == .asked)
        }
        let summary = dialogue.question
        for question in questions.reversed() {
            #expect(dialogue.take(question.prompt.isEmpty ? "back" : " Tillbaka ") == .asked)
            #expect(dialogue.question == question)
        }
        #expect(dialogue.answers == ConsentAnswers())
        #expect(dialogue.take("tillbaka") == .again(Words.Dialogue.isFirst))
        for line in lines { #expect(dialogue.take(line) == .asked) }
        #expect(dialogue.question == summary)
        #expect(dialogue.take("ja") == .finished)
    }

    /// What was chosen before is gone when somebody goes back and chooses something else.
    @Test func backForgetsWhatCameAfter() throws {
        let lines =
            TestSitting.beginning + [
                "ja", "ja", "nej", "ja", "tillbaka", "tillbaka", "tillbaka", "tillbaka", "nej", "senare", "1", "tillbaka", "2", "ja",
            ]
        let answers = try sitting.answers(lines)
        #expect(told(answers.parts) == ["-sdf+kvv>vagen:kartlaggning+medicinsktUnderlag+utslussning"])
        #expect(answers.how == .screen && answers.paper == nil)
    }

    /// Where a language was chosen on the command line it isn't asked for.
    @Test func oneLanguageIsNoQuestion() throws {
        let english = try #require(sitting.setting.wordings.last)
        let setting = DialogueSetting(
            context: sitting.context, wordings: [english], dates: TestSitting.utc, files: sitting.setting.files)
        var dialogue = ConsentDialogue(setting)
        for line in ["1", ""] { #expect(dialogue.take(line) == .asked) }
        #expect(dialogue.step == .from)
        #expect(setting.wording(dialogue.answers)?.language == "en")
    }

    /// What was sent isn't sent again; what fails is tried as often as somebody wants.
    @Test(
        arguments: [
            ([:], 0, ["a", "b", "c"], true), (["b": 2], 2, ["a", "b", "b", "b", "c"], true), (["b": 3], 2, ["a", "b", "b", "b"], false),
            (["a": 1], 0, ["a"], false),
        ] as [([String: Int], Int, [String], Bool)])
    func recordsAreSentInTurn(failures: [String: Int], retries: Int, tried: [String], isDone: Bool) async throws {
        struct Broken: Error {}
        var (left, attempts, asked) = (failures, [String](), [Int]())
        let outcome: Bool
        do {
            try await ConsentDelivery.inTurn(["a", "b", "c"]) { item in
                attempts.append(item)
                guard left[item, default: 0] == 0 else {
                    left[item, default: 0] -= 1
                    throw Broken()
                }
            } again: { _, sent in
                asked.append(sent)
                return asked.count <= retries
            }
            outcome = true
        } catch { outcome = false }
        #expect(outcome == isDone && attempts == tried)
        #expect(asked.allSatisfy { $0 == (failures["a"] == nil ? 1 : 0) })
    }

    @Test func abortAtEveryQuestion() throws {
        let lines = TestSitting.beginning + ["ja", "ja", "nej", "ja", "nej"] + TestSitting.end
        for count in lines.indices {
            var dialogue = ConsentDialogue(sitting.setting)
            for line in lines.prefix(count) { _ = dialogue.take(line) }
            #expect(dialogue.take(count.isMultiple(of: 2) ? "avbryt" : "ABORT") == .aborted)
        }
    }

    /// What can't be taken is asked for again, with a sentence, and changes nothing.
    @Test(
        arguments: [
            (0, ["", "0", "5", "1 2", "x", "alla", "1.0", "-1"]), (1, ["\u{1b}[A", "a\u{202E}b", String(repeating: "x", count: 201)]),
            (2, ["3", "sv"]), (3, ["", "0", "5", "1 5", "1 x", "99999999999999999999"]), (4, ["", "6"]), (5, ["10", ""]),
            (6, ["6", "planering"]),
            (7, ["2026-11-22", "2027-11-24", "13", "0", "2027-02-30", "för alltid", "9999-12-31"]), (8, ["x", "nej"]),
            (9, ["", "kanske", "senare", "nej"]), (9 + TestSitting.explained.count, ["", "kanske", "samma", "1"]),
        ] as [(Int, [String])])
    func wrongAnswersAreAskedAgain(place: Int, lines: [String]) throws {
        var dialogue = ConsentDialogue(sitting.setting)
        for line in TestSitting.beginning.prefix(place) { #expect(dialogue.take(line) == .asked) }
        let (step, answers) = (dialogue.step, dialogue.answers)
        for line in lines {
            guard case .again(let why) = dialogue.take(line) else {
                Issue.record("\(step) took \(line)")
                continue
            }
            #expect(!why.sv.isEmpty && !why.en.isEmpty && why.sv.last != ".")
            #expect(dialogue.step == step && dialogue.answers == answers)
        }
    }

    @Test(arguments: [
        ("", "2027-05-24"), ("3", "2027-02-24"), ("12", "2027-11-24"), ("2026-11-23", "2026-11-24"), ("2027-11-23", "2027-11-24"),
    ])
    func lastDays(line: String, end: String) throws {
        var lines = TestSitting.beginning + ["nej", "samma"] + TestSitting.end
        lines[7] = line
        let answers = try sitting.answers(lines)
        #expect(answers.scope(sitting.context, TestSitting.utc).ends == Timestamp(end))
    }

    @Test(arguments: [
        ("2026-08-31", 6, "2027-02-28"), ("2026-12-31", 2, "2027-02-28"), ("2027-08-31", 6, "2028-02-29"), ("2026-01-15", 12, "2027-01-15"),
    ])
    func monthsEndWhereTheyMust(day: String, months: Int, end: String) throws {
        let number = { (text: String) in Int(try #require(Timestamp(text)).milliseconds / 86_400_000) }
        #expect(ConsentPeriod.day(try number(day), plusMonths: months) == (try number(end)))
    }

    @Test func aConsentThatBeginsLaterCantEndBefore() throws {
        let later = try TestSitting(begins: Timestamp("2026-12-24"))
        var dialogue = ConsentDialogue(later.setting)
        for line in TestSitting.beginning.prefix(7) { #expect(dialogue.take(line) == .asked) }
        #expect(dialogue.take("2026-12-01") == .again(Words.Dialogue.dayPast))
        #expect(dialogue.take("2026-12-24") == .asked)
    }

    @Test func aPaperIsPrintedSignedAndScanned() throws {
        let yes = TestSitting.beginning + ["ja", "ja", "nej", "ja", "nej"]
        #expect(try sitting.answers(yes + ["1", "scan.pdf", "ja"]).paper?.digest == "c0ffee")
        #expect(try sitting.answers(yes + ["1", "", "blankett.html", "scan.pdf", "ja"]).paper?.digest == "c0ffee")
        var dialogue = ConsentDialogue(sitting.setting)
        for line in yes + ["1"] { #expect(dialogue.take(line) == .asked) }
        #expect(dialogue.take("saknas.pdf") == .again(Words.Common.unreadable("saknas.pdf")))
        #expect(dialogue.take("") == .asked)
        #expect(dialogue.take("scan.pdf") == .again(Words.Dialogue.fileExists("scan.pdf")))
    }

    /// The scan's document stands in every record of the sitting, in those of a no too; without a paper there is none.
    @Test func everyRecordNamesThePapersDocument() throws {
        let template = try #require(sitting.setting.wordings.first)
        let paper = DocumentID(random: RandomSource { Array(repeating: 9, count: $0) })
        for (way, document) in [(["1", "scan.pdf", "ja"], paper), (["2", "ja"], nil)] as [([String], DocumentID?)] {
            let answers = try sitting.answers(TestSitting.beginning + ["ja", "ja", "nej", "ja", "nej"] + way)
            let terms = answers.sitting(sitting.context, template, TestSitting.utc).naming(document)
            #expect(answers.parts.contains { $0.decision == .refused })
            for part in answers.parts {
                let method = terms.record(part, id: ConsentID(random: RandomSource { Array(repeating: 1, count: $0) }), at: TestSitting.now)
                    .method
                #expect(method.paperDocument == document && method.paperDigest == answers.paper?.digest)
            }
        }
    }

    @Test func nothingIsKeptWhereEverythingWaits() throws {
        var dialogue = ConsentDialogue(sitting.setting)
        for line in TestSitting.beginning + ["senare", "samma", "2"] { #expect(dialogue.take(line) == .asked) }
        #expect(dialogue.take("ja") == .again(Words.Dialogue.nothingToKeep))
        #expect(dialogue.take("nej") == .again(Words.Dialogue.notConfirmed))
        #expect(dialogue.question.lines.contains { $0.hasPrefix("Inget att spara") })
    }

    @Test func aRecipientNeedsAnotherToReadFrom() throws {
        var dialogue = ConsentDialogue(sitting.setting)
        for line in ["1", "", "", "3"] { #expect(dialogue.take(line) == .asked) }
        #expect(dialogue.take("1 3") == .again(Words.Dialogue.ownPapers("Vägen ut!")))
        #expect(dialogue.take("1 2") == .asked)
    }

    @Test func whoGetsFiguresOnlyIsLeftOut() throws {
        #expect(sitting.context.members.map(\.id.text) == ["sdf", "kvv", "vagen", "fk"])
        #expect(sitting.context.outsiders.map(\.name) == ["Förbundet"])
        #expect(throws: Never.self) { try sitting.context.requireSharing() }
        let alone = try TestSitting(organisations: ["sdf", "forbund"]).context
        #expect(throws: LocalFault(.unusableArgument, Words.Consent.alone, hint: Words.Consent.aloneHint)) { try alone.requireSharing() }
    }
}

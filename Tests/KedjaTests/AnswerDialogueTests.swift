import ExchangeClient
import Foundation
import Testing

@testable import Exchange
@testable import kedja

/// What an approver is asked in the terminal, and what becomes of what they type.
@Suite struct AnswerDialogueTests {
    static let rules = DisclosureRules(
        grounds: [
            CataloguedGround(id: "samtycke", basis: .consent, act: "OSL", section: "10:1", swedish: "Samtycke", english: "Consent"),
            CataloguedGround(
                id: "klausul", basis: .breaksSecrecy, act: "OSL", section: "10:27", never: [.medicinsktUnderlag], needsBalancing: true,
                isUnsure: true, swedish: "Generalklausulen", english: "General clause"),
        ], secrecy: [SecrecyRegime(kinds: nil, test: .reverse, reference: "OSL 26:1", isUnsure: false)],
        appeals: [AppealRule(kinds: nil, appeal: Appeal(isPossible: true, days: 21, swedish: "s", english: "e"))])

    private func facts(_ categories: [Category], on consents: [CoveringConsent]? = nil) throws -> AnswerFacts {
        func id<Kind>(_ number: Int) -> Identifier<Kind>? {
            Identifier("\(Kind.prefix)_" + String(repeating: "0", count: 24) + String(number + 10))
        }
        let documents = try categories.enumerated().map { number, category in
            var view = RequestedDocumentView(document: try #require(id(number)), category: category, release: .policy)
            view.consents = consents
            return view
        }
        let request = RequestView(
            id: try #require(id(0)), participant: try #require(id(0)), owner: try #require(OrganisationID("kommun")),
            requester: try #require(OfficerID("fk/erik")), requesterRecipient: "", purpose: .planering, reason: "Behövs.",
            createdAt: Timestamp(milliseconds: 0), state: .open, documents: documents)
        return AnswerFacts(request: request, rules: Self.rules, owner: .kommun, receiver: .forsakringskassan)
    }

    private func run(_ facts: AnswerFacts, typing lines: [String]) throws -> (answers: [WrittenAnswer], said: String) {
        var (left, said) = (lines[...], "")
        let dialogue = AnswerDialogue(
            facts: facts,
            ask: {
                said += $0.sv + "\n"; return left.popFirst()
            }, say: { said += $0.sv + "\n" })
        let answers = try dialogue.answers()
        #expect(left.isEmpty, "not asked for: \(left)")
        return (answers, said)
    }

    @Test func documentByDocument() throws {
        let facts = try facts([.planering, .ekonomi])
        let (answers, said) = try run(
            facts, typing: ["Inget men.", "kanske", "ja", "9", "1", "Behovet väger över.", "i morgon", "2026-12-31", "Men.", "nej"])
        #expect(answers.map(\.document) == facts.request.documents.map(\.document))
        #expect(answers[0].approval?.ground == .listed("klausul") && answers[0].approval?.balancing == "Behovet väger över.")
        #expect(answers[1].approval == nil && answers[1].assessment == "Men.")
        for words in ["fk/erik", "Omvänt skaderekvisit (OSL 26:1)", "Handling 2 av 2", "Generalklausulen, OSL 10:27 (osäkert rättsläge)"] {
            #expect(said.contains(words), "\(words)")
        }
        #expect(!said.contains("Samtycke, OSL"), "a consent that nobody has given is no choice")
        let answer = try facts.answer(answers, onBehalfOf: nil)
        #expect(answer.documents.count == 2 && answer.appeal?.days == 21)
    }

    /// Whoever answers needn't be one who may read consents: what covers a document comes with the request.
    @Test func theConsentThatCoversADocumentIsToldAndUsed() throws {
        let newest = try #require(ConsentID("cons_" + String(repeating: "1", count: 26)))
        let older = try #require(ConsentID("cons_" + String(repeating: "2", count: 26)))
        let begins = Timestamp(milliseconds: 0)
        let consents = [newest, older].map { CoveringConsent(id: $0, validFrom: begins, validUntil: begins + .seconds(86_400)) }
        let facts = try facts([.medicinsktUnderlag], on: consents)
        let (answers, said) = try run(facts, typing: ["Inget men.", "ja", "1", "2026-12-31"])
        #expect(said.contains("samtycke \(newest) täcker den, till") && said.contains("samtycke \(older) täcker den, till"))
        #expect(answers[0].approval?.ground == .consent(nil))
        let plan = try #require(try facts.answer(answers, onBehalfOf: nil).documents[answers[0].document])
        guard case .approve(let approved) = plan else { return #expect(Bool(false), "not approved") }
        #expect(approved.ground == .consent(newest))
        #expect(facts.request.details.lines.contains { $0.contains("täcker den") })
        #expect(try self.facts([.planering], on: []).request.details.lines.contains { $0.hasSuffix("inget samtycke täcker den") })
        #expect(!(try self.facts([.planering]).request.details.lines.contains { $0.contains("samtycke") }))
    }

    @Test func whatNothingCarriesIsNotLetGo() throws {
        let (answers, said) = try run(try facts([.medicinsktUnderlag]), typing: ["", "Inget men.", "ja"])
        #expect(answers.map(\.approval) == [nil] && said.contains("Ingen grund"))
    }

    @Test func theEndOfInputAnswersNothing() throws {
        #expect { _ = try run(try facts([.planering]), typing: ["Inget men.", "ja"]) } throws: { ($0 as? LocalFault)?.exit == .usage }
    }

    @Test func whatCannotBeRightIsToldBeforeItIsSigned() throws {
        let facts = try facts([.planering, .medicinsktUnderlag])
        let (plan, medical) = (facts.request.documents[0].document, facts.request.documents[1].document)
        let until = Timestamp(milliseconds: 1)
        let stranger = try #require(DocumentID("doc_" + String(repeating: "z", count: 26)))
        let wrong: [(DocumentID, WrittenGround, String?)] = [
            (plan, .consent(nil), nil), (plan, .consent(ConsentID("cons_" + String(repeating: "0", count: 26))), "x"),
            (plan, .listed("hittepa"), "x"), (plan, .listed("klausul"), nil), (plan, .listed("klausul"), ""),
            (medical, .listed("klausul"), "x"), (plan, .listed("samtycke"), nil), (stranger, .listed("klausul"), "x"),
        ]
        for (document, ground, balancing) in wrong {
            let written = WrittenAnswer(
                document: document, assessment: "a", approval: .init(ground: ground, balancing: balancing, until: until))
            #expect { try facts.answer([written], onBehalfOf: nil) } throws: { ($0 as? LocalFault)?.exit == .usage }
        }
    }
}

/// Answers in a file.
@Suite struct AnswerFileTests {
    static let first = "doc_" + String(repeating: "0", count: 26)
    static let second = "doc_" + String(repeating: "1", count: 26)

    private func read(_ text: String) throws -> [WrittenAnswer] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("answers-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.utf8).write(to: file)
        return try AnswerFile.read(file.path)
    }

    @Test func oneRowADocument() throws {
        let answers = try read(
            """
            - {document: \(Self.first), answer: approved, ground: consent, until: 2026-12-31, assessment: Inget men}
            - {document: \(Self.second), answer: denied, assessment: Men}
            """)
        #expect(answers.map(\.document.text) == [Self.first, Self.second] && answers.map { $0.approval != nil } == [true, false])
        #expect(answers[0].approval?.ground == .consent(nil))
    }

    @Test(arguments: [
        "", "[]", "document: x", "- {document: doc_1, answer: denied, assessment: x}",
        "- {document: \(first), answer: maybe, assessment: x}",
        "- {document: \(first), answer: denied}", "- {document: \(first), answer: approved, assessment: x}",
        "- {document: \(first), answer: approved, assessment: x, ground: consent}",
        "- {document: \(first), answer: approved, assessment: x, ground: Lag, until: 2026-12-31}",
        "- {document: \(first), answer: approved, assessment: x, ground: consent, until: snart}",
        "- {document: \(first), answer: denied, assessment: x, ground: consent}",
        "- {document: \(first), answer: denied, assessment: x}\n- {document: \(first), answer: denied, assessment: y}",
    ])
    func otherFilesAreRefused(_ text: String) { #expect(throws: LocalFault.self) { try read(text) } }
}

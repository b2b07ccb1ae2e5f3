import Testing

@testable import Cedar
@testable import Exchange

/// What the policies can't tell apart is asked once, and answered as if each had been asked.
@Suite("Questions that are alike") struct AlikeQuestionTests {
    /// Every row's officer on its document, as two persons' documents, with a consent or an approval or neither, at five times.
    @Test func everyDocumentGetsItsOwnDecision() throws {
        let (rules, all) = (try PolicyFolder.rulesWithSteps(), try AlikeQuestionTests.circumstances())
        let rows = try PolicyFolder.rows().filter { $0.action.target == .document }
        var (decisions, permitted, questions, misses) = (0, 0, 0, [String]())
        for (place, row) in rows.enumerated() {
            let officer = row.who.facts
            let alike = AlikeQuestions(by: officer, rules)
            for (number, circumstances) in all.enumerated() where number % 6 == place % 6 {
                for action in [Action.describeDocument, .retrieveDocument] {
                    for facts in [row.documentFacts.renamed(4), row.documentFacts.renamed(44)] {
                        let expected = rules.decide(action, by: officer, on: .document(facts), in: circumstances)
                        if alike.decide(action, on: facts, in: circumstances) != expected { misses.append("\(action) in \(row.name)") }
                        decisions += 1
                        if expected.permitted { permitted += 1 }
                    }
                }
            }
            questions += alike.count
        }
        #expect(misses.prefix(3) == [])
        #expect(decisions > 1000)
        #expect(permitted > 0)
        #expect(questions * 6 < decisions)
    }

    /// So nothing that policies see is left out of what is compared, whatever is added to facts. Names stand as entities alone, never in a text,
    /// which a policy could look into.
    @Test func policiesSeeOfACopyAllButNamesAndTimes() throws {
        let rows = try PolicyFolder.rows().filter { $0.action.target == .document }
        let all = try AlikeQuestionTests.circumstances()
        for (number, row) in rows.enumerated() {
            let (document, circumstances) = (row.documentFacts, all[number % all.count])
            func question(_ document: DocumentFacts, _ circumstances: Circumstances) -> Question {
                Question(action: .retrieveDocument, officer: row.who.facts, resource: .document(document), circumstances: circumstances)
            }
            let seen = question(document, circumstances)
            let copy = question(document.unnamed, circumstances.unnamed)
            let names = Unnaming([
                .document(document.id): .document(.unnamed), .caseOf(document.of.value.id): .caseOf(.unnamed),
                .participant(document.of.participant.id): .participant(.unnamed),
            ])
            #expect(copy.facts == seen.facts.map(names.entity))
            #expect(copy.request.principal == seen.request.principal && copy.request.action == seen.request.action)
            #expect(copy.request.resource == .document(.unnamed))
            #expect(Value.record(copy.request.context) == names.value(.record(seen.request.context)))
            #expect(copy.request.context != seen.request.context)
        }
        #expect(rows.count > 50)
    }

    /// Two consents of other ids and times, and nothing else: one question. Whatever else differs makes another.
    @Test func whatDiffersIsAskedAnew() throws {
        let (rules, row) = (
            try PolicyFolder.rules(), try PolicyFolder.row("{organisation: fk, inCase: true}", .retrieveDocument, "consents: [{}]")
        )
        let alike = AlikeQuestions(by: row.who.facts, rules)
        let (document, consent) = (row.documentFacts, try #require(row.consents.first).inContext(number: 1))
        func ask(_ document: DocumentFacts, _ change: (inout ConsentInContext) -> Void = { _ in }) -> Int {
            var consent = consent
            change(&consent)
            _ = alike.decide(.retrieveDocument, on: document, in: Circumstances(now: row.now, purpose: .planering, consent: consent))
            return alike.count
        }
        #expect(ask(document) == 1)
        #expect(ask(document.renamed(9)) == 1)
        #expect(ask(document) { ($0.id, $0.validFrom) = (ConsentID(number: 8), row.now) } == 1)
        #expect(ask(document) { $0.validUntil = row.now } == 1)
        let others = [
            DocumentFacts(id: document.id, of: document.of, owner: document.owner, category: .ekonomi, release: document.release),
            DocumentFacts(
                id: document.id, of: document.of, owner: document.owner, category: document.category, release: document.release,
                isSuperseded: true),
        ]
        #expect(others.map { ask($0) } == [2, 3])
        var closed = document
        closed.of.value.closedAt = row.now
        #expect(ask(closed) == 4)
        closed.of.value.closedAt = row.now + .seconds(1)
        #expect(ask(closed) == 4)
    }

    /// Such a policy tells it from all others.
    @Test(arguments: ["resource == Document::\"%d\"", "resource.case == Case::\"%c\"", "resource in Participant::\"%p\""])
    func whatAPolicyNamesIsAskedAboutAsItIs(_ condition: String) throws {
        for number: UInt8 in [0, 4, 7] {
            let named = try PolicyFolder.row("{organisation: fk}", .describeDocument).documentFacts.renamed(number)
            var text = condition.replacing("%d", with: named.id.text)
            text = text.replacing("%c", with: named.of.value.id.text)
            text = text.replacing("%p", with: named.of.participant.id.text)
            let policy = """
                @id("one") @sv("En.") @en("One.") permit (principal, action == Action::"describeDocument", resource) when { \(text) };
                """
            let rules = try Rules(schema: try PolicyFolder.schema(), policies: [PolicySource(file: "test.cedar", text: policy)])
            let row = try PolicyFolder.row("{organisation: fk}", .describeDocument)
            let alike = AlikeQuestions(by: row.who.facts, rules)
            for other: UInt8 in [4, 7, 0, 4, 9] {
                let decision = alike.decide(.describeDocument, on: row.documentFacts.renamed(other), in: Circumstances(now: row.now))
                #expect(decision.permitted == (other == number), "\(text)")
            }
        }
    }

    @Test func anErringVetoIsToldByItsName() throws {
        let rules = try PolicyFolder.rulesWithErringVeto()
        let row = try PolicyFolder.row("{organisation: fk}", .describeDocument)
        let alike = AlikeQuestions(by: row.who.facts, rules)
        for _ in 0..<2 {
            let decision = alike.decide(.describeDocument, on: row.documentFacts, in: Circumstances(now: row.now))
            #expect(!decision.permitted && decision.errors == ["broken"])
        }
    }

    /// Swift holds a letter with its accent and the two apart for the same text, and Cedar doesn't.
    @Test func textsThatOnlyLookAlikeAreNotAlike() throws {
        let texts = ["\u{e9}", "e\u{301}"]
        let policy = """
            @id("one") @sv("En.") @en("One.") permit (principal, action == Action::"retrieveDocument", resource)
            when { context has approval && context.approval has groundID && context.approval.groundID == "\(texts[0])" };
            """
        let rules = try Rules(schema: try PolicyFolder.schema(), policies: [PolicySource(file: "test.cedar", text: policy)])
        let row = try PolicyFolder.row("{organisation: fk}", .retrieveDocument)
        let alike = AlikeQuestions(by: row.who.facts, rules)
        let permits = (texts + texts).map { text in
            let approval = ApprovalInContext(
                request: RequestID(number: 1), purpose: .planering, approvedBy: row.who.facts.officer.id, validUntil: row.now, ground: .law,
                groundID: text)
            let circumstances = Circumstances(now: row.now, purpose: .planering, approval: approval)
            return alike.decide(.retrieveDocument, on: row.documentFacts, in: circumstances).permitted
        }
        #expect(permits == [true, false, true, false])
    }

    @Test func onlySoManyAreKept() throws {
        let (rules, row) = (try PolicyFolder.rules(), try PolicyFolder.row("{organisation: fk}", .describeDocument))
        let alike = AlikeQuestions(by: row.who.facts, rules)
        for number in 0...AlikeQuestions.limit {
            var facts = row.documentFacts
            let officer = try #require(OfficerID("fk/o\(number)"))
            facts.of.value.officers = [officer]
            _ = alike.decide(.describeDocument, on: facts, in: Circumstances(now: row.now))
        }
        #expect(alike.count == 1)
    }

    /// Without a consent and with one of each state, with an approval, at times before, in and behind all of them.
    static func circumstances() throws -> [Circumstances] {
        let row = try PolicyFolder.row(
            "{organisation: fk}", .retrieveDocument,
            "consents: [{}, {state: withdrawn}], approvals: [{ground: law, groundID: vite}, {ground: consent}]")
        let approvals: [ApprovalInContext?] = row.approvals.enumerated().map { $1.inContext(number: $0, approver: row.who.officer.id) }
        let consents: [ConsentInContext?] = row.consents.enumerated().map { $1.inContext(number: $0) }
        var all: [Circumstances] = []
        for days in [-4000, -1, 0, 1, 4000] {
            let now = row.now + .seconds(86_400 * days)
            for (consent, approval) in zip([nil, nil] + consents + consents, [nil] + approvals + approvals + [nil]) {
                all.append(Circumstances(now: now, purpose: row.purpose, consent: consent, approval: approval))
            }
        }
        return all
    }
}

extension DocumentFacts {
    /// The same document of another person in another case.
    func renamed(_ number: UInt8) -> DocumentFacts {
        var facts = self
        (facts.id, facts.of.value.id) = (DocumentID(number: number), CaseID(number: number))
        (facts.of.value.participant, facts.of.participant.id) = (ParticipantID(number: number), ParticipantID(number: number))
        return facts
    }
}

/// A question's values with other names for some entities, and with all times alike.
private struct Unnaming {
    private let names: [EntityUID: EntityUID]

    init(_ names: [EntityUID: EntityUID]) { self.names = names }

    func entity(_ entity: Entity) -> Entity {
        Entity(
            uid: name(entity.uid), attributes: record(entity.attributes), parents: entity.parents.map(name), tags: record(entity.tags))
    }

    func value(_ value: Value) -> Value {
        switch value {
        case .entity(let uid): .entity(name(uid))
        case .set(let set): .set(set.elements.map(self.value))
        case .record(let fields): .record(record(fields))
        case .datetime: .datetime(millisecondsSinceEpoch: 0)
        case .bool, .long, .string, .decimal, .ipaddr, .duration: value
        }
    }

    private func name(_ uid: EntityUID) -> EntityUID { names[uid] ?? uid }

    private func record(_ fields: RecordValue) -> RecordValue { RecordValue(fields.attributes.mapValues(value)) }
}

import Cedar
import Testing

@testable import Exchange

/// A refusal says in words what is missing.
@Suite struct ExplainTests {
    private func explanation(_ who: String, _ rest: String = "") throws -> Explanation {
        let rules = try PolicyFolder.rules()
        let row = try PolicyFolder.row(who, .retrieveDocument, rest)
        let consents = row.consents.enumerated().map { $1.inContext(number: $0) }
        let decision = rules.decideRetrieval(
            of: row.documentFacts, by: row.who.facts, for: row.purpose, at: row.now, consents: consents, approvals: [])
        let circumstances = Circumstances(now: row.now, purpose: row.purpose, consent: consents.first)
        return rules.explain(decision, .retrieveDocument, by: row.who.facts, on: row.resource, in: circumstances)
    }

    @Test func whereNothingPermitsItTellsWhatEveryPermitLacks() throws {
        let explained = try explanation("{organisation: fk, inCase: true}")
        #expect(!explained.permitted)
        #expect(
            Set(explained.policies.map(\.id)) == [
                "read-own", "read-own-as-approver", "read-by-consent", "read-by-approval-on-consent", "read-by-approval-on-law",
            ])
        #expect(explained.policies.allSatisfy { !$0.decided && $0.effect == "permit" })
        let byConsent = try #require(explained.policies.first { $0.id == "read-by-consent" })
        let outcomes = Dictionary(uniqueKeysWithValues: byConsent.conditions.map { ($0.text, $0.outcome) })
        #expect(outcomes["resource.case.officers.contains(principal)"] == .holds)
        #expect(outcomes["context has consent"] == .fails)
        #expect(outcomes["context.consent.state == \"given\""] == .notReached)
        #expect(byConsent.conditions.map(\.line) == byConsent.conditions.map(\.line).sorted())
    }

    @Test func conditionsThatFailAreToldTogether() throws {
        let explained = try explanation(
            "{organisation: fk, inCase: true}", "about: {category: ekonomi}, purpose: ersattning, consents: [{}]")
        let byConsent = try #require(explained.policies.first { $0.id == "read-by-consent" })
        #expect(
            byConsent.conditions.filter { $0.outcome == .fails }.map(\.text) == [
                "context.consent.categories.contains(resource.category)", "context.consent.purposes.contains(context.purpose)",
            ])
    }

    @Test func aVetoExplainsItselfInBothLanguages() throws {
        let explained = try explanation("{organisation: fk, inCase: true}", "consents: [{state: withdrawn}]")
        #expect(!explained.permitted)
        #expect(explained.policies.map(\.id) == ["consent-withdrawn"])
        let veto = try #require(explained.policies.first)
        #expect(veto.decided && veto.effect == "forbid")
        #expect(veto.swedish == "Deltagaren har tagit tillbaka samtycket.")
        #expect(veto.english == "The participant has withdrawn the consent.")
        #expect(veto.conditions.allSatisfy { $0.outcome == .holds })
    }

    @Test func aPermitExplainsItself() throws {
        let explained = try explanation("{organisation: fk, inCase: true}", "consents: [{}]")
        #expect(explained.permitted)
        #expect(explained.consent != nil)
        #expect(explained.policies.map(\.id) == ["read-by-consent"])
        #expect(explained.policies.first?.conditions.allSatisfy { $0.outcome == .holds } == true)
    }

    private func told(_ readings: [ExplainedPolicy.Reading]) -> [String] {
        readings.map { "\($0.path) \($0.kind.rawValue) \($0.values.joined(separator: "|"))" }
    }

    @Test(
        "each failed condition tells what it saw",
        arguments: [
            (
                "consents: [{validUntil: 2026-11-01}]", "consent-expired",
                [
                    "context.consent present ",
                    "context.consent.state text given",
                    "context.now time 2026-11-23T08:00:00.000Z", "context.consent.validUntil time 2026-11-01T00:00:00.000Z",
                ]
            ),
            (
                "purpose: ersattning, consents: [{purposes: [planering, rehabilitering]}]", "read-by-consent",
                ["context.consent.purposes texts planering|rehabilitering", "context.purpose text ersattning"]
            ),
            (
                "about: {category: ekonomi}, consents: [{categories: []}]", "read-by-consent",
                ["context.consent.categories texts ", "resource.category text ekonomi"]
            ),
            ("", "read-by-consent", ["context.consent missing "]),
            (
                "", "read-own",
                ["principal.organisation entity Organisation::\"fk\"", "resource.owner entity Organisation::\"af\""]
            ),
            ("about: {open: false}", "case-closed-for-reading", ["resource.case.open flag false"]),
            (
                "approvals: [{ground: law, validUntil: 2026-06-01}]", "read-by-approval-on-law",
                ["context.now time 2026-11-23T08:00:00.000Z", "context.approval.validUntil time 2026-06-01T00:00:00.000Z"]
            ),
        ])
    func values(_ rest: String, _ policy: String, _ expected: [String]) throws {
        let row = try PolicyFolder.row("{organisation: fk, inCase: true}", .retrieveDocument, rest)
        let explained = explain(row, rules: try PolicyFolder.rules())
        let found = try #require(explained.policies.first { $0.id == policy })
        let conditions = found.conditions.filter { $0.outcome == .fails || found.decided }
        #expect(told(conditions.flatMap { $0.readings + $0.parts.flatMap(\.readings) }) == expected)
    }

    @Test(
        "what comes closest stands first",
        arguments: [
            ("{organisation: fk, inCase: true}", "", "read-by-consent"),
            ("{organisation: fk, inCase: true}", "consents: [{purposes: [planering]}]", "read-by-consent"),
            ("{organisation: af}", "", "read-own"),
            ("{organisation: fk, roles: [approver]}", "about: {officers: [fk/erik]}", "only-while-taking-part"),
            ("{organisation: fk, inCase: true}", "approvals: [{ground: law, validUntil: 2026-06-01}]", "read-by-approval-on-law"),
        ])
    func closest(_ who: String, _ rest: String, _ first: String) throws {
        let row = try PolicyFolder.row(who, .retrieveDocument, rest)
        #expect(explain(row, rules: try PolicyFolder.rules()).policies.first?.id == first)
    }

    @Test func aDecisionIsExplainedFromWhatItWasMadeFrom() throws {
        let schema = try PolicyFolder.schema()
        let text = """
            @id("a") @sv("A.") @en("A.")
            permit (principal, action == Action::"retrieveDocument", resource) unless { context has consent };
            """
        let rules = try Rules(schema: schema, policies: [PolicySource(file: "a.cedar", text: text)])
        let row = try PolicyFolder.row("{organisation: fk, inCase: true}", .retrieveDocument, "consents: [{}]")
        let explained = explain(row, rules: rules)
        #expect(explained.permitted && explained.consent == nil)
        #expect(explained.policies.first?.conditions.map(\.outcome) == [.holds])
        #expect(explained.policies.first?.conditions.map(\.kind) == [.unless])
    }

    @Test func longSetsAndTextsAreCutAndErrorsNamedByCode() throws {
        let officers = (1...12).map { "af/o\($0)" }.joined(separator: ", ")
        let text = """
            @id("a") @sv("A.") @en("A.")
            permit (principal, action == Action::"retrieveDocument", resource)
            when { resource.case.officers.contains(principal) && context.purpose == "\(String(repeating: "x", count: 300))" };
            @id("b") @sv("B.") @en("B.")
            permit (principal, action == Action::"retrieveDocument", resource)
            when { if resource.case.open then context.now.toTime() == duration("1h") else false }
            when { 9223372036854775807 + (if context.purpose == "" then 0 else 1) > 0 };
            """
        let rules = try Rules(schema: try PolicyFolder.schema(), policies: [PolicySource(file: "a.cedar", text: text)])
        let row = try PolicyFolder.row("{organisation: fk}", .retrieveDocument, "about: {officers: [\(officers)]}")
        let policies = explain(row, rules: rules).policies
        let long = try #require(policies.first { $0.id == "a" }?.conditions.first?.readings.first)
        #expect(long.values.count == 8 && long.omitted == 4 && long.kind == .entities)
        let timed = try #require(policies.first { $0.id == "b" }?.conditions)
        #expect(timed[0].parts.map(\.text) == ["resource.case.open", "context.now.toTime() == duration(\"1h\")"])
        #expect(timed[1].outcome == .notReached || timed[1].error == "overflow")
    }
}

/// Whoever may ask why, but not read, sees no more of the facts than they could read.
@Suite struct SightTests {
    /// The paths of an explanation by how they are shown.
    private func paths(_ who: String, _ about: String, _ condition: String) throws -> [String: ExplainedPolicy.Reading.Kind] {
        let extra = PolicySource(
            file: "a.cedar",
            text: """
                @id("a") @sv("A.") @en("A.")
                permit (principal, action == Action::"retrieveDocument", resource) when { context has consent && (\(condition)) };
                """)
        let rules = try Rules(schema: try PolicyFolder.schema(), policies: try PolicyFolder.policies() + [extra])
        let row = try PolicyFolder.row(who, .retrieveDocument, "about: \(about), consents: [{from: [af], to: [fk, kommun]}]")
        let consent = try #require(row.consents.first).inContext(number: 0)
        let circumstances = Circumstances(now: row.now, purpose: row.purpose, consent: consent)
        let decision = rules.decide(.explainDecision, by: row.who.facts, on: row.resource, in: Circumstances(now: row.now))
        #expect(decision.permitted, "\(who) must be one who may ask")
        let none = Decision(permitted: false, policies: [], errors: [], policyDigest: "", consent: nil, approval: nil)
        let explained = rules.explain(
            none, .retrieveDocument, by: row.who.facts, on: row.resource, in: circumstances,
            sight: rules.sight(of: row.documentFacts, by: row.who.facts, in: circumstances))
        let conditions = try #require(explained.policies.first { $0.id == "a" }).conditions
        return Dictionary(conditions.flatMap { all($0) }.map { ($0.path, $0.kind) }) { first, _ in first }
    }

    private func all(_ condition: ExplainedPolicy.Condition) -> [ExplainedPolicy.Reading] {
        condition.readings + condition.parts.flatMap { all($0) }
    }

    private static let condition = """
        context.consent.to.contains(resource.owner) || context.consent.state == "x" || resource.case.officers.isEmpty() ||
        resource.case.open == false || resource.participant.organisations.isEmpty() || resource.participant.officers.isEmpty() ||
        resource.participant.caseOrganisations.isEmpty() || resource.participant.protectedIdentity || resource.category == "x" ||
        principal.roles.isEmpty() || principal.organisation.host || context.purpose == "x"
        """

    @Test func whoWorksInTheCaseSeesWhatTheyCouldRead() throws {
        let shown = try paths("{organisation: fk, inCase: true}", "{}", Self.condition)
        #expect(
            shown == [
                "context.consent": .present, "context.consent.to": .entities, "resource.owner": .entity, "context.consent.state": .text,
                "resource.case.officers": .entities, "resource.case.open": .flag, "resource.participant.organisations": .entities,
                "resource.participant.officers": .hidden, "resource.participant.caseOrganisations": .hidden,
                "resource.participant.protectedIdentity": .flag, "resource.category": .text, "principal.roles": .texts,
                "principal.organisation.host": .flag, "context.purpose": .text,
            ])
    }

    @Test func whoHasOnlyRegisteredThePersonSeesNothingOfTheConsentAndTheCase() throws {
        let shown = try paths("{organisation: fk}", "{registeredBy: [fk]}", Self.condition)
        let visible = shown.filter { $0.value != .hidden }.keys.sorted()
        #expect(
            visible == [
                "context.consent", "context.purpose", "principal.organisation.host", "principal.roles",
            ])
    }

    @Test func aRecorderOfAnOrganisationInTheCaseReadsConsentsButNotTheCase() throws {
        let shown = try paths("{organisation: af, roles: [recorder]}", "{registeredBy: [af]}", Self.condition)
        #expect(shown["context.consent.to"] == .entities && shown["resource.participant.organisations"] == .entities)
        #expect(shown["resource.case.officers"] == .hidden && shown["resource.category"] == .hidden)
    }
}

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
        #expect(outcomes["resource.case.officers.contains(principal)"] == "holds")
        #expect(outcomes["context has consent"] == "fails")
        #expect(outcomes["context.consent.state == \"given\""] == "notReached")
        #expect(byConsent.conditions.map(\.line) == byConsent.conditions.map(\.line).sorted())
    }

    @Test func conditionsThatFailAreToldTogether() throws {
        let explained = try explanation(
            "{organisation: fk, inCase: true}", "about: {category: ekonomi}, purpose: ersattning, consents: [{}]")
        let byConsent = try #require(explained.policies.first { $0.id == "read-by-consent" })
        #expect(
            byConsent.conditions.filter { $0.outcome == "fails" }.map(\.text) == [
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
        #expect(veto.conditions.allSatisfy { $0.outcome == "holds" })
    }

    @Test func aPermitExplainsItself() throws {
        let explained = try explanation("{organisation: fk, inCase: true}", "consents: [{}]")
        #expect(explained.permitted)
        #expect(explained.consent != nil)
        #expect(explained.policies.map(\.id) == ["read-by-consent"])
        #expect(explained.policies.first?.conditions.allSatisfy { $0.outcome == "holds" } == true)
    }
}

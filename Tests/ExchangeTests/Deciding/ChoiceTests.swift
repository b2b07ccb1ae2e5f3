import Cedar
import Testing

@testable import Exchange

/// `policies/choices`: policies that an exchange may put in force beside those that are shipped.
@Suite("Choices of policy") struct ChoiceTests {
    private let rules: Rules
    private let rows: [PolicyCase]

    init() throws {
        let choice = PolicySource(file: "choices/steps.cedar", text: try PolicyFolder.text("choices/steps.cedar"))
        rules = try Rules(schema: try PolicyFolder.schema(), policies: try PolicyFolder.policies() + [choice])
        rows = try PolicyFolder.rows(try PolicyFolder.text("choices/steps.yaml"))
    }

    @Test func sightEndsWithTheLastStepWhereThatIsChosen() throws {
        #expect(rows.count == 5)
        for row in rows {
            let outcome = run(row, rules: rules)
            #expect(outcome.passed, "\(row.name): expected \(outcome.expected), got \(outcome.got)")
        }
    }

    @Test func itIsntInForceAsItLiesThere() throws {
        let shipped = try PolicyFolder.rules()
        #expect(shipped.policy(named: "sight-ends-with-steps") == nil)
        #expect(rows.contains { $0.expect == .deny && run($0, rules: shipped).got.permitted })
    }

    /// What the shipped table says of anything else is so with the choice too.
    @Test func itChangesNothingElse() throws {
        for row in try PolicyFolder.rows() where row.about.stepsEnded.isEmpty {
            let outcome = run(row, rules: rules)
            #expect(outcome.passed, "\(row.name): expected \(outcome.expected), got \(outcome.got)")
        }
    }

    /// Lists ask once for many; they answer as one by one.
    @Test func decisionsPreparedForManyAreTheSame() throws {
        for row in rows {
            let consents = row.consents.enumerated().map { $1.inContext(number: $0) }
            let circumstances = Circumstances(
                now: row.now, purpose: row.action == .retrieveDocument ? row.purpose : nil, consent: consents.first)
            let expected = rules.decide(row.action, by: row.who.facts, on: .document(row.documentFacts), in: circumstances)
            let prepared = rules.prepare(row.action, by: row.who.facts, in: circumstances)
            #expect(prepared.decide(by: row.who.facts, on: .document(row.documentFacts)) == expected, "\(row.name)")
            let byAnybody = rules.prepare(row.action, on: .document(row.documentFacts), in: circumstances)
            #expect(byAnybody.decide(by: row.who.facts, on: .document(row.documentFacts)) == expected, "\(row.name)")
        }
    }
}

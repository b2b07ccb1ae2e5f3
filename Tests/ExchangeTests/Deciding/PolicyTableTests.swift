import Cedar
import Testing

@testable import Exchange

/// `policies/tests.yaml` against `policies/*.cedar`.
@Suite struct PolicyTableTests {
    @Test func everyRowGetsItsAnswerForItsReasons() throws {
        let (rules, rows) = (try PolicyFolder.rules(), try PolicyFolder.rows())
        #expect(rows.count >= 75)
        for row in rows {
            let outcome = run(row, rules: rules)
            #expect(outcome.passed, "\(row.name): expected \(outcome.expected), got \(outcome.got)")
        }
    }

    @Test func rowsAreSentencesOfTheirOwn() throws {
        let names = try PolicyFolder.rows().map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.contains(" ") && $0.first?.isUppercase == true })
    }

    @Test func everyPolicyDecidesARow() throws {
        let rules = try PolicyFolder.rules()
        let deciding = Set(try PolicyFolder.rows().flatMap { run($0, rules: rules).got.policies })
        let all = Set(rules.policies.policies.map { rules.name($0.id) })
        #expect(all.count == rules.count)
        #expect(all.subtracting(deciding) == [])
    }

    @Test func everyActionIsPermittedInARowAndRefusedInAnother() throws {
        let rows = try PolicyFolder.rows()
        let permitted = Set(rows.filter { $0.expect == .permit }.map(\.action))
        #expect(permitted == Set(Action.decided))
        let refused = Set(rows.filter { $0.expect == .deny }.map(\.action))
        #expect(refused == Set(Action.decided))
    }

    /// A policy that could be lost without a row noticing isn't tested.
    @Test func leavingOutAnyPolicyTurnsARowRed() throws {
        let (rules, rows) = (try PolicyFolder.rules(), try PolicyFolder.rows())
        let schema = try PolicyFolder.schema()
        for left in rules.policies.policies {
            let rest = rules.policies.policies.filter { $0.id != left.id }.map { PolicySource(file: $0.file, text: $0.text) }
            let mutilated = try Rules(schema: schema, policies: rest)
            #expect(mutilated.count == rules.count - 1)
            let name = rules.name(left.id)
            let affected = rows.filter { $0.by.contains(name) }
            #expect(affected.contains { !run($0, rules: mutilated).passed }, "no row notices that \(name) is gone")
        }
    }

    /// Where a permit is lost somebody is refused; where one of these vetoes is lost somebody gets in.
    @Test(arguments: [
        "disabled-officer", "samordningsforbund-sees-no-persons", "auditors-see-no-persons", "administrators-see-no-persons",
        "unbound-organisation", "protected-participant", "protected-casework", "case-closed", "case-closed-for-reading",
        "case-closed-for-answers", "never-answer-own-request", "only-while-taking-part", "restricted-participant", "restricted-casework",
        "restricted-erasure",
    ])
    func withoutTheVetoSomebodyGetsIn(_ veto: String) throws {
        let rules = try PolicyFolder.rules()
        let rest = rules.policies.policies.filter { rules.name($0.id) != veto }.map { PolicySource(file: $0.file, text: $0.text) }
        let mutilated = try Rules(schema: try PolicyFolder.schema(), policies: rest)
        let opened = try PolicyFolder.rows().filter { $0.expect == .deny && run($0, rules: mutilated).got.permitted }
        #expect(!opened.isEmpty)
    }
}

import Cedar
import Testing

@testable import Exchange

@Suite struct DecisionTests {
    private static let everybody = #"@id("everybody") @sv("Alla.") @en("Everybody.") permit (principal, action, resource);"#
    private static let overflow = "when { 9223372036854775807 + 1 > 0 };"

    private func decide(_ policies: String...) throws -> (rules: Rules, decision: Decision) {
        let rules = try Rules(
            schema: try PolicyFolder.schema(), policies: policies.map { PolicySource(file: "test.cedar", text: $0) })
        let row = try PolicyFolder.row("{organisation: af}", .listDirectory)
        return (rules, rules.decide(.listDirectory, by: row.who.facts, on: row.resource, in: Circumstances(now: row.now)))
    }

    @Test func withoutPoliciesTheAnswerIsNo() throws {
        let decision = try decide().decision
        #expect(!decision.permitted)
        #expect(decision.policies == [] && decision.errors == [])
        let error = #expect(throws: ExchangeError.self) { try decision.authorized(.listDirectory) }
        #expect(error?.code == .denied)
        #expect(error?.sentence.hasPrefix("no policy permits this") == true)
    }

    /// Whoever reads: what the directory has about the owner is among the facts.
    @Test(arguments: [
        (#"resource.owner.kind == "arbetsformedlingen""#, true), (#"resource.owner.kind == "kommun""#, false),
        ("resource.owner.bound", true),
        ("resource.owner.host", false), ("resource.owner == principal.organisation", false),
    ])
    func policiesMayAskAboutADocumentsOwner(condition: String, expected: Bool) throws {
        let text = #"@id("owner") @sv("Ägaren.") @en("The owner.") permit (principal, action == Action::"retrieveDocument", resource) "#
        let rules = try Rules(
            schema: try PolicyFolder.schema(), policies: [PolicySource(file: "test.cedar", text: text + "when { \(condition) };")])
        let row = try PolicyFolder.row("{organisation: fk}", .retrieveDocument)
        let decision = row.decision(by: rules)
        #expect(decision.permitted == expected)
        #expect(decision.errors == [])
    }

    /// Cedar alone would skip the veto and permit.
    @Test func anErringVetoRefusesAndSaysSo() throws {
        let veto = #"@id("broken") @sv("Fel.") @en("Broken.") forbid (principal, action, resource) "# + Self.overflow
        let (rules, decision) = try decide(Self.everybody, veto)
        #expect(!decision.permitted)
        #expect(decision.errors == ["broken"])
        #expect(decision.policies == [])
        let error = #expect(throws: ExchangeError.self) { try decision.authorized(.listDirectory) }
        #expect(error?.sentence.contains("broken") == true)
        #expect(error?.policies == ["broken"])

        let row = try PolicyFolder.row("{organisation: af}", .listDirectory)
        let question = Question(
            action: .listDirectory, officer: row.who.facts, resource: row.resource, circumstances: Circumstances(now: row.now))
        let response = authorize(question.request, policies: rules.policies, entities: try Entities(question.entities))
        #expect(response.decision == .allow)
    }

    @Test func anErringVetoBesideOneThatHoldsNamesBoth() throws {
        let broken = #"@id("broken") @sv("Fel.") @en("Broken.") forbid (principal, action, resource) "# + Self.overflow
        let veto = #"@id("veto") @sv("Nej.") @en("No.") forbid (principal, action, resource);"#
        let decision = try decide(Self.everybody, broken, veto).decision
        #expect(!decision.permitted)
        #expect(decision.errors == ["broken"])
        #expect(decision.policies == ["veto"])
    }

    @Test func anErringPermitPermitsNothingAndHindersNothing() throws {
        let broken = #"@id("broken") @sv("Fel.") @en("Broken.") permit (principal, action, resource) "# + Self.overflow
        #expect(try decide(broken).decision.permitted == false)
        let decision = try decide(broken, Self.everybody).decision
        #expect(decision.permitted)
        #expect(decision.policies == ["everybody"])
        #expect(decision.errors == [])
    }

    @Test func aVetoOverridesEveryPermit() throws {
        let veto = #"@id("veto") @sv("Nej.") @en("No.") forbid (principal, action, resource);"#
        let decision = try decide(Self.everybody, veto).decision
        #expect(!decision.permitted)
        let error = #expect(throws: ExchangeError.self) { try decision.authorized(.listDirectory) }
        #expect(error?.sentence.hasPrefix("refused by veto") == true)
    }

    @Test func aPermitBecomesProof() throws {
        let (rules, decision) = try decide(Self.everybody)
        let proof = try decision.authorized(.listDirectory)
        #expect(proof.action == .listDirectory)
        #expect(proof.decision.policyDigest == rules.digest)
    }

    @Test func aRetrievalNamesTheConsentThatCarriesIt() throws {
        let row = try PolicyFolder.row("{organisation: fk, inCase: true}", .retrieveDocument)
        let consents = try PolicyFolder.row("{organisation: fk}", .retrieveDocument, "consents: [{state: withdrawn}, {}, {to: [kommun]}]")
            .consents.enumerated().map { $1.inContext(number: $0) }
        let decision = try PolicyFolder.rules().decideRetrieval(
            of: row.documentFacts, by: row.who.facts, for: .rehabilitering, at: row.now, consents: consents, approvals: [])
        #expect(decision.permitted)
        #expect(decision.consent == consents[1].id)
        #expect(decision.approval == nil)
    }

    @Test func aRetrievalNamesTheApprovalThatCarriesIt() throws {
        let row = try PolicyFolder.row(
            "{organisation: fk, inCase: true}", .retrieveDocument, "approvals: [{ground: consent}, {ground: law}]")
        let approvals = row.approvals.enumerated().map { $1.inContext(number: $0, approver: row.who.officer.id) }
        let decision = try PolicyFolder.rules().decideRetrieval(
            of: row.documentFacts, by: row.who.facts, for: .rehabilitering, at: row.now, consents: [], approvals: approvals)
        #expect(decision.permitted)
        #expect(decision.consent == nil)
        #expect(decision.approval == approvals[1].request)
    }
}

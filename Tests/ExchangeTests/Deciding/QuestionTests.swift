import Testing

@testable import Cedar
@testable import Exchange

/// The facts that policies get are those that the schema promises.
@Suite struct QuestionTests {
    @Test func theSchemaHasEveryActionAndNoOther() throws {
        let schema = try Schema(parsing: try PolicyFolder.schema())
        let names = Set(schema.actionNames.map(\.id)).subtracting(["individuals", "documents", "erasures", "rights"])
        #expect(names == Set(Action.decided.map(\.rawValue)))
    }

    @Test func theSchemaGroupsActionsAsTheCodeDoes() throws {
        let schema = try Schema(parsing: try PolicyFolder.schema())
        let entities = try Entities(Entity.actions)
        #expect(
            Set(Action.allCases).subtracting(Action.decided) == [
                .beginKeyRotation, .finishKeyRotation, .rotateLogKey, .loseQuorum, .regainQuorum, .closeRequest,
                .restoreBackup,
            ])
        for action in Action.decided {
            let uid = EntityUID(type: "Action", id: action.rawValue)
            #expect(schema.actions[uid]?.ancestors == entities.ancestors(of: uid), "\(action)")
        }
        #expect(schema.validate(entities) == [])
    }

    @Test(arguments: Action.decided) func factsFitTheSchema(_ action: Action) throws {
        let schema = try Schema(parsing: try PolicyFolder.schema())
        let rest = action == .retrieveDocument ? "consents: [{}], approvals: [{ground: law}]" : ""
        let row = try PolicyFolder.row("{organisation: fk, inCase: true}", action, rest)
        let circumstances = Circumstances(
            now: row.now, purpose: row.purpose, consent: row.consents.first?.inContext(number: 1),
            approval: row.approvals.first?.inContext(number: 1, approver: row.who.officer.id))
        let question = Question(action: action, officer: row.who.facts, resource: row.resource, circumstances: circumstances)
        #expect(schema.validate(question.request) == [])
        #expect(schema.validate(try Entities(question.entities)) == [])
    }

    @Test func contextHoldsConsentAndApprovalOfARetrievalAlone() throws {
        let row = try PolicyFolder.row("{organisation: fk}", .retrieveDocument, "consents: [{}], approvals: [{ground: law}]")
        let circumstances = Circumstances(
            now: row.now, purpose: row.purpose, consent: row.consents.first?.inContext(number: 1),
            approval: row.approvals.first?.inContext(number: 1, approver: row.who.officer.id))
        #expect(Set(circumstances.values(for: .retrieveDocument).keys) == ["now", "purpose", "consent", "approval"])
        #expect(Set(circumstances.values(for: .describeDocument).keys) == ["now"])
    }
}

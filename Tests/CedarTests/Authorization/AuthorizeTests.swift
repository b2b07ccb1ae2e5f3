import Testing

@testable import Cedar

@Suite("Authorization")
struct AuthorizeTests {
    private static let permit = "permit(principal, action, resource);"
    private static let forbid = "forbid(principal, action, resource);"
    private static let erringPermit = "permit(principal, action, resource) when { context.missing };"
    private static let erringForbid = "forbid(principal, action, resource) when { context.missing };"
    private static let otherForbid = "forbid(principal == User::\"bob\", action, resource);"

    @Test(
        arguments: [
            ([], Response.Decision.deny, [], []),
            ([permit], .allow, ["policy0"], []),
            ([forbid], .deny, ["policy0"], []),
            ([permit, permit], .allow, ["policy0", "policy1"], []),
            ([permit, forbid, permit], .deny, ["policy1"], []),
            ([otherForbid], .deny, [], []),
            ([erringPermit], .deny, [], ["policy0"]),
            ([erringForbid, permit], .allow, ["policy1"], ["policy0"]),
            ([forbid, erringForbid, erringPermit], .deny, ["policy0"], ["policy1", "policy2"]),
        ] as [([String], Response.Decision, [String], [String])])
    func decisions(_ policies: [String], _ decision: Response.Decision, _ reasons: [String], _ errors: [String]) throws {
        let response = authorize(
            Check.request(), policies: try Check.policies(policies.joined(separator: "\n")), entities: try Entities([]))
        #expect(response.decision == decision)
        #expect(response.reasons == reasons)
        #expect(response.errors.map(\.policyID) == errors)
    }

    @Test func errorsSayWhatIsMissing() throws {
        let response = authorize(Check.request(), policies: try Check.policies(Self.erringPermit), entities: try Entities([]))
        #expect(response.errors.map(\.message) == ["the record has no attribute `missing`; test with `has` first"])
    }

    @Test(
        "scopes",
        arguments: [
            ("principal == User::\"alice\", action, resource", true), ("principal == User::\"bob\", action, resource", false),
            ("principal in Group::\"g\", action, resource", true), ("principal in Group::\"h\", action, resource", false),
            ("principal is User, action, resource", true), ("principal is Group, action, resource", false),
            ("principal is User in Group::\"g\", action, resource", true), ("principal is User in Group::\"h\", action, resource", false),
            ("principal, action == Action::\"view\", resource", true), ("principal, action in Action::\"read\", resource", true),
            ("principal, action in [], resource", false), ("principal, action in [Action::\"a\", Action::\"read\"], resource", true),
            ("principal, action in [Action::\"a\"], resource", false), ("principal, action, resource == Photo::\"1\"", true),
            ("principal, action, resource is Photo in Album::\"x\"", false),
        ])
    func scopes(_ scope: String, _ expected: Bool) throws {
        let entities = try Entities([
            Entity(uid: Check.alice, attributes: [:], parents: [EntityUID(type: "Group", id: "f")]),
            Entity(uid: EntityUID(type: "Group", id: "f"), attributes: [:], parents: [EntityUID(type: "Group", id: "g")]),
            Entity(uid: Check.action, attributes: [:], parents: [EntityUID(type: "Action", id: "read")]),
        ])
        let response = authorize(Check.request(), policies: try Check.policies("permit(\(scope));"), entities: entities)
        #expect(response.decision == (expected ? .allow : .deny))
        #expect(response.errors == [])
    }

    @Test(
        "conditions",
        arguments: [
            ("when { true } unless { false }", true), ("when { true } unless { true }", false), ("when { false } when { 1 }", false),
            ("unless { context.a == 1 }", true), ("when { context.a == 2 } unless { context.a == 1 }", true),
        ])
    func conditions(_ clauses: String, _ expected: Bool) throws {
        let policies = try Check.policies("permit(principal, action, resource) \(clauses);")
        let response = authorize(Check.request(["a": 2]), policies: policies, entities: try Entities([]))
        #expect(response.decision == (expected ? .allow : .deny))
        #expect(response.errors == [])
    }

    @Test func explainTellsEachPart() throws {
        let policy = try Check.policies(
            """
            permit(principal is User, action == Action::"edit", resource)
            when { context.a == 1 && (true || false)
                && context has b && context.b == 1 && 1 }
            unless { context.a == 2 };
            """
        ).policies[0]
        let traces = explain(policy, request: Check.request(["a": 1]), entities: try Entities([]))
        #expect(
            traces.map(\.text) == [
                "principal is User", "action == Action::\"edit\"", "resource", "context.a == 1", "(true || false)", "context has b",
                "context.b == 1", "1", "context.a == 2",
            ])
        #expect(traces.map(\.outcome) == [.holds, .fails, .holds, .holds, .holds, .fails, .notReached, .notReached, .holds])
        #expect(traces.map(\.part) == [.scope, .scope, .scope, .when, .when, .when, .when, .when, .unless])
        #expect(traces[5].position == SourcePosition(line: 3, column: 8))
    }

    @Test func explainReportsTheFirstError() throws {
        let policy = try Check.policies("permit(principal, action, resource) when { context.a } unless { true };").policies[0]
        let traces = explain(policy, request: Check.request(), entities: try Entities([]))
        #expect(
            traces.map(\.outcome) == [
                .holds, .holds, .holds, .errs(.attributeDoesNotExist(name: "a", of: "the record")), .fails,
            ])
    }
}

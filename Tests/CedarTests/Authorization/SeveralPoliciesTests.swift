import Testing

@testable import Cedar

/// Several policies at once. Every row was checked against the reference implementation (Rust, 4.12).
@Suite("Authorization: several policies, and the pitfalls among them")
struct SeveralPoliciesTests {
    private static let facts = [
        Entity(uid: Check.alice, attributes: ["n": 1], parents: [EntityUID(type: "Group", id: "g")])
    ]

    private func check(_ text: String, _ decision: Response.Decision, _ reasons: [String], _ errors: [String]) throws {
        let response = authorize(
            Check.request(), policies: try Check.policies(text), entities: try Entities(Self.facts))
        #expect(response.decision == decision, "\(text)")
        #expect(response.reasons == reasons, "\(text)")
        #expect(response.errors.map(\.policyID) == errors, "\(text)")
    }

    @Test(
        "1. a policy that errs is skipped, whatever its effect; all are evaluated",
        arguments: [
            (
                "permit(principal, action, resource); forbid(principal, action, resource) when { context.missing };", .allow, ["policy0"],
                ["policy1"]
            ),
            (
                "permit(principal, action, resource) when { 1 + true == 2 }; permit(principal, action, resource);", .allow, ["policy1"],
                ["policy0"]
            ),
            (
                "forbid(principal, action, resource) when { true } when { 1 }; permit(principal, action, resource) when { 1 };", .deny, [],
                ["policy0", "policy1"]
            ),
            ("permit(principal, action, resource) when { false } when { 1 };", .deny, [], []),
            ("permit(principal, action, resource) unless { true } unless { 1 };", .deny, [], []),
            ("permit(principal, action, resource) when { 1 } when { false };", .deny, [], ["policy0"]),
            (
                "forbid(principal, action, resource) unless { context.missing }; forbid(principal, action, resource); permit(principal, action, resource);",
                .deny, ["policy1"], ["policy0"]
            ),
            ("permit(principal == User::\"bob\", action, resource) when { 1 };", .deny, [], []),
            ("permit(principal is Group in Group::\"g\", action, resource) when { 1 };", .deny, [], []),
            ("permit(principal, action in [], resource) when { 1 };", .deny, [], []),
        ] as [(String, Response.Decision, [String], [String])])
    func pitfall1(_ text: String, _ decision: Response.Decision, _ reasons: [String], _ errors: [String]) throws {
        try check(text, decision, reasons, errors)
    }

    @Test(
        "2. the reasons of a deny are the satisfied forbids; none where nothing permits",
        arguments: [
            ("", .deny, [], []),
            (
                "permit(principal, action, resource); permit(principal, action, resource); forbid(principal, action, resource) when { false };",
                .allow, ["policy0", "policy1"], []
            ),
            (
                "permit(principal, action, resource); forbid(principal, action, resource); permit(principal, action, resource); forbid(principal, action, resource);",
                .deny, ["policy1", "policy3"], []
            ),
            ("forbid(principal, action, resource);", .deny, ["policy0"], []),
            ("forbid(principal, action, resource) when { false };", .deny, [], []),
            ("permit(principal, action, resource) when { false };", .deny, [], []),
            ("permit(principal, action, resource) when { context.missing };", .deny, [], ["policy0"]),
            ("permit(principal == User::\"bob\", action, resource); forbid(principal == User::\"bob\", action, resource);", .deny, [], []),
            (
                "permit(principal in Group::\"g\", action == Action::\"view\", resource is Photo); permit(principal is User in Group::\"g\", action in [Action::\"view\"], resource in Photo::\"1\");",
                .allow, ["policy0", "policy1"], []
            ),
        ] as [(String, Response.Decision, [String], [String])])
    func pitfall2(_ text: String, _ decision: Response.Decision, _ reasons: [String], _ errors: [String]) throws {
        try check(text, decision, reasons, errors)
    }

    @Test(
        "24. `@id` doesn't set the id: ids are policy0… in the order of the text",
        arguments: [
            (
                "@id(\"mine\") permit(principal, action, resource); @id(\"mine\") permit(principal, action, resource); @id permit(principal, action, resource);",
                .allow, ["policy0", "policy1", "policy2"], []
            ),
            (
                "@id(\"policy1\") forbid(principal, action, resource) when { false }; permit(principal, action, resource);", .allow,
                ["policy1"], []
            ),
            ("permit(principal == ?principal, action, resource); permit(principal, action, resource);", .allow, ["policy1"], []),
        ] as [(String, Response.Decision, [String], [String])])
    func pitfall24(_ text: String, _ decision: Response.Decision, _ reasons: [String], _ errors: [String]) throws {
        try check(text, decision, reasons, errors)
    }

    @Test("24. an annotation without value is the empty string")
    func pitfall24OfAnnotations() throws {
        let policy = try Check.policies("@id @note(\"\") permit(principal, action, resource);").policies[0]
        #expect(policy.id == "policy0")
        #expect(policy.annotations == ["id": "", "note": ""])
    }

    @Test("25. deep nesting is refused with a word about the bound", arguments: [1000, 100_000])
    func pitfall25(_ count: Int) {
        let worst = "true || true && 1 == 1 + 1 * -context.a.contains("
        for (open, close) in [("(", ")"), ("[", "]"), ("!(", ")"), ("if true then ", " else true"), ("{a: ", "}"), (worst, ")")] {
            let text = String(repeating: open, count: count) + "true" + String(repeating: close, count: count)
            let complaints = Check.expressionComplaints(text)
            #expect(complaints.count == 1)
            #expect(complaints.first?.hasSuffix("nests deeper than 500 levels; split it") == true)
        }
    }
}

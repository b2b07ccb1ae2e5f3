import Testing

@testable import Cedar

@Suite("Validation: permissive mode, templates and links")
struct PermissiveTests {
    private static let schema = StrictTableTests.schemaText

    private func errors(_ policy: String, _ mode: ValidationMode) throws -> [String] {
        try Check.schema(Self.schema).validate(try Check.policies(policy), mode: mode).filter { $0.severity == .error }.map(\.message)
    }

    private func whenViewing(_ condition: String) -> String {
        "permit(principal, action == Action::\"view\", resource) when { \(condition) };"
    }

    @Test(
        "what strict mode alone refuses",
        arguments: [
            "[].contains(1)", "[] == [1]", "principal in []", "[].isEmpty()", "[principal, resource].contains(principal)",
            "principal in [Group::\"g\", Album::\"a\"]", "context.n == \"1\"", "context.n == principal", "{a: 1} == {a: \"a\"}",
            "resource.labels.contains(1)", "resource.labels.containsAll([1])", "resource.labels.containsAny(principal.friends)",
            "ip(principal.name).isIpv4()", "ip(if resource.public then \"::1\" else \"::2\").isIpv4()", "[{a: 1}, {b: 1}].contains({a: 1})",
            "[[principal], [resource]].contains([principal])", "(if resource.public then principal else resource) == principal",
            "(if resource.public then principal else resource) is User",
            "(if resource.public then principal else resource) in Group::\"g\"",
            "(if resource.public then {a: 1, b: 2} else {a: 3}).a == 1", "(if resource.public then {a: 1, b: 2} else {a: 3}) has b",
            "(if resource.public then principal else Group::\"g\").hasTag(\"t\")",
            "(if resource.public then principal else resource) has owner",
            "(if resource.public then {a: 1, b: 2} else {a: 3, b: \"x\"}).a == 1",
            "(if resource.public then resource else Album::\"a\") has owner",
            "[[], [1]].contains([1])", "[principal, resource] == []",
        ])
    func permitted(_ condition: String) throws {
        #expect(try errors(whenViewing(condition), .permissive) == [])
        #expect(try errors(whenViewing(condition), .strict) != [])
    }

    @Test(
        "what both refuse",
        arguments: [
            ("[1, \"a\"].contains(1)", "a set's elements must have one type: Long and String differ"),
            ("(if resource.public then 1 else \"a\") == 1", "both branches of `if` must have one type: Long and String differ"),
            ("(if resource.public then principal else 1) == 1", "both branches of `if` must have one type: entity `User` and Long differ"),
            (
                "(if resource.public then principal else {a: 1}) == 1",
                "both branches of `if` must have one type: entity `User` and a record differ"
            ),
            (
                "(if resource.public then {a: 1, b: 2} else {a: 3}).b == 1",
                "a record has no attribute `b`; did you mean `a`?"
            ),
            (
                "(if resource.public then {a: 1} else {a: \"x\"}).a == 1",
                "a record has no attribute `a`"
            ),
            ("(if resource.public then principal else resource).name == \"a\"", "entity `Photo` or `User` has no attribute `name`"),
            (
                "(if resource.public then Album::\"a\" else resource).owner == principal",
                "the attribute `owner` of entity `Album` or `Photo` is optional; test with `has owner` before reading it"
            ),
            (
                "(if resource.public then principal else Group::\"g\").hasTag(\"t\") && (if resource.public then principal else Group::\"g\").getTag(\"t\") == 1",
                "the tags of entity `Group` or `User` have types that don't fit together"
            ),
            ("ip(1).isIpv4()", "`ip` takes (String), found (Long)"), ("ip().isIpv4()", "`ip` takes (String), found ()"),
            ("ip(\"1.2.3\").isIpv4()", "\"1.2.3\" isn't a valid argument of `ip`"),
            ("principal in [1]", "expected an entity or a set of entities, found Set<Long>"),
            ("principal.age == 1", "the attribute `age` of entity `User` is optional; test with `has age` before reading it"),
            ("context.n < \"a\"", "expected Long, found String"),
            ("principal is Usr", "the schema has no entity type `Usr`; did you mean `User`?"),
            ("[].isEmpty() + 1 == 2", "expected Long, found Bool"),
            ("principal.nam == 1", "entity `User` has no attribute `nam`; did you mean `name`?"),
        ])
    func refused(_ condition: String, _ message: String) throws {
        #expect(try errors(whenViewing(condition), .permissive) == [message])
        #expect(try errors(whenViewing(condition), .strict) != [])
    }

    @Test func whatCanNeverHoldIsTheSameInBothModes() throws {
        for condition in [
            "principal == resource", "principal in Album::\"a\"", "(if resource.public then principal else resource) is Group",
        ] {
            let found = try Check.schema(Self.schema).validate(try Check.policies(whenViewing(condition)), mode: .permissive)
            #expect(found.map(\.code) == [.impossiblePolicy], "\(condition)")
            #expect(found.map(\.severity) == [.warning])
        }
    }

    @Test(
        "a link is checked for what fills its slots",
        arguments: [
            (EntityUID(type: "User", id: "a"), []), (EntityUID(type: "Group", id: "g"), []),
            (EntityUID(type: "Usr", id: "a"), ["the schema has no entity type `Usr`; did you mean `User`?"]),
            (EntityUID(type: "Color", id: "blue"), ["`Color` doesn't list Color::\"blue\""]),
            (
                EntityUID(type: "Photo", id: "p"),
                ["no action of the schema applies to such a principal and resource; compare the scope with the `appliesTo` of its actions"]
            ),
        ] as [(EntityUID, [String])])
    func links(_ principal: EntityUID, _ expected: [String]) throws {
        var set = try Check.policies("permit(principal in ?principal, action, resource) when { resource is Photo && resource.public };")
        try set.link("policy0", as: "link", principal: principal)
        let found = try Check.schema(Self.schema).validate(set)
        #expect(found.map(\.message) == expected)
        #expect(found.allSatisfy { $0.policyID == "link" && $0.severity == .error })
    }

    @Test func anErrorOfATemplateIsToldOnceAndNotOfEachLink() throws {
        var set = try Check.policies(
            "permit(principal == ?principal, action == Action::\"view\", resource) when { principal.nam == \"a\" };")
        try set.link("policy0", as: "first", principal: Check.alice)
        try set.link("policy0", as: "second", principal: Check.alice)
        let found = try Check.schema(Self.schema).validate(set)
        #expect(found.map(\.message) == ["entity `User` has no attribute `nam`; did you mean `name`?"])
        #expect(found.map(\.policyID) == ["policy0"])
    }
}

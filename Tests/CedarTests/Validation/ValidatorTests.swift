import Testing

@testable import Cedar

@Suite("Validation: policies in strict mode")
struct ValidatorTests {
    private static let schemaText = """
        entity Group;
        entity Color enum ["red"];
        entity User in Group { name: String, age?: Long, manager?: User, address?: { street?: String, city: String } } tags Long;
        entity Photo { owner: User, labels: Set<String>, at: datetime, ip: ipaddr, public: Bool };
        action read;
        action view in read appliesTo { principal: User, resource: Photo, context: { when?: datetime, n: Long, color: Color } };
        action edit appliesTo { principal: [User, Group], resource: Photo };
        """

    private func findings(_ policy: String) throws -> [Diagnostic] {
        try Check.schema(Self.schemaText).validate(try Check.policies(policy))
    }

    private func viewing(_ condition: String) throws -> [String] {
        try findings("permit(principal, action == Action::\"view\", resource)\nwhen { \(condition) };").map {
            "\($0.code.rawValue) \($0.message)"
        }
    }

    @Test(
        "sound conditions",
        arguments: [
            "principal.name == \"a\"", "principal has age && principal.age < 3", "true || principal.age > 3", "!(principal has name)",
            "if principal has age then principal.age == 1 else false",
            "principal has address.street && principal.address.street like \"a*\"",
            "principal has address && principal.address has street && principal.address.street == \"\"", "principal in Group::\"g\"",
            "principal.hasTag(\"t\") && principal.getTag(\"t\") == 1",
            "principal.hasTag(principal.name) && principal.getTag(principal.name) > 0",
            "resource.labels.contains(\"a\") && resource.labels.containsAll([\"a\"]) && !resource.labels.isEmpty()",
            "resource.at < datetime(\"2024-01-01\") && resource.at.toDate().durationSince(resource.at) <= duration(\"1d\")",
            "resource.ip.isInRange(ip(\"10.0.0.0/8\"))", "context has when && context.when.offset(duration(\"1h\")) > resource.at",
            "context.color == Color::\"red\"", "action in Action::\"read\"", "principal is User && principal.name != \"\"",
            "(principal has age && principal.name == \"a\") && principal.age == 1",
            "(principal has age || principal has age) && principal.age == 1", "principal has manager.age && principal.manager.age > 0",
            "[1, context.n] == [2] && {a: 1} == {a: context.n}", "decimal(\"1.0\").lessThan(decimal(\"2.0\"))",
            "resource.public || resource.owner == principal",
            "principal has missing || true",
        ])
    func sound(_ condition: String) throws {
        #expect(try viewing(condition) == [])
    }

    @Test(
        "unsound conditions",
        arguments: [
            ("principal.nmae == \"a\"", "unknown_attribute entity `User` has no attribute `nmae`; did you mean `name`?"),
            (
                "principal.age == 1",
                "unguarded_access the attribute `age` of entity `User` is optional; test with `has age` before reading it"
            ),
            (
                "principal has age || principal.age == 1",
                "unguarded_access the attribute `age` of entity `User` is optional; test with `has age` before reading it"
            ),
            (
                "resource.owner has age && principal.age == 1",
                "unguarded_access the attribute `age` of entity `User` is optional; test with `has age` before reading it"
            ),
            ("principal.getTag(\"t\") == 1", "unguarded_access the tag may be missing; test with `hasTag` before reading it"),
            (
                "principal.hasTag(\"t\") && principal.getTag(\"u\") == 1",
                "unguarded_access the tag may be missing; test with `hasTag` before reading it"
            ),
            ("resource.getTag(\"t\") == 1", "unknown_attribute entities of type `Photo` have no tags"),
            ("principal == Usr::\"a\"", "unknown_entity_type the schema has no entity type `Usr`; did you mean `User`?"),
            ("false && principal is Usr", "unknown_entity_type the schema has no entity type `Usr`; did you mean `User`?"),
            ("context.color == Color::\"rad\"", "unknown_entity `Color` doesn't list Color::\"rad\"; did you mean `Color::\"red\"`?"),
            ("action == Action::\"veiw\"", "unknown_action the schema has no action Action::\"veiw\"; did you mean `Action::\"view\"`?"),
            ("context.n", "type_mismatch expected Bool, found Long"),
            ("principal.name < \"a\"", "type_mismatch expected Long or datetime or duration, found String"),
            ("context.n == \"1\"", "type_mismatch Long and String are never equal; compare values of one type"),
            ("context.n < resource.at", "type_mismatch expected Long, found datetime"),
            ("context.n + true == 1", "type_mismatch expected Long, found Bool"),
            ("-principal.name == 1", "type_mismatch expected Long, found String"),
            ("context.n like \"1\"", "type_mismatch expected String, found Long"),
            ("[].contains(1)", "type_mismatch an empty set has no element type; use `isEmpty()` or name an element"),
            ("[1, \"a\"].contains(1)", "type_mismatch a set's elements must have one type: Long and String differ"),
            ("resource.labels.contains(1)", "type_mismatch the set holds String, which is never Long"),
            ("context.n.contains(1)", "type_mismatch expected a set, found Long"),
            ("context.n has a", "type_mismatch expected an entity or a record, found Long"),
            ("principal in context.n", "type_mismatch expected an entity or a set of entities, found Long"),
            ("1 in principal", "type_mismatch expected an entity, found Long"),
            ("ip(principal.name).isIpv4()", "type_mismatch `ip` takes one string literal, so that it can be checked"),
            ("ip(\"1.2.3\").isIpv4()", "invalid_literal \"1.2.3\" isn't a valid argument of `ip`"),
            ("resource.ip.isInRange(1)", "type_mismatch `isInRange` takes (ipaddr, ipaddr), found (ipaddr, Long)"),
            (
                "(if resource.public then 1 else \"a\") == 1",
                "type_mismatch both branches of `if` must have one type: Long and String differ"
            ),
            ("resource.public && principal.hasTag(1)", "type_mismatch expected String, found Long"),
            (
                "(principal has age || resource.public) && principal.age == 1",
                "unguarded_access the attribute `age` of entity `User` is optional; test with `has age` before reading it"
            ),
            (
                "(if resource.public then principal has age else true) && principal.age == 1",
                "unguarded_access the attribute `age` of entity `User` is optional; test with `has age` before reading it"
            ),
            ("1 is User", "type_mismatch expected an entity, found Long"),
        ])
    func unsound(_ condition: String, _ finding: String) throws {
        #expect(try viewing(condition) == [finding])
    }

    @Test func everyFindingOfAPolicyIsToldAtItsPlace() throws {
        let found = try findings("permit(principal, action == Action::\"view\", resource)\nwhen { principal.nam == \"a\" }\nwhen { true };")
        #expect(found.map(\.description) == ["test.cedar:2:8: error: entity `User` has no attribute `nam`; did you mean `name`?"])
        #expect(found[0].policyID == "policy0")
        let several = try findings(
            "permit(principal, action == Action::\"view\", resource) when { [principal.x, principal.y] == [1 + true] };")
        #expect(several.map(\.position.column) == [63, 76, 97])
    }

    @Test(
        "scopes that no action fits",
        arguments: [
            "permit(principal, action == Action::\"read\", resource);", "permit(principal is Group, action == Action::\"view\", resource);",
            "permit(principal, action, resource is User);", "permit(principal, action in [], resource);",
            "permit(principal in User::\"a\", action, resource in Group::\"g\");",
        ])
    func inapplicable(_ policy: String) throws {
        let found = try findings(policy)
        #expect(found.map(\.code) == [.inapplicableScope])
        #expect(found.map(\.severity) == [.error])
    }

    @Test(
        "policies that can't be satisfied",
        arguments: [
            "when { false }", "unless { true }", "when { principal == resource }", "when { principal has missing }",
            "when { principal is Photo }",
            "when { action == Action::\"edit\" }", "when { principal in Color::\"red\" }", "when { resource.hasTag(\"t\") }",
            "when { 1 == 2 }", "when { 1 != 1 }",
            "when { principal has address.nothing }",
        ])
    func impossible(_ clause: String) throws {
        let found = try findings("permit(principal, action == Action::\"view\", resource) \(clause);")
        #expect(found.map(\.code) == [.impossiblePolicy])
        #expect(found.map(\.severity) == [.warning])
    }

    @Test func aConditionIsCheckedInEveryEnvironmentItsScopeAllows() throws {
        #expect(try findings("permit(principal is User, action, resource) when { principal.name == \"\" };") == [])
        let found = try findings("permit(principal, action == Action::\"edit\", resource) when { principal.name == \"\" };")
        #expect(found.map(\.message) == ["entity `Group` has no attribute `name`"])
        #expect(try findings("permit(principal, action, resource) when { principal is User && principal.name == \"\" };") == [])
    }
}

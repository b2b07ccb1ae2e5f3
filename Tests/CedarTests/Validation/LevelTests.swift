import Testing

@testable import Cedar

/// How many entities a policy may read one through the other (Cedar RFC 76).
@Suite("Validation: levels")
struct LevelTests {
    private static let schemaText = """
        entity Person in [Person] { chief: Person, ok: Bool, name: String, desk: { owner: Person } } tags Person;
        action view appliesTo { principal: Person, resource: Person, context: { who: Person, box: { who: Person } } };
        """

    private func findings(_ policy: String, level: Int?, mode: ValidationMode = .strict) throws -> [Diagnostic] {
        try Check.schema(Self.schemaText).validate(try Check.policies(policy), mode: mode, level: level)
    }

    private func check(_ policy: String, needs level: Int) throws {
        #expect(try findings(policy, level: nil) == [])
        #expect(try findings(policy, level: level) == [])
        #expect(try findings(policy, level: level, mode: .permissive) == [])
        guard level > 0 else { return }
        let found = try findings(policy, level: level - 1)
        #expect(found.allSatisfy { $0.code == .levelExceeded && $0.severity == .error })
        let message = "this reads \(level) entities, one through the other, at most \(level - 1) may be"
        #expect(found.contains { $0.message.hasPrefix(message) })
    }

    @Test(
        "the level that a condition needs",
        arguments: [
            ("1 > 0", 0), ("principal == resource", 0), ("principal is Person", 0), ("context has who", 0),
            ("context.box.who is Person", 0),
            ("Person::\"a\" is Person", 0), ("{a: principal}.a == resource", 0), ("[principal].contains(resource)", 0),
            ("action == Action::\"view\"", 0),
            ("principal.ok", 1), ("principal has chief", 1), ("principal.desk.owner == resource", 1), ("principal in resource", 1),
            ("principal in [resource]", 1), ("action in Action::\"view\"", 1), ("Action::\"view\" in action", 1), ("context.who.ok", 1),
            ("context.box.who.ok", 1), ("principal.hasTag(\"a\")", 1),
            ("principal.hasTag(\"a\") && principal.getTag(\"a\") == resource", 1),
            ("principal is Person in resource", 1),
            ("principal.chief.ok", 2), ("principal.chief has ok", 2), ("principal has chief.chief", 2), ("principal.desk.owner.ok", 2),
            ("principal.chief in resource", 2), ("principal.chief.hasTag(\"a\")", 2), ("resource in principal.chief.chief", 2),
            ("principal.hasTag(\"a\") && principal.getTag(\"a\").ok", 2), ("context.who.chief.ok", 2),
            ("principal.hasTag(principal.chief.name)", 2), ("[principal.chief.name].contains(\"a\")", 2),
            ("principal.chief.name like \"a\"", 2),
            ("{a: principal.chief}.a.ok", 2), ("{a: principal, b: resource.chief.ok}.a.ok", 2), ("principal[\"chief\"][\"ok\"]", 2),
            ("!principal.chief.ok", 2), ("ip(\"::1\") == ip(\"::1\") && principal.chief.ok", 2),
            ("principal.chief.chief.ok", 3), ("principal.desk.owner.desk.owner.ok", 3), ("{a: {b: principal.chief.chief}}.a.b.ok", 3),
            ("{a: {b: principal.chief}.b.chief}.a.ok", 3), ("{a: principal, b: principal.chief.chief}.a == resource", 2),
            ("principal.hasTag(\"a\") && principal.getTag(\"a\").hasTag(\"b\") && principal.getTag(\"a\").getTag(\"b\").ok", 3),
            ("if principal.chief.chief.ok then principal.ok else resource.ok", 3),
            ("if principal.ok then principal.chief.chief.ok else true", 3), ("if principal.ok then true else principal.chief.chief.ok", 3),
            ("(if principal.ok then principal.chief else resource).ok", 2),
            ("(if principal.ok then principal else resource.chief.chief).ok", 3),
            ("(if principal.ok then {a: principal} else {a: resource.chief}).a.ok", 2),
            // What is never evaluated isn't counted.
            ("false && principal.chief.chief.ok", 0), ("true || principal.chief.chief.ok", 0),
            ("if true then principal.ok else principal.chief.ok", 1),
            ("principal.ok && false && principal.chief.chief.ok", 1),
        ])
    func conditions(_ condition: String, _ level: Int) throws {
        // As a part of a condition that may hold in any case, so that none is impossible.
        try check("permit(principal, action, resource) when { if context.who == resource then true else \(condition) };", needs: level)
    }

    @Test(
        "the level that a scope needs",
        arguments: [
            ("principal, action, resource", 0), ("principal == Person::\"a\", action == Action::\"view\", resource is Person", 0),
            ("principal in Person::\"a\", action, resource", 1), ("principal, action in Action::\"view\", resource", 1),
            ("principal, action, resource is Person in Person::\"a\"", 1), ("principal in ?principal, action, resource == ?resource", 1),
            ("principal == ?principal, action, resource", 0),
        ])
    func scopes(_ scope: String, _ level: Int) throws {
        try check("permit(\(scope));", needs: level)
    }

    @Test(
        "an entity that the policy names can't be read at any level",
        arguments: [
            "Person::\"a\".ok", "Person::\"a\" has ok", "Person::\"a\" in principal", "Person::\"a\".hasTag(\"a\")",
            "Person::\"a\".chief.ok",
            "(if principal.ok then principal else Person::\"a\").ok", "{a: Person::\"a\"}.a.ok", "Person::\"a\".desk.owner.ok",
        ])
    func namedEntities(_ condition: String) throws {
        let policy = "permit(principal, action, resource) when { \(condition) };"
        #expect(try findings(policy, level: nil) == [])
        let found = try findings(policy, level: 9)
        #expect(found.map(\.code) == [.levelExceeded])
        #expect(found.first?.message.hasPrefix("this reads an entity that the policy names, which no level loads") == true)
    }

    @Test func oneFindingForAChainAtItsWholeExtent() throws {
        let text = "permit(principal, action, resource)\nwhen { principal.chief.chief.ok && resource.chief.ok };"
        let found = try findings(text, level: 1)
        #expect(
            found.map { $0.excerpt(in: text) } == [
                "2 | when { principal.chief.chief.ok && resource.chief.ok };\n  |        ^^^^^^^^^^^^^^^^^^^^^^^^",
                "2 | when { principal.chief.chief.ok && resource.chief.ok };\n  |                                    ^^^^^^^^^^^^^^^^^",
            ])
        #expect(found.map(\.policyID) == ["policy0", "policy0"])
    }

    @Test func otherErrorsComeFirst() throws {
        let found = try findings("permit(principal, action, resource) when { principal.chief.chief.nothing };", level: 0)
        #expect(found.map(\.code) == [.unknownAttribute])
    }
}

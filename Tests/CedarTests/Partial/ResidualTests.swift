import Testing

@testable import Cedar

/// What is left of expressions where alice asks for an unknown photo, `context.known` is 1, and anything else in the context is unknown.
@Suite("Partial evaluation: what is left")
struct ResidualTests {
    private static let described = [
        PartialEntity(
            uid: Check.alice, attributes: PartialRecord(["cleared": true, "r": ["x": 1]], unknown: ["boss"]),
            parents: [EntityUID(type: "Group", id: "g")], tags: PartialRecord(["t": "v"], unknown: ["u"])),
        PartialEntity(uid: EntityUID(type: "Group", id: "g"), attributes: PartialRecord(), parents: []),
        PartialEntity(uid: EntityUID(type: "User", id: "bob"), attributes: PartialRecord(), parents: nil),
    ]

    private static func outcome(_ condition: String) throws -> String {
        let request = PartialRequest(
            principal: .known(Check.alice), action: Check.action, resource: .unknown(type: "Photo"),
            context: PartialRecord(["known": 1], others: .unknown))
        let response = authorize(
            request, policies: try Check.policies("permit(principal, action, resource) when { \(condition) };"),
            entities: try PartialEntities(described, others: .unknown))
        return response.outcomes[0].outcome.text
    }

    private func check(_ condition: String, _ expected: String) throws {
        #expect(try Self.outcome(condition) == expected, "\(condition)")
    }

    @Test(
        "&&, || and if",
        arguments: [
            ("true && context.a", "true && context.a"), ("(true && context.a) == 1", "(true && context.a) == 1"),
            ("true && context.a == 1", "context.a == 1"), ("false && context.a", "not satisfied"),
            ("context.a && false", "context.a && false"), ("context has a && false", "not satisfied"),
            ("context has a || true", "satisfied"), ("context.a || true", "context.a || true"), ("true || context.a", "satisfied"),
            ("false || context.a", "false || context.a"), ("context.a && 1", "context.a && !1"), ("1 && context.a", "type_error"),
            ("context has a && 1", "context has a && !1"), ("!(context.a && true)", "!(true && context.a)"),
            ("if context.a then 1 + 1 == 2 else false", "if context.a then true else false"),
            ("if true then context.a == 1 else 1 + true == 2", "context.a == 1"),
            ("if context.a then 1 + true == 2 else true", "true && (if context.a then 1 + true else true)"),
            ("!context.known", "type_error"),
        ])
    func logic(_ condition: String, _ expected: String) throws { try check(condition, expected) }

    @Test(
        "errors stay in their order",
        arguments: [
            ("context.a + (1 + true) == 2", "context.a + (1 + true) == 2"), ("1 + true == context.a", "type_error"),
            ("[context.a, 1 + true] == []", "[context.a, 1 + true] == []"), ("[resource, 1 + true] == []", "type_error"),
            ("{a: context.a, b: 1 + 1} == 1", "{a: context.a, b: 2} == 1"),
            ("decimal(\"x\").lessThan(context.a)", "extension_error"),
            ("-9223372036854775807 - 2 == context.a", "overflow"), ("principal.missing == context.a", "attribute_does_not_exist"),
            ("principal.r.y == context.a", "attribute_does_not_exist"), ("principal.cleared.x == context.a", "type_error"),
            ("principal in [Group::\"g\", 1]", "type_error"), ("1 in context.a", "1 in context.a"),
        ])
    func errors(_ condition: String, _ expected: String) throws { try check(condition, expected) }

    @Test(
        "what isn't known of the context, of an entity, of others",
        arguments: [
            ("context.known == 1", "satisfied"), ("context.a == 1", "context.a == 1"), ("context has known", "satisfied"),
            ("context has known.x", "type_error"), ("context has a.b", "context has a.b"), ("context == 1", "not satisfied"),
            ("principal.cleared", "satisfied"), ("principal.boss.cleared", "true && User::\"alice\".boss.cleared"),
            ("principal has boss", "User::\"alice\" has boss"), ("principal has missing", "not satisfied"),
            ("principal has r.x", "satisfied"), ("principal has r.y", "not satisfied"),
            ("principal.hasTag(\"t\")", "satisfied"), ("principal.hasTag(\"u\")", "User::\"alice\".hasTag(\"u\")"),
            ("principal.hasTag(\"none\")", "not satisfied"), ("principal.getTag(\"u\") == 1", "User::\"alice\".getTag(\"u\") == 1"),
            ("principal in Group::\"g\"", "satisfied"), ("principal in Group::\"h\"", "not satisfied"),
            ("User::\"bob\" in Group::\"h\"", "User::\"bob\" in Group::\"h\""), ("User::\"bob\" in User::\"bob\"", "satisfied"),
            ("User::\"eve\" in [Group::\"g\", Group::\"h\"]", "User::\"eve\" in [Group::\"g\", Group::\"h\"]"),
            ("User::\"eve\".age == 1", "User::\"eve\".age == 1"), ("User::\"eve\".hasTag(\"x\")", "User::\"eve\".hasTag(\"x\")"),
        ])
    func knowledge(_ condition: String, _ expected: String) throws { try check(condition, expected) }

    @Test(
        "an unknown resource of a known type",
        arguments: [
            ("resource is Photo", "satisfied"), ("resource is Album", "not satisfied"), ("resource is Album in 1", "not satisfied"),
            ("resource is Photo in Album::\"x\"", "resource in Album::\"x\""), ("resource == Album::\"x\"", "not satisfied"),
            ("Album::\"x\" != resource", "satisfied"), ("resource == Photo::\"1\"", "resource == Photo::\"1\""),
            ("resource == 1", "not satisfied"), ("resource.owner is User", "resource.owner is User"),
            ("resource.owner is User in Group::\"g\"", "resource.owner is User in Group::\"g\""),
            ("resource.owner == principal", "resource.owner == User::\"alice\""),
            ("principal is User in resource", "User::\"alice\" in resource"),
        ])
    func types(_ condition: String, _ expected: String) throws { try check(condition, expected) }

    @Test(
        "an unknown resource of which something is known",
        arguments: [
            ("resource.owner == User::\"alice\"", "satisfied"), ("resource has owner", "satisfied"),
            ("resource has owner.boss", "satisfied"),
            ("resource.owner.boss == 1", "satisfied"), ("resource.kind == \"a\"", "resource.kind == \"a\""),
            ("resource has kind", "resource has kind"), ("resource.missing == 1", "attribute_does_not_exist"),
            ("resource has missing", "not satisfied"),
        ])
    func knownAttributes(_ condition: String, _ expected: String) throws {
        let known = PartialRecord(["owner": .entity(Check.alice)], unknown: ["kind"])
        let request = PartialRequest(
            principal: .known(Check.alice), action: Check.action, resource: .unknown(type: "Photo", attributes: known))
        let response = authorize(
            request, policies: try Check.policies("permit(principal, action, resource) when { \(condition) };"),
            entities: try PartialEntities([Entity(uid: Check.alice, attributes: ["boss": 1])], others: .unknown))
        #expect(response.outcomes[0].outcome.text == expected, "\(condition)")
    }

    @Test(
        "every kind of value and expression as text",
        arguments: [
            "resource.a like \"a\\*b*\\n\" && -resource.n < -1", "resource.a.isEmpty()", "resource[\"if\"] == resource[\"a b\"]",
            "resource has \"a b\" || resource has a.b", "resource.d.lessThan(decimal(\"1.5000\"))",
            "resource.i.isInRange(ip(\"10.0.0.0/8\"))",
            "resource.i == ip(\"::1\")", "resource.t < datetime(\"1970-01-01\").offset(duration(\"86400000ms\"))",
            "resource.t.durationSince(resource.t) == duration(\"-5ms\")", "[\"a\", 1].containsAll(resource.s)",
        ])
    func text(_ condition: String) throws { try check(condition, condition) }

    /// As `PartialRequest` shows it.
    @Test func theExampleOfTheDocumentation() throws {
        let policies = try Check.policies(#"permit(principal, action == Action::"view", resource) when { resource.owner == principal };"#)
        let request = PartialRequest(principal: .known(Check.alice), action: Check.action, resource: .unknown(type: "Photo"))
        let response = authorize(request, policies: policies, entities: .unknown)
        #expect(response.decision == .depends)
        #expect(response.residuals.map(\.text) == ["resource.owner == User::\"alice\""])
        #expect(response.residuals.map(\.effect) == [.permit] && response.residuals.map(\.policyID) == ["policy0"])
        #expect(response.selection(of: .resource).filter.description == "owner == User::\"alice\"")
        #expect(response.residuals[0].selection(of: .resource) == response.selection(of: .resource))
        let facts = try Entities([Entity(uid: Check.photo, attributes: ["owner": .entity(Check.alice)])])
        #expect(response.completed(by: Check.request(), entities: facts).decision == .allow)
    }

    @Test func aWholeRequestLeavesNothing() throws {
        let policies = try Check.policies("permit(principal, action, resource) when { context.a == 1 };")
        let request = PartialRequest(Check.request(["a": 1]))
        let response = authorize(request, policies: policies, entities: try PartialEntities([Entity](), others: .absent))
        #expect(response.decision == .allow)
        #expect(response.residuals.isEmpty)
    }

    @Test(
        "the decision, and where a forbid that errs denies",
        arguments: [
            ("permit when { true }", PartialResponse.Decision.allow, PartialResponse.Decision.allow),
            ("permit when { context.a }", .depends, .depends),
            ("permit when { false }", .deny, .deny), ("permit when { 1 }", .deny, .deny),
            ("permit when { true } forbid when { context.a }", .depends, .depends),
            ("permit when { true } forbid when { 1 }", .allow, .deny), ("permit when { context.a } forbid when { true }", .deny, .deny),
            ("permit when { context.a } forbid when { 1 }", .depends, .deny),
            ("permit when { context.a } permit when { true }", .allow, .allow),
            ("forbid when { context.a }", .deny, .deny), ("permit when { true } permit when { 1 }", .allow, .allow),
        ])
    func decisions(_ short: String, _ expected: PartialResponse.Decision, _ strict: PartialResponse.Decision) throws {
        let text = short.replacing(" when", with: "(principal, action, resource) when").replacing("}", with: "};")
        let request = PartialRequest(
            principal: .known(Check.alice), action: Check.action, resource: .unknown(type: nil), context: PartialRecord(others: .unknown))
        let response = authorize(request, policies: try Check.policies(text), entities: try PartialEntities([Entity](), others: .unknown))
        #expect(response.decision == expected)
        #expect(response.decision(erringForbidsDeny: true) == strict)
    }

    @Test func factsThatContradictThemselvesAreRefused() throws {
        let a = EntityUID(type: "Group", id: "a")
        let b = EntityUID(type: "Group", id: "b")
        #expect(throws: EntitiesError.conflict(a)) {
            try PartialEntities(
                [
                    PartialEntity(uid: a, attributes: PartialRecord(), parents: nil),
                    PartialEntity(uid: a, attributes: PartialRecord(), parents: []),
                ],
                others: .absent)
        }
        #expect(throws: EntitiesError.cycle(a)) {
            try PartialEntities(
                [Entity(uid: a, attributes: [:], parents: [b]), Entity(uid: b, attributes: [:], parents: [a])], others: .unknown)
        }
    }
}

extension PartialResponse.Outcome {
    fileprivate var text: String {
        switch self {
        case .satisfied: "satisfied"
        case .notSatisfied: "not satisfied"
        case .errs(let error): error.code
        case .depends(let residual): residual.text
        }
    }
}

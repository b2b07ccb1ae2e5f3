import Testing

@testable import Cedar

@Suite("Filters: from what is left to what a store can answer")
struct FilterTests {
    private static func selection(_ text: String, of party: UnknownParty, strict: Bool = false) throws -> Selection {
        let unknown = PartialRequest.Party.unknown(type: nil)
        let request = PartialRequest(
            principal: party == .principal ? unknown : .known(Check.alice), action: Check.action,
            resource: party == .resource ? unknown : .known(Check.photo), context: PartialRecord(others: .unknown))
        return authorize(request, policies: try Check.policies(text), entities: try PartialEntities([Entity](), others: .unknown))
            .selection(of: party, erringForbidsDeny: strict)
    }

    @Test(
        "conditions that a store can answer",
        arguments: [
            ("true", "true"), ("false", "false"), ("1 == 2 || resource.a == 1", "a == 1"),
            ("resource == Photo::\"1\"", "it == Photo::\"1\""),
            ("resource in Album::\"x\"", "it in [Album::\"x\"]"),
            ("resource is Photo in Album::\"x\"", "it is Photo && it in [Album::\"x\"]"),
            ("resource.owner == principal", "owner == User::\"alice\""), ("principal == resource.owner", "owner == User::\"alice\""),
            ("resource.owner in [Group::\"g\", Group::\"h\"]", "owner in [Group::\"g\", Group::\"h\"]"),
            ("resource.a.b == \"x\"", "a.b == \"x\""), ("resource.open", "open == true"), ("!resource.open", "open == false"),
            ("resource.users.contains(principal)", "users.contains(User::\"alice\")"),
            ("[\"a\", \"b\"].contains(resource.kind)", "[\"a\", \"b\"].contains(kind)"),
            ("resource.labels.containsAny([\"a\", \"b\"])", "labels.contains(\"a\") || labels.contains(\"b\")"),
            ("[\"a\"].containsAny(resource.labels)", "labels.contains(\"a\")"),
            ("resource.labels.containsAll([\"a\", \"b\"])", "has labels && labels.contains(\"a\") && labels.contains(\"b\")"),
            ("resource.labels.isEmpty()", "labels == []"), ("resource has a.b", "has a.b"), ("!(resource has a)", "!(has a)"),
            ("resource.owner is User", "owner is User"), ("resource.a != 1", "has a && !(a == 1)"),
            ("resource.a == 1 && resource.b == 2", "a == 1 && b == 2"),
            ("resource.a == 1 || resource.b == 2", "a == 1 || (has a && !(a == 1) && b == 2)"),
            ("if resource.a then resource.b else resource.c", "(a == true && b == true) || (a == false && c == true)"),
            ("resource.a && false", "false"), ("resource in [Album::\"x\", 1]", "false"),
        ])
    func exact(_ condition: String, _ expected: String) throws {
        let selection = try Self.selection("permit(principal, action, resource) when { \(condition) };", of: .resource)
        #expect(selection.filter.description == expected)
        #expect(selection.isExact)
    }

    @Test(
        "conditions that it can't answer let more through",
        arguments: [
            ("context.a", "true"), ("resource.n < 1", "true"), ("resource.a == 1 && context.a", "a == 1"),
            ("resource.a == 1 || context.a", "a == 1 || (has a && !(a == 1))"),
            ("!(resource.a == 1 && context.a)", "(has a && !(a == 1)) || a == 1"), ("resource.a == resource.b && resource.c", "c == true"),
            ("resource.hasTag(\"t\") && resource.a", "a == true"), ("resource.a like \"x*\"", "true"),
            ("principal in resource.group", "true"),
            ("User::\"eve\".boss == resource", "true"),
        ])
    func wider(_ condition: String, _ expected: String) throws {
        let selection = try Self.selection("permit(principal, action, resource) when { \(condition) };", of: .resource)
        #expect(selection.filter.description == expected)
        #expect(!selection.isExact)
    }

    @Test(
        "permits and forbids together; a forbid that errs is skipped, or denies",
        arguments: [
            ("permit when { resource.a } permit when { resource.b }", "a == true || b == true", "a == true || b == true"),
            (
                "permit when { resource.a } forbid when { resource.b }", "a == true && !(b == true)", "a == true && b == false"
            ),
            ("permit when { resource.a } forbid when { 1 }", "a == true", "false"), ("forbid when { resource.a }", "false", "false"),
            ("permit when { true } forbid when { true }", "false", "false"),
            ("permit when { resource.a } forbid when { resource.b && false }", "a == true", "a == true && (b == false || b == true)"),
        ])
    func effects(_ short: String, _ skipping: String, _ denying: String) throws {
        let text = short.replacing(" when", with: "(principal, action, resource) when").replacing("}", with: "};")
        #expect(try Self.selection(text, of: .resource).filter.description == skipping)
        #expect(try Self.selection(text, of: .resource, strict: true).filter.description == denying)
    }

    @Test func anUncertainForbidExcludesNobody() throws {
        let text = "permit(principal, action, resource) when { resource.a }; forbid(principal, action, resource) when { resource.n < 1 };"
        for strict in [false, true] {
            let selection = try Self.selection(text, of: .resource, strict: strict)
            #expect(selection.filter.description == "a == true")
            #expect(!selection.isExact)
        }
    }

    @Test func whoMaySeeIt() throws {
        let text = "permit(principal, action, resource) when { principal.roles.contains(\"approver\") && principal.organisation.bound };"
        let selection = try Self.selection(text, of: .principal)
        #expect(selection.filter.description == "roles.contains(\"approver\") && organisation.bound == true")
        #expect(selection.isExact)
        #expect(try Self.selection(text, of: .resource).filter == .all)
    }

    @Test func nestedConditionsDontGrowWithoutBound() throws {
        let nested = (0..<40).reduce("resource.x") { text, number in "if \(text) then resource.a\(number) else resource.b\(number)" }
        let selection = try Self.selection("permit(principal, action, resource) when { \(nested) };", of: .resource)
        #expect(!selection.isExact)
    }

    @Test func pathsDifferByTheirScalars() {
        #expect(Filter.Path(["\u{E9}"]) != Filter.Path(["e\u{301}"]))
        #expect(Set([Filter.Path(["a"]), Filter.Path(["a"])]).count == 1)
        #expect(Filter.Condition.isPresent(Filter.Path(["a", "b"])).path.attributes == ["a", "b"])
    }
}

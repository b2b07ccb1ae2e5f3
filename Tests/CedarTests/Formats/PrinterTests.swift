import Testing

@testable import Cedar

@Suite("Formats: policies as Cedar text")
struct PrinterTests {
    private static func expression(_ text: String) throws -> Expression {
        try Check.policies("permit(principal, action, resource) when { \(text) };").policies[0].conditions[0].body
    }

    @Test(
        "parentheses stand where the grammar needs them, and nowhere else",
        arguments: [
            ("((1) + (2)) + 3", "1 + 2 + 3"), ("1 + (2 + 3)", "1 + (2 + 3)"), ("1 - (2 - 3)", "1 - (2 - 3)"), ("(1 * 2) + 3", "1 * 2 + 3"),
            ("1 * (2 + 3)", "1 * (2 + 3)"), ("1 * (2 * 3)", "1 * (2 * 3)"), ("1 - -2", "1 - -2"), ("2 * -3", "2 * -3"),
            ("(true && false) && true", "(true && false) && true"), ("true && (false && true)", "true && (false && true)"),
            ("true && false && true", "true && false && true"), ("(true && false) || true", "true && false || true"),
            ("true && (false || true)", "true && (false || true)"), ("(true || false) || true", "(true || false) || true"),
            ("(1 < 2) == true", "(1 < 2) == true"), ("1 < (2 + 3)", "1 < 2 + 3"), ("(1 < 2) in 3", "(1 < 2) in 3"),
            ("(principal is User) in 1", "(principal is User) in 1"), ("principal is User in (1 + 2)", "principal is User in 1 + 2"),
            ("(principal has a) has b", "(principal has a) has b"), ("(\"a\" like \"b\") like \"c\"", "(\"a\" like \"b\") like \"c\""),
            ("!(true)", "!true"), ("!(!(!(!true)))", "!!!!true"), ("!(!(!(!(!true))))", "!(!!!!true)"), ("!(-1)", "!(-1)"),
            ("-(!true)", "-(!true)"), ("-(-(1))", "--(1)"), ("-(-1)", "--1"), ("-(1)", "-(1)"), ("-(1.a)", "-(1.a)"),
            ("(-1).a", "(-1).a"), ("(-(1)).a", "(-(1)).a"), ("-(principal.a)", "-principal.a"), ("-(\"1\".a)", "-\"1\".a"),
            ("-(1.isIpv4())", "-(1.isIpv4())"), ("-(1.contains(2))", "-(1.contains(2))"), ("-([1].isEmpty())", "-[1].isEmpty()"),
            ("-(-(-(-(-1))))", "-(----1)"), ("-(1 + 2)", "-(1 + 2)"), ("!(1 == 2)", "!(1 == 2)"),
            ("(if true then 1 else 2) + 3", "(if true then 1 else 2) + 3"),
            ("if true then (if false then 1 else 2) else 3", "if true then if false then 1 else 2 else 3"),
            ("[(if true then 1 else 2)]", "[if true then 1 else 2]"),
            ("(if true then context else context).a", "(if true then context else context).a"),
            ("(principal).a[\"b\"][\"if\"][\"c d\"]", "principal.a.b[\"if\"][\"c d\"]"), ("[].contains((1))", "[].contains(1)"),
            ("(User::\"a\").b", "User::\"a\".b"), ("({a: 1}).a", "{a: 1}.a"),
            ("{\"a\": 1, \"if\": (2), \"\": 3,}", "{a: 1, \"if\": 2, \"\": 3}"),
            ("context has \"a\"", "context has a"), ("context has \"a b\"", "context has \"a b\""),
            ("context has \"if\"", "context has \"if\""),
            ("context has a.b.c", "context has a.b.c"), ("ip(\"::1\").isInRange(ip(\"::1\"))", "ip(\"::1\").isInRange(ip(\"::1\"))"),
            ("ip()", "ip()"), ("1.lessThan()", "1.lessThan()"), ("-9223372036854775808", "-9223372036854775808"),
            ("context like \"\\*a*\\u{41}\\\"\\\\*\\n\"", "context like \"\\*a*A\\\"\\\\*\\n\""),
            ("\"\\x41\\u{7f}'\\'\\0*\"", "\"A\\u{7f}''\\0*\""),
            ("context like \"\u{301}*\"", "context like \"\u{301}*\""),
            ("principal.getTag(\"a\") == principal.hasTag(\"b\")", "principal.getTag(\"a\") == principal.hasTag(\"b\")"),
        ])
    func parentheses(_ text: String, _ printed: String) throws {
        let expression = try Self.expression(text)
        #expect(expression.cedarText == printed)
        #expect(try Self.expression(printed) == expression)
    }

    @Test("random expressions of every kind come back", arguments: 1...8)
    func randomExpressions(seed: Int) throws {
        var random = RandomExpressions(seed: UInt64(seed))
        var kinds: Set<String> = []
        func see(_ expression: Expression) {
            kinds.insert(expression.kindName)
            expression.children.forEach(see)
        }
        for _ in 0..<250 {
            let expression = random.next()
            see(expression)
            let text = expression.cedarText
            #expect(try Self.expression(text) == expression, "\(text)")
        }
        // 13 kinds of their own, the operators, the functions, and 4 kinds of literals.
        let wanted = 13 + RandomExpressions.operators.count + ExtensionFunction.allCases.count + 4
        #expect(kinds.count == wanted, "\(kinds.sorted())")
    }

    @Test func aPolicyIsWrittenWithAnnotationsScopeAndConditions() throws {
        let text = """
            @z("1\\n") @a @b("") permit(principal is A::B in (User::"x"),action in [Action::"v",N::Action::"w",],
              resource == Photo::"\\u{e9}") // why
            when { (true) } unless { false && (principal == User::"a") };
            """
        let policy = try Check.policies(text).policies[0]
        #expect(
            policy.cedarText == """
                @a
                @b("")
                @z("1\\n")
                permit (principal is A::B in User::"x", action in [Action::"v", N::Action::"w"], resource == Photo::"é")
                when { true }
                unless { false && principal == User::"a" };
                """)
        #expect(try Check.policies(policy.cedarText).policies[0].says(policy))
    }

    @Test func templatesAreWrittenWithSlotsAndLinksWithoutThem() throws {
        var set = try Check.policies("@a permit(principal is User in ?principal, action, resource == ?resource);")
        #expect(set.templates[0].cedarText == "@a\npermit (principal is User in ?principal, action, resource == ?resource);")
        try set.link("policy0", as: "l", principal: Check.alice, resource: Check.photo)
        #expect(set.policies[0].cedarText == "@a\npermit (principal is User in User::\"alice\", action, resource == Photo::\"1\");")
        #expect(set.policies[0].templateID == "policy0")
    }

    @Test(
        "values are written as expressions that evaluate to them",
        arguments: [
            true, -5, "a\"b", .entity(EntityUID(type: "A::B", id: "\n")), [], [3, 1, "x", [2]], ["if": 1, "a": ["b": false]],
            .datetime(millisecondsSinceEpoch: 0), .datetime(millisecondsSinceEpoch: .min),
            .datetime(millisecondsSinceEpoch: 1_700_000_000_123),
            .duration(milliseconds: .min), .duration(milliseconds: 42),
        ] as [Value])
    func values(_ value: Value) throws {
        #expect(try Check.evaluate(value.cedarText) == .value(value), "\(value.cedarText)")
    }

    @Test(
        "extension values too",
        arguments: [
            #"decimal("-922337203685477.5808")"#, #"decimal("0.5")"#, #"ip("10.0.0.1")"#, #"ip("10.0.0.1/8")"#, #"ip("::1")"#,
            #"ip("ffff:1::2/0")"#, #"ip("0.0.0.0/0")"#,
        ])
    func extensionValues(_ text: String) throws {
        guard case .value(let value) = try Check.evaluate(text) else {
            Issue.record("\(text)")
            return
        }
        #expect(try Check.evaluate(value.cedarText) == .value(value), "\(value.cedarText)")
    }

    @Test func equalSetsAreWrittenAlike() {
        #expect(Value.set([3, 1, 2]).cedarText == "[1, 2, 3]")
        #expect(Value.set([2, 3, 1, 1]).cedarText == "[1, 2, 3]")
    }
}

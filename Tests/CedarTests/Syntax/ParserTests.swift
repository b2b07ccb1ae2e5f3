import Testing

@testable import Cedar

@Suite("Syntax: policies")
struct ParserTests {
    @Test func policiesAreNumberedOverAllTextsAndKeepTheirAnnotations() throws {
        let set = try PolicySet(parsing: [
            PolicySource(
                file: "a.cedar",
                text: "// first\n  @id(\"x\") @note\npermit(principal, action, resource);\nforbid(principal, action, resource);"),
            PolicySource(file: "b.cedar", text: "permit(principal, action, resource,);"),
        ])
        #expect(set.policies.map(\.id) == ["policy0", "policy1", "policy2"])
        #expect(set.policies.map(\.file) == ["a.cedar", "a.cedar", "b.cedar"])
        #expect(set.policies[0].annotations == ["id": "x", "note": ""])
        #expect(set.policies[0].position == SourcePosition(line: 2, column: 3))
        #expect(set.policies[1].effect == .forbid)
        #expect(set.policies[1].text == "forbid(principal, action, resource);")
        #expect(set.policy(id: "policy2")?.file == "b.cedar")
        #expect(set.policy(id: "x") == nil)
    }

    @Test(arguments: [
        "permit(principal == User::\"a\", action == Action::\"v\", resource == A::B::Photo::\"p\");",
        "permit(principal in User::\"a\", action in Action::\"v\", resource in Photo::\"p\");",
        "permit(principal is User, action in [Action::\"v\", N::Action::\"w\",], resource is Photo in Album::\"a\");",
        "permit(principal, action in [], resource) when { true } unless { false } when { 1 == 1 };",
        "permit(principal == (User::\"a\"), action in ([(Action::\"v\")]), resource is Photo in ((Album::\"a\")));",
        "permit(principal, action, resource) when { {} == { \"a b\": 1, if_: [1, 2,], permit: {} } };",
        "permit(principal, action, resource) when { context.permit.when && context.principal has in_.is_ };",
        "permit(principal, action, resource)\u{A0}when\u{2028}{ \"raw\nbreak\" like \"*\\*\\u{1F600}\\x41\\0\\'\" };",
    ])
    func accepted(_ text: String) {
        #expect(Check.complaints(text) == [])
    }

    @Test(
        "each syntax error is reported at its place",
        arguments: [
            ("permit(principal, action, resource)", "1:36: expected `when`, `unless` or `;`, found the end of the text"),
            ("allow(principal, action, resource);", "1:1: expected `permit` or `forbid`, found `allow`"),
            ("permit(principal, resource, action);", "1:19: expected `action`, found `resource`"),
            ("permit(principal, action is Action, resource);", "1:26: `is` can't stand in the scope of an action; use `==` or `in`"),
            (
                "permit(principal, action == User::\"a\", resource);",
                "1:29: an action's type is `Action`, optionally in a namespace, not `User`"
            ),
            ("@a(\"1\") @a(\"2\") permit(principal, action, resource);", "1:10: the annotation `@a` stands twice"),
            ("permit(principal, action, resource) when { };", "1:44: the braces of `when` are empty; put a condition there"),
            ("permit(principal, action, resource) if { true };", "1:37: expected `when`, `unless` or `;`, found `if`"),
            ("permit(principal, action, resource) when { é };", "1:44: the character `é` has no meaning here"),
            ("/* no */ permit(principal, action, resource);", "1:1: expected `permit` or `forbid`, found `/`"),
        ])
    func policyErrors(_ text: String, _ complaint: String) {
        #expect(Check.complaints(text) == [complaint])
    }

    @Test(
        "each syntax error in an expression says what is wrong",
        arguments: [
            ("1 < 2 < 3", "relations don't chain"), ("1 == 2 == 3", "relations don't chain"),
            ("principal has a has b", "relations don't chain"),
            ("!!!!!true", "at most four `!`"), ("-----1", "at most four `-`"), ("9223372036854775808", "doesn't fit in 64 bits"),
            ("-9223372036854775809", "doesn't fit in 64 bits"), ("{a: 1, \"a\": 2}", "the attribute `a` stands twice"),
            ("context.if", "`if` is reserved"), ("{true: 1}", "`true` is reserved"), ("principal has like", "`like` is reserved"),
            ("user.name", "`user` means nothing here"), ("[1].containsall([1])", "did you mean `containsAll`?"),
            ("Ip(\"::1\")", "did you mean `ip`?"), ("isIpv4(\"::1\")", "it is a method: write `x.isIpv4(…)`"),
            ("\"::1\".ip()", "`ip` isn't a method"),
            ("[1].contains()", "`contains` takes one argument"), ("[1].isEmpty(1)", "`isEmpty` takes no argument"),
            ("1 / 2", "no division"),
            ("1 % 2", "no division"), ("1 = 1", "equality is `==`"), ("1 + if true then 1 else 2", "`if` must stand in parentheses"),
            ("if true then 1", "expected `else`"), ("\"\\q\"", "`\\q` isn't an escape"), ("\"\\*\"", "`\\*` isn't an escape"),
            ("\"\\x80\"", "two hexadecimal digits up to 7F"), ("\"\\u{D800}\"", "names a Unicode scalar"),
            ("\"\\u{}\"", "names a Unicode scalar"),
            ("\"\\u{1234567}\"", "names a Unicode scalar"), ("\"a\rb\"", "raw carriage return"),
            ("principal like context.a", "a string with a pattern"),
            ("context[1]", "a string with an attribute's name"), ("principal is \"User\"", "expected an entity type"),
            ("User::alice", "means nothing here"), ("(1", "expected `)`"), ("[1", "expected `]`"), ("principal[\"a\"", "expected `]`"),
            ("1 & 2", "has no meaning here"), ("principal has 1", "expected an attribute's name"), ("__cedar", "`__cedar` is reserved"),
            ("__cedar::ip(\"::1\")", "`__cedar` is reserved"),
            ("f::g(1)", "isn't a function"),
        ])
    func expressionErrors(_ text: String, _ part: String) {
        let complaints = Check.expressionComplaints(text)
        #expect(complaints.count == 1)
        let expected = part.replacing("names a Unicode scalar", with: "that name a Unicode scalar")
        #expect(complaints.first?.contains(expected) == true, "\(complaints)")
    }

    @Test func parsingGoesOnAfterAnError() {
        let text = """
            permit(principal, action);
            permit(principal, action, resource) when { 1 + };
            permit(principal, action, resource);
              forbid(principal, action, resource) when { "å" == context. };
            permit(principal, action, resource) when { "open };
            """
        #expect(
            Check.complaints(text) == [
                "1:25: expected `,`, found `)`", "2:48: expected an expression, found `}`",
                "4:62: expected an attribute's or method's name, found `}`", "5:44: the string isn't closed; add a quotation mark",
            ])
    }

    @Test(
        "nesting is bounded, whatever it is made of",
        arguments: [
            (String(repeating: "(", count: 1000), String(repeating: ")", count: 1000)), (String(repeating: "[", count: 1000), ""),
            (String(repeating: "{a:", count: 1000), ""), (String(repeating: "if true then ", count: 1000), ""),
            ("1", String(repeating: " + 1", count: 5000)),
            ("1", String(repeating: " * 1", count: 5000)), ("context", String(repeating: ".a", count: 5000)),
            ("context has a", String(repeating: ".a", count: 5000)), (String(repeating: "(!", count: 1000), ""),
            ("context", String(repeating: "[\"a\"]", count: 5000)), ("[]", String(repeating: ".contains(1)", count: 5000)),
        ])
    func nesting(_ head: String, _ tail: String) {
        let complaints = Check.expressionComplaints(head + tail)
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains("nests deeper than 500 levels") == true, "\(complaints.first?.prefix(200) ?? "")")
    }

    @Test func longChainsOfConditionsAreNoNesting() throws {
        let chain = Array(repeating: "true", count: 20_000).joined(separator: " && ")
        #expect(try Check.evaluate(chain) == .yes)
        #expect(try Check.evaluate(Array(repeating: "false", count: 20_000).joined(separator: " || ")) == .no)
    }

    @Test(
        "what nests no deeper than the bound is accepted and evaluated",
        arguments: [
            ("(", "1", ")", 499, Check.Outcome.value(1)), ("", "1", " + 1", 499, .value(500)), ("!(", "true", ")", 499, .no),
            ("if true then ", "1", " else 2", 499, .value(1)), ("{a: ", "1", "}.a", 249, .value(1)), ("", "context", ".a", 499, nil),
            ("[", "", "]", 499, nil), ("", "context has a", ".a", 497, .no), ("ip(", "1", ")", 499, .typeError),
            ("(", "1", ")", 500, nil), ("", "1", " + 1", 500, nil),
        ] as [(String, String, String, Int, Check.Outcome?)])
    func deepest(_ head: String, _ middle: String, _ tail: String, _ count: Int, _ expected: Check.Outcome?) throws {
        let text = String(repeating: head, count: count) + middle + String(repeating: tail, count: count)
        #expect(Check.expressionComplaints(text).isEmpty == (count < 500))
        if let expected { #expect(try Check.evaluate(text) == expected) }
    }

    @Test func escapesStandForTheirScalars() throws {
        #expect(try Check.evaluate(#""\n\r\t\\\0\"\'\x41\u{1F600}""#) == .value("\n\r\t\\\0\"'A😀"))
    }
}

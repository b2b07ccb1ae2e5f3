import Testing

@testable import Cedar

/// Texts that the reference implementation (Rust, 4.12) accepts and refuses, each asked once.
@Suite("Syntax: accepted and refused as by the reference implementation")
struct AcceptanceTests {
    @Test(
        "policies that parse",
        arguments: [
            "", "// only a comment", "\u{A0}\u{2028}\t", "permit(principal,action,resource);",
            "permit(principal, action, resource,);",
            "forbid(principal, action, resource) when { true } unless { false } when { true };",
            "permit(principal, action, resource) unless { true }; // end", "@a permit(principal, action, resource);",
            "@a(\"\") permit(principal, action, resource);",
            "@if(\"x\") @permit @__cedar @in permit(principal, action, resource);",
            "@ a ( \"x\" ) permit(principal, action, resource);", "@a(\"\\u{41}\\n\\'\") permit(principal, action, resource);",
            "permit(principal == User::\"a\", action == Action::\"v\", resource == Photo::\"p\");",
            "permit(principal in User::\"a\", action in Action::\"v\", resource in Photo::\"p\");",
            "permit(principal is User, action, resource is N::Photo);",
            "permit(principal is User in Group::\"g\", action, resource is Photo in Album::\"a\");",
            "permit(principal == (User::\"a\"), action in ([(Action::\"v\")]), resource in ((Photo::\"p\")));",
            "permit(principal is principal, action, resource);", "permit(principal, action == Action::\"a\", resource);",
            "permit(principal, action == N::M::Action::\"a\", resource);",
            "permit(principal, action in [Action::\"a\", Action::\"b\",], resource);",
            "permit(principal, action in [], resource);", "permit(principal == ?principal, action, resource == ?resource);",
            "permit(principal in ?principal, action, resource is P in ?resource);",
            "permit(principal in (?principal), action, resource);",
            "permit(principal == permit::when::\"a\", action, resource);",
            "permit(principal == User :: \"a\", action, resource);", "permit(principal == User::\n\"a\", action, resource);",
            "permit(principal == User::\"\\u{1F600}\\x41\", action, resource);",
            "permit(principal == User::\"*\", action, resource);",
            "permit(principal, action, resource)\u{A0}when\u{2003}{ true\u{3000}};",
            "permit(principal, action, resource)\u{B}\u{C}\r\n when { true };",
            "permit(principal, action, resource) when { true } // c\r unless { false };",
            "permit(principal, action, resource) when { \"a\nb\" == \"\" };",
        ])
    func acceptedPolicies(_ text: String) {
        #expect(Check.complaints(text) == [])
    }

    @Test(
        "policies that don't",
        arguments: [
            "\u{FEFF}", "permit(principal, action, resource,,);", "permit(,principal, action, resource);",
            "permit(principal, action);", "permit(principal, action, resource, context);",
            "permit(action, principal, resource);", "permit();", "permit;", "permit(principal, action, resource)",
            "permit(principal, action, resource);;", ";", "Permit(principal, action, resource);",
            "permit forbid(principal, action, resource);", "permit(principal, action, resource) when { };",
            "permit(principal, action, resource) when true;", "permit(principal, action, resource) when (true);",
            "permit(principal, action, resource) if { true };",
            "permit(principal, action, resource) when { true } else { false };", "@a() permit(principal, action, resource);",
            "@a(1) permit(principal, action, resource);", "@a(\"x\",) permit(principal, action, resource);",
            "@\"a\"(\"x\") permit(principal, action, resource);",
            "@a(\"1\") @b(\"2\") @a(\"3\") permit(principal, action, resource);",
            "@a(\"\\*\") permit(principal, action, resource);", "@a.b permit(principal, action, resource);",
            "@a::b permit(principal, action, resource);", "permit(principal, action, resource) @a;",
            "permit(principal is User == Group::\"g\", action, resource);",
            "permit(principal in Group::\"g\" is User, action, resource);",
            "permit(principal in [Group::\"g\"], action, resource);", "permit(principal == [Group::\"g\"], action, resource);",
            "permit(principal == \"a\", action, resource);", "permit(principal == User, action, resource);",
            "permit(principal == principal, action, resource);", "permit(principal != User::\"a\", action, resource);",
            "permit(principal = User::\"a\", action, resource);", "permit(principal < User::\"a\", action, resource);",
            "permit(principal has a, action, resource);", "permit(principal like \"a\", action, resource);",
            "permit(principal.a == User::\"a\", action, resource);", "permit(principal: User, action, resource);",
            "permit(principal: User == User::\"a\", action, resource);",
            "permit(principal == User::\"a\" && true, action, resource);",
            "permit(principal == User::\"a\" || principal == User::\"b\", action, resource);",
            "permit((principal), action, resource);", "permit(principal is (User), action, resource);",
            "permit(principal is \"User\", action, resource);", "permit(principal is User::\"a\", action, resource);",
            "permit(principal is if, action, resource);", "permit(principal is __cedar::User, action, resource);",
            "permit(principal is User.x, action, resource);", "permit(principal is User in, action, resource);",
            "permit(principal is, action, resource);", "permit(principal ==, action, resource);",
            "permit(principal, action == User::\"a\", resource);", "permit(principal, action == Action::User::\"a\", resource);",
            "permit(principal, action == action::\"a\", resource);", "permit(principal, action in [,], resource);",
            "permit(principal, action in [Action::\"a\" Action::\"b\"], resource);",
            "permit(principal, action in [Action::\"a\", User::\"b\"], resource);",
            "permit(principal, action in [[Action::\"a\"]], resource);",
            "permit(principal, action == [Action::\"a\"], resource);", "permit(principal, action in Action, resource);",
            "permit(principal, action is Action, resource);", "permit(principal, action is Action in Action::\"a\", resource);",
            "permit(principal, action == ?action, resource);", "permit(principal, action in ?principal, resource);",
            "permit(principal in ?resource, action, resource);", "permit(principal, action, resource in ?principal);",
            "permit(principal is ?principal, action, resource);", "permit(principal == ?other, action, resource);",
            "permit(principal == ? principal, action, resource);",
            "permit(principal, action, resource) when { principal == ?principal };",
            "permit(principal, action, resource) when { true } permit(principal, action, resource);",
            "permit(principal, action, resource) when { true; };", "permit(principal, action, resource) when { true }};",
            "permit(principal, action, resource)) when { true };", "permit(principal, action, resource when { true };",
            "permit(principal == __cedar::\"a\", action, resource);", "permit(principal == if::\"a\", action, resource);",
            "permit(principal == A::in::\"a\", action, resource);", "permit(principal == User::\"\\q\", action, resource);",
            "permit(principal == User::\"\\*\", action, resource);", "permit(principal == User::a, action, resource);",
            "permit(principal == User:\"a\", action, resource);", "permit(principal == ::User::\"a\", action, resource);",
            "permit(principal == User::::\"a\", action, resource);", "permit(principal == \"User\"::\"a\", action, resource);",
            "permit(principal == User::'a', action, resource);", "permit(principal, action, resource)\u{200B}when { true };",
            "permit(principal, action, resource) /* no */;", "permit(principal, action, resource) # no\n;",
            "permit(principal, action, resource) when { \"a\r\nb\" == \"\" };", "\\permit(principal, action, resource);",
            "permıt(principal, action, resource);", "permit（principal, action, resource);",
        ])
    func refusedPolicies(_ text: String) {
        #expect(Check.complaints(text) != [])
    }

    @Test(
        "expressions that parse",
        arguments: [
            "1 .foo", "\"a\" like \"\\*\\x2a\"", "context has a . b", "principal == User:: \"x\"", "principal == User :: \"x\"",
            "a :: b :: \"x\" == 1", "1\u{A0}==\u{2028}1", "{a : 1} == 1", "{\"a\":1,}.a", "ip(\"a\",)", "context.ip", "{ip:1}",
            "{\"if\":1}", "\"x\".contains", "principal.contains", "ip().isIpv4(1,2)", "principal[\"a\"][\"b\"].c",
            "principal has \"\\u{41}\"", "(principal is User) == true", "if true then 1 else 2 == 3",
            "(if true then 1 else 2) == 3", "[if true then 1 else 2]", "{a: if true then 1 else 2}",
            "[1].contains(if true then 1 else 2)", "- 1", "-(1)", "- -1", "!(-1)", "1--1", "1 - - 1", "1----1", "1-----1", "0",
            "00", "-0", "007", "9223372036854775807", "principal::\"a\" == 1", "context::\"a\" == 1", "permit::\"a\"==1",
            "context has \"__cedar\"", "context[\"__cedar\"]", "{\"__cedar\":1}", "A::\"x\".b", "A::\"x\"[\"b\"]",
            "\"\\u{00004_1}\"==\"\"", "\"\\u{1__0}\"==\"\"", "\"\\u{10_}\"==\"\"", "\"\\'\" == 1", "\"a\tb\" == 1",
            "\"a\u{0}b\" == 1", "\"é\" == 1", "1 // c\n == 1", "1 // c\r == 1", "[].isEmpty", "decimal(\"1\").lessThan",
            "\"a\".toDate()", "datetime(\"x\").offset(duration(\"y\"),1)", "5.contains(3)", "{principal:1}", "context.principal",
            "context has principal.action", "context has principal", "context has a && context has b",
            "principal is User in User::\"a\" && true", "principal is User in [User::\"a\"]",
            "principal is User in (if true then User::\"a\" else User::\"b\")", "1 + 2 < 3 + 4", "1 + 2 in 3", "1 * -2",
            "1 * !2", "1 + !true", "1 in 2 && 3 in 4", "true || false && true || 1", "!!true", "!!!!true", "----true",
            "- - - -1", "principal . foo", "principal.\nfoo", "principal. // c\n foo", "principal.a1", "principal._",
            "principal[\"\\u{61}\"]", "principal[\"a\nb\"]", "context.a.b.c.d.e.f", "(((true)))",
        ])
    func acceptedExpressions(_ text: String) {
        #expect(Check.expressionComplaints(text) == [])
    }

    @Test(
        "expressions that don't",
        arguments: [
            "\"a\\\nb\" == \"\"", "-9223372036854775808 .foo", "1\u{FEFF}== 1", "[,]", "{,}", "ip(,)", "ip", "{true:1}",
            "{if:1}", "\"a\".\"b\"", "x.contains(1)", "[1].contains[1]", "[1].contains()", "[1].contains(1,2)", "!ip",
            "principal[a]", "principal[(\"a\")]", "principal[\"a\"+\"b\"]", "principal has (\"a\")",
            "principal like \"a\" \"b\"", "principal is User in principal in x", "principal in principal is User",
            "1 == if true then 1 else 2", "true && if true then true else false", "!if true then true else false",
            "context.foo(if true then 1 else 2)", "!-1", "-!true", "1------1", "9223372036854775808", "18446744073709551616",
            "-9223372036854775809", "in::\"a\" == 1", "A::in::\"x\"==1", "__cedar::\"x\"==1", "A::__cedar::\"x\"==1",
            "A::__cedar == 1", "principal is __cedar", "principal is __cedar::Long", "context.__cedar", "context has __cedar",
            "{__cedar:1}", "__cedar(\"x\")", "A::\"x\"::\"y\"", "A::{a:1}", "?principal", "principal == ?principal", "\"\\8\"",
            "\"\\u{110000}\"", "\"\\u{0000041}\"", "\"\\u41\"", "\"\\x4\"", "\"\\xG1\"", "\"\\a\"", "'a' == 1", "`a`",
            "1 /* c */ == 1", "principal.hasTag(\"a\",\"b\")", "principal.getTag()", "containsAll([1])", "isEmpty()",
            "[].isEmpty(1)", "lessThan(1,2)", "toDate()", "\"\".like(\"a\")", "principal.in(x)", "principal.is", "1 = 1",
            "1 === 1", "1 =! 1", "1 <> 2", "1 => 2", "a ? b : c", "1;", "true; }; permit(principal,action,resource) when {true",
            "@x true", "true false", "()", "(1,2)", "[1 2]", "{a:1 b:2}", "{a=1}", "{a:1,a:2}", "{\"a\":1,a:2}",
            "{\"\\u{61}\":1,a:2}", "{principal:1,\"principal\":2}", "{a.b:1}", "{a::b:1}", "{1:1}", "{(\"a\"):1}",
            "{\"a\"+\"b\":1}", "{-a:1}", "{?principal:1}", "context has a.in", "context has in", "context has true",
            "context has if", "context has if.a", "context has a[\"b\"]", "context has a.b()", "context has A::b",
            "context has a has b", "context has a + b", "context has -a", "context has 1", "principal is User in",
            "principal is", "principal is User::\"x\"", "principal is User.x", "principal is User is User",
            "principal in User::\"a\" in User::\"b\"", "principal < 1 == true", "&& true", "true &&", "||", "!", "!!!!!true",
            "-----true", "- - - - -1", "principal.1", "_", "_.a", "((true)", "(true))", "\"unclosed", "\"a\" \"b\"", "1 2", "1a",
            "1_000", "0x10", "1.5", "1e5", ".5", "1.", "#", "$", "~", "^", "|", "&", "\\", "a@b", "é", "principal.é",
        ])
    func refusedExpressions(_ text: String) {
        #expect(Check.expressionComplaints(text) != [])
    }
}

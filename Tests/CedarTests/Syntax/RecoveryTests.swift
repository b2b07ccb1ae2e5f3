import Testing

@testable import Cedar

@Suite("Syntax: every error of a text is told, and none that follows from another")
struct RecoveryTests {
    private func check(_ found: [String], _ expected: String) {
        #expect(found.joined(separator: "\n") == expected)
    }

    @Test(
        "policies",
        arguments: [
            // Each clause, each scope, each policy.
            (
                "permit(principal, action, resource) when { 1 + } when { true } unless { [1 } when { == };",
                """
                1:48: expected an expression, found `}`
                1:76: expected `]`, found `}`
                1:85: expected an expression, found `==`
                """
            ),
            (
                "permit(principal, action) when { 1 + };\nforbid(principal, action, resource) when { };",
                """
                1:25: expected `,`, found `)`
                1:38: expected an expression, found `}`
                2:44: the braces of `when` are empty; put a condition there
                """
            ),
            (
                "permt(principal, actoin, resource) wehn { 1 + } if { };",
                """
                1:1: expected `permit` or `forbid`, found `permt`; did you mean `permit`?
                1:18: expected `action`, found `actoin`
                1:36: expected `when`, `unless` or `;`, found `wehn`
                1:47: expected an expression, found `}`
                1:49: expected `when`, `unless` or `;`, found `if`
                1:54: the braces of `if` are empty; put a condition there
                """
            ),
            (
                "permit(principal, resource, action) when { true };\npermit(principal, action, resource) when { a };",
                """
                1:19: expected `action`, found `resource`
                2:44: `a` means nothing here; the variables are `principal`, `action`, `resource` and `context`
                """
            ),
            // Nothing missing at the end eats the next policy.
            (
                "permit(principal, action, resource)\nforbid(principal, action, resource)\n@a permit(principal, action, resource);",
                """
                2:1: expected `when`, `unless` or `;`, found `forbid`
                3:1: expected `when`, `unless` or `;`, found `@`
                """
            ),
            (
                "permit(principal, action, resource) when { 1 == 1\nforbid(principal, action) when { true };",
                """
                2:1: expected `}`, found `forbid`
                2:25: expected `,`, found `)`
                """
            ),
            (
                "permit(principal, action, resource) when { {a: 1 };\nforbid(principal, action);",
                """
                1:51: expected `}`, found `;`
                2:25: expected `,`, found `)`
                """
            ),
            (
                "permit(principal, action, resource) when { {a: {b: 1} } when { b };",
                """
                1:57: expected `}`, found `when`
                1:64: `b` means nothing here; the variables are `principal`, `action`, `resource` and `context`
                """
            ),
            (
                "permit(principal, action, resource when { c };\npermit(principal, action, d);",
                """
                1:36: expected `)`, found `when`
                1:43: `c` means nothing here; the variables are `principal`, `action`, `resource` and `context`
                2:27: expected `resource`, found `d`
                """
            ),
            (
                "permit(principal == (User::\"a\", action, resource) when { e };",
                """
                1:31: expected `)`, found `,`
                1:58: `e` means nothing here; the variables are `principal`, `action`, `resource` and `context`
                """
            ),
            (
                "permit(principal == User::\"a\"), action, resource);\npermit(f, action, resource);",
                """
                1:30: expected `,`, found `)`
                2:8: expected `principal`, found `f`
                """
            ),
            (
                "permit(principal, action, resource)) when { g };\npermit(h, action, resource);",
                """
                1:36: expected `when`, `unless` or `;`, found `)`
                2:8: expected `principal`, found `h`
                """
            ),
            (
                "permit(principal, action, resource) when { true }} when { i };\nj;",
                """
                1:50: expected `when`, `unless` or `;`, found `}`
                2:1: expected `permit` or `forbid`, found `j`
                """
            ),
            (
                "permit(principal, action, resource) when ( true );\nk;",
                """
                1:42: expected `{`, found `(`
                2:1: expected `permit` or `forbid`, found `k`
                """
            ),
            (
                "permit principal, action, resource;\nl;",
                """
                1:8: expected `(`, found `principal`
                2:1: expected `permit` or `forbid`, found `l`
                """
            ),
            (
                "permit(principal, action, resource) when { context.permit(1) };\nm;",
                """
                1:52: `permit` isn't a method
                2:1: expected `permit` or `forbid`, found `m`
                """
            ),
            // Annotations.
            (
                "@a(\"x\" permit(principal, action, n);",
                """
                1:8: expected `)`, found `permit`
                1:34: expected `resource`, found `n`
                """
            ),
            (
                "@a @a @b(1) permit(principal, action, o);",
                """
                1:5: the annotation `@a` stands twice
                1:10: expected a string with the annotation's value, found `1`
                1:39: expected `resource`, found `o`
                """
            ),
            (
                "@\npermit(principal, action, resource);\np;",
                """
                2:8: expected a string with the annotation's value, found `principal`
                3:1: expected `permit` or `forbid`, found `p`
                """
            ),
            (
                "@a(\"\\q\") @b(\"\\p\")\npermit(q, action, resource);",
                """
                1:4: `\\q` isn't an escape; a backslash is written `\\\\`
                1:13: `\\p` isn't an escape; a backslash is written `\\\\`
                2:8: expected `principal`, found `q`
                """
            ),
            // Strings.
            (
                "permit(principal == User::\"a, action, resource);\nforbid(principal == User::\"b\", action, r);",
                """
                1:27: the string isn't closed; add a quotation mark
                2:40: expected `resource`, found `r`
                """
            ),
            (
                "permit(principal, action, resource) when { \"s\\\" };\nforbid(principal, action, t);",
                """
                1:44: the string isn't closed; add a quotation mark
                2:27: expected `resource`, found `t`
                """
            ),
            (
                "permit(principal, action, resource) when { \"\nraw\n\" == \"\\q\" && \"\\z\" };\nu;",
                """
                3:6: `\\q` isn't an escape; a backslash is written `\\\\`
                4:1: expected `permit` or `forbid`, found `u`
                """
            ),
            // Bytes without meaning.
            (
                "# comment\npermit(principal, action, resource);\nv;",
                """
                1:1: the character `#` has no meaning here
                3:1: expected `permit` or `forbid`, found `v`
                """
            ),
            (
                "permit(principal, action, resource) when { 1 # 2 } when { w };",
                """
                1:46: the character `#` has no meaning here
                1:59: `w` means nothing here; the variables are `principal`, `action`, `resource` and `context`
                """
            ),
            (
                "}\npermit(principal, action, x);",
                """
                1:1: expected `permit` or `forbid`, found `}`
                2:27: expected `resource`, found `x`
                """
            ),
            (
                ";;permit(principal, action, resource);",
                """
                1:1: expected `permit` or `forbid`, found `;`
                """
            ),
            (
                "permit(principal, action, resource) when { (((((( };\ny;",
                """
                1:51: expected an expression, found `}`
                2:1: expected `permit` or `forbid`, found `y`
                """
            ),
        ])
    func policies(_ text: String, _ expected: String) {
        check(Check.complaints(text), expected)
    }

    @Test(
        "schemas",
        arguments: [
            (
                "entity A { x: };\nentity B in;\nentity C;\naction a appliesTo { principal: A };",
                """
                1:15: expected a type, found `}`
                2:12: expected an entity type, found `;`
                4:35: `appliesTo` needs both `principal` and `resource`
                """
            ),
            (
                "entity A\nentity B { x Long };\naction",
                """
                2:1: expected `;`, found `entity`
                2:14: expected `:`, found `Long`
                3:7: expected the action's name, found the end of the text
                """
            ),
            (
                "entity A { x: Long;\nentity B { y: };",
                """
                1:19: expected `}`, found `;`
                2:15: expected a type, found `}`
                """
            ),
            (
                "entity A { x: { y: Long };\nentity B { z: };",
                """
                1:26: expected `}`, found `;`
                2:15: expected a type, found `}`
                """
            ),
            (
                "entity A { x: Long }};\nentity B { y: };",
                """
                1:21: expected `;`, found `}`
                2:15: expected a type, found `}`
                """
            ),
            (
                "namespace N { entity A { x: }; entity B { y: } }\nentity C { z: };",
                """
                1:29: expected a type, found `}`
                1:46: expected a type, found `}`
                2:15: expected a type, found `}`
                """
            ),
            (
                "namespace N { entity A { x: Long }\n}\nentity C { z: };",
                """
                2:1: expected `;`, found `}`
                3:15: expected a type, found `}`
                """
            ),
            (
                "namespace N { entity A; }}\nentity B { x: };",
                """
                1:26: expected `namespace`, `entity`, `action` or `type`, found `}`
                2:15: expected a type, found `}`
                """
            ),
            (
                "namespace N { entity A;\nnamespace M { entity B { x: }; }",
                """
                2:1: expected `entity`, `action`, `type` or `}`, found `namespace`
                2:29: expected a type, found `}`
                """
            ),
            (
                "namespace N { entity A; }\nnamespace N { entity B { x: }; }",
                """
                2:11: the namespace `N` is declared twice
                2:29: expected a type, found `}`
                """
            ),
            (
                "namespace N entity A;\nentity B { y: };",
                """
                1:13: expected `{`, found `entity`
                2:15: expected a type, found `}`
                """
            ),
            (
                "namespace N { entity A { x: Long }};\nentity B { y: }; }",
                """
                1:35: expected `;`, found `}`
                2:15: expected a type, found `}`
                """
            ),
            (
                "@a @a entity A;\n@b(1) entity B { x: };",
                """
                1:5: the annotation `@a` stands twice
                2:4: expected a string with the annotation's value, found `1`
                2:21: expected a type, found `}`
                """
            ),
            (
                "type Long = Long;\ntype T = Set<;\ntype U = {};",
                """
                1:6: `Long` is reserved and can't name a type
                2:14: expected a type, found `;`
                """
            ),
            (
                "entity E enum [];\nentity F enum [\"a\", ];\nentity G;",
                """
                1:16: expected a string with an entity's id, found `]`
                2:21: expected a string with an entity's id, found `]`
                """
            ),
            (
                "entity A { \"x: Long };\nentity B { y: };",
                """
                1:12: the string isn't closed; add a quotation mark
                2:15: expected a type, found `}`
                """
            ),
            (
                "entity A { entity: Long, type: String, action: };\nentity B { namespace: };",
                """
                1:48: expected a type, found `}`
                2:23: expected a type, found `}`
                """
            ),
            (
                "entty A;\nentity B { x: };",
                """
                1:1: expected `namespace`, `entity`, `action` or `type`, found `entty`
                2:15: expected a type, found `}`
                """
            ),
            (
                "action \"a\" in [\naction \"b\" appliesTo { };",
                """
                2:8: expected `]`, found a string
                """
            ),
            (
                "}}}\nentity A { x: };",
                """
                1:1: expected `namespace`, `entity`, `action` or `type`, found `}`
                1:2: expected `namespace`, `entity`, `action` or `type`, found `}`
                1:3: expected `namespace`, `entity`, `action` or `type`, found `}`
                2:15: expected a type, found `}`
                """
            ),
        ])
    func schemas(_ text: String, _ expected: String) {
        check(Check.schemaComplaints(text), expected)
    }

    @Test func soundPartsBetweenErrorsGetNoComplaint() {
        for text in ["permit(principal, action, resource) when { context.when has unless && {permit: 1} == {forbid: 2} };"] {
            #expect(Check.complaints("a;\n\(text)\nb;").map { $0.prefix(4) } == ["1:1:", "3:1:"])
        }
    }

    @Test func theNumberOfComplaintsIsBounded() {
        let many = Check.complaints(String(repeating: "permit(principal, action, resource) when { + };\n", count: 5000))
        #expect(many.count == 101)
        #expect(many[99] == "100:44: expected an expression, found `+`")
        #expect(many[100] == "100:44: that is 100 errors; what follows isn't told")
        let clauses = Check.complaints("permit(principal, action, resource)" + String(repeating: " when { + }", count: 5000) + ";")
        #expect(clauses.count == 101)
        #expect(Check.schemaComplaints(String(repeating: "entity A { };\nentity;\n", count: 5000)).count == 101)
        #expect(Check.schemaComplaints("namespace N {" + String(repeating: "entity;\n", count: 5000) + "}").count == 101)
    }

    @Test func aTextOfAnyTokensEndsWithComplaintsAndInTime() {
        let tokens = [
            "permit", "forbid", "(", ")", "{", "}", "when", "unless", ";", "@", "a", "\"b\"", ",", "principal", "action", "resource",
            "entity",
            "namespace", "type", ":", "[", "]", "=", "\"", "\n", "?x", "in", "1", "::", "enum", "appliesTo", "é",
        ]
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for _ in 0..<3000 {
            let text = (0..<next(40)).map { _ in tokens[next(tokens.count)] }.joined(separator: " ")
            #expect(Check.complaints(text).count <= 101)
            #expect(Check.schemaComplaints(text).count <= 101)
        }
    }
}

import Testing

@testable import Cedar

@Suite("Syntax: carets under what a finding is about")
struct ExcerptTests {
    private func excerpt(_ text: String, line: Int = 1, column: Int, length: Int, width: Int = 100) -> String {
        Diagnostic(.syntax, "", file: "f", at: SourcePosition(line: line, column: column), utf8Length: length)
            .excerpt(in: text, width: width)
    }

    @Test(
        "findings of the parser",
        arguments: [
            (
                "permit(principal, action, resorce);",
                """
                1 | permit(principal, action, resorce);
                  |                           ^^^^^^^
                """
            ),
            (
                "permit(principal, action, resource)\n\twhen { context.a\t= \"a\" };",
                "2 | \twhen { context.a\t= \"a\" };\n  | \t                \t^"
            ),
            (
                "permit(principal, action, resource) when { \"日本\" + };",
                """
                1 | permit(principal, action, resource) when { "日本" + };
                  |                                                     ^
                """
            ),
            (
                "permit(principal, action, resource) when { 日本 };",
                """
                1 | permit(principal, action, resource) when { 日本 };
                  |                                            ^^
                """
            ),
            (
                "permit(principal, action, resource) when { \"e\u{301}\" \"a\" };",
                """
                1 | permit(principal, action, resource) when { "e\u{301}" "a" };
                  |                                                ^^^
                """
            ),
            (
                "permit(principal, action, resource) when { \"open\nnext",
                """
                1 | permit(principal, action, resource) when { "open
                  |                                            ^^^^^
                """
            ),
            (
                "permit(principal, action, resource)",
                """
                1 | permit(principal, action, resource)
                  |                                    ^
                """
            ),
            (
                "permit(principal, action, resource) when { \"\u{1B}[31m\" like 1 };\r\n",
                """
                1 | permit(principal, action, resource) when { "\u{FFFD}[31m" like 1 };
                  |                                                         ^
                """
            ),
        ])
    func parser(_ text: String, _ expected: String) throws {
        do throws(SyntaxErrors) {
            _ = try PolicySet(parsing: [PolicySource(file: "f", text: text)])
            Issue.record("accepted")
        } catch {
            #expect(error.errors.first?.excerpt(in: text) == expected)
        }
    }

    @Test func findingsOfTheValidatorMarkTheExpression() throws {
        let schema = try Check.schema("entity User { name: String }; action view appliesTo { principal: User, resource: User };")
        let text = "permit(principal, action, resource)\nwhen { principal.nam == \"å\" };"
        #expect(
            schema.validate(try Check.policies(text)).map { $0.excerpt(in: text) } == [
                "2 | when { principal.nam == \"å\" };\n  |        ^^^^^^^^^^^^^"
            ])
    }

    @Test(
        "places in a text",
        arguments: [
            ("a\nb\nc", 2, 1, 1, "2 | b\n  | ^"), ("a\n", 2, 1, 0, "2 | \n  | ^"), ("", 1, 1, 0, "1 | \n  | ^"),
            ("abc", 1, 2, 100, "1 | abc\n  |  ^^"), ("abc", 1, 9, 1, "1 | abc\n  |    ^"), ("abc", 1, 1, 0, "1 | abc\n  | ^"),
            ("abc", 2, 1, 1, ""), ("abc", 0, 1, 1, ""), ("\u{301}a", 1, 1, 2, "1 | \u{301}a\n  | ^"),
            (String(repeating: "\n", count: 11) + "x y", 12, 3, 1, "12 | x y\n   |   ^"), ("😀x", 1, 2, 1, "1 | 😀x\n  |   ^"),
            ("a\u{202E}\u{2028}b", 1, 4, 1, "1 | a\u{FFFD}\u{FFFD}b\n  |    ^"),
        ])
    func places(_ text: String, _ line: Int, _ column: Int, _ length: Int, _ expected: String) {
        #expect(excerpt(text, line: line, column: column, length: length) == expected)
    }

    @Test(
        "long lines are cut around the place",
        arguments: [
            (1, 2, "1 | 012345678901234567…\n  | ^^"),
            (50, 2, "1 | …456789012345678901…\n  |       ^^"),
            (99, 2, "1 | …3456789\n  |       ^^"), (101, 1, "1 | …56789\n  |       ^"),
            (50, 90, "1 | …456789012345678901…\n  |       ^^^^^^^^^^^^^"),
        ])
    func longLines(_ column: Int, _ length: Int, _ expected: String) {
        let text = String(repeating: "0123456789", count: 10)
        #expect(excerpt(text, column: column, length: length, width: 20) == expected)
        // No narrower than this, whatever is asked for.
        #expect(excerpt(text, column: column, length: length, width: -1) == expected)
    }

    /// A hundred findings of a text on one line look at their places alone.
    @Test func aLineAsLongAsTheTextIsLookedAtNearThePlace() {
        let text = String(repeating: "permit( ", count: 20_000)
        let findings = Array(
            repeating: Diagnostic(.syntax, "", file: "f", at: SourcePosition(line: 1, column: 80_001), utf8Length: 6), count: 100)
        let clock = ContinuousClock()
        var shown: Set<String> = []
        let taken = clock.measure { for finding in findings { shown.insert(finding.excerpt(in: text, width: 32)) } }
        #expect(shown == ["1 | …permit( permit( permit( permit…\n  |          ^^^^^^"])
        #expect(taken < .seconds(10))
    }

    @Test func wideCharactersCountTwiceInTheWindow() {
        let text = String(repeating: "日", count: 30)
        #expect(excerpt(text, column: 1, length: 3, width: 20) == "1 | 日日日日日日日日日…\n  | ^^")
        #expect(excerpt(text, column: 20, length: 6, width: 20) == "1 | …日日日日日日日日日…\n  |      ^^^^")
    }
}

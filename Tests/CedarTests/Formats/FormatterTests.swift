import Foundation
import Testing

@testable import Cedar

@Suite("Formats: the formatter")
struct FormatterTests {
    @Test func whatFitsStandsOnOneLineAndTheRestIsBroken() throws {
        let text = """
            // head


            // of the policy
            @id("x") @b permit(principal==User::"a" // who
            , action in [ Action::"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Action::"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",], resource is A :: B in ?resource) // after
            when { // first
             true && ( // paren
             context has a.b.c || context["x"] . isEmpty( ) // call
             ) && (if principal.aaaaaaaaaaaaaaaaaaaaaaaaaaaaa == 1 then [1,2, - 3].contains(-(4)) else {a:1,"b c":{}} == {aaaaaaaaaaaaaaaaaaaaaaaa: 1, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb: [1,2]}) } unless { 1 - -2 < 3 * 4 }; // trailing
            // next
            permit(principal,action,resource);
            forbid(principal,action,resource) when { principal.aaaaaaaaaaaaaaaaaaaaaaaaa && context.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb || action.ccccccccccccccccccccccccc && !(1 == 2)};
            // end

            // really
            """
        let wanted = """
            // head

            // of the policy
            @id("x")
            @b
            permit (
              principal == User::"a" // who
              ,
              action in [
                Action::"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                Action::"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
              ],
              resource is A::B in ?resource
            ) // after
            when { // first
              true &&
              ( // paren
                context has a.b.c || context["x"].isEmpty() // call
              ) &&
              (
                if principal.aaaaaaaaaaaaaaaaaaaaaaaaaaaaa == 1
                then [1, 2, -3].contains(-(4))
                else { a: 1, "b c": {} } == {
                  aaaaaaaaaaaaaaaaaaaaaaaa: 1,
                  bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb: [1, 2]
                }
              )
            }
            unless { 1 - -2 < 3 * 4 }; // trailing

            // next
            permit (principal, action, resource);

            forbid (principal, action, resource)
            when {
              principal.aaaaaaaaaaaaaaaaaaaaaaaaa &&
                context.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb ||
              action.ccccccccccccccccccccccccc && !(1 == 2)
            };

            // end

            // really

            """
        #expect(try Check.formatted(text) == wanted)
        #expect(try Check.faultsOfFormatting(text) == [])
    }

    @Test(
        "small texts",
        arguments: [
            ("", ""), ("  \n\n", ""), ("// a \t\n\n\n\n// b", "// a\n\n// b\n"), ("\n\n// a\n// b\n", "// a\n// b\n"),
            ("permit(principal,action,resource);", "permit (principal, action, resource);\n"),
            ("permit\n(principal,\naction,\nresource\n,\n)\n;", "permit (principal, action, resource,);\n"),
            ("permit(principal,action,resource);// a\n// b", "permit (principal, action, resource); // a\n\n// b\n"),
            ("//a\npermit(principal,action,resource);", "//a\npermit (principal, action, resource);\n"),
            ("//a\n\n\npermit(principal,action,resource);", "//a\n\npermit (principal, action, resource);\n"),
            ("//a\r\npermit(principal,action,resource);\r\n", "//a\npermit (principal, action, resource);\n"),
            (
                "permit(principal,action,resource)//a\rwhen{true};//b\r//c",
                "permit (principal, action, resource) //a\nwhen { true }; //b\n\n//c\n"
            ),
            (
                "@a(\"x\ny\")permit(principal in(User::\"a\"),action in(((Action::\"a\"))),resource);",
                "@a(\"x\ny\")\npermit (principal in (User::\"a\"), action in (((Action::\"a\"))), resource);\n"
            ),
            (
                "permit(principal,action,resource)when{- -1+-0-00*-1==01};",
                "permit (principal, action, resource)\nwhen { --1 + -0 - 00 * -1 == 01 };\n"
            ),
            (
                "permit(principal,action,resource)when{\"\\x41\\u{e9}\"like\"\\*é\"};",
                "permit (principal, action, resource)\nwhen { \"\\x41\\u{e9}\" like \"\\*é\" };\n"
            ),
            (
                "permit(principal,action,resource)when{A::B::\"x\"is A::B in[ip( \"::1\" ,),{},[]]};",
                "permit (principal, action, resource)\nwhen { A::B::\"x\" is A::B in [ip(\"::1\",), {}, []] };\n"
            ),
            (
                "permit(principal,action,resource)when{{\"a\":1,}[\"a\"]>=1};",
                "permit (principal, action, resource)\nwhen { { \"a\": 1, }[\"a\"] >= 1 };\n"
            ),
        ])
    func smallTexts(_ text: String, _ wanted: String) throws {
        #expect(try Check.formatted(text) == wanted)
        #expect(try Check.faultsOfFormatting(text) == [])
    }

    @Test func widthAndIndentationAreObeyed() throws {
        let text = "permit (principal, action, resource)\nwhen { [1, 2].contains(3) };\n"
        #expect(try Check.formatted(text, width: 36) == text)
        #expect(
            try Check.formatted(text, width: 35, indentation: 4)
                == "permit (\n    principal,\n    action,\n    resource\n)\nwhen { [1, 2].contains(3) };\n")
        #expect(try Check.formatted(text, width: 28).hasSuffix("\nwhen { [1, 2].contains(3) };\n"))
        #expect(try Check.formatted(text, width: 27).hasSuffix("\nwhen {\n  [1, 2].contains(3)\n};\n"))
        #expect(try Check.formatted(text, width: 19).hasSuffix("\nwhen {\n  [1, 2].contains(\n    3\n  )\n};\n"))
        #expect(try Check.formatted(text, width: -5, indentation: -1).contains("\nprincipal,\naction,\n"))
    }

    @Test func aTextWithErrorsIsRefusedWithAllOfThem() {
        #expect {
            try Check.formatted("permit(principal, action);\nforbid(principal, action, resource) when { };")
        } throws: {
            ($0 as? SyntaxErrors)?.errors.count == 2
        }
    }

    private static let samples = [
        """
        @a("x") @b
        permit (principal is A::B in ?principal, action in [Action::"a", Action::"b",], resource == Photo::"p",)
        when { !(true) && context has a.b || (if 1 < -2 then [1, {a: 2, "b": - 3}.a] else ip("::1").isInRange(context["x"])) }
        unless { principal in [User::"a"] };
        """,
        """
        forbid (principal, action == N::Action::"a", resource) when { context like "a*" && 1 + 2 * (3 - 4) == --5 || {} == [] };
        permit (principal in User::"a", action, resource);
        """,
    ]

    @Test("a comment between any two tokens stays", arguments: samples)
    func commentsAnywhere(_ text: String) throws {
        let tokens = CommentedTokens(text).texts.dropLast()
        var boundaries = 0
        for boundary in 0...tokens.count {
            for comment in [" // here\n", "\n// here\n", " // one\n// two\n\n  // three\n"] {
                let commented = tokens.prefix(boundary).joined(separator: " ") + comment + tokens.dropFirst(boundary).joined(separator: " ")
                for width in [20, 80] { #expect(try Check.faultsOfFormatting(commented, width: width) == []) }
            }
            boundaries += 1
        }
        #expect(boundaries > 40)
    }

    @Test("many comments stay", arguments: samples)
    func manyComments(_ text: String) throws {
        var random = RandomExpressions(seed: 7)
        let tokens = CommentedTokens(text).texts.dropLast()
        for round in 0..<100 {
            var commented = ""
            for (number, token) in tokens.enumerated() {
                commented += token
                // In the last rounds behind every token.
                let isCommented = round >= 98 || random.number(0...3) == 0
                commented += isCommented ? random.pick([" // \(number)\n", "\n// \(number)\n", "//\n//\(number) \n\n"]) : " "
            }
            #expect(try Check.faultsOfFormatting(commented, width: random.pick([10, 40, 80, 120])) == [])
        }
    }

    @Test("random expressions keep their meaning in any width", arguments: 1...4)
    func randomExpressions(seed: Int) throws {
        var random = RandomExpressions(seed: UInt64(seed) + 100)
        for _ in 0..<60 {
            let text = "permit (principal, action, resource) when { \(random.next().cedarText) };"
            for width in [1, 30, 80] { #expect(try Check.faultsOfFormatting(text, width: width) == []) }
        }
    }

    @Test func longChainsAndDeepNestingAreQuick() throws {
        let chain = Array(repeating: "true", count: 5_000).joined(separator: " && ")
        #expect(try Check.faultsOfFormatting("permit (principal, action, resource) when { \(chain) };") == [])
        let lists = Array(repeating: "[1, 2].contains(3)", count: 2_000).joined(separator: " || ")
        #expect(try Check.faultsOfFormatting("permit (principal, action, resource) when { \(lists) };") == [])
        let levels = Limits.maximumExpressionDepth / 2 - 1
        let nested = String(repeating: "[(", count: levels) + "1" + String(repeating: ")]", count: levels)
        #expect(try Check.faultsOfFormatting("permit (principal, action, resource) when { \(nested) };") == [])
    }

    @Test func theProjectsOwnPoliciesKeepTheirMeaning() throws {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "policies")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter {
            $0.pathExtension == "cedar"
        }
        #expect(files.count == 13)
        var comments = 0
        for file in files {
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            comments += Check.comments(text).count
            for width in [40, 80, 140] { #expect(try Check.faultsOfFormatting(text, width: width) == []) }
        }
        #expect(comments == 58)
    }
}

import Testing

@testable import Cedar

@Suite("JSON")
struct JSONTests {
    private func refusal(_ text: String) -> JSONError? { refusal(Array(text.utf8)) }

    private func refusal(_ bytes: [UInt8]) -> JSONError? {
        do throws(JSONError) {
            _ = try JSON.parse(bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "texts and their values",
        arguments: [
            ("null", .null), (" true\n", .bool(true)), ("false", .bool(false)), ("0", .long(0)), ("-1", .long(-1)),
            ("9223372036854775807", .long(.max)), ("-9223372036854775808", .long(.min)), ("\"\"", .string("")), ("[]", .array([])),
            ("[ 1 ,\t[ ] ]", .array([.long(1), .array([])])), ("{}", .object([])),
            ("{ \"b\" : 1,\r\n\"a\":2 }", .members(("b", .long(1)), ("a", .long(2)))),
            (#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00""#, .string("\"\\/\u{8}\u{C}\n\r\té😀")),
            ("\"\u{7F}\u{2028}å\"", .string("\u{7F}\u{2028}å")),
            // The same text in two normal forms is two keys.
            ("{\"\u{E9}\":1,\"e\u{301}\":2}", .members(("\u{E9}", .long(1)), ("e\u{301}", .long(2)))),
        ] as [(String, JSON)])
    func values(_ text: String, _ value: JSON) throws {
        #expect(try JSON.parse(Array(text.utf8)) == value)
        #expect(try JSON.parse(Array(value.text().utf8)) == value)
        #expect(try JSON.parse(Array(value.text(isPretty: true).utf8)) == value)
    }

    @Test(
        "what isn't JSON that Cedar can use is refused at its place",
        arguments: [
            ("", "line 1, column 1: expected a value"), ("nul", "line 1, column 1: expected a value"),
            ("nulll", "line 1, column 5: expected the end of the text"),
            ("1 2", "line 1, column 3: expected the end of the text"), ("01", "line 1, column 1: expected a value"),
            ("-", "line 1, column 1: expected a value"),
            ("+1", "line 1, column 1: expected a value"), ("1.0", "line 1, column 2: Cedar has whole numbers only"),
            ("1e2", "line 1, column 2: Cedar has whole numbers only"),
            ("1E2", "line 1, column 2: Cedar has whole numbers only"), ("-0", "line 1, column 1: Cedar has no negative zero; write 0"),
            ("9223372036854775808", "line 1, column 1: the number doesn't fit in 64 bits"), ("NaN", "line 1, column 1: expected a value"),
            ("[1,]", "line 1, column 4: expected a value"), ("[1 2]", "line 1, column 4: expected `,` or `]`"),
            ("[", "line 1, column 2: expected a value"),
            ("{\"a\":1,}", "line 1, column 8: expected a key"), ("{\"a\" 1}", "line 1, column 6: expected `:`"),
            ("{a:1}", "line 1, column 2: expected a key"),
            ("{\"a\":1 \"b\":2}", "line 1, column 8: expected `,` or `}`"),
            ("{\"a\":1,\"\\u0061\":2}", "line 1, column 16: the key \"a\" stands twice"),
            ("\"a", "line 1, column 3: the string isn't closed"),
            ("\"a\nb\"", "line 1, column 3: a control character can't stand in a string"),
            ("\"\\x\"", "line 1, column 4: that isn't an escape"), ("\"\\u12g4\"", "line 1, column 6: `\\u` takes four hexadecimal digits"),
            ("\"\\ud800\"", "line 1, column 8: a lone surrogate can't stand in a string"),
            ("\"\\ud800\\u0041\"", "line 1, column 14: a lone surrogate can't stand in a string"),
            ("\"\\udc00\"", "line 1, column 8: a lone surrogate can't stand in a string"),
            ("[\n \"å\", x]", "line 2, column 7: expected a value"),
            ("// a\n1", "line 1, column 1: expected a value"), ("\u{FEFF}1", "line 1, column 1: expected a value"),
            ("\u{A0}1", "line 1, column 1: expected a value"),
        ])
    func refusals(_ text: String, _ complaint: String) {
        #expect(refusal(text)?.description == complaint)
        #expect(refusal(text)?.code == .malformed)
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        for bytes: [UInt8] in [[0xFF], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
            #expect(refusal(bytes) == JSONError(.malformed, "the text isn't UTF-8", at: ""))
        }
    }

    @Test func nestingIsBounded() {
        let depth = Limits.maximumDepth
        #expect(refusal(String(repeating: "[", count: depth) + String(repeating: "]", count: depth)) == nil)
        let deep = refusal(String(repeating: "[", count: depth + 1) + String(repeating: "]", count: depth + 1))
        #expect(deep == JSONError(.nesting, "the value nests deeper than 200 levels", at: "line 1, column 201"))
        #expect(refusal(String(repeating: "{\"a\":", count: 100_000))?.code == .nesting)
    }

    /// No cut-off text is taken for a whole one, and none crashes the reader.
    @Test func everyPrefixIsRefused() {
        let text = #"{"a": [1, -20, "x\n\u00e9\ud83d\ude00", true, false, null, {"b": {}}], "å": []}"#
        let bytes = Array(text.utf8)
        #expect(refusal(bytes) == nil)
        for count in bytes.indices { #expect(refusal(Array(bytes[..<count])) != nil, "\(count)") }
    }

    @Test func prettyTextIsIndentedByTwoSpaces() {
        let json = JSON.members(("a", .array([.long(1), .array([])])), ("b", .object([])))
        #expect(json.text() == #"{"a":[1,[]],"b":{}}"#)
        #expect(json.text(isPretty: true) == "{\n  \"a\": [\n    1,\n    []\n  ],\n  \"b\": {}\n}")
    }

    @Test func membersAreFoundByTheirScalars() {
        let json = JSON.members(("\u{E9}", .long(1)), ("e\u{301}", .string("x")))
        #expect(json["e\u{301}"]?.string == "x")
        #expect(json["\u{E9}"] == .long(1))
        #expect(json["e"] == nil && JSON.null["e"] == nil)
        #expect(JSON.string("\u{E9}") != .string("e\u{301}"))
    }
}

@Suite("Names of types and entities")
struct TypeNameTests {
    @Test(
        arguments: [
            ("A", true), ("a_1", true), ("_", true), ("A::B::c", true), ("permit", true), ("Action", true), ("", false), ("1a", false),
            ("a-b", false),
            ("A::", false), ("::A", false), ("A:B", false), ("A:::B", false), ("A::::B", false), (" A", false), ("A ::B", false),
            ("if", false),
            ("A::in", false), ("__cedar", false), ("A::__cedar", false), ("Å", false), ("A\u{301}", false), ("A:\u{301}:B", false),
            ("A::B\u{301}", false),
        ])
    func typeNames(_ text: String, _ isName: Bool) {
        #expect(text.isTypeName == isName)
    }

    @Test(
        arguments: [
            (#"A::"b""#, "A", "b"), (#"A::B::"b \"\u{e5}\n""#, "A::B", "b \"å\n"), (#"A :: "" "#, "A", ""), (#"A::"a::b""#, "A", "a::b"),
        ])
    func entityNames(_ text: String, _ type: String, _ id: String) throws {
        let uid = try #require(EntityUID(text))
        #expect(uid == EntityUID(type: type, id: id))
        #expect(EntityUID(uid.description) == uid)
    }

    @Test(arguments: ["", "A", "A::", #"::"a""#, #""a""#, "A::b", #"A::"b"x"#, #"A::"b"#, #"if::"b""#, #"__cedar::A::"b""#, #"A::"\q""#])
    func noEntityNames(_ text: String) {
        #expect(EntityUID(text) == nil)
    }
}

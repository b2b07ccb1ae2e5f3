import Testing

@testable import SignedRecords

@Suite("Format, clauses 2 to 4") struct JSONValueTests {
    static let refused: [(String, RecordError)] = [
        ("", .malformedJSON), (" ", .malformedJSON), ("nul", .malformedJSON), ("True", .malformedJSON), ("{} {}", .malformedJSON),
        ("{}x", .malformedJSON), ("[1,]", .malformedJSON), ("[,1]", .malformedJSON), ("{\"a\":1,}", .malformedJSON),
        ("{a:1}", .malformedJSON), ("{\"a\" 1}", .malformedJSON), ("{\"a\"}", .malformedJSON), ("{1:1}", .malformedJSON),
        ("[1 2]", .malformedJSON), ("[", .malformedJSON), ("{", .malformedJSON), ("]", .malformedJSON), ("'a'", .malformedJSON),
        ("\"a", .malformedJSON), ("\"\\", .malformedJSON), ("\"\\x\"", .malformedJSON), ("\"\\u12\"", .malformedJSON),
        ("\"\\u12g4\"", .malformedJSON), ("\"a\nb\"", .malformedJSON), ("\"\u{0}\"", .malformedJSON), ("\"\t\"", .malformedJSON),
        ("01", .malformedJSON), ("-", .malformedJSON), ("+1", .malformedJSON), (".5", .malformedJSON), ("1.", .malformedJSON),
        ("1e", .malformedJSON), ("1e+", .malformedJSON), ("0x10", .malformedJSON), ("NaN", .malformedJSON), ("Infinity", .malformedJSON),
        ("-01", .malformedJSON), ("1_000", .malformedJSON), ("// c\n1", .malformedJSON), ("\u{FEFF}1", .malformedJSON),
        ("\u{A0}1", .malformedJSON), ("１", .malformedJSON),
        ("1e400", .numberOutOfRange), ("-1e400", .numberOutOfRange), ("9007199254740993", .numberOutOfRange),
        ("-9223372036854775808", .numberOutOfRange), ("9223372036854775807", .numberOutOfRange),
        ("{\"a\":1,\"a\":1}", .duplicateKey), ("{\"a\":1,\"\\u0061\":2}", .duplicateKey),
        ("[{\"b\":{\"a\":1,\"a\":null}}]", .duplicateKey), ("{\"\u{E9}\":1,\"e\u{301}\":1}", .duplicateKey),
        ("\"\\ud800\"", .invalidText), ("\"\\udc00\"", .invalidText), ("\"\\ud800x\"", .invalidText),
        ("\"\\ud800\\n\"", .invalidText), ("\"\\ud800\\ud800\"", .invalidText), ("\"\\udc00\\ud800\"", .invalidText),
    ]

    @Test(arguments: refused)
    func refuses(text: String, error: RecordError) {
        #expect(throws: error) { try JSONValue(parsing: text.utf8) }
    }

    static let invalidUTF8: [[UInt8]] = [
        [0x80], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF],
    ]

    @Test(arguments: invalidUTF8)
    func refusesInvalidUTF8(bytes: [UInt8]) {
        #expect(throws: RecordError.invalidText) { try JSONValue(parsing: [0x22] + bytes + [0x22]) }
    }

    static let accepted: [(String, String)] = [
        (" { } ", "{}"), ("[ ]", "[]"), ("\t\r\n1 ", "1"), ("-0", "0"), ("-0.0", "0"), ("1.0", "1"), ("1e2", "100"), ("1E+2", "100"),
        ("100e-2", "1"), ("0.1", "0.1"), ("1e21", "1e+21"), ("1e20", "100000000000000000000"), ("123456.789e3", "123456789"),
        ("9007199254740991", "9007199254740991"), ("9007199254740992", "9007199254740992"), ("1e-7", "1e-7"), ("1e-6", "0.000001"),
        ("0.00001234", "0.00001234"), ("-1.5e-10", "-1.5e-10"), ("1e-400", "0"), ("\"\\/\"", "\"/\""), ("\"\u{7F}\"", "\"\u{7F}\""),
        ("\"\\u0000\\u001f\"", "\"\\u0000\\u001f\""), ("\"\\b\\f\\n\\r\\t\"", "\"\\b\\f\\n\\r\\t\""),
        ("\"\\ud83d\\ude00\"", "\"😀\""), ("\"å\\u00e5\"", "\"åå\""),
        ("{\"b\":1,\"a\":{\"d\":[],\"c\":null}}", "{\"a\":{\"c\":null,\"d\":[]},\"b\":1}"),
        ("\"\u{2028}\"", "\"\u{2028}\""), ("{\"\":0}", "{\"\":0}"),
    ]

    @Test(arguments: accepted)
    func writesCanonically(text: String, canonical: String) throws {
        let value = try JSONValue(parsing: text.utf8)
        #expect(String(decoding: value.canonicalBytes, as: UTF8.self) == canonical)
        #expect(try JSONValue(parsing: value.canonicalBytes) == value)
    }

    @Test func limits() throws {
        let nested = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(throws: Never.self) { try JSONValue(parsing: nested(32).utf8) }
        #expect(throws: RecordError.tooDeep) { try JSONValue(parsing: nested(33).utf8) }
        #expect(throws: RecordError.tooDeep) { try JSONValue(parsing: nested(100_000).utf8, limits: .init(bytes: 1 << 20, depth: .max)) }
        #expect(throws: RecordError.tooDeep) { try JSONValue(parsing: String(repeating: "{\"a\":", count: 33).utf8) }
        #expect(throws: Never.self) { try JSONValue(parsing: "[10]".utf8, limits: .init(bytes: 4, depth: 1)) }
        #expect(throws: RecordError.tooLarge) { try JSONValue(parsing: "[100]".utf8, limits: .init(bytes: 4, depth: 1)) }
        // The array, its two elements, and what is in the second.
        let four = #"[1,{"a":null}]"#.utf8
        #expect(throws: Never.self) { try JSONValue(parsing: four, limits: .init(bytes: 100, depth: 9, values: 4)) }
        #expect(throws: RecordError.tooLarge) { try JSONValue(parsing: four, limits: .init(bytes: 100, depth: 9, values: 3)) }
    }

    @Test func access() throws {
        let value = try JSONValue(parsing: #"{"n":1,"d":1.5,"s":"x","b":true,"a":[1],"o":{"k":null}}"#.utf8)
        #expect(value["n"]?.integer == 1 && value["n"]?.double == 1)
        #expect(value["d"]?.double == 1.5 && value["d"]?.integer == nil)
        #expect(value["s"]?.string == "x" && value["s"]?.bool == nil)
        #expect(value["b"]?.bool == true && value["a"]?.array == [.integer(1)])
        #expect(value["o"]?["k"]?.isNull == true && value["x"] == nil && value["s"]?["x"] == nil)
    }

    /// Random values: the canonical spelling reads back as the same value, and is its own canonical spelling.
    @Test func valuesRoundTrip() throws {
        var random = SeededGenerator(state: 7)
        for _ in 0..<2_000 {
            let value = Self.value(depth: 4, &random)
            let bytes = value.canonicalBytes
            let parsed = try JSONValue(parsing: bytes)
            #expect(parsed == value && parsed.canonicalBytes == bytes)
        }
    }

    private static func value(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
        switch random.next() % (depth > 0 ? 7 : 5) {
        case 0: .null
        case 1: .bool(random.next() % 2 == 0)
        case 2: .integer(Int64(random.next() % (1 << 53)) - 1 << 52)
        case 3: .number(Double(random.next() >> 40) + 0.25)
        case 4: .string(text(&random))
        case 5: .array((0..<random.next() % 4).map { _ in value(depth: depth - 1, &random) })
        default:
            .object(
                Dictionary((0..<random.next() % 4).map { _ in (text(&random), value(depth: depth - 1, &random)) }) { first, _ in first })
        }
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        let scalars = (0..<random.next() % 6).map { _ in Unicode.Scalar(UInt32(random.next() % 0x11_0000)) ?? "\u{1}" }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Random bit patterns: what is written reads back as the same double, in its canonical spelling.
    @Test func numbersRoundTrip() throws {
        var random = SeededGenerator(state: 0x9E37_79B9_7F4A_7C15)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            let text = JSONValue.number(value).canonicalBytes
            let parsed = try JSONValue(parsing: text)
            #expect(parsed.double == value)
            #expect(parsed.canonicalBytes == text)
        }
    }
}

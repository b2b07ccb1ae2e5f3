import Testing

@testable import SignedRecords

@Suite struct CanonicalObjectTests {
    @Test func writesEachKindOfMember() throws {
        var object = CanonicalObject()
        object.add("absent", nil as String?)
        object.add("inner", canonical: try CanonicalJSON.encode(["b": 1, "a": 2]))
        object.add("number", -7)
        object.add("text", "å\"\n\u{1}")
        object.add("texts", ["", "\\"])
        let expected = #"{"inner":{"a":2,"b":1},"number":-7,"text":"å\"\n\u0001","texts":["","\\"]}"#
        #expect(String(decoding: object.bytes, as: UTF8.self) == expected)
        #expect(try JSONValue(parsing: object.bytes).canonicalBytes == object.bytes)
    }

    @Test func anObjectMayBeEmpty() {
        var object = CanonicalObject()
        #expect(object.bytes == Array("{}".utf8))
        object.add("none", canonical: nil)
        #expect(object.bytes == Array("{}".utf8))
    }
}

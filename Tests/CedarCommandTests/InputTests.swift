import Foundation
import Testing

@testable import Cedar
@testable import CedarCommand

/// How lines are cut out of a stream, and values out of a line.
@Suite struct InputTests {
    @Test(arguments: [
        ("", [String?]()), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("\n\n", ["", ""]), ("12345678\n", ["12345678"]),
        ("123456789\n", [nil]), ("123456789", [nil]), ("a\n123456789012\nb\n", ["a", nil, "b"]), ("123456789\n\n", [nil, ""]),
    ])
    func linesAreBounded(text: String, expected: [String?]) throws {
        #expect(try lines(of: text, maximum: 8) == expected)
    }

    @Test func aLineThatComesInPiecesIsOne() throws {
        let long = String(repeating: "x", count: 200_000)
        #expect(try lines(of: "\(long)\ny\n\(long)", maximum: 1 << 20) == [long, "y", long])
        #expect(try lines(of: "\(long)\ny", maximum: 100_000) == [nil, "y"])
    }

    @Test func whatCannotBeReadIsAFault() {
        #expect(throws: Fault.self) {
            var reader = LineReader(descriptor: -1)
            _ = try reader.next()
        }
    }

    private func lines(of text: String, maximum: Int) throws -> [String?] {
        let file = FileManager.default.temporaryDirectory.appending(path: "lines-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let handle = try FileHandle(forReadingFrom: file)
        var reader = LineReader(descriptor: handle.fileDescriptor, maximum: maximum)
        var found: [String?] = []
        while let lines = try reader.next() {
            for line in lines {
                if case .whole(let bytes) = line { found.append(String(decoding: bytes, as: UTF8.self)) } else { found.append(nil) }
            }
        }
        return found
    }

    @Test(arguments: [
        (#"{}"#, [String]()), (#" { "a" : 1 , "b":[1,{"c":"]}"}] } "#, ["a=1", #"b=[1,{"c":"]}"}]"#]),
        (#"{"a\n":"x\"y\\","b":null}"#, ["a\n=\"x\\\"y\\\\\"", "b=null"]), (#"{"a":  true  }"#, ["a=true"]),
    ])
    func membersAreCutOut(text: String, expected: [String]) throws {
        let slices = try ObjectSlices(Array(text.utf8)[...])
        #expect(slices.members.map { "\($0.key)=\(String(decoding: $0.value, as: UTF8.self))" } == expected)
    }

    @Test(arguments: [
        "", "[]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":[1}", "{\"a\":\"x}", "{\"a\":1,}", "{\"a\":1}}", "{\"a\":1} x", "{a:1}",
        "{\"a\":1,\"a\":2}", "{\"\\ud800\":1}", "{\"a\":\"\\",
    ])
    func whatIsNoObjectIsRefused(text: String) {
        #expect(throws: JSONError.self) { try ObjectSlices(Array(text.utf8)[...]) }
    }

    @Test func nullIsNothing() throws {
        let slices = try ObjectSlices(Array(#"{"a": null, "b": 0}"#.utf8)[...])
        #expect(slices["a"] == nil)
        #expect(slices["b"].map { Array($0) } == Array("0".utf8))
        #expect(slices["c"] == nil)
    }
}

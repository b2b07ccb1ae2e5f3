import Foundation
import Testing

@testable import SignedRecords

@Suite struct CanonicalJSONTests {
    struct Sample: Codable, Equatable {
        var text: String
        var at: Date
        var count: Int
        var missing: String?
        var link: String
    }

    @Test func encodesAndDecodes() throws {
        let sample = Sample(text: "å\"\n", at: testNow, count: -3, missing: nil, link: "a/b")
        let bytes = try CanonicalJSON.encode(sample)
        let expected = #"{"at":"2026-06-01T12:00:00Z","count":-3,"link":"a/b","text":"å\"\n"}"#
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
        #expect(try CanonicalJSON.decode(Sample.self, from: bytes) == sample)
    }

    @Test func encodesFragmentsAndNumbers() throws {
        #expect(try CanonicalJSON.encode([1e21, 0.1, -0.0, 1e-7]) == Array("[1e+21,0.1,0,1e-7]".utf8))
        #expect(try CanonicalJSON.encode("x") == Array("\"x\"".utf8))
    }

    @Test func refusesInexactIntegers() throws {
        #expect(throws: RecordError.numberOutOfRange) { try CanonicalJSON.encode([Int64.max]) }
        #expect(throws: Never.self) { try CanonicalJSON.encode([Int64(1) << 53 - 1]) }
    }

    @Test(arguments: [
        ("{\"a\":1,\"a\":1}", RecordError.duplicateKey), ("{", .malformedJSON), ("{}", .unexpectedShape), ("[]", .unexpectedShape),
    ])
    func refuses(text: String, error: RecordError) {
        #expect(throws: error) { try CanonicalJSON.decode(Sample.self, from: Array(text.utf8)) }
    }

    @Test func errorsHaveStableCodes() {
        #expect(Set(RecordError.allCases.map(\.code)).count == RecordError.allCases.count)
        #expect(RecordError.allCases.allSatisfy { !$0.description.isEmpty && !$0.description.hasSuffix(".") })
    }
}

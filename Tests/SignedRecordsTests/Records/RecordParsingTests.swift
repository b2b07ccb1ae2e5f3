import Testing

@testable import SignedRecords

/// Spellings of the envelope and the protected header.
@Suite("Format, clauses 1 and 5 to 11") struct RecordParsingTests {
    static let signature = Base64.url(Array(repeating: 1, count: 64))

    static func header(_ json: String) -> String { Base64.url(Array(json.utf8)) }

    static let goodHeader = #"{"alg":"ES256","typ":"kedja-consent+jws","x5c":["AQID"]}"#

    static func envelope(
        payload: String = "e30", protected: String = header(goodHeader), signature: String = signature, extra: String = ""
    ) -> String {
        #"{"payload":"\#(payload)","signatures":[{"protected":"\#(protected)","signature":"\#(signature)"\#(extra)}]}"#
    }

    @Test func readsOtherSpellings() throws {
        let plain = try SignedRecord(parsing: Array(Self.envelope().utf8))
        #expect(plain.encoded == Array(Self.envelope().utf8))
        #expect(plain.signatures[0].certificateChain == [[1, 2, 3]])
        let empty = try SignedRecord(parsing: Array((" " + Self.envelope(extra: #", "header" : {}"#) + "\n").utf8))
        #expect(empty == plain)
    }

    static let headers: [(String, RecordError)] = [
        (#"{"alg":"none","typ":"a+jws","x5c":["AQID"]}"#, .unsupportedAlgorithm),
        (#"{"alg":"None","typ":"a+jws","x5c":["AQID"]}"#, .unsupportedAlgorithm),
        (#"{"alg":"","typ":"a+jws","x5c":["AQID"]}"#, .unsupportedAlgorithm),
        (#"{"alg":"HS256","typ":"a+jws","x5c":["AQID"]}"#, .unsupportedAlgorithm),
        (#"{"alg":"RS256","typ":"a+jws","x5c":["AQID"]}"#, .unsupportedAlgorithm),
        (#"{"alg":"ES384","typ":"a+jws","x5c":["AQID"]}"#, .unsupportedAlgorithm),
        (#"{"alg":"es256","typ":"a+jws","x5c":["AQID"]}"#, .unsupportedAlgorithm),
        (#"{"alg":"ES256","crit":["exp"],"exp":1,"typ":"a+jws","x5c":["AQID"]}"#, .criticalHeader),
        (#"{"alg":"ES256","crit":[],"typ":"a+jws","x5c":["AQID"]}"#, .criticalHeader),
        (#"{"alg":"ES256","b64":false,"crit":["b64"],"typ":"a+jws","x5c":["AQID"]}"#, .criticalHeader),
        (#"{"alg":"ES256","b64":false,"typ":"a+jws","x5c":["AQID"]}"#, .unknownHeader),
        (#"{"alg":"ES256","jwk":{},"typ":"a+jws","x5c":["AQID"]}"#, .unknownHeader),
        (#"{"alg":"ES256","jku":"https://example.test","typ":"a+jws","x5c":["AQID"]}"#, .unknownHeader),
        (#"{"alg":"ES256","kid":"1","typ":"a+jws","x5c":["AQID"]}"#, .unknownHeader),
        (#"{"alg":"ES256","x5c":["AQID"]}"#, .wrongType), (#"{"alg":"ES256","typ":"JWT","x5c":["AQID"]}"#, .wrongType),
        (#"{"alg":"ES256","typ":1,"x5c":["AQID"]}"#, .wrongType),
        (#"{"alg":"ES256","typ":"a+jws"}"#, .malformedRecord), (#"{"alg":"ES256","typ":"a+jws","x5c":[]}"#, .malformedRecord),
        (#"{"alg":"ES256","typ":"a+jws","x5c":"AQID"}"#, .malformedRecord), (#"{"alg":"ES256","typ":"a+jws","x5c":[1]}"#, .malformedRecord),
        (#"{"alg":"ES256","typ":"a+jws","x5c":["AQ"]}"#, .malformedBase64),
        (#"{"alg":"ES256","typ":"a+jws","x5c":["AR=="]}"#, .malformedBase64),
        (#"{"alg":"ES256","typ":"a+jws","x5c":["AQ==","AQ==","AQ==","AQ==","AQ=="]}"#, .tooLarge),
        (#"{"typ":"a+jws","x5c":["AQID"]}"#, .malformedRecord), (#"{"alg":["ES256"],"typ":"a+jws","x5c":["AQID"]}"#, .malformedRecord),
        (#"{"alg":"ES256","alg":"EdDSA","typ":"a+jws","x5c":["AQID"]}"#, .duplicateKey),
        (#"{"alg":"ES256","typ":"a+jws","x5c":["AQID"]}x"#, .malformedJSON), ("[]", .malformedRecord), ("", .malformedJSON),
    ]

    @Test(arguments: headers)
    func refusesHeader(json: String, error: RecordError) {
        #expect(throws: error) { try SignedRecord(parsing: Array(Self.envelope(protected: Self.header(json)).utf8)) }
    }

    static let envelopes: [(String, RecordError)] = [
        ("{}", .malformedRecord), ("[]", .malformedRecord), ("\"e30..\"", .malformedRecord), ("e30.e30.e30", .malformedJSON),
        (envelope() + "x", .malformedJSON), (envelope() + envelope(), .malformedJSON),
        (#"{"payload":"e30","signatures":[]}"#, .malformedRecord), (#"{"payload":"e30","signatures":{}}"#, .malformedRecord),
        (#"{"payload":"e30","protected":"\#(header(goodHeader))","signature":"\#(signature)"}"#, .malformedRecord),
        (#"{"payload":"e30","payload":"e30","signatures":[]}"#, .duplicateKey),
        (#"{"payload":"e30","signatures":[],"x":1}"#, .malformedRecord), (#"{"payload":1,"signatures":[]}"#, .malformedRecord),
        (envelope(extra: #","header":{"kid":"1"}"#), .malformedRecord), (envelope(extra: #","header":null"#), .malformedRecord),
        (envelope(extra: #","x":1"#), .malformedRecord), (envelope(payload: "e30="), .malformedBase64),
        (envelope(payload: "e31"), .malformedBase64), (envelope(payload: "e30\\n"), .malformedBase64),
        (envelope(payload: "e3+"), .malformedBase64),
        (envelope(payload: "e"), .malformedBase64), (envelope(payload: Base64.url(Array("{ }".utf8))), .notCanonical),
        (envelope(payload: Base64.url(Array("1.0".utf8))), .notCanonical), (envelope(payload: ""), .malformedJSON),
        (envelope(payload: Base64.url([0x22, 0xFF, 0x22])), .invalidText),
        (envelope(signature: ""), .badSignature), (envelope(signature: "AQ"), .badSignature), (envelope(signature: "AR"), .malformedBase64),
        (envelope(signature: Base64.url(Array(repeating: 1, count: 65))), .badSignature), (envelope(protected: ""), .malformedJSON),
        (#"{"payload":"e30","signatures":[\#(Array(repeating: "1", count: 9).joined(separator: ","))]}"#, .tooLarge),
    ]

    @Test(arguments: envelopes)
    func refusesEnvelope(text: String, error: RecordError) {
        #expect(throws: error) { try SignedRecord(parsing: Array(text.utf8)) }
    }

    @Test func refusesMixedTypes() {
        let other = Self.header(#"{"alg":"ES256","typ":"kedja-other+jws","x5c":["AQID"]}"#)
        let text = Self.envelope(extra: #"},{"protected":"\#(other)","signature":"\#(Self.signature)""#)
        #expect(throws: RecordError.wrongType) { try SignedRecord(parsing: Array(text.utf8)) }
    }

    @Test func refusesTooLarge() {
        let text = Self.envelope() + String(repeating: " ", count: RecordLimits.recordBytes)
        #expect(throws: RecordError.tooLarge) { try SignedRecord(parsing: Array(text.utf8)) }
        let payload = Base64.url(Array("\"\(String(repeating: "a", count: RecordLimits.payloadBytes))\"".utf8))
        #expect(throws: RecordError.tooLarge) { try SignedRecord(parsing: Array(Self.envelope(payload: payload).utf8)) }
    }

    @Test func refusesUnreadableCertificate() async throws {
        let record = try SignedRecord(parsing: Array(Self.envelope().utf8))
        let anchors = try TestAuthority().anchors
        await #expect(throws: RecordError.malformedCertificate) {
            try await anchors.verify(record, type: "kedja-consent+jws", at: testNow, revocations: nil)
        }
    }
}

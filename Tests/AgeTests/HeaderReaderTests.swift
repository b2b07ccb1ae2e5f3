import Testing

@testable import Age

@Suite struct HeaderReaderTests {
    private let encoded: [UInt8]

    init() throws {
        encoded = try HeaderTests.header([try HeaderTests.pair("X25519").0]).encoded
    }

    @Test(arguments: [1, 2, 7, 64, 1000])
    func headerIsFoundInPiecesOfAnySize(pieceSize: Int) throws {
        let stream = encoded + Array("payload\n--- x\n".utf8)
        var reader = HeaderReader()
        for start in stride(from: 0, to: stream.count, by: pieceSize) {
            let end = min(stream.count, start + pieceSize)
            guard case .complete(let header, let rest) = try reader.feed(stream[start..<end]) else { continue }
            #expect(header.encoded == encoded)
            #expect(rest == Array(stream[encoded.count..<end]))
            return
        }
        Issue.record("the header was not found")
    }

    @Test func headerOfTheLargestSizeIsFoundBeforeALongPayload() throws {
        var reader = HeaderReader()
        let payload = [UInt8](repeating: newline, count: 2 * HeaderLimits.maximumBytes)
        guard case .complete(_, let rest) = try reader.feed(encoded + payload) else {
            Issue.record("the header was not found")
            return
        }
        #expect(rest == payload)
    }

    @Test func foreignStreamIsRefusedAtItsFirstByte() {
        var reader = HeaderReader()
        #expect(throws: AgeError.headerMalformed(reason: "the first line isn't age-encryption.org/v1")) { try reader.feed([0x50]) }
    }

    @Test func endlessHeaderIsRefused() throws {
        let body = String(repeating: String(repeating: "A", count: 64) + "\n", count: 1000)
        var reader = HeaderReader()
        _ = try reader.feed(Array("age-encryption.org/v1\n-> endless\n".utf8))
        var fed = 0
        let refusal = code { () throws(AgeError) in
            while fed < 10 * HeaderLimits.maximumBytes {
                fed += body.utf8.count
                _ = try reader.feed(Array(body.utf8))
            }
        }
        #expect(refusal == "header-too-large")
        #expect(fed < 2 * HeaderLimits.maximumBytes)
    }

    @Test func endlessLineIsRefused() throws {
        var reader = HeaderReader()
        _ = try reader.feed(Array("age-encryption.org/v1\n-> ".utf8))
        let line = [UInt8](repeating: 0x61, count: HeaderLimits.maximumLineBytes)
        #expect(code { () throws(AgeError) in _ = try reader.feed(line) } == "header-too-large")
    }
}

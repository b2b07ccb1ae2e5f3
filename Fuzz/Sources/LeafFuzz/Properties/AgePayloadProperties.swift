@testable import Age
import FuzzKit

/// A payload of three chunks that was cut, turned and put together anew, as the input says: what comes out before a refusal is the start of
/// what was sealed, and only the payload as it was sealed is taken whole.
enum AgePayloadProperties {
    static let target = FuzzTarget("age-payload", dictionary: "age", replays: 400, seeds: { seeds }, check)

    private static let plaintext = AgeFixtures.bytes(9)(150_000)
    private static let sealed = fixture { try AgeFixtures.sealed(plaintext) }
    private static let chunk = 65_552
    private static let seeds: [[UInt8]] = [
        [], [9, 0, 1, 0, 0, 3], [1, 1, 0, 0, 16], [9, 2, 1, 0, 16], [3, 3, 1, 0, 16, 0, 0, 16], [3, 4, 0, 0, 0], [200, 5, 0, 0, 9, 1],
    ]

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            var reader = FuzzReader(bytes)
            let longest = 500 + 700 * Int(reader.byte())
            var payload = sealed
            for _ in 0..<8 where !reader.isEmpty { change(&payload, &reader) }
            let isWhole = try opening(payload, inPiecesUpTo: longest) == plaintext
            try require(isWhole == (payload == sealed), isWhole ? "a changed payload opens" : "the payload doesn't open")
            try seeking(payload, isWhole)
            return true
        }
    }

    private static func change(_ payload: inout [UInt8], _ reader: inout FuzzReader) {
        guard !payload.isEmpty else { return }
        switch reader.byte() % 6 {
        case 0: payload[reader.number(below: payload.count)] ^= 1 << (reader.byte() % 8)
        case 1: payload.removeLast(payload.count - reader.number(below: payload.count))
        case 2: payload.append(contentsOf: reader.take(1 + Int(reader.byte() % 40)))
        case 3: swapChunks(&payload, Int(reader.byte() % 3), Int(reader.byte() % 3))
        case 4: removeChunk(&payload, Int(reader.byte() % 3))
        default: payload.insert(reader.byte(), at: reader.number(below: payload.count))
        }
    }

    private static func range(_ number: Int, of payload: [UInt8]) -> Range<Int> {
        min(payload.count, 16 + number * chunk)..<min(payload.count, 16 + (number + 1) * chunk)
    }

    private static func swapChunks(_ payload: inout [UInt8], _ first: Int, _ second: Int) {
        let chunks = (0..<3).map { Array(payload[range($0, of: payload)]) }
        var order = [0, 1, 2]
        order.swapAt(first, second)
        payload = payload.prefix(16) + order.flatMap { chunks[$0] }
    }

    private static func removeChunk(_ payload: inout [UInt8], _ number: Int) { payload.removeSubrange(range(number, of: payload)) }

    /// The whole plaintext, or nil after a refusal.
    private static func opening(_ payload: [UInt8], inPiecesUpTo longest: Int) throws -> [UInt8]? {
        var opener = PayloadOpener(fileKey: AgeFixtures.fileKey)
        var released: [UInt8] = []
        do {
            for piece in payload.pieces(upTo: longest) { released += try opener.update(piece) }
            released += try opener.finish()
        } catch {
            try require(plaintext.starts(with: released), "other plaintext came out before the refusal")
            return nil
        }
        return released
    }

    /// A page in the middle is right, or refused.
    private static func seeking(_ payload: [UInt8], _ isWhole: Bool) throws {
        let offset = UInt64(payload.last ?? 0) * 580
        let page: [UInt8]? = waited {
            let reader = try? await PayloadReader(fileKey: AgeFixtures.fileKey, sealedSize: UInt64(payload.count)) { offset, count in
                Array(payload.dropFirst(Int(offset)).prefix(count))
            }
            return try? await reader?.read(at: offset, count: 200)
        }
        try require(page != nil || !isWhole, "a page of the whole payload is refused")
        guard let page else { return }
        let expected = Array(plaintext.dropFirst(Int(offset)).prefix(200))
        try require(page == expected || (!isWhole && expected.starts(with: page)), "a page holds something else than was sealed there")
    }
}

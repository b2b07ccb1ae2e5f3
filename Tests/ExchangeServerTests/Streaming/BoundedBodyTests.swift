import ExchangeServer
import HummingbirdCore
import NIOCore
import Testing

@Suite struct BoundedBodyTests {
    /// A body of parts with these sizes; the bytes count up.
    private func body(_ sizes: [Int]) -> RequestBody {
        var next: UInt8 = 0
        let parts = sizes.map { size in
            ByteBuffer(
                bytes: (0..<size).map { _ in
                    next &+= 1
                    return next
                })
        }
        return RequestBody(
            asyncSequence: AsyncStream { continuation in
                parts.forEach { continuation.yield($0) }
                continuation.finish()
            })
    }

    private func read(_ sizes: [Int], limit: Int) async throws -> [ByteBuffer] {
        var chunks: [ByteBuffer] = []
        for try await chunk in body(sizes).bounded(to: limit) { chunks.append(chunk) }
        return chunks
    }

    @Test(
        arguments: [
            ([], []), ([0, 0], []), ([1], [1]), ([3, 0, 4], [3, 4]), ([65_536], [65_536]), ([65_537], [65_536, 1]),
            ([200_000, 5], [65_536, 65_536, 65_536, 3_392, 5]),
        ] as [([Int], [Int])])
    func chunksAreBounded(sizes: [Int], expected: [Int]) async throws {
        let chunks = try await read(sizes, limit: sizes.reduce(0, +))
        #expect(chunks.map(\.readableBytes) == expected)
        var next: UInt8 = 0
        for byte in chunks.flatMap({ Array($0.readableBytesView) }) {
            next &+= 1
            #expect(byte == next)
        }
    }

    @Test(arguments: [([1], 0), ([10], 9), ([5, 5], 9), ([65_536, 65_536, 1], 131_072)] as [([Int], Int)])
    func limitIsKept(sizes: [Int], limit: Int) async throws {
        await #expect(throws: ServerError.bodyTooLarge(limit: limit)) { try await read(sizes, limit: limit) }
    }

    @Test func nothingPastTheLimitIsHandedOut() async throws {
        var iterator = body([4, 4]).bounded(to: 6).makeAsyncIterator()
        #expect(try await iterator.next()?.readableBytes == 4)
        await #expect(throws: ServerError.bodyTooLarge(limit: 6)) { try await iterator.next() }
    }
}

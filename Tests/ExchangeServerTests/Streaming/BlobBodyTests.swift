import Exchange
@testable import ExchangeServer
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOPosix
import Synchronization
import Testing

@Suite struct BlobBodyTests {
    static let size = 700_001
    static let blob = TestBlob(bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })

    /// What the body writes for `range`, chunk by chunk, and whether it said that it was done.
    private func write(_ range: Range<UInt64>) async throws -> Written {
        let written = Written()
        let body = try await ResponseBody.blob(Self.blob, range, eventLoop: MultiThreadedEventLoopGroup.singleton.next())
        #expect(body.contentLength == range.count)
        try await body.write(CollectingWriter(written: written))
        return written
    }

    @Test(arguments: [
        (0, size), (0, 0), (size, 0), (0, 1), (size - 1, 1), (1, 65_536), (65_535, 65_537), (12_345, 400_000), (0, 262_144), (0, 327_680),
    ]) func rangeIsSent(offset: Int, length: Int) async throws {
        let written = try await write(UInt64(offset)..<UInt64(offset + length))
        #expect(written.bytes == Array(Self.blob.bytes[offset..<offset + length]))
        #expect(written.isFinished)
        #expect(written.largestChunk <= 65_536)
    }

    /// A card that was stolen, and revoked while a large document goes out to it.
    @Test func itEndsWhenTheCertificateIsRevoked() async throws {
        let written = Written()
        let looks = Mutex(0)
        let blob = UntilRevoked(blob: Self.blob) {
            looks.withLock {
                $0 += 1
                return $0 > 2
            }
        }
        let body = try await ResponseBody.blob(
            blob, 0..<UInt64(Self.size), eventLoop: MultiThreadedEventLoopGroup.singleton.next())
        await #expect(throws: ServerError.revoked) { try await body.write(CollectingWriter(written: written)) }
        #expect(!written.isFinished && written.bytes.count == 2 * (128 << 10))
    }

    /// So that it leaves in one write together with the head.
    @Test func shortBodyIsReadBeforehand() async throws {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        await #expect(throws: ServerError.payloadTooShort) {
            try await ResponseBody.blob(Self.blob, UInt64(Self.size)..<UInt64(Self.size + 1), eventLoop: eventLoop)
        }
    }

    @Test(arguments: [(0, size + 1), (size, 1), (size + 1, 1), (size - 10, 11)])
    func shortBlobIsNoticed(offset: Int, length: Int) async {
        await #expect(throws: ServerError.payloadTooShort) { try await write(UInt64(offset)..<UInt64(offset + length)) }
    }
}

/// A payload of the test's own.
struct TestBlob: Blob {
    let bytes: [UInt8]

    var size: UInt64 { UInt64(bytes.count) }
    func read(at offset: UInt64, count: Int) -> [UInt8] { Array(bytes.dropFirst(Int(offset)).prefix(count)) }
}

/// What a response consisted of.
private final class Written: Sendable {
    private let chunks = Mutex<[ByteBuffer]>([])
    private let finished = Mutex(false)

    var bytes: [UInt8] { chunks.withLock { $0.flatMap { Array($0.readableBytesView) } } }
    var largestChunk: Int { chunks.withLock { $0.map(\.readableBytes).max() ?? 0 } }
    var isFinished: Bool { finished.withLock { $0 } }
    func append(_ chunk: ByteBuffer) { chunks.withLock { $0.append(chunk) } }
    func finish() { finished.withLock { $0 = true } }
}

private struct CollectingWriter: ResponseBodyWriter {
    let written: Written
    mutating func write(_ buffer: ByteBuffer) async throws { written.append(buffer) }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws { written.finish() }
}

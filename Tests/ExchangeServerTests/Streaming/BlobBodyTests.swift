import ExchangeServer
import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOPosix
import Synchronization
import Testing

@Suite struct FileBodyTests {
    static let size = 700_001
    static let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

    /// What the body writes for `slice`, chunk by chunk, and whether it said that it was done.
    private func write(_ slice: FileSlice) async throws -> Written {
        let written = Written()
        let body = ResponseBody.file(slice, eventLoop: MultiThreadedEventLoopGroup.singleton.next())
        #expect(body.contentLength == slice.length)
        try await body.write(CollectingWriter(written: written))
        return written
    }

    private func withFile(_ body: @Sendable (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try Data(Self.content).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    @Test(arguments: [
        (0, size), (0, 0), (size, 0), (0, 1), (size - 1, 1), (1, 65_536), (65_535, 65_537), (12_345, 400_000), (0, 262_144), (0, 327_680),
    ]) func regionIsSent(offset: Int, length: Int) async throws {
        try await withFile { path in
            let written = try await write(try FileSlice(path: path, offset: Int64(offset), length: length))
            #expect(written.bytes == Array(Self.content[offset..<offset + length]))
            #expect(written.isFinished)
            #expect(written.largestChunk <= 65_536)
        }
    }

    @Test(arguments: [(0, size + 1), (size, 1), (size + 1, 1), (size - 10, 11)])
    func shortFileIsNoticed(offset: Int, length: Int) async throws {
        try await withFile { path in
            let slice = try FileSlice(path: path, offset: Int64(offset), length: length)
            await #expect(throws: ServerError.fileTooShort) { try await write(slice) }
        }
    }

    @Test func missingFileIsAnError() async throws {
        let slice = try FileSlice(path: "/nonexistent/\(UUID().uuidString)", length: 1)
        await #expect(throws: (any Error).self) { try await write(slice) }
    }

    @Test(arguments: [(-1, 1), (0, -1), (.max, 1)] as [(Int64, Int)])
    func negativeRegionIsRefused(offset: Int64, length: Int) {
        #expect(throws: ServerError.invalidFileSlice) { try FileSlice(path: "x", offset: offset, length: length) }
    }
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

import Synchronization

@testable import Age

/// A stream in memory, in pieces of a given size, that counts what went through it; may fail at a place.
final class MemoryStream: ByteReading, ByteWriting {
    struct Broken: Error {}

    private struct State {
        var position = 0
        var written: [UInt8] = []
        var mostAhead = 0
        var readsAfterEnd = 0
    }

    private let bytes: [UInt8]
    private let pieceSize: Int?
    private let readsUpTo: Int
    private let writesUpTo: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - pieceSize: Nil for as many bytes as are asked for.
    ///   - readsUpTo: Where reading fails.
    ///   - writesUpTo: How many bytes it takes before it fails.
    init(
        _ bytes: [UInt8], pieceSize: Int? = nil, readsUpTo: Int = .max, writesUpTo: Int = .max
    ) {
        self.bytes = bytes
        self.pieceSize = pieceSize
        self.readsUpTo = readsUpTo
        self.writesUpTo = writesUpTo
    }

    func read(into memory: inout MutableRawSpan) throws -> Int {
        let piece = try state.withLock { state in
            guard state.position < readsUpTo else { throw Broken() }
            if state.position == bytes.count { state.readsAfterEnd += 1 }
            let piece = bytes[state.position...].prefix(min(pieceSize ?? .max, memory.byteCount, readsUpTo - state.position))
            state.position += piece.count
            state.mostAhead = max(state.mostAhead, state.position - state.written.count)
            return piece
        }
        memory.withUnsafeMutableBytes { $0.copyBytes(from: piece) }
        return piece.count
    }

    func write(_ bytes: RawSpan) throws {
        let piece = bytes.withUnsafeBytes { Array($0) }
        try state.withLock { state in
            guard state.written.count + piece.count <= writesUpTo else { throw Broken() }
            state.written += piece
        }
    }

    var written: [UInt8] { state.withLock { $0.written } }
    var readCount: Int { state.withLock { $0.position } }
    /// The most bytes that were read and not yet written.
    var mostAhead: Int { state.withLock { $0.mostAhead } }
    /// How often it was asked for more than there is.
    var readsAfterEnd: Int { state.withLock { $0.readsAfterEnd } }
}

/// Zeros without end.
struct EndlessStream: ByteReading {
    func read(into memory: inout MutableRawSpan) -> Int {
        memory.withUnsafeMutableBytes { $0.initializeMemory(as: UInt8.self, repeating: 0).count }
    }
}

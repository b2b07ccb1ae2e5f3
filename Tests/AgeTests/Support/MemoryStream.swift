import Synchronization

@testable import Age

/// A stream in memory, in pieces of a given size, that counts what went through it.
final class MemoryStream: Sendable {
    private struct State {
        var position = 0
        var written: [UInt8] = []
        var mostAhead = 0
    }

    private let bytes: [UInt8]
    private let pieceSize: Int?
    private let state = Mutex(State())

    /// - Parameter pieceSize: Nil for as many bytes as are asked for.
    init(_ bytes: [UInt8], pieceSize: Int? = nil) {
        self.bytes = bytes
        self.pieceSize = pieceSize
    }

    func read(_ count: Int) -> [UInt8] {
        state.withLock { state in
            let piece = bytes[state.position...].prefix(pieceSize ?? count)
            state.position += piece.count
            state.mostAhead = max(state.mostAhead, state.position - state.written.count)
            return Array(piece)
        }
    }

    func write(_ piece: [UInt8]) { state.withLock { $0.written += piece } }

    var written: [UInt8] { state.withLock { $0.written } }
    var readCount: Int { state.withLock { $0.position } }
    /// The most bytes that were read and not yet written.
    var mostAhead: Int { state.withLock { $0.mostAhead } }
}

import Foundation
import Synchronization
import TransparencyLog

@testable import Exchange
@testable import ExchangeClient

/// Entries as the tiles that would be served of them (C2SP tlog-tiles); computed anew each time.
struct TestTiles {
    let views: [AuditEntryView]

    init(_ views: [AuditEntryView]) { self.views = views }

    /// `nil` for what isn't there.
    func bytes(at path: String) throws -> [UInt8]? { try bytes(of: try Tile(path: path)) }

    func bytes(of tile: Tile) throws -> [UInt8]? {
        let first = tile.index * 256
        guard case .hashes(let level) = tile.content else {
            let leaves = views.filter { (first..<first + UInt64(tile.width)).contains($0.index) }.compactMap {
                Data(base64Encoded: $0.leaf)
            }
            return leaves.count == tile.width ? try EntryBundle(entries: leaves.map(Array.init)).encoded : nil
        }
        let row = try hashes(level: level)
        guard first + UInt64(tile.width) <= UInt64(row.count) else { return nil }
        return row[Int(first)..<Int(first) + tile.width].flatMap(\.bytes)
    }

    private func hashes(level: Int) throws -> [LogHash] {
        guard level > 0 else { return try views.map { try LogHash(base64: $0.leafHash) } }
        let below = try hashes(level: level - 1)
        return (0..<below.count / 256).map { LogHash.root(over: Array(below[$0 * 256..<($0 + 1) * 256])) }
    }
}

/// A log in memory to copy from, which counts what is asked of it and can be made to lie or to break off.
final class TestLog: TileSource {
    struct State {
        var log: FakeLog
        var asked: [Tile] = []
        /// After so many tiles the way there breaks.
        var limit = Int.max
        var mangle: @Sendable (Tile, [UInt8]) -> [UInt8]? = { _, bytes in bytes }
        var note: [UInt8]?
    }

    let state: Mutex<State>

    init(size: Int, seed: UInt8 = 9) throws {
        state = Mutex(State(log: try FakeLog(seed: seed)))
        try grow(to: size)
    }

    var isCopy: Bool { false }
    var asked: [Tile] { state.withLock { $0.asked } }
    var verifier: NoteVerifier { get throws { try NoteVerifier(verifierKey: state.withLock { $0.log.signer.verifierKey }) } }

    func grow(to size: Int, by officer: String = "af-angered/karin") throws {
        try state.withLock { state in
            while state.log.size < UInt64(size) { try state.log.append(.readCase, by: World.officer(officer)) }
        }
    }

    func note() async throws(ClientError) -> [UInt8]? {
        state.withLock { state in
            guard state.log.size > 0 else { return nil }
            return state.note ?? (try? state.log.note()).map { Array($0.utf8) }
        }
    }

    func bytes(of tile: Tile) async throws(ClientError) -> [UInt8] {
        let found: Result<[UInt8], ClientError> = state.withLock { state in
            guard state.asked.count < state.limit else { return .failure(ClientError(.unavailable, "timeout", "")) }
            state.asked.append(tile)
            let bytes = (try? TestTiles(state.log.views).bytes(of: tile)).flatMap { $0 }
            guard let shown = bytes.flatMap({ state.mangle(tile, $0) }) else { return .failure(ClientError(.notFound, "not-found", "")) }
            return .success(shown)
        }
        return try found.get()
    }
}

import Synchronization
import Testing
import TransparencyLog

@testable import Exchange
@testable import ExchangeClient

/// What verifying finds in the tree itself, over several tiles, without texts.
@Suite("Verifying tiles")
struct TileVerifyTests {
    let folder: TemporaryFolder
    let memory: LogMemory

    init() throws {
        folder = try TemporaryFolder()
        memory = LogMemory(folder: folder.file("checkpoints"), profile: "test")
    }

    private func verify(_ log: some TileSource, by verifier: NoteVerifier) async throws -> LogVerification {
        try await verifyLog(in: log, entries: nil, by: verifier, memory: memory, progress: { _ in })
    }

    @Test("a sound log passes, however its size lies to the tiles", arguments: [1, 255, 256, 257, 511, 512, 600])
    func sound(size: Int) async throws {
        let log = try TestLog(size: size)
        let found = try await verify(log, by: log.verifier)
        #expect(found.faults.isEmpty && found.checked == UInt64(size))
        try log.grow(to: size + 300)
        let grown = try await verify(log, by: log.verifier)
        #expect(grown.faults.isEmpty && grown.rememberedSize == UInt64(size) && grown.checked == UInt64(size + 300))
    }

    @Test(
        "what was changed in a tile is named",
        arguments: [
            ("tile/0/001", [LogFault.Kind.changed, .tree, .rewritten]), ("tile/entries/001", [.changed]), ("tile/1/000.p/2", [.tree]),
        ])
    func changed(path: String, kinds: [LogFault.Kind]) async throws {
        let log = try TestLog(size: 520)
        log.state.withLock {
            $0.mangle = { tile, bytes in
                guard tile.path == path else { return bytes }
                return Array(bytes.dropLast()) + [bytes[bytes.count - 1] ^ 1]
            }
        }
        let faults = try await verify(log, by: log.verifier).faults
        // A leaf that was named explains why the root isn't the signed one.
        #expect(faults.map(\.kind) == kinds.filter { $0 != .rewritten || kinds.first != .changed })
        #expect(faults.compactMap(\.index) == (kinds.first == .changed ? [511] : []))
        #expect(try memory.load(log.verifier) == nil)
    }

    @Test("a leaf that was changed with its hash is found by the tile above, and by the root")
    func changedBoth() async throws {
        let (log, other) = (try TestLog(size: 520), try TestLog(size: 300))
        try other.grow(to: 301, by: "sdf-angered/maria")
        try other.grow(to: 520)
        log.state.withLock { state in
            let forged = other.state.withLock { $0.log.views }
            state.mangle = { tile, bytes in
                ["tile/0/001", "tile/entries/001"].contains(tile.path) ? (try? TestTiles(forged).bytes(of: tile)) ?? nil : bytes
            }
        }
        let faults = try await verify(log, by: log.verifier).faults
        #expect(faults.map(\.kind) == [.tree, .rewritten])
        #expect(faults[0].sentence.contains("entries 256 to 511"))
    }

    @Test("tiles that the log hasn't got are missing", arguments: ["tile/0/001", "tile/entries/001", "tile/1/000.p/2"])
    func missing(path: String) async throws {
        let log = try TestLog(size: 520)
        log.state.withLock { $0.mangle = { tile, bytes in tile.path == path ? nil : bytes } }
        let kind: LogFault.Kind = path.contains("entries") ? .missing : .tree
        #expect(try await verify(log, by: log.verifier).faults.map(\.kind) == [kind])
    }

    @Test("a signed checkpoint of a log that isn't there doesn't keep anybody for long", arguments: [UInt64(1) << 30, 1 << 62, .max])
    func absurdSize(size: UInt64) async throws {
        let log = try TestLog(size: 3)
        try log.state.withLock { state in
            let head = try Checkpoint(origin: FakeLog.origin, size: size, root: .emptyTree)
            state.note = Array(try state.log.signer.sign(head).encoded.utf8)
        }
        #expect(await failure { _ = try await verify(log, by: log.verifier) }?.code == "log-incomplete")
        let mirror = MirrorFolder(folder.file("mirror"))
        let copied = await failure { _ = try await mirrorLog(from: log, to: mirror, by: log.verifier, progress: { _ in }) }
        #expect(copied?.code == "mirror-incomplete")
    }

    @Test("a way there that breaks is no fault of the log")
    func broken() async throws {
        let log = try TestLog(size: 520)
        log.state.withLock { $0.limit = 3 }
        #expect(await failure { _ = try await verify(log, by: log.verifier) }?.code == "timeout")
    }

    @Test("a log that was rewritten before a full tile, or behind it, is no continuation", arguments: [3, 257])
    func rewritten(place: Int) async throws {
        let log = try TestLog(size: 300)
        _ = try await verify(log, by: log.verifier)
        let other = try TestLog(size: place)
        try other.grow(to: place + 1, by: "sdf-angered/maria")
        try other.grow(to: 400)
        #expect(try await verify(other, by: other.verifier).faults.map(\.kind) == [.rewritten])
        #expect(try memory.load(log.verifier)?.size == 300)
    }

    @Test("a copy from before what was seen isn't compared with it, nor remembered; one that contradicts it is found out")
    func olderCopy() async throws {
        let log = try TestLog(size: 20)
        let mirror = MirrorFolder(folder.file("mirror"))
        _ = try await mirrorLog(from: log, to: mirror, by: log.verifier, progress: { _ in })
        try log.grow(to: 30)
        _ = try await verify(log, by: log.verifier)
        let found = try await verify(mirror, by: log.verifier)
        #expect(found.faults.isEmpty && found.newerRemembered == 30 && found.rememberedSize == nil)
        #expect(try memory.load(log.verifier)?.size == 30)
    }
}

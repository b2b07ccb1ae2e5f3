import Foundation
import Synchronization
import Testing
import TransparencyLog

@testable import ExchangeClient

@Suite("Mirroring the log")
struct MirrorTests {
    let folder: TemporaryFolder
    let mirror: MirrorFolder

    init() throws {
        folder = try TemporaryFolder()
        mirror = MirrorFolder(folder.file("mirror"))
    }

    private func copy(_ log: TestLog) async throws -> MirrorReport {
        try await mirrorLog(from: log, to: mirror, by: try log.verifier, progress: { _ in })
    }

    private func files(_ below: String = "tile") -> Set<String> {
        let names = FileManager.default.enumerator(atPath: folder.file("mirror/" + below))?.compactMap { $0 as? String } ?? []
        return Set(names.filter { $0.split(separator: "/").last?.allSatisfy(\.isNumber) ?? false })
            .filter { (try? FileManager.default.contentsOfDirectory(atPath: folder.file("mirror/\(below)/\($0)"))) == nil }
    }

    private func faults(_ log: TestLog) async throws -> [LogFault.Kind] {
        try await verifyLog(in: mirror, entries: nil, by: try log.verifier, memory: nil, progress: { _ in }).faults.map(\.kind)
    }

    @Test("a copy grows with the log, fetches full tiles once, and lets go of partial ones that are outgrown")
    func grows() async throws {
        let log = try TestLog(size: 0)
        #expect(try await copy(log).size == 0)
        var before: UInt64 = 0
        for size in [1, 5, 255, 256, 257, 300, 512, 520] {
            try log.grow(to: size)
            let report = try await copy(log)
            #expect(report.size == UInt64(size) && report.sizeBefore == before)
            #expect(try await faults(log).isEmpty)
            before = UInt64(size)
        }
        #expect(files() == ["0/000", "0/001", "0/002.p/8", "entries/000", "entries/001", "entries/002.p/8", "1/000.p/2"])
        let full = log.asked.filter(\.isFull)
        #expect(full.count == 4 && Set(full).count == 4)
        #expect(try await copy(log).fetched == 0)
    }

    @Test("what another process reads is the note and the tiles as the log has them")
    func layout() async throws {
        let log = try TestLog(size: 300)
        _ = try await copy(log)
        let note = try await log.note()
        #expect(try folder.bytes("mirror/checkpoint") == note)
        let views = log.state.withLock { $0.log.views }
        for path in ["tile/0/000", "tile/0/001.p/44", "tile/entries/000", "tile/entries/001.p/44", "tile/1/000.p/1"] {
            #expect(try folder.bytes("mirror/" + path) == TestTiles(views).bytes(at: path))
        }
        // A narrower partial tile than there is comes out of the wider one's beginning (tlog-tiles, "Partial Tiles").
        let narrow = try Tile(.hashes(level: 0), index: 0, width: 3)
        #expect(try await mirror.bytes(of: narrow) == TestTiles(views).bytes(of: narrow))
        let entries = try Tile(.entries, index: 0, width: 3)
        #expect(try await mirror.bytes(of: entries) == TestTiles(views).bytes(of: entries))
    }

    @Test("a log that was rewritten is refused, with both checkpoints as evidence", arguments: [100, 300, 301, 600])
    func fork(size: Int) async throws {
        let log = try TestLog(size: 300)
        _ = try await copy(log)
        let (checkpoint, tiles) = (try folder.bytes("mirror/checkpoint"), files())
        let other = try TestLog(size: 0)
        try other.grow(to: 7, by: "sdf-angered/maria")
        try other.grow(to: size)
        #expect(await failure { _ = try await copy(other) }?.code == "mirror-fork")
        #expect(try folder.bytes("mirror/checkpoint") == checkpoint)
        #expect(files() == tiles)
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.file("mirror/evidence"))
        #expect(kept.count == 1 && kept[0].hasPrefix("checkpoint-\(size)-"))
        let note = try await other.note()
        #expect(try folder.bytes("mirror/evidence/" + kept[0]) == note)
        try log.grow(to: 310)
        #expect(try await copy(log).size == 310)
        #expect(try await faults(log).isEmpty)
    }

    @Test("a rewriting behind the copy's last full tile is noticed, too")
    func forkInTheEdge() async throws {
        let log = try TestLog(size: 258)
        _ = try await copy(log)
        let other = try TestLog(size: 256)
        try other.grow(to: 257, by: "sdf-angered/maria")
        try other.grow(to: 400)
        #expect(await failure { _ = try await copy(other) }?.code == "mirror-fork")
    }

    @Test("a copying that broke off anywhere leaves the checkpoint, and is gone on with", arguments: [0, 1, 2, 3, 4, 5, 6])
    func cutOff(tiles: Int) async throws {
        let log = try TestLog(size: 10)
        _ = try await copy(log)
        let checkpoint = try folder.bytes("mirror/checkpoint")
        try log.grow(to: 600)
        log.state.withLock { $0.limit = $0.asked.count + tiles }
        #expect(await failure { _ = try await copy(log) }?.code == "timeout")
        #expect(try folder.bytes("mirror/checkpoint") == checkpoint)
        let had = files().filter { !$0.contains(".p") }.count
        log.state.withLock { $0.limit = .max }
        let report = try await copy(log)
        // Two full tiles with their bundles, a partial one with its, one of level 1: those that had come aren't fetched again.
        #expect(report.size == 600 && report.fetched == 7 - had)
        #expect(try await faults(log).isEmpty)
    }

    @Test("tiles that are missing or don't fit are refused, and nothing of them stays", arguments: ["0", "1", "entries"])
    func damaged(kind: String) async throws {
        let log = try TestLog(size: 520)
        for isMissing in [true, false] {
            log.state.withLock {
                $0.mangle = { tile, bytes in
                    guard tile.path.hasPrefix("tile/\(kind)/") else { return bytes }
                    return isMissing ? nil : Array(bytes.dropLast()) + [bytes[bytes.count - 1] ^ 1]
                }
            }
            #expect(await failure { _ = try await copy(log) }.map { ["mirror-incomplete", "not-found"].contains($0.code) } == true)
            #expect(try await mirror.note() == nil)
        }
        log.state.withLock { $0.mangle = { _, bytes in bytes } }
        #expect(try await copy(log).size == 520)
        #expect(try await faults(log).isEmpty)
    }

    @Test("a leaf that is forged with its tile doesn't make up the signed root")
    func forgedTile() async throws {
        let log = try TestLog(size: 5)
        let other = try TestLog(size: 0)
        try other.grow(to: 5, by: "sdf-angered/maria")
        let signed = try await log.note()
        other.state.withLock { $0.note = signed }
        #expect(await failure { _ = try await copy(other) }?.code == "mirror-incomplete")
        #expect(files().isEmpty)
    }

    @Test("an unsigned checkpoint, and another log's copy, are refused")
    func unsigned() async throws {
        let (log, other) = (try TestLog(size: 3), try TestLog(size: 3, seed: 4))
        let verifier = try log.verifier
        #expect(
            await failure { _ = try await mirrorLog(from: other, to: mirror, by: verifier, progress: { _ in }) }?.code
                == "checkpoint-unsigned")
        _ = try await copy(log)
        #expect(await failure { _ = try await copy(other) }?.code == "mirror-damaged")
    }

    @Test("two copyings don't run in one folder")
    func busy() async throws {
        let log = try TestLog(size: 3)
        let held = try mirror.locked()
        #expect(await failure { _ = try await copy(log) }?.code == "mirror-busy")
        withExtendedLifetime(held) {}
    }
}

@Suite("A judge of mirrors", .enabled(if: MirrorJudge.isPresent, "no python3 with cryptography: pip install cryptography"))
struct MirrorJudgeTests {
    @Test("a mirror is read to its signed root by another implementation, and not with a byte changed", arguments: [1, 256, 700])
    func reads(size: Int) async throws {
        let folder = try TemporaryFolder()
        let log = try TestLog(size: size)
        let verifier = try log.verifier
        _ = try await mirrorLog(from: log, to: MirrorFolder(folder.file("m")), by: verifier, progress: { _ in })
        let sound = try MirrorJudge.judge([folder.file("m"), verifier.verifierKey])
        #expect(sound.status == 0 && sound.output == "verified: \(size) entries\n", "\(sound)")
        let last =
            size.isMultiple(of: 256)
            ? String(format: "m/tile/entries/%03d", size / 256 - 1)
            : String(
                format: "m/tile/entries/%03d.p/%d", size / 256, size % 256)
        var bytes = try folder.bytes(last)
        bytes[bytes.count - 1] ^= 1
        try Data(bytes).write(to: URL(filePath: folder.file(last)))
        #expect(try MirrorJudge.judge([folder.file("m"), verifier.verifierKey]).status == 1)
    }
}

/// `Tests/Judges/verify_mirror.py`, written from the specifications in another language.
enum MirrorJudge {
    static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Judges/verify_mirror.py").path()
    static let isPresent = (try? python(["-c", "import cryptography"]).status) == 0

    static func judge(_ arguments: [String]) throws -> (status: Int32, output: String) { try python([script] + arguments) }

    private static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

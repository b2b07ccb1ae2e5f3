import GRDB
import StorageContract
import Testing
import TransparencyLog

@testable import Exchange
@testable import StorageSQLite

/// The tree as it lies in the database.
@Suite("The log's tree in tiles") struct LogTilesTests {
    private let random = SeededRandom(seed: 8)
    private let signer: NoteSigner

    init() throws { signer = try NoteSigner(name: "kedja.example/log", privateKeyBytes: random.bytes(32)) }

    private var sealer: LogSealer { LogSealer(signer: signer, origin: "kedja.example/log") }

    /// Batches that end before, at and behind the edges of tiles, each sealed by a process that has just begun, or by one that goes on.
    @Test(arguments: [true, false]) func holdTheTreeAfterEachCommit(_ begunAnew: Bool) async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            var (reference, leaves, sealing) = (TreeFrontier(), [LogHash](), sealer)
            for count in [1, 254, 1, 1, 255, 3, 520] {
                if begunAnew { sealing = sealer }
                let end = try await append(count, to: storage, sealing)
                let added = try await storage.read { [size = reference.size] in try $0.leafHashes(from: size) }
                for leaf in added { reference.append(leaf) }
                leaves += added
                let head = try NoteVerifier(verifierKey: signer.verifierKey).checkpoint(in: end.checkpoint)
                #expect(head.size == reference.size && head.root == reference.root)
                for index in (leaves.count - count)..<leaves.count {
                    let proof = try #require(end.inclusionProof(of: UInt64(index)))
                    try verifyInclusion(of: leaves[index], at: UInt64(index), size: head.size, proof: proof, root: head.root)
                }
            }
            try await requireTiles(of: leaves, in: storage)
        }
    }

    private func requireTiles(of leaves: [LogHash], in storage: SQLiteStorage) async throws {
        let full = leaves.count / 256
        let tiles = try await storage.read { facts in try (0...full).map { try facts.tile(level: 0, index: UInt64($0)) } }
        #expect(tiles.flatMap { $0 } == leaves.flatMap(\.bytes))
        let roots = (0..<full).map { tile in
            var tree = TreeFrontier()
            for leaf in leaves[(tile * 256)..<(tile * 256 + 256)] { tree.append(leaf) }
            return tree.root
        }
        #expect(try await storage.read { try $0.tile(level: 1, index: 0) } == roots.flatMap(\.bytes))
        #expect(try await storage.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM tiles") } == full + 1)
    }

    /// Of 16 million entries only the last three have a row, and only the tiles at the edge are there: nothing else is asked for.
    @Test func aLongLogOpensFromItsEdge() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let size: UInt64 = 1 << 24 + 1 << 9 + 3
            var powers = [LogHash.leaf([1])]
            for _ in 0..<24 { powers.append(.node(powers[powers.count - 1], powers[powers.count - 1])) }
            let edge = try TreeFrontier(size: size, hashes: TreeFrontier.nodeIDs(ofSize: size).map { powers[$0.level] })
            let note = Array(try signer.sign(Checkpoint(origin: "kedja.example/log", size: size, root: edge.root)).encoded.utf8)
            let hashes = powers
            try await storage.write { changes in
                try changes.putTile(level: 3, index: 0, hashes: hashes[24].bytes)
                try changes.putTile(level: 1, index: 256, hashes: hashes[8].bytes + hashes[8].bytes)
                try changes.putCheckpoint(note)
            }
            try await storage.pool.write { db in
                for index in (size - 3)..<size {
                    try db.execute(
                        sql: "INSERT INTO entries VALUES (?, x'01', x'', 0, 'readCase', 'permitted', 'af/a', 'af', NULL, NULL, NULL, ?)",
                        arguments: [Int64(index), hashes[0].stored])
                }
            }
            let end = try await append(1, to: storage, sealer)
            var grown = edge
            grown.append(try #require(try await storage.read { try $0.leafHashes(from: size) }.first))
            #expect(try NoteVerifier(verifierKey: signer.verifierKey).checkpoint(in: end.checkpoint).root == grown.root)
        }
    }

    @Test func twoProcessesTakeTurns() async throws {
        try await inTemporaryFolder { folder in
            let both = [try SQLiteStorage.open(folder: folder), try SQLiteStorage.open(folder: folder)]
            let sealers = [sealer, sealer]
            var reference = TreeFrontier()
            for turn in 0..<12 {
                let end = try await append(turn % 5 + 40, to: both[turn % 3 % 2], sealers[turn % 3 % 2])
                for leaf in try await both[0].read({ [size = reference.size] in try $0.leafHashes(from: size) }) { reference.append(leaf) }
                #expect(try NoteVerifier(verifierKey: signer.verifierKey).checkpoint(in: end.checkpoint).root == reference.root)
            }
        }
    }

    /// What was sealed and not committed is forgotten, whatever the process remembers of it.
    @Test func aLostCommitIsForgotten() async throws {
        try await inTemporaryFolder { folder in
            let (storage, sealing) = (try SQLiteStorage.open(folder: folder), sealer)
            _ = try await append(3, to: storage, sealing)
            let (entry, other) = (try entry(3), try entry(3))
            await #expect(throws: ExchangeError.self) {
                try await storage.write { changes in
                    try changes.appendEntry(entry)
                    _ = try sealing.seal(changes)
                    throw ExchangeError(.conflict, "")
                }
            }
            let end = try await storage.write(endingWith: { try sealing.seal($0) }, { try $0.appendEntry(other) }).end
            let head = try NoteVerifier(verifierKey: signer.verifierKey).checkpoint(in: try #require(end).checkpoint)
            var tree = TreeFrontier()
            for leaf in try await storage.read({ try $0.leafHashes(from: 0) }) { tree.append(leaf) }
            #expect(head.size == 4 && head.root == tree.root)
        }
    }

    @Test(arguments: ["UPDATE tiles SET hashes = zeroblob(32) WHERE level = 1", "DELETE FROM tiles WHERE level = 1"])
    func nothingIsSignedOnAChangedTree(_ sql: String) async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            _ = try await append(258, to: storage, sealer)
            try await storage.pool.write { try $0.execute(sql: sql) }
            await #expect(throws: ExchangeError(.damaged, "")) { _ = try await append(1, to: storage, sealer) }
            #expect(try await storage.read { try $0.logSize() } == 258)
        }
    }

    private func append(_ count: Int, to storage: SQLiteStorage, _ sealing: LogSealer) async throws -> LogEnd {
        let end = try await storage.write(
            endingWith: { try sealing.seal($0) },
            { changes in for _ in 0..<count { try changes.appendEntry(try entry(try changes.logSize())) } }
        ).end
        return try #require(end)
    }

    private func entry(_ index: UInt64) throws -> StoredEntry {
        StoredEntry(
            index: index, leaf: random.bytes(41), text: Sealed(bytes: [1]), at: Timestamp(milliseconds: 0), action: .readCase,
            outcome: .permitted, officer: try #require(OfficerID("af/a")), participant: nil, owner: nil)
    }
}

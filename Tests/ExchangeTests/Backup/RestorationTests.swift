import Crypto
import StorageContract
import Testing
import TransparencyLog

@testable import Exchange

@Suite("A restored log goes on as itself, or as another one") struct RestorationTests {
    private func restoration(_ world: World) -> Restoration {
        Restoration(in: world.storage, holding: MasterKeyring(world.master), clock: world.clock.clock, random: world.random.source)
    }

    private func grow(_ world: World, _ count: Int) async throws {
        for _ in 0..<count { _ = try await world.exchange.directory(by: try world.id("vard/admin")) }
    }

    private func head(_ world: World) async throws -> SignedNote {
        try SignedNote(parsing: try #require(try await world.storage.read { try $0.checkpoint() }))
    }

    /// The newest entry, opened by the keys that the storage has now.
    private func lastEntry(_ world: World) async throws -> AuditEntry {
        let log = try await StoredLog(in: world.storage, masters: MasterKeyring(world.master))
        let size = try await world.storage.read { try $0.logSize() }
        let entry = try #require(try await log.entries((size - 1)..<size).first)
        return try #require(entry.opening?.entry)
    }

    @Test func theSameLogGoesOnUnderItsKey() async throws {
        let world = try await World()
        try await grow(world, 3)
        let done = try await restoration(world).perform(.same, manifest: Array("manifest".utf8))
        #expect(done.size == 4 && done.verifierKey == world.keys.logVerifierKey)
        #expect(try NoteVerifier(verifierKey: done.verifierKey).checkpoint(in: try await head(world)).size == 4)
        let entry = try await lastEntry(world)
        #expect(entry.action == .restoreBackup && entry.officer.description == "vard/kedjad" && entry.resource == "kedja.example/log 3")
        #expect(
            entry.record == Hexadecimal.text(SHA256.hash(data: Array("manifest".utf8))) && entry.reason == nil && !entry.beginsAnotherLog)
        // The exchange that runs on it goes on.
        try await grow(world, 1)
        #expect(try await world.storage.read { try $0.logSize() } == 5)
    }

    @Test func anotherLogHasAnotherNameAndKeyAndTheSameEntriesBefore() async throws {
        let world = try await World()
        try await grow(world, 300)
        let rotation = LogKeyRotation(
            in: world.storage, holding: MasterKeyring(world.master), clock: world.clock.clock, random: world.random.source)
        let rotated = try await rotation.perform()
        let before = try Checkpoint(parsing: try await head(world).text)
        let done = try await restoration(world).perform(
            .another(origin: "kedja.example/log-2", seen: 777, reason: "the disk was lost"), manifest: [1])
        #expect(done.size == 302 && done.verifierKey.hasPrefix("kedja.example/log-2+"))
        let note = try await head(world)
        let now = try NoteVerifier(verifierKey: done.verifierKey).checkpoint(in: note)
        #expect(now.size == 302 && now.origin == "kedja.example/log-2" && note.signatures.count == 1)
        // No key of the log before has signed anything of it.
        for key in [rotated.old, rotated.new] {
            #expect(throws: LogError.unknownSigner) { try NoteVerifier(verifierKey: key).verify(note) }
        }
        #expect(try await StoredTree.root(ofSize: before.size, in: world.storage) == before.root)
        let entry = try await lastEntry(world)
        #expect(entry.reason == "the disk was lost" && entry.beginsAnotherLog)
        #expect(entry.resource == "kedja.example/log 301 of 777, goes on as kedja.example/log-2")
        #expect(try await world.storage.read { try $0.logKeyStatements() }.isEmpty)

        let stored = try #require(try await world.storage.read { try $0.keys() })
        let keys = try stored.open(with: world.master)
        let signed = try #require(try await StoredTree.signedHead(in: world.storage, keys: keys))
        try await StoredTree.verify(signed, in: world.storage)
        // What serves on with keys from before doesn't go on signing as the log that was.
        await #expect(throws: ExchangeError.self) { try await grow(world, 1) }
    }

    @Test func anotherLogNeedsAnotherName() async throws {
        let world = try await World()
        try await grow(world, 2)
        let note = try await head(world)
        await #expect(throws: ExchangeError.any(.conflict)) {
            try await restoration(world).perform(.another(origin: "kedja.example/log", seen: nil, reason: "r"), manifest: [])
        }
        let stranger = Restoration(
            in: world.storage, holding: MasterKeyring(MasterKey(random: world.random.source)), clock: world.clock.clock,
            random: world.random.source)
        await #expect(throws: ExchangeError.any(.wrongMasterKey)) { try await stranger.perform(.same, manifest: []) }
        #expect(try await head(world) == note)
    }
}

@Suite("The stored log is held against itself") struct StoredTreeTests {
    private func filled() async throws -> (World, Checkpoint) {
        let world = try await World()
        for _ in 0..<600 { _ = try await world.exchange.directory(by: try world.id("vard/admin")) }
        return (world, try #require(try await StoredTree.signedHead(in: world.storage, keys: world.keys)))
    }

    @Test func eachChangeIsNoticed() async throws {
        let (world, head) = try await filled()
        try await StoredTree.verify(head, in: world.storage)
        let changes: [(String, (inout InMemoryRows) -> Void)] = [
            (
                "a leaf of a full tile",
                {
                    let old = $0.entries[7]
                    $0.entries[7] = StoredEntry(
                        index: 7, leaf: $0.entries[8].leaf, leafHash: old.leafHash, text: old.text, at: old.at, action: old.action,
                        outcome: old.outcome, officer: old.officer, participant: nil, owner: nil)
                }
            ),
            ("a tile of level 0", { $0.tiles[InMemoryRows.TilePlace(level: 0, index: 1)]?[40] ^= 1 }),
            ("a tile of level 1", { $0.tiles[InMemoryRows.TilePlace(level: 1, index: 0)]?[3] ^= 1 }),
            ("a tile that is gone", { $0.tiles[InMemoryRows.TilePlace(level: 1, index: 0)] = nil }),
        ]
        for (name, change) in changes {
            let (entries, tiles) = world.storage.rowsOfLog
            world.storage.tamper(change)
            await #expect(throws: ExchangeError.any(.damaged), "\(name)") { try await StoredTree.verify(head, in: world.storage) }
            world.storage.tamper { ($0.entries, $0.tiles) = (entries, tiles) }
        }
        try await StoredTree.verify(head, in: world.storage)
    }

    @Test func aCheckpointOfAnotherKeyOrSizeIsDamage() async throws {
        let (world, _) = try await filled()
        let other = try await World(seed: 9)
        await #expect(throws: ExchangeError.any(.damaged)) { try await StoredTree.signedHead(in: world.storage, keys: other.keys) }
        world.storage.tamper { $0.entries.removeLast() }
        await #expect(throws: ExchangeError.any(.damaged)) { try await StoredTree.signedHead(in: world.storage, keys: world.keys) }
        #expect(try await StoredTree.signedHead(in: other.storage, keys: other.keys) == nil)
    }
}

extension InMemoryStorage {
    fileprivate var rowsOfLog: ([StoredEntry], [InMemoryRows.TilePlace: [UInt8]]) {
        var found: ([StoredEntry], [InMemoryRows.TilePlace: [UInt8]]) = ([], [:])
        tamper { found = ($0.entries, $0.tiles) }
        return found
    }
}

import SignedRecords
import StorageContract
import Testing
import TransparencyLog

@testable import Exchange

@Suite("The log's key is replaced") struct LogKeyRotationTests {
    private func rotation(_ world: World, on storage: (any Storage)? = nil) -> LogKeyRotation {
        LogKeyRotation(
            in: storage ?? world.storage, holding: MasterKeyring(world.master), clock: world.clock.clock, random: world.random.source)
    }

    private func grow(_ world: World, _ count: Int = 1) async throws -> Receipt? {
        var last: Receipt?
        for _ in 0..<count { last = try await world.exchange.directory(by: try world.id("vard/admin")).receipt }
        return last
    }

    private func keys(_ world: World) async throws -> LogKeys {
        let keys = world.keys
        return try await world.storage.read { try keys.logKeys(in: $0) }
    }

    private func head(_ world: World) async throws -> SignedNote {
        try SignedNote(parsing: try #require(try await world.exchange.checkpoint()))
    }

    /// An exchange that serves meanwhile, with the old key in its memory, signs with the new one at its very next commit.
    @Test func fromItsOwnEntryOnTheNewKeySigns() async throws {
        let world = try await World()
        let before = try #require(try await grow(world, 3))
        let done = try await rotation(world).perform()
        #expect(done.old == world.keys.logVerifierKey && done.size == 4)
        let (old, new) = (try NoteVerifier(verifierKey: done.old), try NoteVerifier(verifierKey: done.new))
        #expect(try new.checkpoint(in: try await head(world)).size == 4)
        let after = try #require(try await grow(world))
        #expect(try new.checkpoint(in: Array(after.checkpoint.utf8)).size == 5)
        #expect(throws: LogError.unknownSigner) { try old.checkpoint(in: Array(after.checkpoint.utf8)) }

        let keys = try await keys(world)
        for (receipt, key) in [(before, old), (after, new)] {
            let head = try keys.checkpoint(in: Array(receipt.checkpoint.utf8))
            #expect(keys.key(ofSize: head.size) == key)
        }
        #expect(try await world.exchange.status(by: try world.id("vard/admin")).logVerifierKey == done.new)
        // The tree is one: what was is a part of what is.
        let root = try keys.checkpoint(in: Array(before.checkpoint.utf8)).root
        let proof = try await world.exchange.consistencyProof(from: 3, to: 5).map { try LogHash(base64: $0) }
        try verifyConsistency(from: 3, root, to: 5, try new.checkpoint(in: Array(after.checkpoint.utf8)).root, proof: proof)
    }

    @Test func itsEntryTellsOfBothKeysAndTheStatement() async throws {
        let world = try await World()
        _ = try await grow(world, 2)
        let done = try await rotation(world).perform()
        let entry = try await world.lastEntry()
        #expect(entry.action == .rotateLogKey && entry.outcome == .permitted && entry.officer.description == "vard/kedjad")
        #expect(entry.index == done.size - 1 && entry.resource == "\(done.old) \(done.new)")
        let shown = try await world.exchange.logKeyStatements().statements
        let statement = try LogKeyStatement(parsing: Array(try #require(shown.first).utf8))
        #expect(shown.count == 1 && statement.size == done.size && entry.record == statement.digest)
        #expect(statement.old.verifierKey == done.old && statement.new.verifierKey == done.new)
    }

    @Test func oneChangeFollowsAnother() async throws {
        let world = try await World()
        var receipts: [Receipt] = []
        for _ in 0..<4 {
            receipts.append(try #require(try await grow(world)))
            _ = try await rotation(world).perform()
        }
        let keys = try await keys(world)
        #expect(keys.statements.map(\.size) == [2, 4, 6, 8] && Set(keys.all).count == 5)
        for receipt in receipts { _ = try keys.checkpoint(in: Array(receipt.checkpoint.utf8)) }
        #expect(try keys.newest.checkpoint(in: try await head(world)).size == 8)
    }

    @Test func anEmptyLogMayBeginWithIt() async throws {
        let world = try await World()
        let done = try await rotation(world).perform()
        #expect(done.size == 1)
        #expect(try await keys(world).checkpoint(in: try await head(world)).size == 1)
    }

    /// Killed before or after its one write: the old key, or the new one, and the exchange beside it goes on with that.
    @Test(arguments: [false, true]) func killedItIsOneOrTheOther(afterwards: Bool) async throws {
        let world = try await World()
        _ = try await grow(world, 2)
        let failing = FailingStorage(world.storage, atWrite: 1, afterwards: afterwards)
        await #expect(throws: ExchangeError.any(.storageFailed)) { try await rotation(world, on: failing).perform() }
        let keys = try await keys(world)
        #expect(keys.all.count == (afterwards ? 2 : 1))
        let receipt = try #require(try await grow(world))
        #expect(try keys.newest.checkpoint(in: Array(receipt.checkpoint.utf8)).size == (afterwards ? 4 : 3))
        let stored = try #require(try await world.storage.read { try $0.keys() })
        #expect(try stored.open(with: world.master).logVerifierKey == keys.newest.verifierKey)
    }

    /// The master key wraps the new signer, too, and a change of it takes that along.
    @Test func theMasterKeysChangeTakesItAlong() async throws {
        let world = try await World()
        let done = try await rotation(world).perform()
        let new = MasterKey(random: world.random.source)
        let both = MasterKeyring([world.master, new])
        let change = MasterKeyRotation(in: world.storage, to: new, holding: both, clock: world.clock.clock, random: world.random.source)
        _ = try await change.perform { _ in }
        let stored = try #require(try await world.storage.read { try $0.keys() })
        #expect(try stored.open(with: new).logVerifierKey == done.new)
        #expect(throws: ExchangeError.any(.wrongMasterKey)) { try stored.open(with: world.master) }
        let again = LogKeyRotation(in: world.storage, holding: both, clock: world.clock.clock, random: world.random.source)
        #expect(try await again.perform().old == done.new)
    }

    @Test func whereNothingIsSetUpOrTheMasterKeyIsAnotherNothingHappens() async throws {
        let world = try await World()
        _ = try await grow(world)
        let nowhere = rotation(world, on: InMemoryStorage())
        await #expect(throws: ExchangeError.any(.conflict)) { try await nowhere.perform() }
        let stranger = LogKeyRotation(
            in: world.storage, holding: MasterKeyring(MasterKey(random: world.random.source)), clock: world.clock.clock,
            random: world.random.source)
        await #expect(throws: ExchangeError.any(.wrongMasterKey)) { try await stranger.perform() }
        #expect(try await keys(world).all.count == 1)
        #expect(try await world.exchange.logKeyStatements().statements.isEmpty)
    }

    /// A signer put back from before its change, or a statement changed or gone: nothing is signed.
    @Test(arguments: ["signer", "changed", "gone"]) func storageThatWasPutBackSignsNothing(_ kind: String) async throws {
        let world = try await World()
        _ = try await grow(world)
        let before = try #require(try await world.storage.read { try $0.keys() })
        _ = try await rotation(world).perform()
        let statement = try #require(try await world.exchange.logKeyStatements().statements.first)
        if kind == "signer" { try await world.storage.write { try $0.replaceKeys(before) } }
        if kind != "signer" {
            world.storage.tamper { rows in
                rows.logKeyStatements[2] = kind == "gone" ? nil : Array(statement.replacing("\n2\n", with: "\n3\n").utf8)
            }
        }
        let size = try await head(world)
        await #expect(throws: ExchangeError.any(.damaged)) { try await grow(world) }
        #expect(try await head(world) == size)
    }
}

import Cedar
import GRDB
import StorageContract
import StorageSQLite
import Synchronization
import Testing

@testable import Exchange

/// What the exchange remembers is never believed against storage.
@Suite("Remembered facts") struct RememberingTests {
    @Test func whatWasReadOnceIsDecidedAheadOfTheTransaction() async throws {
        try await inScene { scene in
            try await scene.look()
            // The triggers gone, a change goes unseen: so it's not storage that the second look has asked.
            try await scene.alter("DROP TRIGGER watch_documents_update", "UPDATE documents SET category = 'ekonomi'")
            #expect(try await scene.look().value.category == .planering)
            #expect(try await scene.other.exchange.document(scene.document.id, by: scene.coach).value.category == .ekonomi)
        }
    }

    /// Nobody calls at night, and a person's key isn't kept for that.
    @Test func whoeverNobodyAsksForIsForgottenThoughNobodyCalls() async throws {
        try await inScene { scene in
            try await scene.look()
            let exchange = scene.world.exchange
            #expect(exchange.memory.peopleCount > 0)
            scene.world.clock.advance(by: .seconds(660))
            exchange.forgetUnused()
            #expect(exchange.memory.peopleCount == 0)
        }
    }

    @Test func aRowThatAnotherProgramChangesIsReadAnew() async throws {
        try await inScene { scene in
            try await scene.look()
            try await scene.alter("UPDATE documents SET category = 'ekonomi'")
            #expect(try await scene.look().value.category == .ekonomi)
        }
    }

    @Test func anotherPersonsChangesLeaveThePersonRemembered() async throws {
        try await inScene { scene in
            try await scene.look()
            let before = try #require(try scene.known())
            let bystander = try await scene.other.exchange.register(
                Registration(number: "197010632391", givenName: "T", familyName: "T", protectedIdentity: false),
                by: try scene.world.id("af/anna")
            ).value.participant
            _ = try await scene.other.exchange.openCase(for: bystander, by: try scene.world.id("af/anna"))
            try await scene.alter("DELETE FROM registrations WHERE participant = '\(bystander)'")
            try await scene.look()
            #expect(try scene.known()?.mark == before.mark)
            try await scene.alter("UPDATE participants SET blind_index = x'00' WHERE id = '\(scene.opened.participant)'")
            try await scene.look()
            #expect(try scene.known()?.mark != before.mark)
        }
    }

    @Test func aRefusalIsNeverGivenAhead() async throws {
        try await inScene { scene in
            for _ in 0..<3 {
                await #expect(throws: ExchangeError.any(.denied)) {
                    try await scene.world.exchange.retrieve(scene.document.id, for: .ersattning, by: scene.coach)
                }
                let entry = try await scene.world.lastEntry()
                #expect(entry.outcome == .denied && entry.participant == scene.opened.participant)
            }
        }
    }

    /// A consent that ends between decision and commit carries nothing: what's decided ahead is decided again when it's old.
    @Test func whatWaitedTooLongIsDecidedAgain() async throws {
        let held = HeldStorage(InMemoryStorage())
        let world = try await World(on: World.Ports(storage: held, blobs: InMemoryBlobs()))
        let opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        let document = try await world.upload("Planen.", to: opened)
        _ = try await world.recordConsent(in: opened) { $0.validUntil = $0.validFrom + .seconds(60) }
        let coach = try world.id("vagen/coach")
        _ = try await world.exchange.retrieve(document.id, for: .planering, by: coach)
        held.beforeJoining { world.clock.advance(by: .seconds(60)) }
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.retrieve(document.id, for: .planering, by: coach) }
        #expect(try await world.lastEntry().policies == ["consent-expired"])
    }

    @Test func whoIsErasedIsForgottenHereToo() async throws {
        try await inScene { scene in
            try await scene.look()
            #expect(try scene.known() != nil)
            try await scene.world.erase(scene.opened.participant)
            #expect(try scene.known() == nil)
        }
    }

    @Test func whoIsNotAskedForIsForgotten() async throws {
        try await inScene { scene in
            try await scene.look()
            scene.world.clock.advance(by: FactMemory.lifetime + FactMemory.lifetime)
            _ = await scene.world.exchange.finishErasures()
            #expect(try scene.known() == nil)
        }
    }

    @Test func aReceiptOfWhatWasDecidedAheadIsWhole() async throws {
        try await inScene { scene in
            for _ in 0..<3 {
                let seen = try await scene.look()
                let entry = try scene.world.check(seen.receipt).entry
                #expect(entry == (try await scene.world.lastEntry()))
                #expect(entry.action == .describeDocument && entry.owner?.text == "fk" && entry.resource == scene.document.id.text)
            }
        }
    }
}

/// A case with a document and a consent, in a data folder, and another process on the same folder.
struct RememberingScene: Sendable {
    let folder: String
    let world: World
    let other: World
    let opened: Case
    let document: DocumentView
    let consent: ConsentID
    let coach: OfficerID

    @discardableResult
    func read(by other: World? = nil) async throws -> Committed<Retrieval> {
        try await (other ?? world).exchange.retrieve(document.id, for: .planering, by: coach)
    }

    @discardableResult
    func look() async throws -> Committed<DocumentView> { try await world.exchange.document(document.id, by: coach) }

    /// The person as the first process remembers them.
    func known() throws -> KnownPerson? {
        try world.exchange.memory.recollection(at: world.clock.now)?.person(behind: opened.participant.text, nil)
    }

    /// The same with another process that remembers.
    func remembering(in process: World) -> RememberingScene {
        RememberingScene(
            folder: folder, world: process, other: other, opened: opened, document: document, consent: consent, coach: coach)
    }

    /// Changes leave no marks from now on.
    func dropTriggers() async throws {
        let database = try DatabaseQueue(path: folder + "/" + SQLiteStorage.fileName)
        try await database.write { db in
            for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(name)")
            }
        }
    }

    /// Changes rows as a program does that knows nothing of Kedja.
    func alter(_ statements: String...) async throws {
        let database = try DatabaseQueue(path: folder + "/" + SQLiteStorage.fileName)
        try await database.write { db in for statement in statements { try db.execute(sql: statement) } }
    }
}

func inScene(_ body: (RememberingScene) async throws -> Void) async throws {
    try await inDataFolder { folder in
        let ports = { World.Ports(storage: try SQLiteStorage.open(folder: folder), blobs: try FolderBlobs.open(folder: folder)) }
        let world = try await World(on: try ports())
        let opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        let document = try await world.upload("Planen.", to: opened)
        let consent = try await world.recordConsent(in: opened).value.id
        let scene = RememberingScene(
            folder: folder, world: world, other: world.again(on: try ports()), opened: opened, document: document, consent: consent,
            coach: try world.id("vagen/coach"))
        try await body(scene)
    }
}

/// Storage where something happens just before a transaction that an action has been decided ahead of.
final class HeldStorage: Storage {
    private let inner: any Storage
    private let before = Snapshot<(@Sendable () -> Void)?>(nil)
    private let meanwhile = Snapshot<Meanwhile?>(nil)
    private let count = Atomic<Int>(0)
    private let next = Snapshot<Next?>(nil)

    /// What is done in the next such transaction, ahead of the action; and whether its commit fails then.
    private struct Next: Sendable {
        let change: @Sendable (any StorageWriter) throws -> Void
        let isLost: Bool
    }

    func spoilNext(_ change: @escaping @Sendable (any StorageWriter) throws -> Void) {
        next.replace(with: Next(change: change, isLost: true))
    }

    func precedeNext(_ change: @escaping @Sendable (any StorageWriter) throws -> Void) {
        next.replace(with: Next(change: change, isLost: false))
    }

    init(_ inner: any Storage) { self.inner = inner }

    func beforeJoining(_ body: @escaping @Sendable () -> Void) { before.replace(with: body) }

    private struct Meanwhile: Sendable {
        let body: @Sendable () async throws -> Void
        let isOnce: Bool
    }

    /// What happens meanwhile, as by another process: before the next such transaction, or before each.
    func once(_ body: @escaping @Sendable () async throws -> Void) { meanwhile.replace(with: Meanwhile(body: body, isOnce: true)) }
    func always(_ body: @escaping @Sendable () async throws -> Void) { meanwhile.replace(with: Meanwhile(body: body, isOnce: false)) }

    /// How many such transactions there were.
    var joins: Int { count.load(ordering: .relaxed) }

    func read<T: Sendable>(_ body: @escaping @Sendable (any StorageReader) throws -> T) async throws -> T { try await inner.read(body) }

    func write<T: Sendable>(
        endingWith end: CommitEnd?, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws -> (value: T, end: LogEnd?) { try await inner.write(endingWith: end, body) }

    func join<T: Sendable>(
        endingWith end: @escaping CommitEnd, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws -> (value: T, end: LogEnd?) {
        count.add(1, ordering: .relaxed)
        before.current?()
        if let meanwhile = meanwhile.current {
            if meanwhile.isOnce { self.meanwhile.replace(with: nil) }
            try await meanwhile.body()
        }
        guard let next = next.current else { return try await inner.join(endingWith: end, body) }
        self.next.replace(with: nil)
        let lost: CommitEnd = { _ in throw ExchangeError(.storageFailed, "the disk is full") }
        return try await inner.join(endingWith: next.isLost ? lost : end) { changes in
            try next.change(changes)
            return try body(changes)
        }
    }

    func scrub() async throws { try await inner.scrub() }
}

import StorageContract
import Synchronization
import Testing

@testable import Exchange

@Suite("What the transaction can't remove is removed after it, however often it takes") struct ErasureRemovalTests {
    @Test(arguments: [Fault.remove, .discard, .scrub]) func whatFailsIsReportedAndTriedAgain(_ fault: Fault) async throws {
        let faults = Faults()
        let world = try await faults.world()
        let scene = try await PersonScene(world)
        let asked = try await world.askErasure(of: .participant(scene.person)).value
        faults.begin(fault)
        let done = try await world.answerErasure(asked).value
        #expect(done.state == .done && done.complete == false)
        #expect(try await world.ports.storage.read { try $0.participant(scene.person) } == nil)
        #expect(try await world.exchange.erasure(done.id, by: try world.id("af/eva")).value.complete == false)
        #expect(await world.exchange.finishErasures() == false)
        faults.end()
        #expect(await world.exchange.finishErasures())
        #expect(try await world.exchange.erasure(done.id, by: try world.id("af/eva")).value.complete == true)
        try await expectNothingLeft(scene)
    }

    /// The process dies between commit and removal; the next one's first round finds what is left.
    @Test func aCrashAfterTheCommitIsMadeGoodAtTheNextStart() async throws {
        let faults = Faults()
        let world = try await faults.world()
        let scene = try await PersonScene(world)
        let asked = try await world.askErasure(of: .participant(scene.person)).value
        faults.begin(.crash)
        #expect(try await world.answerErasure(asked).value.complete == false)
        faults.end()
        #expect(try await world.ports.blobs.open(scene.documents[0].id) != nil)
        let next = Exchange(
            storage: world.ports.storage, blobs: world.ports.blobs, keys: world.keys, rulebook: world.exchange.rulebook,
            records: world.exchange.records, clock: world.clock.clock, random: world.random.source)
        #expect(await next.finishErasures())
        try await expectNothingLeft(scene)
    }

    /// One payload that can't be removed holds up neither the others nor the scrubbing.
    @Test func oneThatFailsHoldsUpNoOther() async throws {
        let faults = Faults()
        let world = try await faults.world()
        let scene = try await PersonScene(world)
        let asked = try await world.askErasure(of: .participant(scene.person)).value
        faults.begin(.one(scene.documents[0].id))
        #expect(try await world.answerErasure(asked).value.complete == false)
        #expect(try await world.ports.storage.read { try $0.removals(limit: 9) } == [.blob(scene.documents[0].id)])
        #expect(faults.scrubs == 1)
    }

    /// Another erasure commits while this one's traces are scrubbed: its own may lie where the scrubbing has been, so there's another.
    @Test func anErasureDuringTheScrubbingOfAnotherIsScrubbedAsWell() async throws {
        let faults = Faults()
        let world = try await faults.world()
        let scene = try await PersonScene(world)
        let asked = try await world.askErasure(of: .participant(scene.person)).value
        let (storage, other) = (world.ports.storage, scene.bystandersDocument.id)
        let erasure = ErasureID(random: world.random.source)
        faults.whileScrubbing { _ = try? await storage.write { try $0.eraseDocument(other, by: erasure) } }
        #expect(try await world.answerErasure(asked).value.complete == true)
        #expect(faults.scrubs == 2)
        #expect(try await storage.read { try $0.removals(limit: 9) } == [])
    }

    /// The payload has been kept, the person is erased, and only then the document would be made.
    @Test func anUploadThatIsCompletedTooLateLeavesNothing() async throws {
        let faults = Faults()
        let world = try await faults.world()
        let scene = try await PersonScene(world)
        let asked = try await world.askErasure(of: .participant(scene.person)).value
        faults.afterKeeping { _ = try? await world.answerErasure(asked) }
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.complete(scene.upload) }
        #expect(try await world.ports.storage.read { try $0.participant(scene.person) } == nil)
        #expect(try await world.ports.blobs.open(scene.upload.manifest.document) == nil)
    }

    /// Another refusal leaves it where it is, so that the completion can be sent again.
    @Test func anUploadThatIsRefusedForNowIsKept() async throws {
        let faults = Faults()
        let world = try await faults.world()
        let scene = try await PersonScene(world)
        faults.afterKeeping { _ = try? await world.exchange.closeCase(scene.opened.id, by: try world.id("af/anna")) }
        await #expect(throws: ExchangeError.self) { try await world.complete(scene.upload) }
        #expect(try await world.ports.blobs.open(scene.upload.manifest.document) != nil)
    }

    @Test func aPayloadOnItsWayOutEndsAtTheNextLook() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let document = try await world.upload(String(repeating: "x", count: 9 << 20), to: opened)
        let bo = try world.id("fk/bo")
        let retrieval = try await world.exchange.retrieve(document.id, for: .planering, by: bo).value
        let blob = try await world.exchange.payload(of: retrieval.id, by: bo).blob
        #expect(try await blob.read(at: 0, count: 65_536).count == 65_536)
        try await world.erase(opened.participant)
        await #expect(throws: ExchangeError.any(.notFound)) { try await blob.read(at: 65_536, count: 65_536) }
        await #expect(throws: ExchangeError.any(.notFound)) { try await blob.read(at: (4 << 20) - 100, count: 65_536) }
        await #expect(throws: ExchangeError.any(.notFound)) { try await blob.read(at: 4 << 20, count: 65_536) }
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.payload(of: retrieval.id, by: bo) }
    }

    private func expectNothingLeft(_ scene: PersonScene) async throws {
        let ports = scene.world.ports
        for document in scene.documents { #expect(try await ports.blobs.open(document.id) == nil) }
        #expect(try await ports.blobs.uploadedSize(scene.upload.ticket.upload) == 0)
        #expect(try await ports.storage.read { try $0.removals(limit: 9) } == [])
        #expect(try await ports.blobs.open(scene.bystandersDocument.id) != nil)
    }
}

/// What fails of storage and blobs.
enum Fault: Sendable, Equatable {
    case remove, discard, scrub
    /// All of them.
    case crash
    case one(DocumentID)
}

/// Storage in memory that fails when it's told to.
private final class Faults: Sendable {
    private let state = Mutex<(fault: Fault?, scrubs: Int)>((nil, 0))
    private let keeping = Mutex<(@Sendable () async -> Void)?>(nil)
    private let scrubbing = Mutex<(@Sendable () async -> Void)?>(nil)
    private let storage = InMemoryStorage()
    private let blobs = InMemoryBlobs()

    func world() async throws -> World {
        try await World(
            on: World.Ports(storage: FaultyStorage(inner: storage, faults: self), blobs: FaultyBlobs(inner: blobs, faults: self)))
    }

    var scrubs: Int { state.withLock { $0.scrubs } }
    func begin(_ fault: Fault) { state.withLock { $0.fault = fault } }
    func end() { state.withLock { $0.fault = nil } }
    /// Does something right after a payload has been kept, once.
    func afterKeeping(_ deed: @escaping @Sendable () async -> Void) { keeping.withLock { $0 = deed } }
    func haveKept() async { await Self.take(keeping)?() }
    /// Does something while storage is scrubbed, once.
    func whileScrubbing(_ deed: @escaping @Sendable () async -> Void) { scrubbing.withLock { $0 = deed } }
    func isScrubbing() async { await Self.take(scrubbing)?() }
    private static func take(_ once: borrowing Mutex<(@Sendable () async -> Void)?>) -> (@Sendable () async -> Void)? {
        once.withLock { deed in
            defer { deed = nil }
            return deed
        }
    }
    func countScrub() { state.withLock { $0.scrubs += 1 } }

    func meet(_ deed: Fault) throws {
        let fault = state.withLock { $0.fault }
        if fault == deed || fault == .crash { throw ExchangeError.any(.storageFailed) }
    }
}

private struct FaultyStorage: Storage {
    let inner: InMemoryStorage
    let faults: Faults

    func read<T: Sendable>(_ body: @escaping @Sendable (any StorageReader) throws -> T) async throws -> T { try await inner.read(body) }
    func write<T: Sendable>(
        endingWith end: CommitEnd?, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws -> (value: T, end: LogEnd?) { try await inner.write(endingWith: end, body) }
    func scrub() async throws {
        try faults.meet(.scrub)
        await faults.isScrubbing()
        faults.countScrub()
    }
}

private struct FaultyBlobs: ForwardingBlobs {
    let inner: InMemoryBlobs
    let faults: Faults

    func keep(_ upload: UploadID, as document: DocumentID, at state: UploadState) async throws {
        try await inner.keep(upload, as: document, at: state)
        await faults.haveKept()
    }
    func discard(_ upload: UploadID) async throws {
        try faults.meet(.discard)
        await inner.discard(upload)
    }
    func remove(_ document: DocumentID) async throws {
        try faults.meet(.remove)
        try faults.meet(.one(document))
        await inner.remove(document)
    }
}

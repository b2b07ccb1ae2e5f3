import Crypto
import Foundation
import StorageContract
import SignedRecords
import Synchronization
import Testing

@testable import Exchange

@Suite("A small payload comes with the answer to its retrieval") struct SmallPayloadTests {
    /// The sealed payload of so many bytes: nonce, chunks, a tag each.
    private static func plaintext(sealedTo size: Int) -> String { String(repeating: "x", count: size - 32) }

    @Test(arguments: [(16_384, true), (16_385, false)]) func upToItsBound(size: Int, comes: Bool) async throws {
        let scene = try await SmallPayloadScene(Self.plaintext(sealedTo: size))
        let retrieval = try await scene.retrieve()
        #expect(retrieval.document.payloadSize == UInt64(size))
        #expect((retrieval.payload != nil) == comes)
        let fetched = try await scene.world.exchange.payload(of: retrieval.id, by: scene.bo).blob.read(at: 0, count: 1 << 20)
        if let payload = retrieval.payload { #expect(Data(base64Encoded: payload) == Data(fetched)) }
    }

    @Test func anEmergencysToo() async throws {
        let scene = try await SmallPayloadScene("Ring mamma.")
        let answer = try await scene.world.exchange.retrieveInEmergency(
            scene.document.id, for: .planering, reason: "Hon svarar inte och har sagt att hon vill dö.", by: try scene.world.id("af/nour"))
        let payload = try #require(answer.value.payload.flatMap { Data(base64Encoded: $0) })
        #expect(Hexadecimal.text(SHA256.hash(data: payload)) == scene.document.payloadDigest)
    }

    @Test func noneGoesOutOnceItsGroundHasGone() async throws {
        let scene = try await SmallPayloadScene("Planen.")
        let (world, caseID) = (scene.world, scene.document.caseID)
        scene.blobs.whileOpening { _ = try? await world.exchange.closeCase(caseID, by: try world.id("af/anna")) }
        let retrieval = try await scene.retrieve()
        #expect(retrieval.payload == nil)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.payload(of: retrieval.id, by: scene.bo) }
    }

    @Test func noneOfSomebodyWhoIsErasedMeanwhileGoesOut() async throws {
        let scene = try await SmallPayloadScene("Planen.")
        let (world, participant) = (scene.world, scene.document.participant)
        scene.blobs.whileOpening { _ = try? await world.erase(participant) }
        #expect(try await scene.retrieve().payload == nil)
    }

    /// Somebody loses something all the time.
    @Test func whatAnotherLosesTakesNothing() async throws {
        let scene = try await SmallPayloadScene("Planen.")
        let world = scene.world
        let losses = world.exchange.grounds.losses
        scene.blobs.whileOpening { world.exchange.grounds.noteLoss() }
        #expect(try await scene.retrieve().payload != nil)
        #expect(world.exchange.grounds.losses == losses + 1)
    }

    @Test func oneThatIsMissingOrCutIsToldOfByTheFetch() async throws {
        for change in [OpeningBlobs.Change.missing, .cut] {
            let scene = try await SmallPayloadScene("Planen.")
            scene.blobs.change(change)
            let retrieval = try await scene.retrieve()
            #expect(retrieval.payload == nil)
        }
    }

    @Test func refusedOnesHaveNone() async throws {
        let scene = try await SmallPayloadScene("Planen.")
        let opened = scene.blobs.opened
        await #expect(throws: ExchangeError.any(.denied)) {
            try await scene.world.exchange.retrieve(scene.document.id, for: .planering, by: try scene.world.id("vagen/coach"))
        }
        #expect(scene.blobs.opened == opened)
    }
}

/// A document of FK's in a case with Bo, who may read it, and a coach, who may not.
private struct SmallPayloadScene: Sendable {
    let world: World
    let blobs = OpeningBlobs()
    let document: DocumentView
    let bo: OfficerID

    init(_ plaintext: String) async throws {
        world = try await World(on: World.Ports(storage: InMemoryStorage(), blobs: blobs))
        bo = try world.id("fk/bo")
        let opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        document = try await world.upload(plaintext, to: opened)
    }

    func retrieve() async throws -> Retrieval {
        try await world.exchange.retrieve(document.id, for: .planering, by: bo).value
    }
}

/// Blobs in memory; something can happen while one is opened.
private final class OpeningBlobs: ForwardingBlobs {
    enum Change { case missing, cut }

    private struct State {
        var opened = 0
        var change: Change?
        var happening: (@Sendable () async -> Void)?
    }

    let inner = InMemoryBlobs()
    private let state = Mutex(State())

    var opened: Int { state.withLock { $0.opened } }
    func change(_ change: Change) { state.withLock { $0.change = change } }
    func whileOpening(_ happening: @escaping @Sendable () async -> Void) { state.withLock { $0.happening = happening } }

    func open(_ document: DocumentID) async throws -> (any Blob)? {
        let state = state.withLock { state in
            defer { (state.opened, state.happening) = (state.opened + 1, nil) }
            return state
        }
        guard state.change != .missing, let blob = await inner.open(document) else { return nil }
        await state.happening?()
        return state.change == .cut ? CutBlob(size: blob.size) : blob
    }
}

/// Shorter than it says.
private struct CutBlob: Blob {
    let size: UInt64

    func read(at offset: UInt64, count: Int) async throws -> [UInt8] { [] }
}

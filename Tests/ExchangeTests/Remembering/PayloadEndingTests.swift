import StorageContract
import Testing

@testable import Exchange

/// A payload is let out on remembered facts, where storage's marks say that they still are the facts.
@Suite("A permitted retrieval's payload, after the end of the right") struct PayloadEndingTests {
    @Test(arguments: End.allCases) func isRefusedFromThenOn(_ end: End) async throws {
        try await inScene { scene in
            let retrieval = try await scene.begun()
            try await end.happen(in: scene)
            for _ in 0..<2 { await #expect(throws: ExchangeError.any(end.code)) { try await scene.fetch(retrieval) } }
        }
    }

    /// It's the marks that tell: without them each of these ends would go unseen.
    @Test(arguments: End.allCases.filter { $0 != .erasure && $0 != .policy }) func withoutMarksItGoesUnseen(_ end: End) async throws {
        try await inScene { scene in
            let retrieval = try await scene.begun()
            try await scene.dropTriggers()
            try await end.happen(in: scene)
            try await scene.fetch(retrieval)
            await #expect(throws: ExchangeError.any(end.code)) { try await scene.fetch(retrieval, by: scene.other) }
        }
    }

    @Test func isRefusedOnceItsTimeIsUpThoughAllIsRemembered() async throws {
        try await inScene { scene in
            let retrieval = try await scene.begun()
            scene.world.clock.advance(by: .seconds(599))
            try await scene.fetch(retrieval)
            scene.world.clock.advance(by: .seconds(1))
            await #expect(throws: ExchangeError.any(.notFound)) { try await scene.fetch(retrieval) }
        }
    }

    @Test func isRefusedWhenTheRememberedConsentRunsOut() async throws {
        try await inScene { scene in
            try await scene.read()
            scene.world.clock.advance(by: .seconds(90 * 86_400 - 60))
            let retrieval = try await scene.begun()
            scene.world.clock.advance(by: .seconds(60))
            await #expect(throws: ExchangeError.any(.denied)) { try await scene.fetch(retrieval) }
        }
    }
}

@Suite("Keys that are let go as they lay when it was permitted") struct SealedKeysTests {
    /// What doesn't open any more, since it was wrapped anew in the meantime, is read again.
    @Test func whatDoesNotOpenIsReadAgain() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let document = try await world.upload("Planen för Tolvan.", to: opened)
        let exchange = world.exchange
        let granted: Committed<RetrievalGrant> = try await exchange.act(.retrieveDocument, by: try world.id("fk/bo")) { acting in
            let (facts, stored) = try acting.document(document.id)
            let authorized = try acting.authorizeRetrieval(of: facts, for: .planering)
            return try acting.noteRetrieval(of: stored, .planering, authorized.decision, until: acting.now + .seconds(60))
        }
        let stale = try granted.map { grant in
            var grant = grant
            grant.sealed = SealedKeys(subject: Sealed(bytes: [2, 1, 2, 3]), document: Sealed(bytes: [2]))
            return grant
        }
        let header = try await exchange.release(stale, since: exchange.grounds.losses)
        #expect(try await world.open(Retrieval(granted.value, header: header), as: "fk/bo") == "Planen för Tolvan.")
    }
}

@Suite("Retrievals that have run out") struct ExpiredRetrievalTests {
    @Test func areRemovedOnTheWayOfOthersOnceAMinute() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let document = try await world.upload("Planen för Tolvan.", to: opened)
        func retrieve() async throws -> RetrievalID {
            try await world.exchange.retrieve(document.id, for: .planering, by: try world.id("fk/bo")).value.id
        }
        func isKept(_ id: RetrievalID) async throws -> Bool { try await world.ports.storage.read { try $0.retrieval(id) } != nil }
        let first = try await retrieve()
        world.clock.advance(by: .seconds(599))
        let second = try await retrieve()
        #expect(try await isKept(first))
        world.clock.advance(by: .seconds(59))
        _ = try await retrieve()
        #expect(try await isKept(first))
        world.clock.advance(by: .seconds(1))
        _ = try await retrieve()
        let kept = (try await isKept(first), try await isKept(second))
        #expect(kept == (false, true))
    }

    @Test func theOccasionComesAgainWhenTheClockIsSetBack() {
        let (occasion, start) = (Occasion(every: .seconds(60)), Timestamp(milliseconds: 1_000_000))
        #expect(occasion.isDue(at: start))
        #expect(!occasion.isDue(at: start) && !occasion.isDue(at: start + .seconds(59)))
        #expect(occasion.isDue(at: start + .seconds(60)))
        #expect(occasion.isDue(at: start) && !occasion.isDue(at: start + .seconds(1)))
    }
}

extension RememberingScene {
    /// A retrieval whose payload has been fetched twice, so that all that it takes is remembered.
    fileprivate func begun() async throws -> Retrieval {
        try await read()
        let retrieval = try await read().value
        for _ in 0..<2 { try await fetch(retrieval) }
        return retrieval
    }

    fileprivate func fetch(_ retrieval: Retrieval, by other: World? = nil) async throws {
        let payload = try await (other ?? world).exchange.payload(of: retrieval.id, by: coach)
        #expect(try await payload.blob.read(at: 0, count: 1 << 10).count == Int(payload.size))
    }
}

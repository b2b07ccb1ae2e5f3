import StorageContract
import Testing

@testable import Exchange

@Suite("Calls that are made again") struct ReplayTests {
    @Test func theSameCallGetsTheSameAnswerAndDoesNothing() async throws {
        let world = try await World()
        let participant = try await world.register()
        let (caller, once) = (try world.id("af/anna"), try key("k-1", 1))
        let first = try await world.exchange.openCase(for: participant, by: caller, idempotency: once)
        world.clock.advance(by: .seconds(3600))
        let again = try await world.exchange.openCase(for: participant, by: caller, idempotency: once)
        #expect(again.value == first.value && again.receipt == first.receipt)
        #expect(try await world.entries().count == 2)
        #expect(try await world.storage.read { try $0.cases(of: participant).count } == 1)
        try world.check(again.receipt)
    }

    @Test func aKeyIsForOneBody() async throws {
        let world = try await World()
        let (participant, caller) = (try await world.register(), try world.id("af/anna"))
        _ = try await world.exchange.openCase(for: participant, by: caller, idempotency: try key("k-1", 1))
        await #expect(throws: ExchangeError.any(.idempotencyKeyReused)) {
            try await world.exchange.openCase(for: participant, by: caller, idempotency: try key("k-1", 2))
        }
        #expect(try await world.lastEntry().code == "idempotency-key-reused")
        #expect(try await world.storage.read { try $0.cases(of: participant).count } == 1)
    }

    @Test func aKeyIsItsOfficersOwn() async throws {
        let world = try await World()
        let once = try key("k-1", 1)
        let first = try await world.exchange.register(world.registration(), by: try world.id("af/anna"), idempotency: once)
        let second = try await world.exchange.register(world.registration(), by: try world.id("fk/bo"), idempotency: once)
        #expect(first.receipt.index == 0 && second.receipt.index == 1)
    }

    @Test func aRefusalIsNotKept() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let once = try key("k-1", 1)
        let (caller, bo) = (try world.id("af/anna"), try world.id("fk/bo"))
        world.storage.tamper { $0.participants = [:] }
        await #expect(throws: ExchangeError.self) {
            try await world.exchange.addOfficer(bo, to: opened.id, by: caller, idempotency: once)
        }
        #expect(try await world.storage.read { try $0.replay(of: "k-1", by: caller) } == nil)
    }

    @Test func afterADayTheKeyIsForgotten() async throws {
        let world = try await World()
        let (participant, caller) = (try await world.register(), try world.id("af/anna"))
        _ = try await world.exchange.openCase(for: participant, by: caller, idempotency: try key("k-1", 1))
        world.clock.advance(by: .seconds(24 * 3600 + 1))
        _ = try await world.exchange.openCase(for: participant, by: caller, idempotency: try key("k-2", 2))
        #expect(try await world.storage.read { try $0.replay(of: "k-1", by: caller) } == nil)
    }

    @Test func anotherActionsAnswerIsNotGivenOut() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let (caller, once) = (try world.id("af/anna"), try key("k-1", 1))
        _ = try await world.exchange.closeCase(opened.id, by: caller, idempotency: once)
        await #expect(throws: ExchangeError.self) {
            try await world.exchange.register(world.registration(), by: caller, idempotency: once)
        }
    }

    @Test func aDisabledOfficerGetsNoOldAnswer() async throws {
        let world = try await World()
        let (participant, caller, once) = (try await world.register(), try world.id("af/anna"), try key("k-1", 1))
        _ = try await world.exchange.openCase(for: participant, by: caller, idempotency: once)
        try await world.disable("af/anna")
        await #expect(throws: ExchangeError.any(.disabledOfficer)) {
            try await world.exchange.openCase(for: participant, by: caller, idempotency: once)
        }
    }

    @Test func aCompletedUploadIsAnsweredAgain() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let upload = try await world.beginUpload("Planen.", to: opened)
        let first = try await world.complete(upload, idempotency: try key("k-1", 1))
        let again = try await world.complete(upload, idempotency: try key("k-1", 1))
        #expect(again.value == first.value && again.receipt == first.receipt)
    }

    @Test(arguments: ["", String(repeating: "a", count: 65), "med blank", "å", "a\n"]) func aBadKeyIsNone(_ text: String) {
        #expect(Idempotency(key: text, requestDigest: []) == nil)
    }

    private func key(_ text: String, _ body: UInt8) throws -> Idempotency {
        try #require(Idempotency(key: text, requestDigest: Array(repeating: body, count: 32)))
    }
}

import StorageContract
import Testing

@testable import Exchange

@Suite("Cases") struct CaseTests {
    @Test func aCaseIsOpenedJoinedAndClosed() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        #expect(opened.officers.map(\.description) == ["af/anna", "fk/bo", "vagen/coach"])
        #expect(try await world.exchange.caseOf(opened.id, by: try world.id("vagen/coach")).value == opened)
        let closed = try await world.exchange.closeCase(opened.id, by: try world.id("af/karl")).value
        #expect(closed.closedAt == world.clock.now)
        #expect(try await world.exchange.caseOf(opened.id, by: try world.id("fk/bo")).value == closed)
    }

    @Test func aCaseIsClosedOnce() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        _ = try await world.exchange.closeCase(opened.id, by: try world.id("af/anna"))
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.exchange.closeCase(opened.id, by: try world.id("af/anna")) }
    }

    @Test func nobodyJoinsAClosedCase() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        _ = try await world.exchange.closeCase(opened.id, by: try world.id("af/anna"))
        await #expect(throws: ExchangeError.any(.denied)) {
            try await world.exchange.addOfficer(try world.id("fk/bo"), to: opened.id, by: try world.id("af/anna"))
        }
        #expect(try await world.lastEntry().policies == ["case-closed"])
    }

    @Test func joiningTwiceChangesNothing() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo", "fk/bo"])
        #expect(opened.officers.count == 2)
    }

    @Test func onlyActiveOfficersJoin() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        try await world.disable("fk/bo")
        for name in ["fk/bo", "fk/ingen"] {
            let officer = try #require(OfficerID(name))
            await #expect(throws: ExchangeError.any(.invalidInput)) {
                try await world.exchange.addOfficer(officer, to: opened.id, by: try world.id("af/anna"))
            }
        }
        #expect(try await world.storage.read { try $0.caseOf(opened.id)?.officers.count } == 1)
    }

    @Test func outsidersCannotTellACaseFromNone() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let caller = try world.id("fk/nils")
        let forbidden = await #expect(throws: ExchangeError.self) { try await world.exchange.caseOf(opened.id, by: caller) }
        let none = CaseID(random: world.random.source)
        let missing = await #expect(throws: ExchangeError.self) { try await world.exchange.caseOf(none, by: caller) }
        expectSame(forbidden, missing)
        #expect(missing?.code == .notFound)
        #expect(try await world.entries().suffix(2).map(\.outcome) == [.denied, .failed])
        #expect(try await world.entries().suffix(2).map(\.code) == ["denied", "not-found"])
    }

    @Test func aRefusedActionLeavesNothingBehind() async throws {
        let world = try await World()
        let participant = try await world.register()
        await #expect(throws: ExchangeError.self) { try await world.exchange.openCase(for: participant, by: try world.id("af/karl")) }
        #expect(try await world.storage.read { try $0.cases(of: participant) } == [])
    }
}

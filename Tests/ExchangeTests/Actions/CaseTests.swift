import StorageContract
import Testing

@testable import Exchange

@Suite("Cases") struct CaseTests {
    @Test func aCaseIsOpenedJoinedAndClosed() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        #expect(opened.officers.map(\.description) == ["af/anna", "fk/bo", "vagen/coach"])
        #expect(try await world.exchange.caseOf(opened.id, by: try world.id("vagen/coach")).value == opened)
        let closed = try await world.exchange.closeCase(opened.id, by: try world.id("af/anna")).value
        #expect(closed.closedAt == world.clock.now)
        #expect(try await world.exchange.caseOf(opened.id, by: try world.id("fk/bo")).value == closed)
    }

    @Test func aCaseIsClosedOnce() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        _ = try await world.exchange.closeCase(opened.id, by: try world.id("af/anna"))
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.exchange.closeCase(opened.id, by: try world.id("af/anna")) }
    }

    /// A recorder of the opener's closes what nobody of theirs works in any more. They learn nothing by it of who did.
    @Test func theOpenersRecorderClosesAndSeesNoneOfTheOthers() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.closeCase(opened.id, by: try world.id("af/karl")) }
        let closed = try await world.exchange.closeCase(opened.id, by: try world.id("af/rebecka")).value
        #expect(closed.closedAt == world.clock.now && closed.officers.map(\.description) == ["af/anna"])
        #expect(try await world.exchange.caseOf(opened.id, by: try world.id("fk/bo")).value.officers.count == 2)
    }

    /// The only active officer of a case is disabled.
    @Test func theOpenersRecorderLetsAColleagueGoOn() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        try await world.disable("af/anna")
        let (rebecka, karl) = (try world.id("af/rebecka"), try world.id("af/karl"))
        await #expect(throws: ExchangeError.any(.denied)) {
            try await world.exchange.addOfficer(try world.id("vagen/coach"), to: opened.id, by: rebecka)
        }
        let joined = try await world.exchange.addOfficer(karl, to: opened.id, by: rebecka).value
        #expect(joined.officers.map(\.description) == ["af/anna", "af/karl"])
        let added = try await world.exchange.addOfficer(try world.id("vagen/coach"), to: opened.id, by: karl).value
        #expect(added.officers.map(\.description) == ["af/anna", "fk/bo", "af/karl", "vagen/coach"])
    }

    /// Their name in it would mislead.
    @Test(arguments: ["af/nour", "af/granskare"]) func whoeverCouldNotWorkInACaseIsNotAdded(_ name: String) async throws {
        let world = try await World()
        let opened = try await world.openCase()
        await #expect(throws: ExchangeError.any(.invalidInput)) {
            try await world.exchange.addOfficer(try world.id(name), to: opened.id, by: try world.id("af/anna"))
        }
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

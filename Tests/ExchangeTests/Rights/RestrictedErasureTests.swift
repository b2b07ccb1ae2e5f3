import Foundation
import StorageContract
import Testing

@testable import Exchange

@Suite("Restriction instead of erasure") struct RestrictedErasureTests {
    @Test(arguments: [RestrictionGround.unlawful, .claims]) func whoWantsItKeptIsNotErased(_ ground: RestrictionGround) async throws {
        let scene = try await PersonScene(try await World())
        let restricted = try await scene.world.restrict(scene.person, ground).value
        await #expect(throws: ExchangeError.any(.denied)) { try await scene.world.askErasure(of: .participant(scene.person)) }
        #expect(try await scene.world.lastEntry().policies == ["restricted-erasure"])
        try await scene.world.lift(restricted)
        #expect(try await scene.world.erase(scene.person).value.state == .done)
    }

    /// It may be asked first and restricted then: the confirmation decides by what holds now.
    @Test func aRestrictionStopsAnErasureThatWasAskedBefore() async throws {
        let scene = try await PersonScene(try await World())
        let asked = try await scene.world.askErasure(of: .participant(scene.person)).value
        try await scene.world.restrict(scene.person, .claims)
        await #expect(throws: ExchangeError.any(.denied)) { try await scene.world.answerErasure(asked) }
        #expect(try await scene.world.lastEntry().policies == ["restricted-erasure"])
        #expect(try await scene.world.storage.read { try $0.participant(scene.person) } != nil)
        #expect(try await scene.world.answerErasure(asked, .declined).value.state == .declined)
    }

    @Test func aDocumentOfTheirsIsKeptToo() async throws {
        let scene = try await PersonScene(try await World())
        try await scene.world.restrict(scene.person, .claims)
        await #expect(throws: ExchangeError.self) {
            try await scene.world.askErasure(of: .document(scene.documents[0].id), by: "fk/adam")
        }
        #expect(try await scene.world.storage.read { try $0.document(scene.documents[0].id) } != nil)
    }

    @Test(arguments: [RestrictionGround.accuracy, .objection]) func theOtherGroundsKeepNobodyFromIt(_ ground: RestrictionGround)
        async throws
    {
        let scene = try await PersonScene(try await World())
        try await scene.world.restrict(scene.person, ground)
        #expect(try await scene.world.erase(scene.person).value.state == .done)
        #expect(try await scene.world.storage.read { try $0.restrictions(of: scene.person) } == [])
    }
}

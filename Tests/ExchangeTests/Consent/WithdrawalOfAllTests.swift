import StorageContract
import Testing

@testable import Exchange

@Suite("A person takes everything back") struct WithdrawalOfAllTests {
    @Test func everyConsentOfEveryCaseEndsInOneStep() async throws {
        let scene = try await ConsentScene()
        let (world, person) = (scene.world, scene.opened.participant)
        let second = try await world.exchange.openCase(for: person, by: try world.id("af/anna")).value
        let other = try await world.recordConsent(in: second).value.id
        let refused = try await world.recordConsent(in: second) { $0.decision = .refused }.value.id
        let all = try await world.withdrawAll(of: person)
        #expect(Set(all.value.consents) == [scene.consent, other] && all.value.withdrawnAt == world.clock.now)
        #expect(try await scene.isRefused())
        #expect(try await scene.isRefused("af/anna"))
        let views = try await world.exchange.consents(of: person, by: try world.id("af/anna")).value
        #expect(
            Dictionary(uniqueKeysWithValues: views.map { ($0.id, $0.state) }) == [
                scene.consent: .withdrawn, other: .withdrawn, refused: .refused,
            ])
        #expect(views.filter { $0.state == .withdrawn }.allSatisfy { $0.withdrawals.count == 1 })
        let entries = try await world.entries().filter { $0.action == .withdrawConsent }
        #expect(
            entries.first?.resource == person.text && Set(entries.dropFirst().compactMap(\.resource)) == [scene.consent.text, other.text])
        #expect(Set(entries.map(\.record)).count == 1 && entries.allSatisfy { $0.participant == person })
        #expect(try world.check(all.receipt).entry == entries.first)
    }

    @Test func whoeverThePersonTurnsToAndIsToldNoMore() async throws {
        let scene = try await ConsentScene()
        let all = try await scene.world.withdrawAll(of: scene.opened.participant, by: "sof/rut").value
        #expect(all.consents == [])
        #expect(try await scene.isRefused())
        let again = try await scene.world.withdrawAll(of: scene.opened.participant, by: "fk/nils").value
        #expect(again.consents == [])
        #expect(try await scene.world.view(scene.consent).withdrawals.count == 1)
    }

    /// What has run out stays out though the clock should step back.
    @Test func whatHasRunOutIsWithdrawnToo() async throws {
        let scene = try await ConsentScene()
        scene.world.clock.advance(by: .seconds(91 * 86_400))
        try await scene.world.withdrawAll(of: scene.opened.participant)
        scene.world.clock.advance(by: .seconds(-90 * 86_400))
        #expect(try await scene.world.view(scene.consent).state == .withdrawn)
    }

    @Test func aPersonWhoIsNotHere() async throws {
        let world = try await World()
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.withdrawAll(of: ParticipantID(random: world.random.source), by: "fk/nils")
        }
    }

    @Test func theRecordIsTheCallersOwnAndOfItsType() async throws {
        let scene = try await ConsentScene()
        let (world, anna) = (scene.world, try scene.world.id("af/anna"))
        let record = WithdrawalOfAllRecord(
            participant: scene.opened.participant, how: .written, recordedBy: anna, recordedAt: world.clock.now)
        let foreign = try world.sign(record, as: WithdrawalOfAllRecord.type, by: "fk/bo")
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.exchange.withdrawAll(foreign, by: anna) }
        let mistyped = try world.sign(record, as: WithdrawalRecord.type, by: "af/anna")
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.exchange.withdrawAll(mistyped, by: anna) }
        let unreadable = try world.sign(["participant": scene.opened.participant.text], as: WithdrawalOfAllRecord.type, by: "af/anna")
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.exchange.withdrawAll(unreadable, by: anna) }
        #expect(try await scene.isRefused() == false)
    }
}

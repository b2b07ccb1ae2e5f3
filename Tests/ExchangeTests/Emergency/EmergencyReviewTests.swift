import StorageContract
import Testing

@testable import Exchange

@Suite("Reviewing emergency reads") struct EmergencyReviewTests {
    @Test(arguments: ["fk/granskare", "af/granskare", "vard/granskare"]) func anAuditorAnswers(_ name: String) async throws {
        let (world, id, entry) = try await read()
        let done = try await world.reviewEmergency(id, by: name)
        #expect(done.value.verdict == .justified && done.value.reviewedBy?.description == name && done.value.review != nil)
        let logged = try world.check(done.receipt).entry
        #expect(logged.action == .reviewEmergency && logged.resource == id.text && logged.record != nil && logged.participant != nil)
        #expect(done.value.entry == entry)
        #expect(try await world.exchange.status(by: try world.id(name)).unreviewedEmergencies?.open == 0)
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.reviewEmergency(id, by: name) }
    }

    @Test(arguments: [("fk/ulla", ExchangeError.Code.denied), ("af/nour", .notFound), ("kvv/uno", .notFound), ("af/anna", .notFound)])
    func nobodyElseAnswers(_ name: String, _ code: ExchangeError.Code) async throws {
        let (world, id, _) = try await read()
        await #expect(throws: ExchangeError.any(code)) { try await world.reviewEmergency(id, by: name) }
        #expect(try await world.storage.read { try $0.emergency(id) }?.reviewedAt == nil)
    }

    /// A reader who has become an auditor since.
    @Test func nobodyReviewsTheirOwnRead() async throws {
        let (world, id, _) = try await read()
        try await world.changeDirectory(.changeOfficer(try world.changed("af/nour", roles: [.auditor])))
        await #expect(throws: ExchangeError.any(.denied)) { try await world.reviewEmergency(id, by: "af/nour") }
        #expect(try await world.lastEntry().policies == ["never-review-own-emergency"])
    }

    @Test func aBadReviewChangesNothing() async throws {
        let (world, id, entry) = try await read()
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.reviewEmergency(id, entry: entry + 1) }
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.reviewEmergency(id, note: "") }
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.reviewEmergency(EmergencyID(random: world.random.source))
        }
        let good = EmergencyReview(
            emergency: id, entry: entry, verdict: .justified, note: "Ja.", reviewedBy: try world.id("fk/granskare"),
            reviewedAt: world.clock.now)
        let others = try world.sign(good, as: EmergencyReview.type, by: "af/granskare")
        await #expect(throws: ExchangeError.any(.invalidRecord)) {
            try await world.exchange.reviewEmergency(others, by: try world.id("af/granskare"))
        }
        #expect(try await world.storage.read { try $0.emergency(id) }?.reviewedAt == nil)
    }

    @Test func overdueOnesAreMarkedOnceAndShown() async throws {
        let (world, id, _) = try await read()
        #expect(try await world.exchange.markOverdueEmergencies() == 0)
        world.clock.advance(by: .seconds(7 * 86_400))
        #expect(try await world.exchange.markOverdueEmergencies() == 1)
        #expect(try await world.exchange.markOverdueEmergencies() == 0)
        let auditor = try world.id("fk/granskare")
        #expect(try await world.exchange.emergencies(by: auditor).value.map(\.overdue) == [true])
        #expect(try await world.exchange.status(by: auditor).unreviewedEmergencies == UnreviewedEmergencies(open: 1, overdue: 1))
        try await world.reviewEmergency(id)
        #expect(try await world.exchange.emergencies(by: auditor).value.map(\.overdue) == [false])
    }

    private func read() async throws -> (World, EmergencyID, UInt64) {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let read = try await world.readInEmergency(try await world.upload("Plan.", to: opened).id)
        return (world, try #require(read.value.emergency), read.receipt.index)
    }
}

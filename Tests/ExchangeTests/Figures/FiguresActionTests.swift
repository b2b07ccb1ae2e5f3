import StorageContract
import Testing

@testable import Exchange

@Suite("Reading figures") struct FiguresActionTests {
    @Test func anOfficerOfTheFörbundReads() async throws {
        let world = try await worldWithEnded(6)
        let answer = try await world.exchange.figures(by: try world.id("sof/rut"))
        #expect(answer.value.compactMap(\.ended).map(\.participants) == [6])
        #expect(answer.value.allSatisfy { $0.smallest == 5 })
        let entry = try world.check(answer.receipt).entry
        #expect(entry.action == .readFigures && entry.resource == "figures" && entry.participant == nil && entry.owner == nil)
        #expect(try await world.storage.read { try $0.entry(answer.receipt.index) }?.participant == nil)
    }

    @Test(arguments: ["vard/admin", "vard/granskare", "af/anna", "af/eva", "fk/bo", "vagen/coach", "kvv/nadja"])
    func othersDoNot(_ name: String) async throws {
        let world = try await worldWithEnded(6)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.figures(by: try world.id(name)) }
        #expect(try await world.lastEntry().action == .readFigures)
        #expect(try await world.storage.read { try $0.figureIssues() } == [])
    }

    @Test func aDisabledOneDoesNotEither() async throws {
        let world = try await worldWithEnded(6)
        try await world.disable("sof/rut")
        await #expect(throws: ExchangeError.any(.disabledOfficer)) { try await world.exchange.figures(by: try world.id("sof/rut")) }
    }

    /// A quarter's figures are there two weeks after its end, and not a day before.
    @Test func aQuarterSettlesFirst() async throws {
        let world = try await World()
        try await end(6, in: world)
        let reader = try world.id("sof/rut")
        // 2026-06-01 is the beginning: the quarter ends in thirty days.
        for (days, count) in [(0, 0), (43, 0), (1, 1)] {
            world.clock.advance(by: .seconds(days * 86_400))
            #expect(try await world.exchange.figures(by: reader).value.count == count, "after \(days) days more")
        }
    }

    /// What is issued stays, whatever becomes of those who were counted and of the settings.
    @Test func whatIsIssuedStays() async throws {
        let world = try await worldWithEnded(8)
        let reader = try world.id("sof/rut")
        let first = try await world.exchange.figures(by: reader).value
        let texts = try await world.storage.read { try $0.figureIssues() }
        world.storage.tamper { rows in rows.participants = [:] }
        try await end(1, in: world)
        #expect(try await world.exchange.figures(by: reader).value == first)
        let other = try await World(limits: limits(smallest: 20), on: World.Ports(storage: InMemoryStorage(), blobs: InMemoryBlobs()))
        try await other.ports.storage.write { changes in for text in texts { try changes.insertFigureIssue(text) } }
        other.clock.advance(by: .seconds(60 * 86_400))
        #expect(try await other.exchange.figures(by: reader).value == first)
    }

    @Test func theSizeIsTheExchanges() async throws {
        let world = try await worldWithEnded(6, limits: limits(smallest: 7))
        #expect(try await world.exchange.figures(by: try world.id("sof/rut")).value.allSatisfy { $0.ended == nil && $0.smallest == 7 })
    }

    /// With all that is known of people gone, the figures are the same: nothing of it was looked at.
    @Test func nobodyIsLookedAt() async throws {
        let (world, same) = (try await worldWithEnded(9), try await worldWithEnded(9))
        world.storage.tamper { rows in
            (rows.participants, rows.documents, rows.consents, rows.requests) = ([:], [], [], [])
        }
        let reader = try world.id("sof/rut")
        let figures = try await world.exchange.figures(by: reader).value
        let expected = try await same.exchange.figures(by: reader).value
        #expect(figures == expected && figures.contains { $0.ended != nil })
    }

    /// Neither ids nor names of anybody are in the answer or in what is kept.
    @Test func nobodyIsNamed() async throws {
        let world = try await worldWithEnded(9)
        _ = try await world.exchange.figures(by: try world.id("sof/rut"))
        let texts = try await world.storage.read { try $0.figureIssues() }.map { String(decoding: $0.text, as: UTF8.self) }
        #expect(!texts.isEmpty)
        for text in texts { #expect(!["par_", "case_", "doc_", "af", "Testsson"].contains { text.contains($0) }, "\(text)") }
    }

    @Test(arguments: ["", "{}", "{\"quarter\":\"2026Q3\",\"smallest\":5}", "[]"]) func damageIsTold(text: String) async throws {
        let world = try await World()
        let quarter = try #require(Quarter("2026Q1"))
        try await world.storage.write { try $0.insertFigureIssue(StoredFigureIssue(quarter: quarter, text: Array(text.utf8))) }
        await #expect(throws: ExchangeError.any(.damaged)) { try await world.exchange.figures(by: try world.id("sof/rut")) }
    }

    // MARK: People

    private func limits(smallest: Int) -> Limits {
        var limits = Limits()
        limits.smallestGroup = smallest
        return limits
    }

    /// Six weeks later, so that the quarter is over and has settled.
    private func worldWithEnded(_ count: Int, limits: Limits = Limits()) async throws -> World {
        let world = try await World(limits: limits)
        try await end(count, in: world)
        world.clock.advance(by: .seconds(45 * 86_400))
        return world
    }

    /// So many people, each with a case that was opened and closed today. Their rows hold nothing that opens.
    private func end(_ count: Int, in world: World) async throws {
        let (random, now, opener) = (world.random, world.clock.now, try world.id("af/anna"))
        let registration = StoredRegistration(organisation: opener.organisation, identity: Sealed(bytes: [0]), at: now)
        try await world.storage.write { changes in
            for _ in 0..<count {
                let participant = StoredParticipant(
                    id: ParticipantID(random: random.source), blindIndex: random.bytes(32), subjectKey: Sealed(bytes: [0]),
                    registrations: [registration])
                try changes.insertParticipant(participant)
                let value = Case(
                    id: CaseID(random: random.source), participant: participant.id, openedBy: opener, openedAt: now, officers: [opener])
                try changes.insertCase(value)
                try changes.setIndicators(StoredIndicators(caseID: value.id, outcome: .work, anonymous: false))
                try changes.closeCase(value.id, at: now)
            }
        }
    }
}

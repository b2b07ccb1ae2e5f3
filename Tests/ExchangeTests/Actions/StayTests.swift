import StorageContract
import Testing

@testable import Exchange

/// An organisation sees the case's documents while it takes part, and its own always.
@Suite("Leaving a case") struct StayTests {
    let world: World
    let opened: Case

    init() async throws {
        world = try await World()
        opened = try await world.openCase(with: ["fk/bo", "fk/nils", "vagen/coach"])
    }

    @discardableResult
    private func remove(_ officer: String, by name: String? = nil) async throws -> Case {
        try await world.exchange.removeOfficer(try world.id(officer), from: opened.id, by: try world.id(name ?? officer)).value
    }

    @Test func whoeverLeavesIsToldOfAsOneWhoWasThere() async throws {
        world.clock.advance(by: .seconds(3600))
        let left = try await remove("fk/nils", by: "fk/bo")
        #expect(left.officers.map(\.description) == ["af/anna", "fk/bo", "vagen/coach"])
        let entry = try await world.lastEntry()
        #expect(entry.action == .leaveCase && entry.policies == ["case-officers-leave"])
        let chain = try await world.exchange.chain(of: opened.id, by: try world.id("af/anna")).value
        let stay = try #require(chain.stays.last)
        #expect(stay.officer.description == "fk/nils" && stay.endedBy?.description == "fk/bo")
        #expect(stay.until == world.clock.now && stay.from == opened.openedAt)
        #expect(chain.stays.count == 4 && chain.stays.filter { $0.until == nil }.count == 3)
    }

    @Test func whoeverHasLeftCannotTellTheCaseFromNone() async throws {
        try await remove("vagen/coach")
        let caller = try world.id("vagen/coach")
        let gone = await #expect(throws: ExchangeError.self) { try await world.exchange.caseOf(opened.id, by: caller) }
        let none = await #expect(throws: ExchangeError.self) {
            try await world.exchange.caseOf(CaseID(random: world.random.source), by: caller)
        }
        expectSame(gone, none)
        for ask in [0, 1, 2] {
            await #expect(throws: ExchangeError.any(.notFound)) {
                switch ask {
                case 0: _ = try await world.exchange.chain(of: opened.id, by: caller)
                case 1: _ = try await world.exchange.documents(of: opened.id, by: caller)
                default: _ = try await world.exchange.consents(of: opened.participant, by: caller)
                }
            }
        }
        #expect(try await world.exchange.cases(by: caller).value.cases.isEmpty)
    }

    /// Also where a colleague stays, who goes on.
    @Test func whatTheyHadAskedForIsClosedAndCarriesThemNoMore() async throws {
        let opened = try await world.exchange.addOfficer(try world.id("af/karl"), to: opened.id, by: try world.id("af/anna")).value
        let document = try await world.upload("Planen", to: opened, by: "fk/bo", release: .owner)
        let karl = try world.id("af/karl")
        let waits = try await world.exchange.createRequest(for: document.id, purpose: .planering, reason: "Behövs", by: karl).value
        let carries = try await world.exchange.createRequest(for: document.id, purpose: .planering, reason: "Behövs", by: karl).value
        try await world.answer(carries.id, by: "fk/ulla") { $0.ground = GroundTests.duty("Vägt.") }
        #expect(try await world.exchange.retrieve(document.id, for: .planering, by: karl).value.approval == carries.id)
        try await remove("af/karl", by: "af/anna")
        for id in [waits.id, carries.id] {
            let stored = try #require(try await world.storage.read { try $0.request(id) })
            #expect(stored.state == .closed && stored.closedBecause == .requesterLeft)
            await #expect(throws: ExchangeError.self) { try await world.exchange.request(id, by: karl) }
        }
        await #expect(throws: ExchangeError.self) { try await world.exchange.retrieve(document.id, for: .planering, by: karl) }
        #expect(try await world.lastEntry().policies == ["only-while-taking-part"])
        #expect(try await world.exchange.requests(in: .mine, by: karl).value.requests.isEmpty)
    }

    /// The same call again would else be answered as it was, without a decision.
    @Test func whatTheyWereAnsweredBeforeIsntAnsweredAgain() async throws {
        let document = try await world.upload("Planen", to: opened)
        let (coach, terms) = (
            try world.id("vagen/coach"), RequestTerms(documents: [document.id], purpose: .planering, reason: "Behövs")
        )
        let key = try #require(Idempotency(key: "once", requestDigest: world.random.bytes(32)))
        let first = try await world.exchange.createRequest(terms, by: coach, idempotency: key).value
        #expect(try await world.exchange.createRequest(terms, by: coach, idempotency: key).value.id == first.id)
        try await remove("vagen/coach")
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.exchange.createRequest(terms, by: coach, idempotency: key)
        }
    }

    @Test func readingEndsWithTakingPartAndBeginsAgain() async throws {
        let document = try await world.upload("Planen", to: opened)
        _ = try await world.recordConsent(in: opened)
        let coach = try world.id("vagen/coach")
        let before = try await world.exchange.retrieve(document.id, for: .planering, by: coach).value
        try await remove("vagen/coach")
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.exchange.retrieve(document.id, for: .planering, by: coach)
        }
        #expect(try await world.lastEntry().policies == ["only-while-taking-part"])
        // What was permitted before and not fetched yet is fetched no more.
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.payload(of: before.id, by: coach) }
        #expect(try await world.exchange.documents(by: coach).value.documents.isEmpty)
        let readers = try await world.exchange.readers(of: document.id, for: .planering, by: try world.id("fk/bo")).value.readers
        #expect(!readers.map(\.officer).contains(coach))
        _ = try await world.exchange.addOfficer(coach, to: opened.id, by: try world.id("af/anna"))
        #expect(try await world.exchange.retrieve(document.id, for: .planering, by: coach).value.document.id == document.id)
    }

    @Test func anApprovalThatStillRunsOpensNothingForOneWhoHasLeft() async throws {
        let document = try await world.upload("Planen", to: opened, release: .owner)
        let coach = try world.id("vagen/coach")
        _ = try await world.recordConsent(in: opened)
        let asked = try await world.exchange.createRequest(for: document.id, purpose: .planering, reason: "Behövs", by: coach).value
        try await world.answer(asked.id, by: "fk/ulla")
        #expect(try await world.exchange.retrieve(document.id, for: .planering, by: coach).value.approval == asked.id)
        try await remove("vagen/coach")
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.exchange.retrieve(document.id, for: .planering, by: coach)
        }
        #expect(try await world.lastEntry().policies == ["only-while-taking-part"])
    }

    @Test func anOrganisationThatHasLeftKeepsItsOwnDocuments() async throws {
        let document = try await world.upload("Planen", to: opened)
        let ulla = try world.id("fk/ulla")
        for name in ["fk/bo", "fk/nils"] { try await remove(name) }
        #expect(try await world.exchange.caseOf(opened.id, by: try world.id("af/anna")).value.organisations.count == 2)
        #expect(try await world.exchange.document(document.id, by: ulla).value.id == document.id)
        #expect(try await world.exchange.retrieve(document.id, for: .planering, by: ulla).value.document.id == document.id)
        #expect(try await world.exchange.documents(by: ulla).value.documents.map(\.id) == [document.id])
    }

    @Test func theOpenersOrganisationTakesOutOthersAndNobodyElseDoes() async throws {
        await #expect(throws: ExchangeError.any(.denied)) { try await remove("fk/bo", by: "vagen/coach") }
        await #expect(throws: ExchangeError.any(.denied)) { try await remove("vagen/coach", by: "fk/bo") }
        // An officer of the opening organisation who doesn't work in the case may know of the person, and no more.
        await #expect(throws: ExchangeError.any(.denied)) { try await remove("fk/bo", by: "af/karl") }
        await #expect(throws: ExchangeError.any(.notFound)) { try await remove("af/anna", by: "kvv/kim") }
        #expect(try await remove("fk/bo", by: "af/anna").officers.count == 3)
        let entry = try await world.lastEntry()
        #expect(entry.action == .removeCaseOfficer && entry.policies == ["opener-removes-officers"])
    }

    @Test func whoIsntThereIsntTakenOutAndTheLastOneStays() async throws {
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await remove("fk/ulla", by: "fk/bo") }
        for name in ["fk/bo", "fk/nils", "vagen/coach"] { try await remove(name) }
        await #expect(throws: ExchangeError.any(.conflict)) { try await remove("af/anna") }
        let id = opened.id
        let left = try await world.storage.read { try $0.caseOf(id)?.officers }
        #expect(left?.map(\.description) == ["af/anna"])
    }

    @Test func nobodyLeavesAClosedCase() async throws {
        _ = try await world.exchange.closeCase(opened.id, by: try world.id("af/anna"))
        await #expect(throws: ExchangeError.any(.conflict)) { try await remove("fk/bo") }
    }
}

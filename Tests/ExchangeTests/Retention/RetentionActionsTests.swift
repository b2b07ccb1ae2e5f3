import StorageContract
import Synchronization
import Testing

@testable import Exchange

/// FK keeps for two years after the end of the year in which the case is closed; the tests begin on 1 June 2026.
@Suite("What is due is marked, listed, and erased by two people") struct RetentionActionsTests {
    private static let untilDue = Duration.seconds(945 * 86_400)

    @Test func aDocumentIsDueWhenItsTimeIsUpAndNotBefore() async throws {
        let world = try await World()
        let (opened, document) = try await closedCase(in: world)
        let adam = try world.id("fk/adam")
        world.clock.advance(by: .seconds(944 * 86_400))
        try await world.exchange.markDue()
        #expect(try await world.exchange.due(by: adam).value == [])
        world.clock.advance(by: .seconds(86_400))
        #expect(try await world.exchange.due(by: adam).value == [])
        try await world.exchange.markDue()
        let due = try await world.exchange.due(by: adam).value
        #expect(due.map(\.target) == [.document(document.id)])
        #expect(due.first?.rule == "fk" && due.first?.reference == "FK plan 3" && due.first?.category == .planering)
        #expect(due.first?.since == Timestamp("2028-12-31T23:00:00Z"))
        let entries = try await world.entries().suffix(2)
        let (about, list) = (try #require(entries.first), try #require(entries.last))
        #expect(about.action == .listErasures && about.participant == opened.participant, "the person's own log tells of it")
        #expect(list.action == .listErasures && list.resource == "retention" && list.participant == nil)
        #expect(try await world.storage.read { try $0.caseOf(opened.id)?.isOpen } == false)
    }

    @Test func whatIsDueIsListedToItsOwnersAdministratorsAlone() async throws {
        let world = try await World()
        _ = try await closedCase(in: world)
        world.clock.advance(by: Self.untilDue)
        try await world.exchange.markDue()
        #expect(try await world.exchange.due(by: try world.id("fk/amir")).value.count == 1)
        #expect(try await world.exchange.due(by: try world.id("fk/ulla")).value.count == 1)
        for name in ["vard/admin", "af/adele", "fk/nils", "fk/granskare", "sof/rut"] {
            #expect(try await world.exchange.due(by: try world.id(name)).value == [], "\(name)")
        }
    }

    /// A million documents are looked at every hour, and nobody waits for that who has something to write.
    @Test func whatIsMarkedAlreadyTakesNoTurnOfTheWriter() async throws {
        let world = try await World()
        _ = try await closedCase(in: world)
        world.clock.advance(by: Self.untilDue)
        let before = world.storage.transactionCount
        try await world.exchange.markDue()
        #expect(world.storage.transactionCount == before + 1)
        try await world.exchange.markDue()
        #expect(world.storage.transactionCount == before + 1)
    }

    /// Whoever has a call waiting gets the processor in between.
    @Test func betweenTwoPagesItRests() async throws {
        var limits = Limits()
        limits.pageSize = 1
        let world = try await World(limits: limits)
        for _ in 0..<3 { _ = try await closedCase(in: world) }
        world.clock.advance(by: Self.untilDue)
        let adam = try world.id("fk/adam")
        try await world.exchange.markDue(resting: { throw CancellationError() })
        #expect(try await world.exchange.due(by: adam).value.count == 1)
        let rests = Mutex(0)
        try await world.exchange.markDue(resting: { rests.withLock { $0 += 1 } })
        #expect(try await world.exchange.due(by: adam).value.count == 3)
        #expect(rests.withLock { $0 } == 3)
    }

    @Test func anOpenCaseAndARuleForeverKeep() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        _ = try await world.upload("FK:s.", to: opened)
        _ = try await world.upload("AF:s.", to: opened, by: "af/anna")
        world.clock.advance(by: Self.untilDue)
        try await world.exchange.markDue()
        #expect(try await world.storage.read { try $0.dueDocuments(of: try world.organisation("fk")) } == [])
        _ = try await world.exchange.closeCase(opened.id, by: try world.id("af/anna"))
        world.clock.advance(by: Self.untilDue + .seconds(151 * 86_400))
        try await world.exchange.markDue()
        #expect(try await world.storage.read { try $0.dueDocuments(of: try world.organisation("fk")).count } == 1)
        #expect(try await world.storage.read { try $0.dueDocuments(of: try world.organisation("af")) } == [])
    }

    @Test func aMarkIsTakenAwayWhenTheRulesChange() async throws {
        let world = try await World()
        let (_, document) = try await closedCase(in: world)
        world.clock.advance(by: Self.untilDue)
        try await world.exchange.markDue()
        try await world.install(ShippedPolicies.retention.replacing("keep: 2 years", with: "keep: 9 years"))
        await #expect(throws: ExchangeError.any(.denied)) {
            try await world.askErasure(of: .document(document.id), by: "fk/adam", ground: "FK plan 3")
        }
        #expect(try await world.exchange.due(by: try world.id("fk/adam")).value.count == 1)
        try await world.exchange.markDue()
        #expect(try await world.exchange.due(by: try world.id("fk/adam")).value == [])
    }

    @Test(arguments: [(false, 1), (true, 0)]) func thoseBornOnCertainDaysAreKept(_ keeps: Bool, _ count: Int) async throws {
        let world = try await World()
        _ = try await closedCase(in: world)
        world.clock.advance(by: Self.untilDue)
        // The number of the tests is of somebody born on the 20th.
        let days = keeps ? "[5, 20]" : "[5, 15]"
        try await world.install(
            ShippedPolicies.retention.replacing("reference: FK plan 3", with: "reference: FK plan 3, keepBornOn: \(days)"))
        try await world.exchange.markDue()
        #expect(try await world.exchange.due(by: try world.id("fk/adam")).value.count == count)
    }

    @Test func aConsentsEndStartsTheTime() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["vagen/coach"])
        _ = try await world.upload("Coachens.", to: opened, by: "vagen/coach")
        let vagen = try world.organisation("vagen")
        func dueCount() async throws -> Int {
            try await world.exchange.markDue()
            return try await world.storage.read { try $0.dueDocuments(of: vagen).count }
        }
        world.clock.advance(by: .seconds(400 * 86_400))
        #expect(try await dueCount() == 0)
        let first = try await world.recordConsent(in: opened).value
        _ = try await world.recordConsent(in: opened) { $0.decision = .refused }
        _ = try await world.withdraw(first.id)
        world.clock.advance(by: .seconds(180 * 86_400))
        #expect(try await dueCount() == 0)
        world.clock.advance(by: .seconds(10 * 86_400))
        #expect(try await dueCount() == 1)
        _ = try await world.recordConsent(in: opened)
        #expect(try await dueCount() == 0)
        world.clock.advance(by: .seconds(90 * 86_400 + 190 * 86_400))
        #expect(try await dueCount() == 1)
    }

    @Test func twoAdministratorsEraseADocumentAndThePersonStays() async throws {
        let world = try await World()
        let (opened, document) = try await closedCase(in: world)
        let (adam, bo) = (try world.id("fk/adam"), try world.id("fk/bo"))
        world.clock.advance(by: Self.untilDue)
        try await world.exchange.markDue()
        let asked = try await world.askErasure(of: .document(document.id), by: "fk/adam", ground: "FK plan 3").value
        #expect(try await world.exchange.due(by: adam).value.first?.erasure == asked.id)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.answerErasure(asked, by: "fk/adam") }
        let done = try await world.answerErasure(asked, by: "fk/amir")
        #expect(done.value.state == .done && done.value.complete == true)
        let told = try #require(try world.check(done.receipt).entry.erased)
        #expect(told.counts.documents == 1 && told.entries == [] && told.ground == "FK plan 3")
        #expect(await world.blobs.open(document.id) == nil)
        #expect(try await world.exchange.due(by: adam).value == [])
        await #expect(throws: ExchangeError.any(.erased)) { try await world.exchange.document(document.id, by: try world.id("fk/ulla")) }
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.exchange.document(document.id, by: try world.id("vagen/coach"))
        }
        #expect(try await world.exchange.caseOf(opened.id, by: bo).value.id == opened.id)
        let views = try await world.audited()
        #expect(views.allSatisfy { $0.closed == nil })
    }

    @Test func anAuthoritysDocumentNeedsItsDecisionEvenWhenDue() async throws {
        let world = try await World()
        let (_, document) = try await closedCase(in: world)
        world.clock.advance(by: Self.untilDue)
        await #expect(throws: ExchangeError.any(.invalidInput)) {
            try await world.askErasure(of: .document(document.id), by: "fk/adam", ground: "FK plan 3", decision: nil)
        }
    }

    @Test func aPersonOfWhomAllIsDueIsProposedToThoseWhoRegisteredThem() async throws {
        let world = try await World()
        let opened = try await world.exchange.openCase(
            for: try await world.register(by: "fk/bo"), by: try world.id("fk/bo")
        ).value
        _ = try await world.upload("Ett.", to: opened)
        let still = try await world.exchange.openCase(for: opened.participant, by: try world.id("fk/bo")).value
        _ = try await world.exchange.closeCase(opened.id, by: try world.id("fk/bo"))
        world.clock.advance(by: Self.untilDue)
        try await world.exchange.markDue()
        let adam = try world.id("fk/adam")
        #expect(try await world.exchange.due(by: adam).value.count == 1)
        _ = try await world.exchange.closeCase(still.id, by: try world.id("fk/bo"))
        let due = try await world.exchange.due(by: adam).value
        #expect(due.map(\.target).last == .participant(opened.participant) && due.count == 2)
        let asked = try await world.askErasure(of: .participant(opened.participant), by: "fk/adam", ground: "FK plan 3").value
        #expect(try await world.answerErasure(asked, by: "fk/amir").value.state == .done)
        #expect(try await world.exchange.due(by: adam).value == [])
    }

    /// A case that FK takes part in, with a document of FK's, closed on the first day.
    private func closedCase(in world: World) async throws -> (Case, DocumentView) {
        let opened = try await world.openCase(with: ["fk/bo"])
        let document = try await world.upload("FK:s.", to: opened)
        _ = try await world.exchange.closeCase(opened.id, by: try world.id("af/anna"))
        return (opened, document)
    }
}

extension World {
    /// Puts other rules of retention in force.
    fileprivate func install(_ retention: String) async throws {
        let source = PolicyFolder.retentionSource(retention)
        exchange.rulebook.install(try Rules(schema: try PolicyFolder.schema(), policies: try PolicyFolder.policies(), retention: source))
    }
}

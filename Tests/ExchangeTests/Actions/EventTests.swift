import StorageContract
import Testing

@testable import Exchange

/// Those who may read a request hear what happens to it, and nobody else.
@Suite("Events of requests") struct EventTests {
    let scene: Scene
    var world: World { scene.world }

    init() async throws { scene = try await Scene() }

    private func heard(by name: String, after last: UInt64 = 0) async throws -> [RequestEventKind] {
        try await world.exchange.requestEvents(after: last, by: try world.id(name)).events.map(\.kind)
    }

    @Test func whatHappensIsTold() async throws {
        let first = try await scene.request()
        try await scene.answer(first.id)
        let second = try await scene.request()
        _ = try await world.exchange.withdrawRequest(second.id, by: try world.id("vagen/coach"))
        let page = try await world.exchange.requestEvents(after: 0, by: try world.id("fk/ulla"))
        #expect(page.events.map(\.kind) == [.created, .answered, .created, .withdrawn])
        #expect(page.events.map(\.request) == [first.id, first.id, second.id, second.id])
        #expect(page.events.map(\.id) == [1, 2, 3, 4] && page.after == 4 && !page.isFull)
        #expect(try await heard(by: "fk/ulla", after: 3) == [.withdrawn])
    }

    @Test(arguments: ["fk/ulla", "vagen/coach"]) func thoseConcernedHear(_ name: String) async throws {
        try await scene.request()
        #expect(try await heard(by: name) == [.created])
    }

    @Test(arguments: ["fk/bo", "af/eva", "af/anna", "fk/granskare", "vard/admin", "sof/rut"]) func othersHearNothing(_ name: String)
        async throws
    {
        try await scene.request()
        let page = try await world.exchange.requestEvents(after: 0, by: try world.id(name))
        #expect(page.events == [] && page.after == 1)
    }

    /// Asked anew each time: who is no approver any more hears nothing more.
    @Test func aChangeOfRolesCountsAtOnce() async throws {
        try await scene.request()
        try await world.changeDirectory(.changeOfficer(try world.changed("fk/ulla", roles: [.caseOfficer])))
        #expect(try await heard(by: "fk/ulla") == [])
        try await world.disable("vagen/coach")
        await #expect(throws: ExchangeError.any(.disabledOfficer)) { try await heard(by: "vagen/coach") }
    }

    /// A refused attempt changes nothing, so there is nothing to tell.
    @Test func whatIsRefusedIsNoEvent() async throws {
        let request = try await scene.request()
        await #expect(throws: ExchangeError.self) { try await scene.answer(request.id) { $0.assessment = "" } }
        await #expect(throws: ExchangeError.self) { try await scene.deny(request.id, by: "fk/bo") }
        #expect(try await heard(by: "fk/ulla") == [.created])
    }

    @Test func followingIsLoggedAndBeginsNow() async throws {
        try await scene.request()
        let ulla = try world.id("fk/ulla")
        let begun = try await world.exchange.followRequests(after: nil, by: ulla)
        #expect(begun.value.after == 1)
        let entry = try world.check(begun.receipt).entry
        #expect(entry.action == .readRequest && entry.resource == "requests/events" && entry.participant == nil)
        #expect(try await world.exchange.followRequests(after: 0, by: ulla).value.after == 0)
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.exchange.followRequests(after: 2, by: ulla) }
    }

    @Test func whatIsOverdueIsToldOnce() async throws {
        let now = world.clock.now
        let terms = RequestTerms(documents: [scene.document.id], purpose: .planering, reason: "x", answerBy: now + .seconds(60))
        let request = try await world.exchange.createRequest(terms, by: try world.id("vagen/coach")).value
        #expect(try await world.exchange.markOverdueRequests() == 0)
        world.clock.advance(by: .seconds(60))
        #expect(try await world.exchange.markOverdueRequests() == 1)
        #expect(try await world.exchange.markOverdueRequests() == 0)
        #expect(try await heard(by: "fk/ulla") == [.created, .overdue])
        let seen = try await world.exchange.request(request.id, by: try world.id("fk/ulla")).value
        #expect(seen.isOverdue && seen.state == .open)
        world.clock.advance(by: .seconds(20 * 86_400))
        #expect(try await world.exchange.markOverdueRequests() == 0)
        #expect(try await heard(by: "fk/ulla") == [.overdue])
        try await scene.world.answer(request.id, by: "fk/ulla")
        world.clock.advance(by: .seconds(20 * 86_400))
        _ = try await world.exchange.markOverdueRequests()
        let (left, last) = try await world.storage.read { try ($0.requestEvents(after: 0, limit: 9), $0.lastRequestEvent()) }
        #expect(left == [] && last == 3)
    }

    @Test func theBellRingsOnceItIsDone() async throws {
        var rings = world.exchange.bell.wakeUps().makeAsyncIterator()
        #expect(world.exchange.bell.count == 1)
        let request = try await scene.request()
        await rings.next()
        #expect(try await heard(by: "fk/ulla") == [.created])
        try await scene.answer(request.id)
        await rings.next()
        #expect(try await heard(by: "fk/ulla") == [.created, .answered])
    }
}

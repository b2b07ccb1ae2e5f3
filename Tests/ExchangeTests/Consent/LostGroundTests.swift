import StorageContract
import Testing

@testable import Exchange

/// `Scene` has a document that its owner releases, and `vagen/coach`, who wants it.
@Suite("Requests that have lost their ground") struct LostGroundTests {
    @Test func aRequestFallsWithItsConsentAndSaysWhy() async throws {
        let scene = try await Scene()
        let (world, coach) = (scene.world, try scene.world.id("vagen/coach"))
        let consent = try await world.recordConsent(in: scene.opened).value.id
        let request = try await scene.request()
        let withdrawn = try await world.withdraw(consent, by: "vagen/coach")
        #expect(withdrawn.value.closed == [request.id])
        let seen = try await world.exchange.request(request.id, by: coach).value
        #expect(seen.state == .closed && seen.closedBecause == .consentWithdrawn)
        await #expect(throws: ExchangeError.any(.conflict)) { try await scene.answer(request.id) }
        let entries = try await world.entries()
        let index = Int(withdrawn.receipt.index)
        #expect(entries[index].action == .withdrawConsent)
        let entry = entries[index + 1]
        #expect(entry.action == .closeRequest && entry.resource == request.id.text && entry.reason == "consent-withdrawn")
        #expect(entry.consent == consent && entry.owner?.text == "fk" && entry.purpose == .planering && entry.officer == coach)
        #expect(entry.participant == scene.opened.participant && entry.outcome == .permitted)
    }

    @Test(arguments: [(WithdrawnNames(to: ["vagen"]), RequestState.closed), (WithdrawnNames(to: ["af"]), .open)])
    func aPartTakesWhatRestedOnItAlone(_ names: WithdrawnNames, _ state: RequestState) async throws {
        let scene = try await Scene()
        let consent = try await scene.world.recordConsent(in: scene.opened).value.id
        let request = try await scene.request()
        let withdrawn = try await scene.world.withdraw(consent, names).value
        #expect(try await scene.state(of: request) == state)
        // `af/anna` may read the consent, but not the coach's request.
        #expect(withdrawn.closed == [])
    }

    @Test func whatAnotherConsentCoversWaitsOn() async throws {
        let scene = try await Scene()
        let consents = [
            try await scene.world.recordConsent(in: scene.opened).value.id, try await scene.world.recordConsent(in: scene.opened).value.id,
        ]
        let request = try await scene.request()
        _ = try await scene.world.withdraw(consents[0])
        #expect(try await scene.state(of: request) == .open)
        _ = try await scene.world.withdraw(consents[1])
        #expect(try await scene.state(of: request) == .closed)
    }

    /// Nobody had consented to it: it's to be answered on a ground in law, and a withdrawal takes nothing from it.
    @Test func whatNoConsentCoveredWaitsOn() async throws {
        let scene = try await Scene()
        let consent = try await scene.world.recordConsent(in: scene.opened) { $0.purposes = [.ersattning] }.value.id
        let request = try await scene.request()
        _ = try await scene.world.withdraw(consent)
        #expect(try await scene.state(of: request) == .open)
    }

    @Test func anApprovalOnConsentEndsAndOneOnLawDoesNot() async throws {
        let scene = try await Scene()
        let consent = try await scene.world.recordConsent(in: scene.opened).value.id
        let (first, second) = (try await scene.request(), try await scene.request())
        _ = try await scene.answer(first.id)
        _ = try await scene.answer(second.id) { $0.ground = GroundTests.duty("Uppgiftsskyldighet.") }
        _ = try await scene.world.withdraw(consent)
        #expect(try await scene.state(of: first) == .closed)
        #expect(try await scene.state(of: second) == .approved)
        let seen = try await scene.world.exchange.request(first.id, by: try scene.world.id("vagen/coach")).value
        #expect(seen.answer != nil && seen.closedBecause == .consentWithdrawn)
        // The case's end takes both.
        _ = try await scene.world.exchange.closeCase(scene.opened.id, by: try scene.world.id("af/anna"))
        #expect(try await scene.state(of: second) == .closed)
    }

    @Test(arguments: [true, false]) func aNewConsentInItsPlaceCarriesWhatItCovers(_ covers: Bool) async throws {
        let scene = try await Scene()
        let consent = try await scene.world.recordConsent(in: scene.opened).value.id
        let request = try await scene.request()
        _ = try await scene.world.recordConsent(in: scene.opened) {
            $0.supersedes = consent
            if !covers { $0.purposes = [.ersattning] }
        }
        #expect(try await scene.state(of: request) == (covers ? .open : .closed))
        if !covers { #expect(try await scene.reason(of: request) == .consentSuperseded) }
    }

    @Test func aClosedCaseClosesWhatWaits() async throws {
        let scene = try await Scene()
        let request = try await scene.request()
        _ = try await scene.world.exchange.closeCase(scene.opened.id, by: try scene.world.id("af/anna"))
        #expect(try await scene.state(of: request) == .closed)
        #expect(try await scene.reason(of: request) == .caseClosed)
        #expect(try await scene.world.entries().suffix(2).map(\.action) == [.closeCase, .closeRequest])
    }

    @Test func takingEverythingBackClosesThemToo() async throws {
        let scene = try await Scene()
        for _ in 0..<2 { _ = try await scene.world.recordConsent(in: scene.opened) }
        let request = try await scene.request()
        try await scene.world.withdrawAll(of: scene.opened.participant, by: "sof/rut")
        #expect(try await scene.state(of: request) == .closed)
    }

    @Test func answeredAndWithdrawnOnesStayWhatTheyAre() async throws {
        let scene = try await Scene()
        let consent = try await scene.world.recordConsent(in: scene.opened).value.id
        let (denied, taken) = (try await scene.request(), try await scene.request())
        _ = try await scene.deny(denied.id)
        _ = try await scene.world.exchange.withdrawRequest(taken.id, by: try scene.world.id("vagen/coach"))
        _ = try await scene.world.withdraw(consent)
        #expect(try await scene.state(of: denied) == .denied)
        #expect(try await scene.state(of: taken) == .withdrawn)
    }
}

extension Scene {
    fileprivate func state(of request: RequestView) async throws -> RequestState? {
        try await world.storage.read { try $0.request(request.id)?.state }
    }

    fileprivate func reason(of request: RequestView) async throws -> RequestClosing? {
        try await world.storage.read { try $0.request(request.id)?.closedBecause }
    }
}

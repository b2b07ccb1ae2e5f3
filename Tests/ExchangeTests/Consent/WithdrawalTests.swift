import StorageContract
import Testing

@testable import Exchange

@Suite("Withdrawing consent, whole and in part") struct WithdrawalTests {
    @Test func aPartIsTakenOutAndTheRestHolds() async throws {
        let scene = try await ConsentScene()
        let withdrawn = try await scene.world.withdraw(scene.consent, WithdrawnNames(to: ["vagen"])).value
        #expect(withdrawn.was == .given && withdrawn.closed == [])
        #expect(withdrawn.left?.to.map(\.text) == ["af"] && withdrawn.left?.from.map(\.text) == ["fk"])
        #expect(try await scene.isRefused())
        #expect(try await scene.isRefused("af/anna") == false)
        let view = try await scene.world.view(scene.consent)
        #expect(view.state == .given && view.withdrawnAt == nil && view.withdrawals.count == 1 && view.effective == withdrawn.left)
        #expect(view.terms.to.map(\.text) == ["af", "vagen"])
    }

    static let parts: [(String, WithdrawnNames)] = [
        ("giver", WithdrawnNames(from: ["fk"])), ("receiver", WithdrawnNames(to: ["vagen"])),
        ("category", WithdrawnNames(categories: [.planering])), ("purpose", WithdrawnNames(purposes: [.planering])),
    ]

    @Test(arguments: parts.indices) func eachListTakesItsKindOut(_ index: Int) async throws {
        let (name, names) = Self.parts[index]
        let scene = try await ConsentScene()
        try await scene.read()
        try await scene.world.withdraw(scene.consent, names)
        #expect(try await scene.isRefused(), Comment(rawValue: name))
    }

    @Test func partsAddUpWhoeverRecordsThem() async throws {
        let scene = try await ConsentScene()
        try await scene.world.withdraw(scene.consent, WithdrawnNames(to: ["vagen"]))
        try await scene.world.withdraw(scene.consent, WithdrawnNames(categories: [.kartlaggning]), by: "sof/rut")
        let last = try await scene.world.withdraw(scene.consent, WithdrawnNames(purposes: [.rehabilitering])).value
        let expected = ConsentScope(
            from: [try scene.world.organisation("fk")], to: [try scene.world.organisation("af")], categories: [.planering],
            purposes: [.planering])
        #expect(last.left == expected)
        let view = try await scene.world.view(scene.consent)
        #expect(view.effective == expected && view.withdrawals.count == 3)
        #expect(try await scene.isRefused("af/anna") == false)
        #expect(try await scene.isRefused("af/anna", for: .rehabilitering))
    }

    @Test func withNothingLeftOfAListTheWholeIsWithdrawn() async throws {
        let scene = try await ConsentScene()
        let first = try await scene.world.withdraw(scene.consent, WithdrawnNames(categories: [.planering])).value
        #expect(first.left?.categories == [.kartlaggning])
        scene.world.clock.advance(by: .seconds(5))
        let second = try await scene.world.withdraw(scene.consent, WithdrawnNames(categories: [.kartlaggning])).value
        #expect(second.left == nil && second.withdrawnAt == scene.world.clock.now)
        let view = try await scene.world.view(scene.consent)
        #expect(view.state == .withdrawn && view.withdrawnAt == second.withdrawnAt)
        scene.world.clock.advance(by: .seconds(5))
        let third = try await scene.world.withdraw(scene.consent).value
        #expect(third.withdrawnAt == second.withdrawnAt)
        #expect(try await scene.world.view(scene.consent) == view)
    }

    /// Whoever may not read the consent isn't told whether it had what they named; what it had is taken out all the same.
    @Test func anOutsiderIsToldNothing() async throws {
        let scene = try await ConsentScene()
        let plain = Withdrawn(consent: scene.consent, withdrawnAt: scene.world.clock.now)
        let strange = try await scene.world.withdraw(scene.consent, WithdrawnNames(to: ["kvv"]), by: "fk/nils")
        #expect(strange.value == plain)
        #expect(try await scene.world.view(scene.consent).withdrawals == [])
        let mixed = try await scene.world.withdraw(scene.consent, WithdrawnNames(to: ["kvv", "vagen"]), by: "fk/nils")
        #expect(mixed.value == plain)
        #expect(try await scene.world.view(scene.consent).effective.to.map(\.text) == ["af"])
        let whole = try await scene.world.withdraw(scene.consent, by: "fk/nils")
        #expect(whole.value == plain)
        let entries = try [strange, mixed, whole].map { try scene.world.check($0.receipt).entry }
        #expect(Set(entries.map(\.consent)) == [nil] && Set(entries.map(\.reason)) == [nil])
        #expect(entries.allSatisfy { $0.resource == scene.consent.text && $0.outcome == .permitted })
    }

    @Test(arguments: [["kvv"], ["vagen", "kvv"], ["fk"]]) func whoMayReadItIsToldWhatItHas(_ names: [String]) async throws {
        let scene = try await ConsentScene()
        let error = await #expect(throws: ExchangeError.any(.invalidConsent)) {
            try await scene.world.withdraw(scene.consent, WithdrawnNames(to: names))
        }
        #expect(
            error?.sentence.hasSuffix("from fk; to af, vagen; categories kartlaggning, planering; purposes rehabilitering, planering")
                == true)
        #expect(try await scene.world.lastEntry().outcome == .failed)
        #expect(try await scene.world.view(scene.consent).withdrawals == [])
    }

    @Test func whatIsWithdrawnAgainIsKeptOnce() async throws {
        let scene = try await ConsentScene()
        for name in ["af/anna", "fk/nils", "af/anna"] {
            try await scene.world.withdraw(scene.consent, WithdrawnNames(to: ["vagen"]), by: name)
        }
        #expect(try await scene.world.view(scene.consent).withdrawals.count == 1)
        #expect(try await scene.world.entries().count { $0.action == .withdrawConsent && $0.outcome == .permitted } == 3)
    }

    @Test func whatIsNoLongerGivenIsWithdrawnAllTheSame() async throws {
        let scene = try await ConsentScene()
        let (world, opened) = (scene.world, scene.opened)
        let refused = try await world.recordConsent(in: opened) { $0.decision = .refused }.value.id
        let brief = try await world.recordConsent(in: opened) { $0.validUntil = $0.validFrom + .seconds(60) }.value.id
        _ = try await world.recordConsent(in: opened) { $0.supersedes = scene.consent }
        world.clock.advance(by: .seconds(60))
        for (id, was) in [(refused, ConsentState.refused), (brief, .expired), (scene.consent, .superseded)] {
            let withdrawn = try await world.withdraw(id, by: "af/anna").value
            #expect(withdrawn.was == was && withdrawn.left == nil && withdrawn.withdrawnAt == world.clock.now)
        }
        #expect(try await world.withdraw(brief, by: "af/anna").value.was == .withdrawn)
        world.clock.advance(by: .seconds(-3600))
        #expect(try await world.view(brief).state == .withdrawn)
        #expect(try await world.view(refused).state == .refused)
    }

    /// A clock that steps back gives nothing back.
    @Test func aPartStaysOutWhateverTheClockSays() async throws {
        let scene = try await ConsentScene()
        scene.world.clock.advance(by: .seconds(60))
        try await scene.world.withdraw(scene.consent, WithdrawnNames(to: ["vagen"]))
        scene.world.clock.advance(by: .seconds(-50))
        #expect(try await scene.isRefused())
    }

    @Test func aCallMadeAgainWithdrawsOnceAndAnswersAlike() async throws {
        let scene = try await ConsentScene()
        let once = try #require(Idempotency(key: "k-1", requestDigest: [1]))
        let first = try await scene.world.withdraw(scene.consent, WithdrawnNames(to: ["vagen"]), idempotency: once)
        scene.world.clock.advance(by: .seconds(60))
        let again = try await scene.world.withdraw(scene.consent, WithdrawnNames(to: ["vagen"]), idempotency: once)
        #expect(again.value == first.value && again.receipt.index == first.receipt.index)
        #expect(try await scene.world.view(scene.consent).withdrawals.count == 1)
    }

    @Test func twoAtTheSameTimeBothCount() async throws {
        for _ in 0..<5 {
            let scene = try await ConsentScene()
            async let one = scene.world.withdraw(scene.consent, WithdrawnNames(to: ["vagen"]))
            async let other = scene.world.withdraw(scene.consent, WithdrawnNames(categories: [.planering]), by: "fk/nils")
            _ = try await (one, other)
            let left = try await scene.world.view(scene.consent).effective
            #expect(left.to.map(\.text) == ["af"] && left.categories == [.kartlaggning])
        }
    }

    /// An organisation that the person has withdrawn from isn't named by the consent any more, so its approvers don't see it.
    @Test func whoIsNoLongerNamedSeesItNoMore() async throws {
        let scene = try await ConsentScene()
        _ = try await scene.world.view(scene.consent, by: "af/eva")
        try await scene.world.withdraw(scene.consent, WithdrawnNames(to: ["af"]))
        await #expect(throws: ExchangeError.any(.denied)) { try await scene.world.view(scene.consent, by: "af/eva") }
        _ = try await scene.world.view(scene.consent, by: "fk/ulla")
    }

    @Test func listsExplanationsAndExtractsSayWhatIsLeft() async throws {
        let scene = try await ConsentScene()
        let (world, person) = (scene.world, scene.opened.participant)
        try await world.withdraw(scene.consent, WithdrawnNames(to: ["vagen"]))
        let listed = try await world.exchange.consents(of: person, by: try world.id("af/anna")).value
        #expect(listed.map(\.effective.to).map { $0.map(\.text) } == [["af"]])
        let told = try await world.exchange.extract(of: person, by: try world.id("af/anna")).value.subjects.consents
        #expect(told.map { $0.to.map(\.text) } == [["af"]] && told.map(\.state) == [.given])
        let explained = try await world.exchange.explain(scene.document.id, for: .planering, by: try world.id("vagen/coach")).value
        #expect(!explained.permitted && explained.consent == nil)
        let readers = try await world.exchange.readers(of: scene.document.id, for: .planering, by: try world.id("fk/bo")).value.readers
        #expect(!readers.contains { $0.officer.description == "vagen/coach" })
        let found = try await world.exchange.documents(for: .planering, by: try world.id("vagen/coach")).value
        #expect(found.documents == [])
        _ = try await world.withdraw(scene.consent)
        let ended = try await world.exchange.extract(of: person, by: try world.id("af/anna")).value.subjects.consents
        #expect(ended.map { $0.to.map(\.text) } == [["af", "vagen"]] && ended.map(\.state) == [.withdrawn])
    }

    @Test func aDisabledOfficerRecordsNone() async throws {
        let scene = try await ConsentScene()
        try await scene.world.disable("fk/nils")
        await #expect(throws: ExchangeError.any(.disabledOfficer)) { try await scene.world.withdraw(scene.consent, by: "fk/nils") }
        await #expect(throws: ExchangeError.any(.disabledOfficer)) {
            try await scene.world.withdrawAll(of: scene.opened.participant, by: "fk/nils")
        }
        #expect(try await scene.isRefused() == false)
    }
}

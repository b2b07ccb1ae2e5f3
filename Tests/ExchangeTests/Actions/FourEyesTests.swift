import StorageContract
import Testing

@testable import Exchange

/// Where the policies say so, an answer is in force only once a second approver has confirmed it.
@Suite("Four eyes") struct FourEyesTests {
    let world: World
    let opened: Case
    let document: DocumentView

    init() async throws {
        world = try await World()
        opened = try await world.openCase(with: ["kvv/kim", "vagen/coach"])
        document = try await world.complete(
            try await world.beginUpload("Intyget.", to: opened, by: "kvv/kim", release: .owner, category: .medicinsktUnderlag),
            by: "kvv/kim"
        ).value
    }

    private func ask() async throws -> RequestID {
        let coach = try world.id("vagen/coach")
        return try await world.exchange.createRequest(for: document.id, purpose: .planering, reason: "Behövs.", by: coach).value.id
    }

    private func answered(_ change: (inout AnswerTerms) -> Void = { _ in }) async throws -> RequestID {
        let id = try await ask()
        let view = try await world.answer(id, by: "kvv/uno", change).value
        #expect(view.state == .awaitingSecond)
        return id
    }

    private func retrieve() async throws -> Retrieval {
        try await world.exchange.retrieve(document.id, for: .planering, by: try world.id("vagen/coach")).value
    }

    private func stored(_ id: RequestID) async throws -> StoredRequest {
        try #require(try await world.storage.read { try $0.request(id) })
    }

    @Test func nothingIsLetGoUntilASecondHasConfirmed() async throws {
        let id = try await answered()
        await #expect(throws: ExchangeError.any(.denied)) { try await retrieve() }
        let confirmed = try await world.confirm(id, by: "kvv/dua")
        let dua = try world.id("kvv/dua")
        #expect(confirmed.value.state == .approved && confirmed.value.confirmedBy == dua)
        #expect(try world.check(confirmed.receipt).entry.action == .confirmAnswer)
        #expect(try await world.open(try await retrieve(), as: "vagen/coach") == "Intyget.")
    }

    /// Until then the requester learns that it waits, not what was answered.
    @Test func theAnswerIsShownToTheOwnerAloneWhileItWaits() async throws {
        let id = try await answered()
        let asked = try await world.exchange.request(id, by: try world.id("vagen/coach")).value
        #expect(asked.state == .awaitingSecond && asked.answer == nil && asked.documents[0].answer == nil)
        #expect(try await world.exchange.request(id, by: try world.id("kvv/dua")).value.answer != nil)
        try await world.confirm(id, by: "kvv/dua")
        let after = try await world.exchange.request(id, by: try world.id("vagen/coach")).value
        #expect(after.answer != nil && after.confirmation != nil && after.documents[0].answer == .approved)
    }

    @Test func nobodyConfirmsTheirOwnAnswer() async throws {
        let id = try await answered()
        await #expect(throws: ExchangeError.any(.denied)) { try await world.confirm(id, by: "kvv/uno") }
        #expect(try await world.lastEntry().policies == ["never-confirm-own-answer"])
        #expect(try await stored(id).state == .awaitingSecond)
    }

    @Test(arguments: ["kvv/kim", "vagen/coach"]) func onlyTheOwnersApproversConfirm(_ name: String) async throws {
        let id = try await answered()
        let record = ConfirmationRecord(
            request: id, answer: "x", verdict: .confirmed, assessment: "a", confirmedBy: try world.id(name), confirmedAt: world.clock.now)
        let signed = try world.sign(record, as: ConfirmationRecord.type, by: name)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.confirmAnswer(signed, by: try world.id(name)) }
        #expect(try await stored(id).state == .awaitingSecond)
    }

    @Test func aDeclinedAnswerOpensTheRequestAgain() async throws {
        let id = try await answered()
        let declined = try await world.confirm(id, by: "kvv/dua", .declined, assessment: "Det är inte klart.").value
        #expect(declined.state == .open && declined.answer == nil && declined.confirmation != nil)
        #expect(try await stored(id).documents == [RequestedDocument(document.id)])
        await #expect(throws: ExchangeError.any(.denied)) { try await retrieve() }
        #expect(try await world.answer(id, by: "kvv/tri").value.state == .awaitingSecond)
        #expect(try await stored(id).confirmation == nil)
        try await world.confirm(id, by: "kvv/uno")
        #expect(try await world.open(try await retrieve(), as: "vagen/coach") == "Intyget.")
    }

    @Test func aConfirmationIsOfTheAnswerThatWaits() async throws {
        let id = try await answered()
        let spoilt: [(String, String)] = [(String(repeating: "0", count: 64), "a"), ("", "a")]
        for (digest, assessment) in spoilt {
            await #expect(throws: ExchangeError.any(.invalidRecord)) {
                try await world.confirm(id, by: "kvv/dua", assessment: assessment, answer: digest)
            }
        }
        for assessment in ["", String(repeating: "a", count: 4001)] {
            await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.confirm(id, by: "kvv/dua", assessment: assessment) }
        }
        #expect(try await stored(id).state == .awaitingSecond)
    }

    @Test func whatHasFallenSinceIsNotConfirmed() async throws {
        let kvv = try world.organisation("kvv")
        let consent = try await world.recordConsent(in: opened) {
            $0.from = [kvv]
            $0.categories = [.medicinsktUnderlag]
        }.value.id
        let id = try await answered { $0.ground = .consent(consent) }
        _ = try await world.withdraw(consent)
        #expect(try await world.storage.read { try $0.request(id)?.closedBecause } == .consentWithdrawn)
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.confirm(id, by: "kvv/dua") }
        let ended = try await answered { $0.validUntil = $0.answeredAt + .seconds(60) }
        world.clock.advance(by: .seconds(60))
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.confirm(ended, by: "kvv/dua") }
        try await world.confirm(ended, by: "kvv/dua", .declined)
    }

    /// A no needs nobody else, and neither does what isn't medical.
    @Test func oneApproverIsEnoughForTheRest() async throws {
        let denied = try await world.answer(try await ask(), by: "kvv/uno") {
            $0.parts[0].deny()
            $0.appeal = AnswerTerms.appeal
        }.value
        #expect(denied.state == .denied)
        let plan = try await world.upload("Planen.", to: opened, by: "kvv/kim", release: .owner)
        let asked = try await world.exchange.createRequest(
            for: plan.id, purpose: .planering, reason: "Behövs.", by: try world.id("vagen/coach")
        ).value.id
        #expect(try await world.answer(asked, by: "kvv/uno").value.state == .approved)
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.confirm(asked, by: "kvv/dua") }
    }

    /// One document that needs two keeps the others waiting: the answer is one.
    @Test func theWholeAnswerWaits() async throws {
        let plan = try await world.upload("Planen.", to: opened, by: "kvv/kim", release: .owner)
        let terms = RequestTerms(documents: [plan.id, document.id], purpose: .planering, reason: "Behövs.")
        let id = try await world.exchange.createRequest(terms, by: try world.id("vagen/coach")).value.id
        #expect(try await world.answer(id, by: "kvv/uno").value.state == .awaitingSecond)
        let coach = try world.id("vagen/coach")
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.retrieve(plan.id, for: .planering, by: coach) }
        try await world.confirm(id, by: "kvv/tri")
        #expect(
            try await world.open(try await world.exchange.retrieve(plan.id, for: .planering, by: coach).value, as: "vagen/coach")
                == "Planen.")
    }

    @Test func theRequesterMayWithdrawWhatWaits() async throws {
        let id = try await answered()
        #expect(try await world.exchange.withdrawRequest(id, by: try world.id("vagen/coach")).value.state == .withdrawn)
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.confirm(id, by: "kvv/dua") }
    }
}

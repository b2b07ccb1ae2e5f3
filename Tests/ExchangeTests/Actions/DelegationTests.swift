import SignedRecords
import StorageContract
import Testing

@testable import Exchange

/// Somebody answers in an approver's place while they are away.
@Suite("Delegation of answers") struct DelegationTests {
    let scene: Scene
    var world: World { scene.world }

    init() async throws { scene = try await Scene() }

    /// `fk/ulla` is away, `fk/nils` answers: for a week from now on, as `change` has it.
    @discardableResult
    private func delegate(by name: String = "fk/ulla", _ change: (inout Terms) throws -> Void = { _ in }) async throws -> DelegationView {
        var terms = Terms(
            id: DelegationID(random: world.random.source), approver: try world.id("fk/ulla"), delegate: try world.id("fk/nils"),
            from: world.clock.now, until: world.clock.now + .seconds(7 * 86_400), by: try world.id(name), at: world.clock.now)
        try change(&terms)
        let record = DelegationRecord(
            delegation: terms.id, approver: terms.approver, delegate: terms.delegate, from: terms.from, until: terms.until,
            madeBy: terms.by, madeAt: terms.at)
        return try await world.exchange.delegate(
            try world.sign(record, as: DelegationRecord.type, by: name), by: try world.id(name)
        ).value
    }

    private struct Terms {
        var id: DelegationID
        var approver: OfficerID
        var delegate: OfficerID
        var from: Timestamp
        var until: Timestamp
        var by: OfficerID
        var at: Timestamp
    }

    /// A request for a document that the exchange releases: a delegate needs no key for it.
    private func ask() async throws -> (request: RequestID, document: DocumentID) {
        let document = try await world.upload("Planen.", to: scene.opened)
        let coach = try world.id("vagen/coach")
        let request = try await world.exchange.createRequest(for: document.id, purpose: .planering, reason: "Behövs.", by: coach).value
        return (request.id, document.id)
    }

    /// A delegate reads the request; what else they may not do with it is denied, not unknown.
    @Test func whatTheDelegateMayNotDoIsTold() async throws {
        try await delegate()
        let (request, _) = try await ask()
        let nils = try world.id("fk/nils")
        _ = try await world.exchange.request(request, by: nils)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.withdrawRequest(request, by: nils) }
    }

    @Test func theDelegateAnswersAndTheAnswerSaysForWhom() async throws {
        let view = try await delegate()
        #expect(view.isInForce)
        let (request, document) = try await ask()
        #expect(try await world.exchange.requests(in: .inbox, by: try world.id("fk/nils")).value.requests.map(\.id) == [request])
        let ulla = try world.id("fk/ulla")
        let answered = try await world.answer(request, by: "fk/nils") { $0.onBehalfOf = ulla }
        #expect(answered.value.state == .approved)
        #expect(try world.check(answered.receipt).entry.policies == ["delegates-answer-requests"])
        let text = try #require(answered.value.answer)
        let record = try CanonicalJSON.decode(ApprovalRecord.self, from: try SignedRecord(parsing: Array(text.utf8)).payload)
        let nils = try world.id("fk/nils")
        #expect(record.onBehalfOf == ulla && record.answeredBy == nils)
        let coach = try world.id("vagen/coach")
        let retrieval = try await world.exchange.retrieve(document, for: .planering, by: coach).value
        #expect(try await world.open(retrieval, as: "vagen/coach") == "Planen.")
    }

    @Test(arguments: [-1, 7 * 86_400]) func outsideItsTimeItCountsForNothing(_ seconds: Int) async throws {
        let now = world.clock.now
        try await delegate { if seconds < 0 { $0.from = now + .seconds(60) } }
        if seconds > 0 { world.clock.advance(by: .seconds(seconds)) }
        let (request, _) = try await ask()
        let ulla = try world.id("fk/ulla")
        await #expect(throws: ExchangeError.self) { try await world.answer(request, by: "fk/nils") { $0.onBehalfOf = ulla } }
        #expect(try await world.exchange.requests(in: .inbox, by: try world.id("fk/nils")).value.requests == [])
    }

    @Test func itFallsWithTheApproversRole() async throws {
        try await delegate()
        let (request, _) = try await ask()
        try await world.changeDirectory(.changeOfficer(try world.changed("fk/ulla", roles: [.caseOfficer])))
        await #expect(throws: ExchangeError.self) { try await world.exchange.request(request, by: try world.id("fk/nils")) }
    }

    @Test func anAnswerNamesTheOneWhoDelegated() async throws {
        try await delegate()
        let (request, _) = try await ask()
        let (ulla, adam, nils) = (try world.id("fk/ulla"), try world.id("fk/adam"), try world.id("fk/nils"))
        let others: [OfficerID?] = [nil, adam, nils]
        for behalf in others {
            await #expect(throws: ExchangeError.any(.invalidRecord)) {
                try await world.answer(request, by: "fk/nils") { $0.onBehalfOf = behalf }
            }
        }
        // An approver of their own right stands in for nobody who hasn't said so.
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.answer(request, by: "fk/ulla") { $0.onBehalfOf = ulla } }
        #expect(try await world.answer(request, by: "fk/ulla").value.state == .approved)
    }

    /// What the owner releases needs the file key, which a delegate isn't given.
    @Test func aDelegateGetsNoKey() async throws {
        try await delegate()
        let request = try await scene.request()
        let seen = try await world.exchange.request(request.id, by: try world.id("fk/nils")).value
        #expect(seen.documents.map(\.header) == [nil])
        let ulla = try world.id("fk/ulla")
        await #expect(throws: ExchangeError.any(.invalidInput)) {
            try await world.answer(request.id, by: "fk/nils") { $0.onBehalfOf = ulla }
        }
        let denied = try await world.answer(request.id, by: "fk/nils") {
            $0.onBehalfOf = ulla
            $0.parts[0].deny()
            $0.appeal = AnswerTerms.appeal
        }
        #expect(denied.value.state == .denied)
    }

    @Test func anAdministratorOfTheOrganisationMayDelegate() async throws {
        let (view, ulla) = (try await delegate(by: "fk/adam"), try world.id("fk/ulla"))
        #expect(view.approver == ulla && view.isInForce)
        #expect(try await world.exchange.delegations(by: try world.id("fk/bo")).value == [view])
        #expect(try await world.exchange.delegations(by: try world.id("af/anna")).value == [])
    }

    /// From the next decision on it counts for nothing, and it's still to be seen.
    @Test(arguments: ["fk/ulla", "fk/adam"]) func itCanBeEndedBeforeItsTime(_ name: String) async throws {
        let made = try await delegate()
        let (request, _) = try await ask()
        let (ulla, nils, by) = (try world.id("fk/ulla"), try world.id("fk/nils"), try world.id(name))
        _ = try await world.exchange.request(request, by: nils)
        world.clock.advance(by: .seconds(60))
        let ended = try await world.exchange.endDelegation(made.id, by: by)
        #expect(!ended.value.isInForce && ended.value.endedBy == by && ended.value.endedAt == world.clock.now)
        let entry = try world.check(ended.receipt).entry
        #expect(entry.action == .endDelegation && entry.resource == made.id.text && entry.participant == nil)
        await #expect(throws: ExchangeError.self) { try await world.exchange.request(request, by: nils) }
        await #expect(throws: ExchangeError.self) { try await world.answer(request, by: "fk/nils") { $0.onBehalfOf = ulla } }
        #expect(try await world.exchange.requests(in: .inbox, by: nils).value.requests == [])
        #expect(try await world.exchange.delegations(by: try world.id("fk/bo")).value == [ended.value])
        // It isn't taken up again by the same record, but another one can be made.
        await #expect(throws: ExchangeError.any(.alreadyExists)) { try await delegate { $0.id = made.id } }
        #expect(try await delegate().isInForce)
        #expect(try await world.answer(request, by: "fk/nils") { $0.onBehalfOf = ulla }.value.state == .approved)
    }

    @Test func onlyTheOneThatIsEndedEnds() async throws {
        let (first, second) = (try await delegate(), try await delegate())
        let later = try await delegate { $0.from = $0.from + .seconds(3600) }
        let ulla = try world.id("fk/ulla")
        _ = try await world.exchange.endDelegation(first.id, by: ulla)
        let (request, _) = try await ask()
        #expect(try await world.answer(request, by: "fk/nils") { $0.onBehalfOf = ulla }.value.state == .approved)
        // One that hasn't begun never does.
        _ = try await world.exchange.endDelegation(second.id, by: ulla)
        _ = try await world.exchange.endDelegation(later.id, by: ulla)
        world.clock.advance(by: .seconds(3600))
        let (next, _) = try await ask()
        await #expect(throws: ExchangeError.self) { try await world.answer(next, by: "fk/nils") { $0.onBehalfOf = ulla } }
    }

    /// Those of other organisations don't even learn that there is one.
    @Test(arguments: ["fk/nils", "fk/granskare", "fk/bo", "af/adele", "kvv/uno"]) func nobodyElseEndsIt(_ name: String) async throws {
        let made = try await delegate()
        let code: ExchangeError.Code = name.hasPrefix("fk/") ? .denied : .notFound
        await #expect(throws: ExchangeError.any(code)) { try await world.exchange.endDelegation(made.id, by: try world.id(name)) }
        #expect(try await world.exchange.delegations(by: try world.id("fk/ulla")).value == [made])
    }

    @Test func whatIsOverIsNotEnded() async throws {
        let (made, ulla) = (try await delegate(), try world.id("fk/ulla"))
        let other = try await delegate()
        let first = try await world.exchange.endDelegation(made.id, by: ulla).value
        world.clock.advance(by: .seconds(60))
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.exchange.endDelegation(made.id, by: ulla) }
        #expect(try await world.exchange.delegations(by: ulla).value == [first, other])
        world.clock.advance(by: .seconds(7 * 86_400))
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.exchange.endDelegation(other.id, by: ulla) }
        let unknown = DelegationID(random: world.random.source)
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.endDelegation(unknown, by: ulla) }
    }

    @Test(arguments: ["fk/nils", "fk/granskare", "af/adele", "kvv/uno"]) func nobodyElseDelegates(_ name: String) async throws {
        await #expect(throws: ExchangeError.any(.denied)) { try await delegate(by: name) }
        let (fk, now) = (try world.organisation("fk"), world.clock.now)
        #expect(try await world.storage.read { try $0.delegations(of: fk, endingAfter: now) } == [])
    }

    @Test func aDelegationIsSound() async throws {
        let (now, coach, bo) = (world.clock.now, try world.id("vagen/coach"), try world.id("fk/bo"))
        let spoilings: [(String, (inout Terms) -> Void)] = [
            ("to oneself", { $0.delegate = $0.approver }), ("to another organisation", { $0.delegate = coach }),
            ("of no approver", { $0.approver = bo }), ("backwards", { $0.until = $0.from }),
            ("over already", { ($0.from, $0.until) = (now - .seconds(60), now) }),
            ("too long", { $0.until = $0.from + .seconds(94 * 86_400) }),
            ("to nobody", { $0.delegate = OfficerID("fk/ingen") ?? $0.delegate }),
        ]
        for (name, spoil) in spoilings {
            await #expect(throws: ExchangeError.any(.invalidRecord), Comment(rawValue: name)) {
                try await delegate(by: "fk/adam") { spoil(&$0) }
            }
        }
        let id = try await delegate().id
        await #expect(throws: ExchangeError.any(.alreadyExists)) { try await delegate { $0.id = id } }
    }

    /// The one who is away must not be the second pair of eyes on what was answered in their place.
    @Test func theAbsentApproverDoesNotConfirmTheirOwnDelegatesAnswer() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["kvv/kim", "vagen/coach"])
        let document = try await world.complete(
            try await world.beginUpload("Intyget.", to: opened, by: "kvv/kim", category: .medicinsktUnderlag), by: "kvv/kim"
        ).value
        let (uno, now) = (try world.id("kvv/uno"), world.clock.now)
        let record = DelegationRecord(
            delegation: DelegationID(random: world.random.source), approver: uno, delegate: try world.id("kvv/kvar"), from: now,
            until: now + .seconds(3600), madeBy: uno, madeAt: now)
        _ = try await world.exchange.delegate(try world.sign(record, as: DelegationRecord.type, by: "kvv/uno"), by: uno)
        let coach = try world.id("vagen/coach")
        let request = try await world.exchange.createRequest(for: document.id, purpose: .planering, reason: "Behövs.", by: coach).value.id
        #expect(try await world.answer(request, by: "kvv/kvar") { $0.onBehalfOf = uno }.value.state == .awaitingSecond)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.confirm(request, by: "kvv/uno") }
        #expect(try await world.confirm(request, by: "kvv/dua").value.state == .approved)
    }
}

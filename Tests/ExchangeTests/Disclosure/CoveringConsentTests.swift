import Foundation
import StorageContract
import Testing

@testable import Exchange

/// Whoever is to answer a request is told on which consents they can, and nobody else by it.
@Suite("Consents that cover a request") struct CoveringConsentTests {
    let scene: Scene
    let economy: DocumentView
    var world: World { scene.world }

    init() async throws {
        scene = try await Scene()
        let sealed = try await scene.world.beginUpload("Ekonomin.", to: scene.opened, category: .ekonomi)
        economy = try await scene.world.complete(sealed).value
    }

    /// `fk/nils`, who may read no consent, stands in for `fk/ulla`.
    private func delegate() async throws {
        let (ulla, now) = (try world.id("fk/ulla"), world.clock.now)
        let record = DelegationRecord(
            delegation: DelegationID(random: world.random.source), approver: ulla, delegate: try world.id("fk/nils"), from: now,
            until: now + .seconds(3600), madeBy: ulla, madeAt: now)
        _ = try await world.exchange.delegate(try world.sign(record, as: DelegationRecord.type, by: "fk/ulla"), by: ulla)
    }

    private func ask() async throws -> RequestID {
        let terms = RequestTerms(documents: [scene.document.id, economy.id], purpose: .planering, reason: "Behövs.")
        return try await world.exchange.createRequest(terms, by: try world.id("vagen/coach")).value.id
    }

    private func consents(of request: RequestID, to name: String) async throws -> [[CoveringConsent]?] {
        try await world.exchange.request(request, by: try world.id(name)).value.documents.map(\.consents)
    }

    private func covering(_ consent: Committed<ConsentView>) -> CoveringConsent {
        let terms = consent.value.terms
        return CoveringConsent(id: terms.id, validFrom: terms.validFrom, validUntil: terms.validUntil)
    }

    @Test func aDelegateAnswersOnWhatTheyAreShown() async throws {
        try await delegate()
        let (older, request) = (try await world.recordConsent(in: scene.opened), try await ask())
        let nils = try world.id("fk/nils")
        await #expect(throws: ExchangeError.self) { try await world.exchange.consent(older.value.id, by: nils) }
        let newer = try await world.recordConsent(in: scene.opened)
        #expect(try await consents(of: request, to: "fk/nils") == [[covering(newer), covering(older)], []])
        let ulla = try world.id("fk/ulla")
        let answered = try await world.answer(request, by: "fk/nils") { terms in
            terms.onBehalfOf = ulla
            (terms.parts[0].recipient, terms.parts[0].ground) = (nil, nil)
            terms.parts[0].deny()
            terms.parts[1].deny()
            terms.appeal = AnswerTerms.appeal
        }.value
        // What is answered waits for nobody.
        #expect(answered.documents.map(\.consents) == [nil, nil])
        #expect(try await consents(of: request, to: "fk/nils") == [nil, nil])
        #expect(try await consents(of: request, to: "fk/ulla") == [nil, nil])
    }

    @Test func whatCoversItNotIsNotShown() async throws {
        try await delegate()
        let request = try await ask()
        let (later, elsewhere) = (world.clock.now + .seconds(60), try world.organisation("af"))
        let spoilings: [(inout ConsentTerms) -> Void] = [
            { $0.validFrom = later }, { $0.purposes = [.ersattning] }, { $0.categories = [.kartlaggning] }, { $0.to = [elsewhere] },
            { $0.from = [elsewhere] }, { $0.decision = .refused },
        ]
        for spoil in spoilings { _ = try await world.recordConsent(in: scene.opened) { spoil(&$0) } }
        let withdrawn = try await world.recordConsent(in: scene.opened)
        _ = try await world.recordConsent(in: try await world.openCase())
        #expect(try await consents(of: request, to: "fk/nils") == [[covering(withdrawn)], []])
        let another = try await world.recordConsent(in: scene.opened)
        _ = try await world.withdraw(withdrawn.value.id)
        #expect(try await consents(of: request, to: "fk/nils") == [[covering(another)], []])
    }

    /// The requester, the owner's officers, lists; nor the delegate once their time is over.
    @Test func nobodyElseIsShownThem() async throws {
        try await delegate()
        let (_, request) = (try await world.recordConsent(in: scene.opened), try await ask())
        #expect(try await consents(of: request, to: "fk/ulla").map(\.?.count) == [1, 0])
        #expect(try await consents(of: request, to: "vagen/coach") == [nil, nil])
        for name in ["fk/nils", "fk/ulla"] {
            let listed = try await world.exchange.requests(in: .inbox, by: try world.id(name)).value.requests
            #expect(listed.flatMap { $0.documents.map(\.consents) } == [nil, nil])
        }
        for name in ["fk/bo", "af/anna", "fk/adam", "kvv/uno"] {
            await #expect(throws: ExchangeError.self) { try await consents(of: request, to: name) }
        }
        world.clock.advance(by: .seconds(3600))
        await #expect(throws: ExchangeError.self) { try await consents(of: request, to: "fk/nils") }
    }

    /// Of the consent there is the id and its time: what it's about otherwise, whom else it names and who has recorded it isn't needed.
    @Test func noMoreOfThemIsShownThanIsNeeded() async throws {
        let (_, request) = (try await world.recordConsent(in: scene.opened), try await ask())
        let view = try await world.exchange.request(request, by: try world.id("fk/ulla")).value
        let consent = try #require(view.documents[0].consents?.first)
        let fields = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(consent)) as? [String: Any]
        #expect(fields.map { Set($0.keys) } == ["id", "validFrom", "validUntil"])
    }

    @Test func whoeverGivesTheSecondOpinionIsShownThem() async throws {
        let opened = try await world.openCase(with: ["kvv/kim", "vagen/coach"])
        let sealed = try await world.beginUpload("Intyget.", to: opened, by: "kvv/kim", category: .medicinsktUnderlag)
        let (document, kvv) = (try await world.complete(sealed, by: "kvv/kim").value, try world.organisation("kvv"))
        let consent = try await world.recordConsent(in: opened) { ($0.from, $0.categories) = ([kvv], [.medicinsktUnderlag]) }
        let coach = try world.id("vagen/coach")
        let request = try await world.exchange.createRequest(for: document.id, purpose: .planering, reason: "Behövs.", by: coach).value.id
        #expect(try await consents(of: request, to: "kvv/dua") == [[covering(consent)]])
        #expect(try await world.answer(request, by: "kvv/uno") { $0.ground = .consent(consent.value.id) }.value.state == .awaitingSecond)
        #expect(try await consents(of: request, to: "kvv/dua") == [[covering(consent)]])
        #expect(try await consents(of: request, to: "kvv/uno") == [nil])
        #expect(try await consents(of: request, to: "vagen/coach") == [nil])
    }
}

import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

/// One request for several documents, each answered by itself.
@Suite("Requests for several documents") struct SeveralDocumentsTests {
    let world: World
    let opened: Case
    /// The first and the third are released by their owner.
    let documents: [DocumentView]

    init() async throws {
        world = try await World()
        opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        documents = [
            try await world.upload("Ett.", to: opened, release: .owner), try await world.upload("Två.", to: opened),
            try await world.upload("Tre.", to: opened, release: .owner),
        ]
    }

    private func ask(
        _ documents: [DocumentID], by name: String = "vagen/coach", reason: String = "Behövs.", answerBy: Timestamp? = nil
    ) async throws -> RequestView {
        let terms = RequestTerms(documents: documents, purpose: .planering, reason: reason, answerBy: answerBy)
        return try await world.exchange.createRequest(terms, by: try world.id(name)).value
    }

    private func read(_ number: Int) async throws -> String {
        let coach = try world.id("vagen/coach")
        let retrieval = try await world.exchange.retrieve(documents[number].id, for: .planering, by: coach).value
        return try await world.open(retrieval, as: "vagen/coach")
    }

    @Test func eachIsAnsweredByItself() async throws {
        let consent = try await world.recordConsent(in: opened).value.id
        let request = try await ask(documents.map(\.id))
        #expect(request.documents.map(\.document) == documents.map(\.id) && request.documents.allSatisfy { $0.answer == nil })
        let answered = try await world.answer(request.id, by: "fk/ulla") {
            $0.parts[0].ground = .consent(consent)
            $0.parts[1].ground = GroundTests.listed("avvagning", "2 §", "Intresset väger över.")
            $0.parts[1].validUntil = $0.answeredAt + .seconds(86_400)
            $0.parts[2].deny()
            $0.appeal = AnswerTerms.appeal
        }.value
        #expect(answered.state == .partlyApproved && answered.documents.map(\.answer) == [.approved, .approved, .denied])
        #expect(answered.documents[0].validUntil != answered.documents[1].validUntil && answered.documents[2].validUntil == nil)
        #expect(answered.appeal == AnswerTerms.appeal)
        #expect(try await read(0) == "Ett.")
        #expect(try await read(1) == "Två.")
        await #expect(throws: ExchangeError.any(.denied)) { try await read(2) }
    }

    /// The one that rests on consent falls with it; the one that rests on law stays.
    @Test func eachStandsOnItsOwnGround() async throws {
        let consent = try await world.recordConsent(in: opened).value.id
        let request = try await ask(documents.map(\.id))
        try await world.answer(request.id, by: "fk/ulla") { $0.parts[0].ground = GroundTests.duty("Vägt.") }
        _ = try await world.withdraw(consent)
        #expect(try await read(0) == "Ett.")
        await #expect(throws: ExchangeError.any(.denied)) { try await read(2) }
    }

    @Test func eachEndsByItself() async throws {
        let request = try await ask([documents[0].id, documents[2].id])
        try await world.answer(request.id, by: "fk/ulla") { $0.parts[0].validUntil = $0.answeredAt + .seconds(60) }
        world.clock.advance(by: .seconds(60))
        await #expect(throws: ExchangeError.any(.denied)) { try await read(0) }
        #expect(try await read(2) == "Tre.")
    }

    @Test func aHeaderOpensNoOtherDocument() async throws {
        let request = try await ask([documents[0].id, documents[2].id])
        try await world.answer(request.id, by: "fk/ulla")
        world.storage.tamper { rows in
            guard let index = rows.requests.firstIndex(where: { $0.id == request.id }) else { return }
            rows.requests[index].documents[0].header = rows.requests[index].documents[1].header
        }
        await #expect(throws: ExchangeError.any(.damaged)) { try await read(0) }
    }

    static let spoilings: [(String, ExchangeError.Code, @Sendable (inout AnswerTerms) -> Void)] = [
        ("one unanswered", .invalidRecord, { $0.parts.removeLast() }),
        ("another order", .invalidRecord, { $0.parts.swapAt(0, 1) }),
        ("one twice", .invalidRecord, { $0.parts[2] = $0.parts[0] }),
        ("one without assessment", .invalidRecord, { $0.parts[2].assessment = "" }),
        ("one without end", .invalidRecord, { $0.parts[2].validUntil = nil }),
        ("one on nothing", .invalidRecord, { $0.parts[1].ground = nil }),
        ("one on a ground that can't carry it", .groundNotUsable, { $0.parts[1].ground = GroundTests.listed("andras", "3 §") }),
        ("one for another recipient", .invalidInput, { $0.parts[2].recipient = "age1other" }),
    ]

    @Test(arguments: spoilings.indices) func oneDoubtfulPartRefusesTheWhole(_ index: Int) async throws {
        let (name, code, spoil) = Self.spoilings[index]
        let request = try await ask(documents.map(\.id))
        await #expect(throws: ExchangeError.any(code), Comment(rawValue: name)) { try await world.answer(request.id, by: "fk/ulla", spoil) }
        let stored = try #require(try await world.storage.read { try $0.request(request.id) })
        #expect(stored.state == .open && stored.documents == documents.map { RequestedDocument($0.id) })
    }

    @Test func aHeaderTooManyIsRefused() async throws {
        let (request, ulla) = (try await ask([documents[0].id]), try world.id("fk/ulla"))
        let view = try await world.exchange.request(request.id, by: ulla).value
        let header = try world.rewrap(view, by: "fk/ulla")
        let terms = AnswerTerms(view, on: GroundTests.duty("Vägt."), by: ulla, at: world.clock.now)
        let record = try world.sign(terms.record, as: ApprovalRecord.type, by: "fk/ulla")
        await #expect(throws: ExchangeError.any(.invalidInput)) {
            try await world.exchange.answerRequest(
                record, headers: [documents[0].id: header, documents[2].id: header], by: ulla)
        }
    }

    @Test func aRequestHasOneToFiftyDocumentsEachOnce() async throws {
        let random = world.random.source
        let lists: [[DocumentID]] = [[], [documents[0].id, documents[0].id], (0...50).map { _ in DocumentID(random: random) }]
        for ids in lists {
            await #expect(throws: ExchangeError.any(.invalidInput)) { try await ask(ids) }
        }
    }

    @Test func oneThatMayNotBeKnownRefusesTheWhole() async throws {
        let unknown = DocumentID(random: world.random.source)
        await #expect(throws: ExchangeError.any(.notFound)) { try await ask([documents[0].id, unknown]) }
        await #expect(throws: ExchangeError.any(.notFound)) { try await ask(documents.map(\.id), by: "kvv/kim") }
        let fk = try world.organisation("fk")
        #expect(try await world.storage.read { try $0.requests(to: fk, after: nil, limit: 9) } == [])
    }

    @Test func ownersAreAskedOneByOne() async throws {
        let own = try await world.upload("AF:s.", to: opened, by: "af/anna")
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await ask([documents[0].id, own.id]) }
    }

    @Test func onePersonAtATime() async throws {
        let (anna, bo, coach) = (try world.id("af/anna"), try world.id("fk/bo"), try world.id("vagen/coach"))
        let other = try await world.exchange.register(world.registration("191212121212"), by: anna).value.participant
        var value = try await world.exchange.openCase(for: other, by: anna).value
        for officer in [bo, coach] { value = try await world.exchange.addOfficer(officer, to: value.id, by: anna).value }
        let document = try await world.upload("Om en annan.", to: value)
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await ask([documents[0].id, document.id]) }
    }

    @Test func theDeadlineLiesAhead() async throws {
        for seconds in [-1, 0, 367 * 86_400] {
            await #expect(throws: ExchangeError.any(.invalidInput)) {
                try await ask([documents[0].id], answerBy: world.clock.now + .seconds(seconds))
            }
        }
    }

    @Test func theInboxIsInTheOrderOfDeadlinesAndMarksWhatIsOverdue() async throws {
        let now = world.clock.now
        let late = try await ask([documents[0].id], answerBy: now + .seconds(200)).id
        let none = try await ask([documents[0].id]).id
        let soon = try await ask([documents[1].id], answerBy: now + .seconds(100)).id
        let answered = try await ask([documents[1].id], answerBy: now + .seconds(50)).id
        try await world.answer(answered, by: "fk/ulla")
        world.clock.advance(by: .seconds(100))
        let inbox = try await world.exchange.requests(in: .inbox, by: try world.id("fk/ulla")).value.requests
        #expect(inbox.map(\.id) == [answered, soon, none, late])
        #expect(inbox.byDeadline.map(\.id) == [soon, late, answered, none])
        #expect(inbox.filter(\.isOverdue).map(\.id) == [soon])
        #expect(inbox.allSatisfy { $0.documents.allSatisfy { $0.manifest == nil && $0.header == nil } })
    }

    /// What was signed before there were several documents in a request.
    @Test func anEarlierAnswerIsReadAndItsHeaderOpens() async throws {
        let request = try await ask([documents[0].id])
        try await world.answer(request.id, by: "fk/ulla")
        var early = AnswerTerms(
            request, on: .law(section: "OSL 10:28", balancing: "Vägt."), by: try world.id("fk/ulla"), at: world.clock.now)
        early.schema = ApprovalRecord.firstSchema
        let record = try world.person("fk/ulla").signer.sign(payload: try early.payload, type: ApprovalRecord.type)
        let said = try CanonicalJSON.decode(ApprovalRecord.self, from: record.payload)
        #expect(said.documents.map(\.document) == [documents[0].id] && said.documents[0].answer == .approved)
        let (master, random) = (world.keys.master, world.random.source)
        let stored = try #require(try await world.storage.read { try $0.request(request.id) })
        let participant = try #require(try await world.storage.read { try $0.participant(stored.participant) })
        let key = try master.unwrap(participant.subjectKey, named: participant.id.text, as: SubjectUse.self)
        let header = try #require(try stored.header(of: documents[0].id, under: key))
        let (answer, place) = (try key.seal(record.encoded, for: stored.answerPlace, random: random), "request/\(request.id)/header")
        let sealed = try key.seal(header, for: place, random: random)
        world.storage.tamper { rows in
            guard let index = rows.requests.firstIndex(where: { $0.id == request.id }) else { return }
            (rows.requests[index].answer, rows.requests[index].documents[0].header) = (answer, sealed)
        }
        #expect(try await read(0) == "Ett.")
        let shown = try await world.exchange.request(request.id, by: try world.id("vagen/coach")).value
        #expect(shown.answer == String(decoding: record.encoded, as: UTF8.self))
    }
}

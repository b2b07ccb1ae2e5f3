import Age
import StorageContract
import Testing

@testable import Exchange

@Suite("Requests and their answers") struct RequestTests {
    @Test func anOwnersDocumentIsReadOnceItsOwnerHasLetItGo() async throws {
        let scene = try await Scene()
        let (world, coach) = (scene.world, try scene.world.id("vagen/coach"))
        _ = try await world.recordConsent(in: scene.opened)
        await #expect(throws: ExchangeError.any(.denied)) { try await scene.retrieve() }
        let request = try await scene.request()
        #expect(request.state == .open && request.documents.map(\.header) == [nil])
        let inbox = try await world.exchange.requests(in: .inbox, by: try world.id("fk/ulla")).value.requests
        #expect(inbox.map(\.id) == [request.id] && inbox.first?.reason == "Planeringen börjar på måndag.")
        let answered = try await scene.answer(request.id)
        #expect(answered.value.state == .approved && answered.value.documents[0].header == nil)
        #expect(try world.check(answered.receipt).entry.action == .answerRequest)
        let retrieval = try await scene.retrieve()
        #expect(retrieval.value.approval == request.id)
        #expect(try await world.open(retrieval.value, as: "vagen/coach") == "Ägarens.")
        #expect(try world.check(retrieval.receipt).entry.approval == request.id)
        #expect(try await world.exchange.request(request.id, by: coach).value.answer != nil)
        #expect(try await world.exchange.requests(in: .mine, by: coach).value.requests.map(\.state) == [.approved])
    }

    /// One of the owner's own officers who is no approver holds no key either: the approval carries, not the right to read one's own.
    @Test func theOwnersOwnOfficerReadsThroughAnApproval() async throws {
        let scene = try await Scene()
        let (world, bo) = (scene.world, try scene.world.id("fk/bo"))
        await #expect(throws: ExchangeError.any(.approvalRequired)) {
            try await world.exchange.retrieve(scene.document.id, for: .planering, by: bo)
        }
        let request = try await world.exchange.createRequest(for: scene.document.id, purpose: .planering, reason: "Behövs.", by: bo).value
        _ = try await scene.answer(request.id) { $0.ground = GroundTests.duty("Eget ärende.") }
        let retrieval = try await world.exchange.retrieve(scene.document.id, for: .planering, by: bo).value
        #expect(retrieval.approval == request.id)
        #expect(try await world.open(retrieval, as: "fk/bo") == "Ägarens.")
    }

    @Test func anApprovalOnLawNeedsNoConsent() async throws {
        let scene = try await Scene()
        let request = try await scene.request()
        _ = try await scene.answer(request.id) { $0.ground = GroundTests.duty("Uppgiftsskyldighet.") }
        #expect(try await scene.world.open(try await scene.retrieve().value, as: "vagen/coach") == "Ägarens.")
    }

    @Test func anApprovalOnConsentFallsWithTheConsent() async throws {
        let scene = try await Scene()
        let consent = try await scene.world.recordConsent(in: scene.opened).value.id
        _ = try await scene.answer(try await scene.request().id)
        _ = try await scene.retrieve()
        _ = try await scene.world.withdraw(consent)
        await #expect(throws: ExchangeError.any(.denied)) { try await scene.retrieve() }
        #expect(try await scene.world.lastEntry().policies == ["consent-withdrawn"])
    }

    @Test func anApprovalEnds() async throws {
        let scene = try await Scene()
        _ = try await scene.world.recordConsent(in: scene.opened)
        _ = try await scene.answer(try await scene.request().id) { $0.validUntil = $0.answeredAt + .seconds(60) }
        scene.world.clock.advance(by: .seconds(60))
        await #expect(throws: ExchangeError.any(.denied)) { try await scene.retrieve() }
    }

    @Test func aDenialLetsNothingGo() async throws {
        let scene = try await Scene()
        _ = try await scene.world.recordConsent(in: scene.opened)
        let request = try await scene.request()
        let denied = try await scene.deny(request.id)
        #expect(denied.value.state == .denied)
        await #expect(throws: ExchangeError.any(.denied)) { try await scene.retrieve() }
        await #expect(throws: ExchangeError.any(.conflict)) { try await scene.deny(request.id) }
    }

    @Test func aHolderReadsTheirOwnOrganisationsDocument() async throws {
        let scene = try await Scene()
        let retrieval = try await scene.world.exchange.retrieve(scene.document.id, for: .planering, by: try scene.world.id("fk/ulla")).value
        #expect(try await scene.world.open(retrieval, as: "fk/ulla") == "Ägarens.")
        await #expect(throws: ExchangeError.any(.approvalRequired)) {
            try await scene.world.exchange.retrieve(scene.document.id, for: .planering, by: try scene.world.id("fk/bo"))
        }
    }

    static let spoilings: [(String, ExchangeError.Code, @Sendable (inout AnswerTerms) -> Void)] = [
        ("another document", .invalidRecord, { $0.document = DocumentID("doc_00000000000000000000000000") ?? $0.document }),
        ("another requester", .invalidRecord, { $0.requester = OfficerID("af/anna") ?? $0.requester }),
        ("no assessment", .invalidRecord, { $0.assessment = "" }),
        ("no end", .invalidRecord, { $0.validUntil = nil }),
        ("an end that has been", .invalidRecord, { $0.validUntil = $0.answeredAt }),
        ("an end far away", .invalidRecord, { $0.validUntil = $0.answeredAt + .seconds(91 * 86_400) }),
        ("no ground", .invalidRecord, { $0.ground = nil }),
        ("a ground of the approver's own", .invalidRecord, { $0.ground = .law(section: "OSL 10:28", balancing: "x") }),
        ("a consent without a name", .invalidRecord, { $0.ground = .consent(nil) }),
        ("an empty balancing", .invalidRecord, { $0.ground = GroundTests.duty("") }),
        ("another recipient", .invalidInput, { $0.recipient = "age1other" }),
        ("no header", .invalidInput, { $0.bringsHeader = false }),
        ("a long assessment", .invalidRecord, { $0.assessment = String(repeating: "a", count: 4001) }),
        ("a way to appeal what isn't denied", .invalidRecord, { $0.appeal = AnswerTerms.appeal }),
        ("another version", .invalidRecord, { $0.schema = ApprovalRecord.firstSchema }),
        ("a document too many", .invalidRecord, { $0.parts.append($0.parts[0]) }),
        ("another author", .invalidRecord, { $0.answeredBy = OfficerID("fk/bo") ?? $0.answeredBy }),
        ("an unknown request", .notFound, { $0.request = RequestID("req_00000000000000000000000000") ?? $0.request }),
    ]

    @Test(arguments: spoilings.indices) func aDoubtfulApprovalIsRefused(_ index: Int) async throws {
        let (name, code, spoil) = RequestTests.spoilings[index]
        let scene = try await Scene()
        let request = try await scene.request()
        await #expect(throws: ExchangeError.any(code), Comment(rawValue: name)) { try await scene.answer(request.id, spoil) }
        #expect(try await scene.world.lastEntry().code == code.rawValue)
        #expect(try await scene.world.storage.read { try $0.request(request.id)?.state } == .open)
    }

    @Test func aRequestIsWithdrawnByItsRequesterAlone() async throws {
        let scene = try await Scene()
        let request = try await scene.request()
        await #expect(throws: ExchangeError.any(.denied)) {
            try await scene.world.exchange.withdrawRequest(request.id, by: try scene.world.id("fk/ulla"))
        }
        let withdrawn = try await scene.world.exchange.withdrawRequest(request.id, by: try scene.world.id("vagen/coach")).value
        #expect(withdrawn.state == .withdrawn)
        await #expect(throws: ExchangeError.any(.conflict)) { try await scene.answer(request.id) }
    }

    @Test func onlyTheOwnersApproversAnswer() async throws {
        let scene = try await Scene()
        let request = try await scene.request()
        for name in ["fk/bo", "af/eva", "vagen/coach"] {
            await #expect(throws: ExchangeError.self) { try await scene.deny(request.id, by: name) }
            #expect(try await scene.world.lastEntry().outcome == .denied)
        }
    }

    @Test(arguments: ["", String(repeating: "a", count: 4001)]) func aRequestStatesItsReason(_ reason: String) async throws {
        let scene = try await Scene()
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await scene.request(reason: reason) }
    }

    @Test(arguments: [RequestBox.mine, .inbox]) func pagesFollowOneAnother(_ box: RequestBox) async throws {
        let scene = try await Scene()
        let (world, caller) = (scene.world, try scene.world.id(box == .mine ? "vagen/coach" : "fk/ulla"))
        var asked: [RequestID] = []
        for _ in 0..<3 { asked.append(try await scene.request().id) }
        world.clock.advance(by: .seconds(1))
        asked.append(try await scene.request().id)
        // Another's stands between them, and isn't shown among one's own.
        let other = try await world.exchange.createRequest(
            for: scene.document.id, purpose: .planering, reason: "Behövs.", by: try world.id("fk/bo")
        ).value.id
        asked += [other, try await scene.request().id]
        let all = asked.reversed().filter { box == .inbox || $0 != other }
        for limit in 1...7 {
            var (pages, last) = ([[RequestID]](), RequestID?.none)
            repeat {
                let page = try await world.exchange.requests(in: box, after: last, limit: limit, by: caller).value
                pages.append(page.requests.map(\.id))
                #expect(page.next == nil || page.next == page.requests.last?.id)
                last = page.next
            } while last != nil
            #expect(pages.flatMap { $0 } == all, "\(limit)")
            #expect(pages.dropLast().allSatisfy { $0.count == limit })
        }
        #expect(try await world.exchange.requests(in: box, limit: .max, by: caller).value.requests.map(\.id) == all)
        #expect(try await world.exchange.requests(in: box, limit: -1, by: caller).value.requests.map(\.id) == Array(all.prefix(1)))
    }

    /// What is answered between two pages neither comes twice nor is left out.
    @Test func pagesStandStillWhileRequestsChange() async throws {
        let scene = try await Scene()
        let (world, coach) = (scene.world, try scene.world.id("vagen/coach"))
        var asked: [RequestID] = []
        for _ in 0..<4 { asked.append(try await scene.request().id) }
        let first = try await world.exchange.requests(in: .mine, limit: 2, by: coach).value
        _ = try await world.exchange.withdrawRequest(try #require(first.next), by: coach)
        _ = try await scene.request()
        let second = try await world.exchange.requests(in: .mine, after: first.next, limit: 2, by: coach).value
        #expect((first.requests + second.requests).map(\.id) == asked.reversed() && second.next != nil)
        #expect(try await world.exchange.requests(in: .mine, after: second.next, limit: 2, by: coach).value.requests == [])
    }

    /// A page behind somebody else's request is answered as one behind none.
    @Test(arguments: RequestBox.allCases) func aPageTellsNothingOfOthersRequests(_ box: RequestBox) async throws {
        let scene = try await Scene()
        let request = try await scene.request()
        let (caller, none) = (try scene.world.id("fk/nils"), RequestID(random: scene.world.random.source))
        let hidden = await #expect(throws: ExchangeError.self) {
            try await scene.world.exchange.requests(in: box, after: request.id, by: caller)
        }
        let unknown = await #expect(throws: ExchangeError.self) {
            try await scene.world.exchange.requests(in: box, after: none, by: caller)
        }
        #expect(hidden?.code == .notFound && unknown?.code == .notFound && hidden?.sentence == unknown?.sentence)
    }

    @Test func outsidersCannotTellARequestFromNone() async throws {
        let scene = try await Scene()
        let request = try await scene.request()
        let (caller, none) = (try scene.world.id("fk/nils"), RequestID(random: scene.world.random.source))
        let forbidden = await #expect(throws: ExchangeError.self) { try await scene.world.exchange.request(request.id, by: caller) }
        let missing = await #expect(throws: ExchangeError.self) { try await scene.world.exchange.request(none, by: caller) }
        expectSame(forbidden, missing)
        #expect(try await scene.world.exchange.requests(in: .inbox, by: caller).value.requests == [])
    }
}

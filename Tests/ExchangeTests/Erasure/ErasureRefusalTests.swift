import StorageContract
import Testing

@testable import Exchange

@Suite("What keeps an erasure from being done") struct ErasureRefusalTests {
    @Test(arguments: [
        ("af/karl", ExchangeError.Code.denied), ("af/eva", .denied), ("fk/bo", .denied), ("vagen/coach", .denied), ("sof/rut", .notFound),
        ("vard/admin", .notFound), ("af/adele", .denied), ("af/granskare", .notFound),
    ])
    func onlyARecorderOfThoseWhoRegisteredAsks(_ name: String, _ code: ExchangeError.Code) async throws {
        let scene = try await PersonScene(try await World())
        await #expect(throws: ExchangeError.any(code)) { try await scene.world.askErasure(of: .participant(scene.person), by: name) }
        #expect(try await scene.world.lastEntry().action == .askErasure)
        #expect(try await scene.world.exchange.erasures(by: try scene.world.id("af/eva")).value == [])
    }

    @Test(arguments: [
        ("af/anna", ExchangeError.Code.denied), ("af/karl", .denied), ("fk/ulla", .denied), ("fk/adam", .notFound),
        ("vard/admin", .notFound), ("af/granskare", .notFound), ("vagen/coach", .denied),
    ])
    func onlyASecondPersonWhoAnswersForItConfirms(_ name: String, _ code: ExchangeError.Code) async throws {
        let scene = try await PersonScene(try await World())
        let asked = try await scene.world.askErasure(of: .participant(scene.person)).value
        await #expect(throws: ExchangeError.any(code)) { try await scene.world.answerErasure(asked, by: name) }
        #expect(try await scene.world.storage.read { try $0.participant(scene.person) } != nil)
        #expect(try await scene.world.lastEntry().action == .confirmErasure)
    }

    /// The roles would let them; that they're the same person doesn't.
    @Test func nobodyConfirmsTheirOwn() async throws {
        let scene = try await PersonScene(try await World())
        let anna = try scene.world.person("af/anna").officer
        scene.world.storage.tamper { rows in
            rows.officers[anna.id] = Officer(
                id: anna.id, roles: [.recorder, .approver, .administrator], clearedForProtectedIdentity: false, recipient: anna.recipient)
        }
        let asked = try await scene.world.askErasure(of: .participant(scene.person)).value
        await #expect(throws: ExchangeError.any(.denied)) { try await scene.world.answerErasure(asked, by: "af/anna") }
        #expect(try await scene.world.lastEntry().policies == ["never-confirm-own-erasure"])
    }

    @Test(arguments: [
        ("GDPR art. 17.1 z", "Dnr 1", "x", "retention.yaml has: GDPR art. 17.1 a"), ("", "Dnr 1", "x", "there is no ground"),
        ("GDPR art. 17.1 b", nil, "x", "gallringsbeslut"), ("Arkivlagen 10 §", nil, "x", "gallringsbeslut"),
        ("GDPR art. 17.1 b", "", "x", "reference and date"),
        ("GDPR art. 17.1 b", String(repeating: "1", count: 201), "x", "reference and date"),
        ("GDPR art. 17.1 b", "Dnr 1", "", "reason"), ("GDPR art. 17.1 b", "Dnr 1", String(repeating: "x", count: 2001), "reason"),
        ("FK plan 3", "Dnr 1", "x", "there is no ground"),
    ])
    func theGroundIsOneThatIsConfigured(_ ground: String, _ decision: String?, _ reason: String, _ told: String) async throws {
        let scene = try await PersonScene(try await World())
        do {
            try await scene.world.askErasure(of: .participant(scene.person), ground: ground, decision: decision, reason: reason)
            Issue.record("it was taken")
        } catch let error as ExchangeError {
            #expect(error.code == .invalidInput)
            #expect(error.sentence.contains(told), "\(error.sentence)")
        }
    }

    /// Where nobody but a social enterprise has put anything, there is no authority's decision to name; unless the ground itself asks.
    @Test func withoutAnAuthoritysDocumentNoDecisionIsNeeded() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["vagen/coach"])
        _ = try await world.upload("Vår egen.", to: opened, by: "vagen/coach")
        await #expect(throws: ExchangeError.any(.invalidInput)) {
            try await world.askErasure(of: .participant(opened.participant), ground: "Arkivlagen 10 §", decision: nil)
        }
        #expect(try await world.askErasure(of: .participant(opened.participant), decision: nil).value.state == .asked)
    }

    @Test func aSecondAskingWaitsForTheFirst() async throws {
        let scene = try await PersonScene(try await World())
        let asked = try await scene.world.askErasure(of: .participant(scene.person)).value
        await #expect(throws: ExchangeError.any(.conflict)) { try await scene.world.askErasure(of: .participant(scene.person)) }
        try await scene.world.answerErasure(asked, .declined)
        await #expect(throws: ExchangeError.any(.alreadyExists)) {
            try await scene.world.askErasure(of: .participant(scene.person), id: asked.id)
        }
        try await scene.world.askErasure(of: .participant(scene.person))
    }

    @Test(arguments: ["af/eva", "af/adele", "af/anna"]) func itMayBeDeclinedAndTakenBack(_ name: String) async throws {
        let scene = try await PersonScene(try await World())
        let asked = try await scene.world.askErasure(of: .participant(scene.person)).value
        let declined = try await scene.world.answerErasure(asked, .declined, by: name).value
        let decliner = try scene.world.id(name)
        #expect(declined.state == .declined && declined.endedBy == decliner && declined.complete == nil)
        #expect(try await scene.world.lastEntry().action == .declineErasure)
        await #expect(throws: ExchangeError.any(.conflict)) { try await scene.world.answerErasure(asked) }
        #expect(try await scene.world.storage.read { try $0.participant(scene.person) } != nil)
    }

    @Test func whatNobodyConfirmsInTimeExpires() async throws {
        let scene = try await PersonScene(try await World())
        let asked = try await scene.world.askErasure(of: .participant(scene.person)).value
        #expect(asked.expiresAt == scene.world.clock.now + .seconds(14 * 86_400))
        scene.world.clock.advance(by: .seconds(14 * 86_400))
        await #expect(throws: ExchangeError.any(.conflict)) { try await scene.world.answerErasure(asked) }
        #expect(try await scene.world.exchange.erasures(by: try scene.world.id("af/eva")).value.map(\.state) == [.expired])
        #expect(try await scene.world.askErasure(of: .participant(scene.person)).value.state == .asked)
    }

    @Test func theAnswerIsToWhatWasRead() async throws {
        let scene = try await PersonScene(try await World())
        let asked = try await scene.world.askErasure(of: .participant(scene.person)).value
        let other = String(repeating: "0", count: 64)
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await scene.world.answerErasure(asked, asked: other) }
        await #expect(throws: ExchangeError.any(.invalidRecord)) {
            let record = ErasureAnswer(
                erasure: asked.id, asked: other, answer: .confirmed, answeredBy: try scene.world.id("af/eva"),
                answeredAt: scene.world.clock.now)
            _ = try await scene.world.exchange.answerErasure(
                try scene.world.sign(record, as: ErasureAnswer.type, by: "af/karl"), by: try scene.world.id("af/eva"))
        }
        await #expect(throws: ExchangeError.any(.invalidRecord)) {
            let asking = ErasureRecord(
                erasure: asked.id, target: asked.target, ground: "GDPR art. 17.1 b", decision: nil, reason: "x",
                askedBy: try scene.world.id("af/anna"), askedAt: scene.world.clock.now)
            _ = try await scene.world.exchange.askErasure(
                try scene.world.sign(asking, as: ErasureRecord.type, by: "af/eva"), by: try scene.world.id("af/anna"))
        }
        #expect(try await scene.world.storage.read { try $0.participant(scene.person) } != nil)
    }

    @Test func anErasureThatIsUnknownIsUnknown() async throws {
        let world = try await World()
        let id = ErasureID(random: world.random.source)
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.erasure(id, by: try world.id("af/eva")) }
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.askErasure(of: .participant(ParticipantID(random: world.random.source)))
        }
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.askErasure(of: .document(DocumentID(random: world.random.source)), by: "fk/adam")
        }
    }
}

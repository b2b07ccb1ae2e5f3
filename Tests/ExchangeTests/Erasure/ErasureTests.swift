import Foundation
import StorageContract
import Testing
import TransparencyLog

@testable import Exchange

@Suite("One asks, another confirms, and a person is forgotten") struct ErasureTests {
    @Test func whatIsAskedWaitsForASecondPerson() async throws {
        let scene = try await PersonScene(try await World())
        let asked = try await scene.world.askErasure(of: .participant(scene.person))
        #expect(asked.value.state == .asked && asked.value.target == .participant(scene.person))
        #expect(asked.value.owners.map(\.text) == ["fk"])
        #expect(try scene.world.check(asked.receipt).entry.action == .askErasure)
        #expect(try await scene.world.exchange.participant(scene.person, by: try scene.world.id("af/anna")).value.id == scene.person)
        #expect(try await scene.world.exchange.erasures(by: try scene.world.id("af/eva")).value == [asked.value])
    }

    @Test func aConfirmationForgetsThePersonAndNobodyElse() async throws {
        let scene = try await PersonScene(try await World())
        let world = scene.world
        let done = try await world.erase(scene.person)
        #expect(done.value.state == .done && done.value.complete == true && done.value.record == nil)
        #expect(done.value.entry == done.receipt.index && done.value.owners == [])
        let (person, rows) = (scene.person, try #require(try world.check(done.receipt).entry.erased))
        #expect(rows.counts.documents == 2 && rows.counts.requests == 1 && rows.counts.retrievals == 2 && rows.counts.uploads == 1)
        #expect(rows.counts.registrations == 1 && rows.counts.cases == 1 && rows.counts.consents == 2 && rows.counts.replays == 1)
        let (anna, eva) = (try world.id("af/anna"), try world.id("af/eva"))
        #expect(rows.askedBy == anna && rows.confirmedBy == eva)
        #expect(rows.ground == "GDPR art. 17.1 b" && rows.decision == "Dnr 7, 2026-05-01")
        let left = try await world.storage.read { facts in
            (
                try facts.participant(person), try facts.cases(of: person), try facts.consents(of: person),
                try facts.documents(matching: .all, after: nil, limit: 9).map(\.id), try facts.removals(limit: 9)
            )
        }
        #expect(left.0 == nil && left.1 == [] && left.2 == [] && left.3 == [scene.bystandersDocument.id] && left.4 == [])
        for document in scene.documents { #expect(await world.blobs.open(document.id) == nil) }
        #expect(try await world.blobs.uploadedSize(scene.upload.ticket.upload) == 0)
        let seen = try await world.exchange.document(scene.bystandersDocument.id, by: try world.id("fk/bo"))
        #expect(seen.value == scene.bystandersDocument)
        #expect(await world.blobs.open(scene.bystandersDocument.id) != nil)
    }

    /// What was put in by mistake, though nothing of it is due: its owner's approver asks, somebody else of theirs confirms.
    @Test func aDocumentIsErasedByItsOwner() async throws {
        let scene = try await PersonScene(try await World())
        let (world, mistaken) = (scene.world, scene.documents[0].id)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.askErasure(of: .document(mistaken), by: "af/eva") }
        let asked = try await world.askErasure(of: .document(mistaken), by: "fk/ulla").value
        await #expect(throws: ExchangeError.any(.denied)) { try await world.answerErasure(asked, by: "fk/ulla") }
        #expect(try await world.answerErasure(asked, by: "fk/adam").value.state == .done)
        let left = try await world.exchange.documents(of: scene.opened.id, by: try world.id("fk/bo")).value
        #expect(left.map(\.id) == [scene.documents[1].id])
    }

    /// Whoever comes back is somebody new.
    @Test func theNumberMayBeRegisteredAgainUnderAnotherId() async throws {
        let scene = try await PersonScene(try await World())
        try await scene.world.erase(scene.person)
        let again = try await scene.world.register()
        #expect(again != scene.person)
        #expect(try await scene.world.exchange.consents(of: again, by: try scene.world.id("af/anna")).value == [])
    }

    @Test func thoseConcernedHearThatItIsErasedAndOthersNothing() async throws {
        let scene = try await PersonScene(try await World())
        let (world, person) = (scene.world, scene.person)
        try await world.erase(person)
        for name in ["af/anna", "af/karl", "af/eva"] {
            await #expect(throws: ExchangeError.any(.erased), "\(name)") {
                try await world.exchange.participant(person, by: try world.id(name))
            }
        }
        for name in ["fk/bo", "vagen/coach", "sof/rut", "vard/admin", "af/granskare"] {
            await #expect(throws: ExchangeError.any(.notFound), "\(name)") {
                try await world.exchange.participant(person, by: try world.id(name))
            }
        }
        let refusal = try #require(try await world.entries().last)
        #expect(refusal.code == "erased" && refusal.participant == nil)
    }

    /// Every call with an id of the person's is answered as with an id that never was.
    @Test func everyCallOnWhatWasThePersonsIsUnknown() async throws {
        let scene = try await PersonScene(try await World())
        let (world, coach, bo) = (scene.world, try scene.world.id("vagen/coach"), try scene.world.id("fk/bo"))
        let consent = try #require(try await world.exchange.consents(of: scene.person, by: try world.id("af/anna")).value.first)
        try await world.erase(scene.person)
        let calls: [(String, () async throws -> Void)] = [
            ("case", { _ = try await world.exchange.caseOf(scene.opened.id, by: bo) }),
            ("documents", { _ = try await world.exchange.documents(of: scene.opened.id, by: bo) }),
            ("document", { _ = try await world.exchange.document(scene.documents[0].id, by: bo) }),
            ("consent", { _ = try await world.exchange.consent(consent.id, by: bo) }),
            ("withdraw", { _ = try await world.withdraw(consent.id) }),
            ("retrieve", { _ = try await world.exchange.retrieve(scene.documents[0].id, for: .planering, by: coach) }),
            ("payload", { _ = try await world.exchange.payload(of: scene.retrieval.id, by: coach) }),
            ("upload", { _ = try await world.exchange.beginPart(of: scene.upload.ticket.upload, at: 0, by: bo) }),
            ("complete", { _ = try await world.complete(scene.upload) }),
            ("begin", { _ = try await world.beginUpload("x", to: scene.opened) }),
            (
                "request",
                { _ = try await world.exchange.createRequest(for: scene.documents[1].id, purpose: .planering, reason: "x", by: coach) }
            ),
            ("close", { _ = try await world.exchange.closeCase(scene.opened.id, by: try world.id("af/anna")) }),
        ]
        for (name, call) in calls { await #expect(throws: ExchangeError.any(.notFound), "\(name)") { try await call() } }
        #expect(try await world.exchange.requests(in: .mine, by: coach).value.requests == [])
        #expect(try await world.exchange.requests(in: .inbox, by: try world.id("fk/ulla")).value.requests == [])
        let number = try await world.exchange.participants(number: PersonScene.number, by: try world.id("af/anna")).value
        #expect(number == [])
    }

    @Test func aKeptAnswerIsForgottenToo() async throws {
        let scene = try await PersonScene(try await World())
        let (world, key) = (scene.world, try #require(Idempotency(key: "ask-1", requestDigest: [1])))
        let asked = try await world.askErasure(of: .participant(scene.person), idempotency: key)
        try await world.answerErasure(asked.value)
        let kept = try await world.storage.read { try $0.replay(of: "ask-1", by: try world.id("af/anna")) }
        #expect(kept == nil)
        #expect(try await world.storage.read { try $0.replay(of: "register-1", by: try world.id("af/anna")) } == nil)
    }

    @Test func aConfirmationThatIsSentAgainGetsTheSameAnswer() async throws {
        let scene = try await PersonScene(try await World())
        let (world, key) = (scene.world, try #require(Idempotency(key: "confirm-1", requestDigest: [2])))
        let asked = try await world.askErasure(of: .participant(scene.person)).value
        let first = try await world.answerErasure(asked, idempotency: key)
        let again = try await world.answerErasure(asked, idempotency: key)
        #expect(again.value == first.value && again.receipt == first.receipt)
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.answerErasure(asked) }
    }

    /// Somebody with protected identity leaves nothing that tells that they were here.
    @Test func ofAProtectedPersonNobodyHearsThatTheyWereErased() async throws {
        let world = try await World()
        for name in ["af/anna", "af/eva"] { try await world.clear(name) }
        let registered = try await world.exchange.register(world.registration(protected: true), by: try world.id("af/anna")).value
            .participant
        let asked = try await world.askErasure(of: .participant(registered)).value
        #expect(try await world.exchange.erasures(by: try world.id("af/adele")).value == [])
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.answerErasure(asked, by: "af/adele") }
        try await world.answerErasure(asked)
        for name in ["af/anna", "af/eva", "af/adele", "af/karl"] {
            await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.erasure(asked.id, by: try world.id(name)) }
            await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.participant(registered, by: try world.id(name)) }
            let listed = (try? await world.exchange.erasures(by: try world.id(name)).value) ?? []
            #expect(listed == [])
        }
    }
}

extension World {
    /// Clears an officer for protected identity, behind the exchange's back.
    func clear(_ name: String) async throws {
        let officer = try person(name).officer
        storage.tamper { rows in
            rows.officers[officer.id] = Officer(
                id: officer.id, roles: officer.roles, clearedForProtectedIdentity: true, recipient: officer.recipient)
        }
    }
}

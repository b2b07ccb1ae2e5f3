import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

@Suite("Restriction: kept, and read by nobody") struct RestrictionTests {
    @Test func fromTheAnswerOnNothingIsReadWhateverConsentsThereAre() async throws {
        let scene = try await PersonScene(try await World())
        let (world, person, document) = (scene.world, scene.person, scene.documents[0])
        #expect(try await world.exchange.retrieve(document.id, for: .planering, by: try world.id("vagen/coach")).value.consent != nil)
        let restricted = try await world.restrict(person)
        #expect(restricted.value.inForce && restricted.value.ground == .accuracy)
        let entry = try world.check(restricted.receipt).entry
        #expect(entry.action == .restrictParticipant && entry.participant == person && entry.record != nil)
        for name in ["vagen/coach", "fk/bo", "fk/ulla"] {
            await #expect(throws: ExchangeError.any(.denied), "\(name)") {
                try await world.exchange.retrieve(document.id, for: .planering, by: try world.id(name))
            }
            #expect(try await world.lastEntry().policies == ["restricted-casework"])
        }
        await #expect(throws: ExchangeError.any(.denied)) { try await world.readInEmergency(document.id) }
        #expect(try await world.lastEntry().policies == ["restricted-casework"])
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.participant(person, by: try world.id("af/anna")) }
        #expect(try await world.lastEntry().policies == ["restricted-participant"])
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.caseOf(scene.opened.id, by: try world.id("fk/bo")) }
        await #expect(throws: ExchangeError.any(.denied)) { try await world.beginUpload("Nytt.", to: scene.opened) }
        await #expect(throws: ExchangeError.any(.denied)) { try await world.complete(scene.upload) }
    }

    /// A retrieval that was permitted before ends at the payload, and the log says why.
    @Test func aRetrievalThatWasPermittedBeforeIsRefusedAtThePayload() async throws {
        let scene = try await PersonScene(try await World())
        let (world, coach) = (scene.world, try scene.world.id("vagen/coach"))
        let granted = try await world.exchange.retrieve(scene.documents[0].id, for: .planering, by: coach).value
        _ = try await world.exchange.payload(of: granted.id, by: coach)
        try await world.restrict(scene.person)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.payload(of: granted.id, by: coach) }
        let entry = try await world.lastEntry()
        #expect(entry.policies == ["restricted-casework"] && entry.participant == scene.person && entry.officer == coach)
    }

    @Test func listsDontShowThem() async throws {
        let scene = try await PersonScene(try await World())
        let (world, bo, anna) = (scene.world, try scene.world.id("fk/bo"), try scene.world.id("af/anna"))
        #expect(try await world.exchange.documents(by: bo).value.documents.count == 3)
        try await world.restrict(scene.person)
        #expect(try await world.exchange.documents(by: bo).value.documents.map(\.id) == [scene.bystandersDocument.id])
        #expect(try await world.exchange.documents(for: .planering, by: bo).value.documents.map(\.id) == [scene.bystandersDocument.id])
        // That there is none would be false of a person or a case that was asked for by name.
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.documents(of: scene.opened.id, by: bo) }
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.consents(of: scene.person, by: anna) }
        #expect(try await world.exchange.participants(number: nil, by: anna).value.map(\.id) == [scene.bystander.participant])
        #expect(try await world.exchange.participants(number: PersonScene.number, by: anna).value == [])
        #expect(try await world.exchange.requests(in: .inbox, by: try world.id("fk/ulla")).value.requests == [])
        #expect(try await world.exchange.requests(in: .mine, by: try world.id("vagen/coach")).value.requests == [])
    }

    /// An answer that was kept for a call made again would be a reading, too.
    @Test func noKeptAnswerIsGivenOutAnyMore() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let upload = try await world.beginUpload("Planen.", to: opened)
        let key = try #require(Idempotency(key: "k-1", requestDigest: world.random.bytes(32)))
        let made = try await world.complete(upload, idempotency: key)
        #expect(try await world.complete(upload, idempotency: key).value == made.value)
        try await world.restrict(opened.participant)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.complete(upload, idempotency: key) }
    }

    /// Whoever knew the person is told why, and sees no value that reading would show.
    @Test func whyIsExplainedWithoutAnyValue() async throws {
        let scene = try await PersonScene(try await World())
        let world = scene.world
        try await world.restrict(scene.person)
        let why = try await world.exchange.explain(scene.documents[0].id, for: .planering, by: try world.id("vagen/coach")).value
        #expect(!why.permitted && why.policies.map(\.id) == ["restricted-casework"])
        let readings = why.policies.flatMap(\.conditions).flatMap { $0.readings + $0.parts.flatMap(\.readings) }
        #expect(readings.filter { $0.path.hasPrefix("resource.participant.") }.allSatisfy { $0.kind == .hidden || $0.kind == .present })
        #expect(!readings.isEmpty)
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.exchange.explain(scene.documents[0].id, for: .planering, by: try world.id("kvv/kim"))
        }
    }

    /// A number is easily come by: whoever registers the person is answered as about somebody who isn't here.
    @Test func whoOnlyRegistersLearnsNothingOfARestriction() async throws {
        let scene = try await PersonScene(try await World())
        let (world, rut) = (scene.world, try scene.world.id("kvv/rut"))
        try await world.restrict(scene.person)
        let known = try await world.exchange.register(world.registration(PersonScene.number), by: rut).value.participant
        let unknown = ParticipantID(random: world.random.source)
        #expect(known == scene.person)
        let calls: [(ParticipantID) async throws -> Void] = [
            { _ = try await world.exchange.participant($0, by: rut) }, { _ = try await world.exchange.openCase(for: $0, by: rut) },
            { _ = try await world.exchange.consents(of: $0, by: rut) }, { _ = try await world.exchange.restrictions(of: $0, by: rut) },
        ]
        for call in calls {
            let restricted = await #expect(throws: ExchangeError.self) { try await call(known) }
            let missing = await #expect(throws: ExchangeError.self) { try await call(unknown) }
            #expect(restricted?.code == .notFound)
            expectSame(restricted, missing)
        }
        #expect(try await world.exchange.participants(number: PersonScene.number, by: rut).value == [])
        // Those who work with the person are told why.
        await #expect(throws: ExchangeError.any(.denied)) { try await world.exchange.participant(known, by: try world.id("af/anna")) }
    }

    @Test func whatIsThePersonsOwnGoesOn() async throws {
        let scene = try await PersonScene(try await World())
        let (world, anna) = (scene.world, try scene.world.id("af/anna"))
        try await world.restrict(scene.person)
        #expect(try await world.exchange.extract(of: scene.person, by: anna).value.lines.count > 10)
        #expect(try await world.exchange.register(of: scene.person, by: anna).value.restrictions.count == 1)
        #expect(try await world.exchange.restrictions(of: scene.person, by: try world.id("vagen/coach")).value.map(\.inForce) == [true])
        let consent = try await world.recordConsent(in: scene.opened).value
        _ = try await world.withdraw(consent.id, by: "kvv/kim")
        try await world.correct(scene.person, familyName: "Rättad")
    }

    @Test func whenItIsLiftedReadingGoesOn() async throws {
        let scene = try await PersonScene(try await World())
        let (world, coach) = (scene.world, try scene.world.id("vagen/coach"))
        let restricted = try await world.restrict(scene.person).value
        world.clock.advance(by: .seconds(3600))
        let lifted = try await world.lift(restricted, told: .seconds(60)).value
        #expect(!lifted.inForce && lifted.endedAt == world.clock.now && lifted.lifting != nil)
        let anna = try world.id("af/anna")
        #expect(lifted.endedBy == anna)
        _ = try await world.exchange.retrieve(scene.documents[0].id, for: .planering, by: coach)
        #expect(try await world.exchange.restrictions(of: scene.person, by: coach).value == [lifted])
    }

    /// Two grounds are two restrictions; the person is free when both are lifted.
    @Test func eachGroundIsLiftedByItself() async throws {
        let scene = try await PersonScene(try await World())
        let (world, coach) = (scene.world, try scene.world.id("vagen/coach"))
        let (first, second) = (try await world.restrict(scene.person).value, try await world.restrict(scene.person, .objection).value)
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.restrict(scene.person, .objection) }
        try await world.lift(first)
        await #expect(throws: ExchangeError.any(.denied)) {
            try await world.exchange.retrieve(scene.documents[0].id, for: .planering, by: coach)
        }
        try await world.lift(second)
        _ = try await world.exchange.retrieve(scene.documents[0].id, for: .planering, by: coach)
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.lift(second) }
        try await world.restrict(scene.person, .objection)
    }

    @Test(arguments: [
        ("fk/ulla", ExchangeError.Code.denied), ("af/eva", .denied), ("af/nour", .notFound), ("kvv/kim", .notFound), ("sof/rut", .notFound),
        ("vard/admin", .notFound), ("vard/granskare", .notFound), ("af/adele", .notFound),
    ])
    func othersRestrictNobody(_ name: String, _ code: ExchangeError.Code) async throws {
        let scene = try await PersonScene(try await World())
        await #expect(throws: ExchangeError.any(code)) { try await scene.world.restrict(scene.person, by: name) }
        let entry = try await scene.world.lastEntry()
        #expect(entry.action == .restrictParticipant && entry.outcome == .denied && entry.participant == scene.person)
        #expect(try await scene.world.storage.read { try $0.restrictions(of: scene.person) } == [])
    }

    @Test(arguments: [("vagen/coach", ExchangeError.Code.denied), ("fk/bo", .denied), ("fk/ulla", .denied), ("kvv/kim", .notFound)])
    func othersLiftNone(_ name: String, _ code: ExchangeError.Code) async throws {
        let scene = try await PersonScene(try await World())
        let restricted = try await scene.world.restrict(scene.person, by: "vagen/coach").value
        await #expect(throws: ExchangeError.any(code)) { try await scene.world.lift(restricted, by: name) }
        #expect(try await scene.world.storage.read { try $0.restrictionGrounds(of: scene.person) } == [.accuracy])
    }

    @Test func liftingNeedsThatThePersonWasToldBefore() async throws {
        let scene = try await PersonScene(try await World())
        let world = scene.world
        world.clock.advance(by: .seconds(60))
        let restricted = try await world.restrict(scene.person).value
        for told in [Duration.seconds(1), .seconds(-1)] {
            await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.lift(restricted, told: told) }
        }
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.lift(restricted, reason: "") }
        await #expect(throws: ExchangeError.any(.invalidRecord)) {
            try await world.lift(restricted, restricted: String(repeating: "0", count: 64))
        }
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.lift(restricted, id: RestrictionID(random: world.random.source))
        }
        #expect(try await world.storage.read { try $0.restrictionGrounds(of: scene.person) } == [.accuracy])
    }

    @Test func whatIsSignedIsChecked() async throws {
        let scene = try await PersonScene(try await World())
        let (world, anna) = (scene.world, try scene.world.id("af/anna"))
        for reason in ["", String(repeating: "x", count: 2001)] {
            await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.restrict(scene.person, reason: reason) }
        }
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.restrict(ParticipantID(random: world.random.source)) }
        let record = RestrictionRecord(
            restriction: RestrictionID(random: world.random.source), participant: scene.person, ground: .claims, reason: "x",
            recordedBy: anna, recordedAt: world.clock.now)
        for (type, name) in [(RestrictionRecord.type, "fk/bo"), (RestrictionLifting.type, "af/anna")] {
            await #expect(throws: ExchangeError.any(.invalidRecord)) {
                _ = try await world.exchange.restrict(try world.sign(record, as: type, by: name), by: anna)
            }
        }
        let id = RestrictionID(random: world.random.source)
        try await world.restrict(scene.person, id: id)
        await #expect(throws: ExchangeError.any(.alreadyExists)) { try await world.restrict(scene.person, .claims, id: id) }
    }
}

import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

@Suite("Correction, with what stood before") struct CorrectionTests {
    private static let right = "197010632391"

    @Test func whatIsWrongIsPutRightAndWhatStoodBeforeIsKept() async throws {
        let world = try await World()
        let (id, anna) = (try await world.register(), try world.id("af/anna"))
        world.clock.advance(by: .seconds(60))
        let corrected = try await world.correct(id, givenName: "Tolfte", familyName: "Rättsson")
        #expect(corrected.value.participant == id)
        let entry = try world.check(corrected.receipt).entry
        #expect(entry.action == .correctParticipant && entry.participant == id && entry.reason == "Passet visar det.")
        let view = try await world.exchange.participant(id, by: anna).value
        #expect(view.identity.givenName == "Tolfte" && view.identity.familyName == "Rättsson" && view.identity.number == World.number)
        #expect(view.registeredAt == WorldAuthority.start)
        let told = try await world.exchange.register(of: id, by: anna).value.corrections
        #expect(told.map(\.correction.before.familyName) == ["Testsson"] && told.map(\.correction.after.familyName) == ["Rättsson"])
        #expect(told.first?.at == world.clock.now && told.first?.by.officer == anna)
    }

    @Test func eachOrganisationCorrectsItsOwn() async throws {
        let world = try await World()
        let id = try await world.register()
        _ = try await world.register(by: "fk/bo")
        try await world.correct(id, by: "fk/bo", familyName: "Annat")
        #expect(try await world.exchange.participant(id, by: try world.id("af/anna")).value.identity.familyName == "Testsson")
        #expect(try await world.exchange.participant(id, by: try world.id("fk/bo")).value.identity.familyName == "Annat")
    }

    @Test func theIndexFollowsTheNumber() async throws {
        let world = try await World()
        let (id, anna) = (try await world.register(), try world.id("af/anna"))
        try await world.correct(id, number: "701063-2391")
        #expect(try await world.exchange.participants(number: Self.right, by: anna).value.map(\.id) == [id])
        #expect(try await world.exchange.participants(number: World.number, by: anna).value == [])
        #expect(try await world.register(by: "fk/bo") != id)
        let again = try await world.exchange.register(world.registration(Self.right), by: try world.id("fk/bo"))
        #expect(again.value.participant == id)
    }

    /// Others have stated the number that they were given: they find the person by it, until they correct it themselves.
    @Test func othersFindThePersonByTheNumberThatTheyHaveStated() async throws {
        let world = try await World()
        let id = try await world.register()
        _ = try await world.register(by: "fk/bo")
        try await world.correct(id, number: Self.right)
        let bo = try world.id("fk/bo")
        #expect(try await world.exchange.participants(number: World.number, by: bo).value.map(\.id) == [id])
        #expect(try await world.register(by: "fk/bo") == id)
        #expect(try await world.exchange.participant(id, by: bo).value.identity.number == World.number)
        try await world.correct(id, by: "fk/bo", number: Self.right)
        #expect(try await world.exchange.participants(number: Self.right, by: bo).value.map(\.id) == [id])
        #expect(try await world.exchange.participants(number: World.number, by: bo).value == [])
        #expect(try await world.storage.read { try $0.participant(id)?.registrations.allSatisfy { $0.blindIndex == nil } } == true)
    }

    /// Everything that the organisation can see afterwards, where the right number is nobody's and where it's somebody's whom others know.
    @Test func whetherTheRightNumberIsKnownToOthersTellsNothing() async throws {
        var seen: [[String]] = []
        for isKnown in [false, true] {
            let world = try await World()
            let registrar = isKnown ? Self.right : "191212121212"
            let other = try await world.exchange.register(world.registration(registrar), by: try world.id("fk/bo")).value.participant
            let (id, anna) = (try await world.register(), try world.id("af/anna"))
            let corrected = try await world.correct(id, number: Self.right)
            #expect(corrected.value.participant == id)
            var told = ["\(corrected.receipt.index)"]
            for number in [Self.right, World.number] {
                told.append("\(try await world.exchange.participants(number: number, by: anna).value.map { $0.id == id })")
            }
            let again = try await world.exchange.register(world.registration(Self.right), by: anna)
            told.append("\(again.value.participant == id) \(again.receipt.index)")
            let old = try await world.exchange.register(world.registration(), by: anna)
            told.append("\(old.value.participant == id) \(old.receipt.index)")
            told.append("\(try await world.exchange.participant(id, by: anna).value.identity.number)")
            told.append("\(try await world.exchange.register(of: id, by: anna).value.corrections.count)")
            seen.append(told)
            // Whoever had the number has it still.
            let bo = try world.id("fk/bo")
            let found = try await world.exchange.participants(number: registrar, by: bo).value.map(\.id)
            #expect(found == [other])
        }
        #expect(seen[0] == seen[1])
        #expect(seen[0][1...2] == ["[true]", "[]"])
    }

    /// The organisation has both: that much it knows already.
    @Test func twoOfOnesOwnWithOneNumberAreToldOf() async throws {
        let world = try await World()
        let id = try await world.register()
        _ = try await world.exchange.register(world.registration(Self.right), by: try world.id("af/anna"))
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.correct(id, number: Self.right) }
        #expect(try await world.exchange.participant(id, by: try world.id("af/anna")).value.identity.number == World.number)
        #expect(try await world.storage.read { try $0.corrections(of: id) } == [])
    }

    /// A mark that comes late hides from the next moment on, kept answers included.
    @Test func aMarkThatComesLateHidesAtOnce() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let upload = try await world.beginUpload("Planen.", to: opened)
        let key = try #require(Idempotency(key: "k-1", requestDigest: world.random.bytes(32)))
        _ = try await world.complete(upload, idempotency: key)
        try await world.correct(opened.participant, protected: true)
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.complete(upload, idempotency: key) }
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.exchange.participant(opened.participant, by: try world.id("af/anna"))
        }
        #expect(try await world.storage.read { try $0.replays(of: opened.participant) } == [])
    }

    @Test func thePersonsNamesLieNowhereInClear() async throws {
        let world = try await World()
        let id = try await world.register()
        try await world.correct(id, familyName: "Rättsson")
        let stored = try #require(try await world.storage.read { try $0.corrections(of: id).first })
        for secret in ["Rättsson", "Testsson", World.number, "Passet"] {
            #expect(!String(decoding: stored.correction.bytes, as: UTF8.self).contains(secret))
        }
        #expect(!"\(Correction.self)".contains("Testsson"))
    }

    @Test(arguments: [
        ("af/karl", ExchangeError.Code.denied), ("fk/bo", .notFound), ("af/eva", .denied), ("vard/admin", .notFound),
        ("vard/granskare", .notFound), ("sof/rut", .notFound),
    ])
    func othersCorrectNothing(_ name: String, _ code: ExchangeError.Code) async throws {
        let world = try await World()
        let id = try await world.register()
        await #expect(throws: ExchangeError.any(code)) { try await world.correct(id, by: name, familyName: "X") }
        #expect(try await world.lastEntry().action == .correctParticipant)
        #expect(try await world.storage.read { try $0.corrections(of: id) } == [])
    }

    @Test func whatIsAskedIsChecked() async throws {
        let world = try await World()
        let id = try await world.register()
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.correct(id) }
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.correct(id, familyName: "Testsson") }
        for reason in ["", String(repeating: "x", count: 2001)] {
            await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.correct(id, familyName: "X", reason: reason) }
        }
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.correct(id, givenName: "") }
        let bad = await #expect(throws: ExchangeError.any(.invalidIdentityNumber)) {
            try await world.correct(id, number: "198803200017")
        }
        #expect(bad?.sentence.contains("198803200017") == false)
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.correct(ParticipantID(random: world.random.source), familyName: "X")
        }
        #expect(try await world.storage.read { try $0.corrections(of: id) } == [])
    }

    @Test func theSameCallAgainCorrectsOnce() async throws {
        let world = try await World()
        let id = try await world.register()
        let key = try #require(Idempotency(key: "k-1", requestDigest: world.random.bytes(32)))
        let first = try await world.correct(id, familyName: "Rättsson", idempotency: key)
        #expect(try await world.correct(id, familyName: "Rättsson", idempotency: key).receipt == first.receipt)
        #expect(try await world.storage.read { try $0.corrections(of: id).count } == 1)
    }
}

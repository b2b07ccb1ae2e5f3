import StorageContract
import Testing
import TransparencyLog

@testable import Exchange

@Suite("Registering people") struct RegistrationTests {
    @Test func aPersonIsRegisteredAndSeenByTheirRecorder() async throws {
        let world = try await World()
        let registered = try await world.exchange.register(world.registration(), by: try world.id("af/anna"))
        let view = try await world.exchange.participant(registered.value.participant, by: try world.id("af/anna")).value
        #expect(view.identity.number == World.number)
        #expect(view.identity.familyName == "Testsson")
        #expect(view.organisations.map(\.text) == ["af"])
        #expect(try await world.entries().map(\.action) == [.registerParticipant, .readParticipant])
    }

    @Test(arguments: ["198803200016", "19880320-0016", "880320-0016", "8803200016"])
    func someoneKnownGetsTheSameAnswer(_ spelling: String) async throws {
        let world = try await World()
        let first = try await world.register()
        let again = try await world.exchange.register(world.registration(spelling), by: try world.id("fk/bo"))
        #expect(again.value.participant == first)
        let entry = try await world.lastEntry()
        #expect(entry.outcome == .permitted && entry.participant == first)
        let known = try await world.storage.read { try $0.participant(first)?.organisations.map(\.text) }
        #expect(known == ["af", "fk"])
    }

    /// That somebody is known is a secret: whoever registers them again sees what they wrote themselves, and no older date.
    @Test func whatOthersHaveStatedStaysWithThem() async throws {
        let world = try await World()
        let id = try await world.register()
        world.clock.advance(by: .seconds(3600))
        let other = Registration(number: World.number, givenName: "T.", familyName: "Annat", protectedIdentity: false)
        _ = try await world.exchange.register(other, by: try world.id("fk/bo"))
        let theirs = try await world.exchange.participant(id, by: try world.id("fk/bo")).value
        #expect(theirs.identity.givenName == "T." && theirs.identity.familyName == "Annat")
        #expect(theirs.registeredAt == world.clock.now && theirs.organisations.map(\.text) == ["fk"] && theirs.cases.isEmpty)
        let ours = try await world.exchange.participant(id, by: try world.id("af/anna")).value
        #expect(ours.identity.familyName == "Testsson" && ours.organisations.map(\.text) == ["af"])
    }

    /// A look-up by number is about one person, and is told of among what was done about them.
    @Test func aLookUpByNumberIsLoggedOnThePerson() async throws {
        let world = try await World()
        let id = try await world.register()
        let found = try await world.exchange.participants(number: "880320-0016", by: try world.id("af/anna")).value
        #expect(found.map(\.id) == [id])
        #expect(try await world.lastEntry().participant == id)
        #expect(try await world.exchange.participants(number: "880320-0016", by: try world.id("fk/nils")).value == [])
        let attempt = try await world.lastEntry()
        #expect(attempt.participant == id && attempt.officer.description == "fk/nils")
    }

    /// What proves the look-up to whoever made it tells no more than its answer: the entry about the person is another one, and a number that nobody
    /// is known by leaves as many behind.
    @Test func aLookUpsReceiptTellsNothing() async throws {
        let world = try await World()
        try await world.register()
        let nils = try world.id("fk/nils")
        var opened: [AuditEntry] = []
        for number in [World.number, "197010632391"] {
            let before = try await world.entries().count
            let answer = try await world.exchange.participants(number: number, by: nils)
            let (entry, checkpoint) = try world.check(answer.receipt)
            #expect(answer.value == [] && entry.participant == nil && Int(entry.index) == before && Int(checkpoint.size) == before + 2)
            #expect(try await world.entries().count == before + 2)
            opened.append(entry)
        }
        #expect(opened[0].resource == opened[1].resource && opened[0].policies == opened[1].policies && opened[0].code == opened[1].code)
    }

    /// A list shows many people; each has it in their own part of the log.
    @Test func aListIsLoggedOnEachWhoIsShown() async throws {
        let world = try await World()
        let first = try await world.register()
        let second = try await world.exchange.register(world.registration("701063-2391"), by: try world.id("af/anna")).value.participant
        let before = try await world.entries().count
        let list = try await world.exchange.participants(number: nil, by: try world.id("af/anna"))
        #expect(Set(list.value.map(\.id)) == [first, second])
        let entries = try await world.entries().dropFirst(before)
        #expect(entries.map(\.participant) == [first, second].sorted() + [nil])
        #expect(entries.allSatisfy { $0.action == .readParticipant && $0.outcome == .permitted })
        #expect(try world.check(list.receipt).entry.index == entries.last?.index)
        _ = try await world.exchange.participants(number: nil, by: try world.id("fk/nils"))
        #expect(try await world.entries().count == before + 4)
    }

    /// One organisation's mark protects the person everywhere.
    @Test func aMarkThatComesLateCountsForAll() async throws {
        let world = try await World()
        let id = try await world.register()
        _ = try await world.exchange.participant(id, by: try world.id("af/anna"))
        _ = try await world.exchange.register(world.registration(protected: true), by: try world.id("fk/bo"))
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.participant(id, by: try world.id("af/anna")) }
    }

    @Test(arguments: ["", "198803200017", "198813200016", "19880320001", "abcdefghijkl", "209901010000"])
    func aBadNumberIsRefusedAndTellsNothing(_ number: String) async throws {
        let world = try await World()
        let error = await #expect(throws: ExchangeError.any(.invalidIdentityNumber)) {
            try await world.exchange.register(world.registration(number), by: try world.id("af/anna"))
        }
        #expect(number.isEmpty || error?.sentence.contains(number) == false)
        let entry = try await world.lastEntry()
        #expect(entry.outcome == .failed && entry.code == "invalid-identity-number" && entry.participant == nil)
        #expect(error?.auditIndex == entry.index)
    }

    @Test(arguments: ["", String(repeating: "a", count: 201), "Rad\nbrytning"])
    func aBadNameIsRefused(_ name: String) async throws {
        let world = try await World()
        let registration = Registration(number: World.number, givenName: name, familyName: "B", protectedIdentity: false)
        await #expect(throws: ExchangeError.any(.invalidInput)) {
            try await world.exchange.register(registration, by: try world.id("af/anna"))
        }
    }

    @Test(arguments: ["af/karl", "af/eva", "af/granskare", "vard/admin", "sof/rut"])
    func onlyRecordersRegister(_ name: String) async throws {
        let world = try await World()
        await #expect(throws: ExchangeError.any(.denied)) {
            try await world.exchange.register(world.registration(), by: try world.id(name))
        }
        #expect(try await world.lastEntry().outcome == .denied)
    }

    @Test func nobodyElseCanTellWhetherAPersonIsKnown() async throws {
        let world = try await World()
        let known = try await world.register()
        let unknown = ParticipantID(random: world.random.source)
        for name in ["fk/bo", "vagen/coach", "sof/rut", "af/granskare"] {
            let caller = try world.id(name)
            let forbidden = await #expect(throws: ExchangeError.self) { try await world.exchange.participant(known, by: caller) }
            #expect(try await world.lastEntry().outcome == .denied)
            let missing = await #expect(throws: ExchangeError.self) { try await world.exchange.participant(unknown, by: caller) }
            #expect(try await world.lastEntry().outcome == .failed)
            expectSame(forbidden, missing)
            guard ["fk/bo", "vagen/coach"].contains(name) else { continue }
            #expect(try await world.exchange.participants(number: World.number, by: caller).value == [])
            #expect(try await world.exchange.participants(number: nil, by: caller).value == [])
        }
    }

    /// Whoever may read nobody is told that, whatever the number, and not that there is nobody. The person's part of the log has the attempt.
    @Test(arguments: ["vard/admin", "af/granskare", "sof/rut", "kvv/nadja"]) func whoeverMayReadNobodyIsToldSo(_ name: String) async throws
    {
        let world = try await World()
        let (known, caller) = (try await world.register(), try world.id(name))
        var told: [ExchangeError] = []
        for (number, person) in [(World.number, known), ("197010632391", nil), (nil, nil)] {
            let before = try await world.entries().count
            let refusal = await #expect(throws: ExchangeError.any(.denied)) {
                try await world.exchange.participants(number: number, by: caller)
            }
            let entry = try await world.lastEntry()
            #expect(entry.action == .readParticipant && entry.outcome == .denied && entry.participant == person)
            #expect(entry.resource == "participants" && !entry.policies.isEmpty && refusal?.auditIndex == entry.index)
            #expect(try await world.entries().count == before + 1)
            told.append(try #require(refusal))
        }
        #expect(Set(told.map(\.sentence)).count == 1 && Set(told.map(\.policies)).count == 1)
    }

    @Test func aProtectedPersonIsHiddenFromThoseWhoAreNotCleared() async throws {
        let world = try await World()
        let registered = try await world.exchange.register(world.registration(protected: true), by: try world.id("af/anna"))
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.exchange.participant(registered.value.participant, by: try world.id("af/anna"))
        }
        #expect(try await world.lastEntry().policies == ["protected-participant"])
    }

    @Test func strangersAreToldSoAndLogged() async throws {
        let world = try await World()
        let stranger = try #require(OfficerID("af/okand"))
        await #expect(throws: ExchangeError.any(.unknownOfficer)) { try await world.exchange.register(world.registration(), by: stranger) }
        let entry = try await world.lastEntry()
        #expect(entry.officer == stranger && entry.code == "unknown-officer")
    }

    @Test func aDisabledOfficerIsRefusedAndLogged() async throws {
        let world = try await World()
        try await world.disable("af/anna")
        await #expect(throws: ExchangeError.any(.disabledOfficer)) {
            try await world.exchange.register(world.registration(), by: try world.id("af/anna"))
        }
        let entry = try await world.lastEntry()
        #expect(entry.code == "disabled-officer" && entry.outcome == .failed)
    }
}

/// That two refusals can't be told apart by whoever gets them.
func expectSame(_ left: ExchangeError?, _ right: ExchangeError?, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(left != nil && left?.code == right?.code, sourceLocation: sourceLocation)
    #expect(left?.sentence == right?.sentence && left?.policies == right?.policies, sourceLocation: sourceLocation)
}

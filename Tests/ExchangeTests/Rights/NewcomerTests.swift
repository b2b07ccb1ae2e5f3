import StorageContract
import Testing

@testable import Exchange

/// A personnummer is easily come by, and any recorder may register whom they say that they have before them. That alone tells nothing of what
/// others know.
@Suite("Whoever has registered a person and no more") struct NewcomerTests {
    let scene: PersonScene
    let newcomer: OfficerID

    var world: World { scene.world }

    /// `af/anna`, `fk/bo` and `vagen/coach` work with the person; a recorder of `kvv` registers them, too.
    init() async throws {
        let scene = try await PersonScene(try await World())
        let newcomer = try scene.world.id("kvv/rut")
        let known = try await scene.world.exchange.register(scene.world.registration(PersonScene.number), by: newcomer).value.participant
        #expect(known == scene.person)
        self.scene = scene
        self.newcomer = newcomer
    }

    @Test func makesARegisterExtractOfTheirOwnAlone() async throws {
        try await world.restrict(scene.person)
        try await world.object(to: .document(scene.documents[0].id), of: scene.person)
        let extract = try await world.exchange.register(of: scene.person, by: newcomer).value
        #expect(extract.registrations.map(\.organisation.text) == ["kvv"])
        #expect(extract.cases.isEmpty && extract.consents.isEmpty && extract.documents.isEmpty && extract.uploads.isEmpty)
        #expect(extract.requests.isEmpty && extract.retrievals.isEmpty && extract.openRetrievals.isEmpty && extract.emergencies.isEmpty)
        #expect(extract.restrictions.isEmpty && extract.objections.isEmpty && extract.erasures.isEmpty && extract.keptAnswers.isEmpty)
        #expect(extract.organisations.map(\.id.text) == ["kvv"] && extract.recipients.isEmpty && extract.purposes.isEmpty)
        #expect(extract.logEntries == 1)
    }

    /// A case of their own lets them into nobody else's.
    @Test func learnsNothingByACaseOfTheirOwn() async throws {
        let own = try await world.exchange.openCase(for: scene.person, by: newcomer).value
        let extract = try await world.exchange.register(of: scene.person, by: newcomer).value
        #expect(extract.cases.map(\.id) == [own.id] && extract.documents.isEmpty && extract.consents.isEmpty && extract.requests.isEmpty)
        #expect(Set(extract.registrations.map(\.organisation.text)) == ["kvv"])
        let whole = try await world.exchange.register(of: scene.person, by: try world.id("af/anna")).value
        #expect(whole.cases.map(\.id) == [scene.opened.id] && whole.documents.count == 2)
        #expect(!whole.registrations.contains { $0.organisation.text == "kvv" })
    }

    /// Nor does one that they share with somebody tell what that one does in another.
    @Test func learnsNothingOfWhatAColleagueDoesElsewhere() async throws {
        let own = try await world.exchange.openCase(for: scene.person, by: newcomer).value
        _ = try await world.exchange.addOfficer(try world.id("fk/bo"), to: own.id, by: newcomer)
        let shared = try await world.upload("Delas här.", to: own)
        let elsewhere = try await world.upload("Delas inte här.", to: scene.opened)
        for document in [shared, elsewhere] {
            _ = try await world.exchange.retrieve(document.id, for: .planering, by: try world.id("fk/bo"))
            try await world.object(to: .document(document.id), of: scene.person, by: "fk/bo")
        }
        let extract = try await world.exchange.register(of: scene.person, by: newcomer).value
        #expect(extract.retrievals.map(\.document) == [shared.id.text])
        #expect(extract.objections.map(\.target) == [.document(shared.id)])
    }

    /// Neither by the registration nor by a case of their own, which are both made by one recorder with a number.
    @Test func opensNothingInAnEmergency() async throws {
        let document = scene.documents[0].id
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.readInEmergency(document, by: "kvv/nadja") }
        _ = try await world.exchange.openCase(for: scene.person, by: newcomer)
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.readInEmergency(document, by: "kvv/nadja") }
        let emergencies = try await world.storage.read { try $0.emergencies() }
        #expect(emergencies.allSatisfy { $0.reader.organisation.text == "af" })
        // A colleague in the document's own case lets them.
        _ = try await world.exchange.addOfficer(try world.id("kvv/kim"), to: scene.opened.id, by: try world.id("af/anna"))
        #expect(try await world.readInEmergency(document, by: "kvv/nadja").value.emergency != nil)
    }

    /// Two of theirs could else destroy what everybody has put in.
    @Test func hasNobodyForgottenNorHearsWhoElseAsks() async throws {
        let uno = try world.id("kvv/uno")
        await #expect(throws: ExchangeError.any(.denied)) { try await world.askErasure(of: .participant(scene.person), by: "kvv/rut") }
        _ = try await world.exchange.openCase(for: scene.person, by: newcomer)
        await #expect(throws: ExchangeError.any(.denied)) { try await world.askErasure(of: .participant(scene.person), by: "kvv/rut") }
        let asked = try await world.askErasure(of: .participant(scene.person)).value
        for officer in [newcomer, uno] { #expect(try await world.exchange.erasures(by: officer).value == []) }
        // What is answered doesn't tell that somebody else has asked.
        await #expect(throws: ExchangeError.any(.denied)) { try await world.askErasure(of: .participant(scene.person), by: "kvv/rut") }
        await #expect(throws: ExchangeError.any(.denied)) { try await world.answerErasure(asked, by: "kvv/uno") }
        await #expect(throws: ExchangeError.any(.denied)) { try await world.answerErasure(asked, .declined, by: "kvv/uno") }
        #expect(try await world.answerErasure(asked).value.state == .done)
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.participant(scene.person, by: newcomer) }
        #expect(try await world.exchange.erasures(by: newcomer).value == [])
    }

    /// A case of theirs takes nothing from those who have worked with the person, until something of theirs lies in it.
    @Test func keepsNobodyFromForgettingByAnEmptyCase() async throws {
        let own = try await world.exchange.openCase(for: scene.person, by: newcomer).value
        #expect(try await world.askErasure(of: .participant(scene.person)).value.state == .asked)
        let asked = try #require(try await world.exchange.erasures(by: try world.id("af/eva")).value.first)
        _ = try await world.exchange.addOfficer(try world.id("kvv/kim"), to: own.id, by: newcomer)
        _ = try await world.upload("Vår egen.", to: own, by: "kvv/kim")
        await #expect(throws: ExchangeError.any(.denied)) { try await world.answerErasure(asked) }
        // Once somebody of theirs takes part in it, they answer for that, too.
        _ = try await world.exchange.addOfficer(try world.id("af/anna"), to: own.id, by: newcomer)
        #expect(try await world.answerErasure(asked).value.state == .done)
    }

    /// Anybody in a case adds any active officer to it, without asking them.
    @Test func learnsNothingByAddingSomebodyToACaseOfTheirOwn() async throws {
        let own = try await world.exchange.openCase(for: scene.person, by: newcomer).value
        _ = try await world.exchange.addOfficer(try world.id("af/anna"), to: own.id, by: newcomer)
        let restricted = try await world.restrict(scene.person).value
        _ = try await world.correct(scene.person, givenName: "Rättad")
        let extract = try await world.exchange.register(of: scene.person, by: newcomer).value
        #expect(extract.registrations.map(\.organisation.text) == ["kvv"])
        #expect(extract.restrictions.isEmpty && extract.corrections.isEmpty)
        #expect(try await world.exchange.restrictions(of: scene.person, by: newcomer).value == [])
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.lift(restricted, by: "kvv/rut") }
        #expect(try await world.exchange.restrictions(of: scene.person, by: try world.id("af/anna")).value == [restricted])
        #expect(try await world.lift(restricted).value.inForce == false)
        // What af puts in the case is theirs to answer for together.
        _ = try await world.upload("Delas nu.", to: own, by: "af/anna")
        let shared = try await world.exchange.register(of: scene.person, by: newcomer).value
        #expect(Set(shared.registrations.map(\.organisation.text)) == ["kvv", "af"] && shared.restrictions.count == 1)
        #expect(shared.cases.map(\.id) == [own.id] && shared.consents.isEmpty)
    }

    /// One that has to do with the person in the caller's cases alone is no secret: else nobody could lift what its case officers restrict.
    @Test func aGuestsRestrictionIsListedAndLiftedByItsHosts() async throws {
        let coach = try await world.restrict(scene.person, by: "vagen/coach").value
        #expect(try await world.exchange.restrictions(of: scene.person, by: try world.id("af/anna")).value == [coach])
        #expect(try await world.lift(coach).value.inForce == false)
    }

    /// Nor does the log tell them who shares what; the host's auditor makes the whole.
    @Test func makesAnExtractOfTheLogOfTheirOwnAlone() async throws {
        let kvv = try world.organisation("kvv")
        let first = try await world.exchange.extract(of: scene.person, by: newcomer).value
        #expect(try told(first).map(\.action) == [.registerParticipant])
        let own = try await world.exchange.openCase(for: scene.person, by: newcomer).value
        _ = try await world.exchange.addOfficer(try world.id("af/anna"), to: own.id, by: newcomer)
        _ = try await world.exchange.participant(scene.person, by: try world.id("af/anna"))
        let second = try await world.exchange.extract(of: scene.person, by: newcomer).value
        #expect(try told(second).map(\.action) == [.registerParticipant, .extractLog, .openCase, .addCaseOfficer])
        #expect(try told(second).allSatisfy { $0.organisation == kvv })
        for page in [first, second] {
            #expect(page.subjects.documents.isEmpty && page.subjects.consents.isEmpty && page.subjects.requests.isEmpty)
            #expect(page.subjects.organisations.allSatisfy { $0.id == kvv || $0.id.text == "af" })
        }
        let whole = try await world.exchange.extract(of: scene.person, by: try world.id("vard/granskare")).value
        #expect(whole.lines.count > 20 && whole.subjects.consents.count == 2 && whole.subjects.documents.count == 2)
    }

    /// Whoever works in a case learns nothing of the others by it.
    @Test func hidesTheirCaseFromThoseInAnother() async throws {
        let own = try await world.exchange.openCase(for: scene.person, by: newcomer).value
        _ = try await world.exchange.addOfficer(try world.id("fk/bo"), to: own.id, by: newcomer)
        let document = try await world.upload("Delas här.", to: own)
        _ = try await world.exchange.document(document.id, by: newcomer)
        let page = try await world.exchange.extract(of: scene.person, by: try world.id("vagen/coach")).value
        #expect(
            try told(page).allSatisfy { $0.organisation.text != "kvv" && $0.resource != document.id.text && $0.resource != own.id.text })
        #expect(page.subjects.documents.count == 2 && page.subjects.consents.count == 2)
        let coachs = try told(page).filter { $0.action == .retrieveDocument }
        #expect(coachs.map(\.organisation.text) == ["vagen"])
        // Whoever is in both has both.
        let bos = try await world.exchange.extract(of: scene.person, by: try world.id("fk/bo")).value
        #expect(Set(bos.subjects.documents.map(\.id)) == Set(scene.documents.map(\.id) + [document.id]))
    }

    /// A page is filled with what is told, however much lies between.
    @Test func pagesAreFullThoughOthersEntriesLieBetween() async throws {
        _ = try await world.exchange.openCase(for: scene.person, by: newcomer)
        for _ in 0..<5 { _ = try await world.exchange.participant(scene.person, by: try world.id("af/anna")) }
        let first = try await world.exchange.extract(of: scene.person, limit: 2, by: newcomer).value
        #expect(try told(first).map(\.action) == [.registerParticipant, .openCase])
        let next = try #require(first.next)
        let last = try await world.exchange.extract(of: scene.person, from: next, until: first.logSize, limit: 2, by: newcomer).value
        #expect(last.lines.isEmpty && last.next == nil)
    }

    private func told(_ page: ExtractPage) throws -> [ToldEntry] {
        try page.lines.map { try #require($0.opening.flatMap { ToldEntry($0, officers: .shown) }) }
    }

    @Test func neitherSeesNorLiftsNorImposesARestriction() async throws {
        let restricted = try await world.restrict(scene.person).value
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.restrictions(of: scene.person, by: newcomer) }
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.lift(restricted, by: "kvv/rut") }
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.restrict(scene.person, .objection, by: "kvv/rut") }
        // Nor does a case let them in afterwards: a restriction lets nobody into one.
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.openCase(for: scene.person, by: newcomer) }
    }
}

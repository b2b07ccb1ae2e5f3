import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

@Suite("The register extract has everything that is kept about a person") struct RegisterTests {
    /// A person with something in every list.
    static func everything(_ world: World) async throws -> PersonScene {
        let scene = try await PersonScene(world)
        let person = scene.person
        try await casework(scene)
        try await confirmedRequest(scene)
        let request = try await world.exchange.createRequest(
            for: scene.documents[1].id, purpose: .planering, reason: "Ett skäl till.", by: try world.id("vagen/coach")
        ).value
        try await world.answer(request.id, by: "fk/ulla") { terms in
            terms.parts[0].deny()
            terms.assessment = "Prövad i klartext."
            terms.appeal = AnswerTerms.appeal
        }
        try await world.correct(person, familyName: "Rättsson")
        try await world.object(to: .document(scene.documents[0].id), of: person)
        try await world.lift(try await world.restrict(person).value)
        try await world.restrict(person, .objection)
        let asked = try await world.askErasure(of: .participant(person)).value
        try await world.answerErasure(asked, .declined)
        let key = try #require(Idempotency(key: "again", requestDigest: world.random.bytes(32)))
        try await world.correct(person, givenName: "Tolfte", idempotency: key)
        return scene
    }

    /// A step that was changed, and what is followed up with the person's consent.
    private static func casework(_ scene: PersonScene) async throws {
        let (world, opened) = (scene.world, scene.opened)
        let anna = try world.id("af/anna")
        let step = try await world.exchange.addStep(
            .praktik, to: opened.id, organisation: try world.organisation("vagen"), from: world.clock.now, until: nil, by: anna
        ).value
        let until = world.clock.now + .seconds(86_400)
        _ = try await world.exchange.changeStep(
            step.id, StepChange(organisation: try world.organisation("fk"), until: until), by: try world.id("fk/bo"))
        _ = try await world.exchange.changeStep(step.id, StepChange(until: until + .seconds(86_400)), by: anna)
        _ = try await world.recordConsent(in: opened) { $0.purposes = [.uppfoljning] }
        let before = Situation(occupation: .unoccupied, income: .socialAssistance)
        let after = Situation(occupation: .studies, income: .studentAid)
        let stated = Indicators(
            municipality: Municipality("1480"), sex: .woman, outcome: .studies, education: .compulsory, timeOnSupport: .fiveYearsOrMore,
            before: before, after: after, endingReason: .completed)
        _ = try await world.exchange.recordIndicators(stated, of: opened.id, by: anna)
    }

    /// A request that took two approvers and was followed by a retrieval; then the officer who had put the document in is taken out.
    private static func confirmedRequest(_ scene: PersonScene) async throws {
        let (world, opened) = (scene.world, scene.opened)
        let (anna, kim, coach) = (try world.id("af/anna"), try world.id("kvv/kim"), try world.id("vagen/coach"))
        _ = try await world.exchange.addOfficer(kim, to: opened.id, by: anna)
        let sealed = try await world.beginUpload("Intyget.", to: opened, by: "kvv/kim", release: .owner, category: .medicinsktUnderlag)
        let document = try await world.complete(sealed, by: "kvv/kim").value.id
        let terms = RequestTerms(
            documents: [document], purpose: .planering, reason: "Ett intyg.", answerBy: world.clock.now + .seconds(5 * 86_400))
        let request = try await world.exchange.createRequest(terms, by: coach).value.id
        try await world.answer(request, by: "kvv/uno") { $0.ground = GroundTests.duty("Vägt.") }
        try await world.confirm(request, by: "kvv/dua", assessment: "Prövad av en andra.")
        _ = try await world.exchange.retrieve(document, for: .planering, by: coach)
        _ = try await world.exchange.removeOfficer(kim, from: opened.id, by: anna)
    }

    /// Every field of the extract is gathered from storage, and not only thought of: what this person hasn't got, the next one has.
    @Test func everyFieldIsGathered() async throws {
        let scene = try await Self.everything(try await World())
        let extract = try await scene.world.exchange.register(of: scene.person, by: try scene.world.id("af/anna")).value
        let missing = try FullRegister.paths(of: try FullRegister.extract()).subtracting(try FullRegister.paths(of: extract))
        #expect(missing.count == 12)
        #expect(missing.subtracting(try FullRegister.paths(of: try await RegisterLater.extract())) == [])
    }

    @Test func casesAndRequestsAreToldWhole() async throws {
        let scene = try await Self.everything(try await World())
        let extract = try await scene.world.exchange.register(of: scene.person, by: try scene.world.id("af/anna")).value
        let told = try #require(extract.cases.first)
        let step = try #require(told.steps.first)
        #expect(step.current.organisation.text == "fk" && step.current.by.officer?.description == "af/anna")
        #expect(step.earlier.map(\.organisation.text) == ["vagen", "fk"])
        #expect(step.earlier.map { $0.by.officer?.description } == ["af/anna", "fk/bo"])
        let past = told.stays.filter { $0.until != nil }
        #expect(past.map { $0.by.officer?.description } == ["kvv/kim"] && past.map { $0.endedBy?.officer?.description } == ["af/anna"])
        #expect(told.indicators?.anonymous == false && told.indicators?.indicators.before?.income == .socialAssistance)
        let request = try #require(extract.requests.first { $0.state == .approved })
        #expect(request.answeredBy?.officer?.description == "kvv/uno" && request.confirmedBy?.officer?.description == "kvv/dua")
        #expect(request.confirmation?.payload.contains("Prövad av en andra.") == true && request.documents.map(\.hasHeader) == [true])
        #expect(extract.retrievals.contains { $0.approval == request.id })
        #expect(Set(extract.organisations.map(\.id.text)).isSuperset(of: ["af", "fk", "kvv", "vagen"]))
    }

    @Test func everyListHasItsRows() async throws {
        let scene = try await Self.everything(try await World())
        let (world, person) = (scene.world, scene.person)
        let made = try await world.exchange.register(of: person, by: try world.id("af/anna"))
        let extract = made.value
        #expect(try world.check(made.receipt).entry.action == .extractRegister)
        #expect(extract.schema == "kedja-register/1" && extract.participant == person && extract.madeAt == world.clock.now)
        #expect(extract.registrations.map(\.identity.familyName) == ["Rättsson"])
        #expect(extract.corrections.count == 2 && extract.cases.map(\.id) == [scene.opened.id])
        #expect(extract.consents.map(\.state) == [.withdrawn, .given, .given] && extract.consents.map(\.withdrawals.count) == [1, 0, 0])
        #expect(extract.documents.prefix(2).map(\.id) == scene.documents.map(\.id) && extract.documents.count == 3)
        #expect(extract.documents.allSatisfy { $0.name == "plan.txt" })
        #expect(extract.uploads.map(\.id) == [scene.upload.ticket.upload])
        #expect(extract.requests.map(\.state) == [.closed, .approved, .denied] && extract.requests.first?.reason == "Skälet i klartext.")
        #expect(extract.requests.last?.answer?.payload.contains("Prövad i klartext.") == true)
        #expect(extract.retrievals.map(\.isEmergency) == [false, true, false])
        #expect(extract.retrievals.prefix(2).map(\.document) == Array(repeating: scene.documents[0].id.text, count: 2))
        #expect(Set(extract.openRetrievals.map(\.id)).contains(scene.retrieval.id) && extract.openRetrievals.count == 3)
        #expect(extract.emergencies.map(\.reason) == ["Nödens skäl i klartext."] && extract.emergencies.first?.review != nil)
        #expect(extract.erasures.map(\.state) == [.declined] && extract.erasures.first?.answer != nil)
        #expect(extract.restrictions.map(\.ground) == [.accuracy, .objection] && extract.objections.count == 1)
        #expect(extract.keptAnswers.count == 1)
        #expect(extract.purposes.contains(.planering) && extract.recipients.map(\.text).contains("vagen"))
        #expect(extract.sources.map(\.text) == ["af", "fk", "kvv", "vagen"] && extract.organisations.map(\.id.text).contains("fk"))
        #expect(extract.retention.map(\.owner.text) == ["fk", "kvv"])
        let about = try await world.storage.read { try $0.entries(from: 0, limit: 999, matching: EntryFilter(participant: person)).count }
        #expect(extract.logEntries == about - 1)
    }

    /// The log is gone through in pages; where they end changes nothing.
    @Test func pagesOfTheLogChangeNothing() async throws {
        var limits = Limits()
        limits.pageSize = 3
        let scene = try await PersonScene(try await World(limits: limits))
        let extract = try await scene.world.exchange.register(of: scene.person, by: try scene.world.id("af/anna")).value
        #expect(extract.retrievals.count == 2)
        let about = try await scene.world.storage.read {
            try $0.entries(from: 0, limit: 999, matching: EntryFilter(participant: scene.person)).count
        }
        #expect(extract.logEntries == about - 1)
    }

    /// Nothing of anybody else's, and no payload.
    @Test func itTellsOfNobodyElseAndReadsNoDocument() async throws {
        let scene = try await Self.everything(try await World())
        let extract = try await scene.world.exchange.register(of: scene.person, by: try scene.world.id("af/anna")).value
        let text = String(decoding: try JSONEncoder().encode(extract), as: UTF8.self)
        for secret in [PersonScene.bystandersNumber, scene.bystander.id.text, scene.bystandersDocument.id.text] + PersonScene.texts {
            #expect(!text.contains(secret), "\(secret)")
        }
        let back = try JSONDecoder().decode(RegisterExtract.self, from: Data(text.utf8))
        #expect(back == extract)
    }

    /// Withheld means nowhere: neither in rows nor in records.
    @Test func withheldNamesAreNowhere() async throws {
        let scene = try await Self.everything(try await World(extractOfficers: .withheld))
        let extract = try await scene.world.exchange.register(of: scene.person, by: try scene.world.id("af/anna")).value
        let text = String(decoding: try JSONEncoder().encode(extract), as: UTF8.self).replacing("\\/", with: "/")
        for (name, _) in World.roles { #expect(!text.contains(name), "\(name)") }
        #expect(extract.officers == .withheld && extract.consents.allSatisfy { $0.record.record == nil && !$0.record.digest.isEmpty })
        #expect(extract.consents.first?.record.payload.contains("Jag säger ja") == true)
        #expect(extract.consents.first?.record.payload.contains("\"recordedBy\":\"af\"") == true)
    }

    @Test(arguments: [
        ("fk/bo", ExchangeError.Code.denied), ("vagen/coach", .denied), ("fk/ulla", .denied), ("af/eva", .denied), ("af/karl", .denied),
        ("vard/granskare", .notFound), ("af/granskare", .notFound), ("vard/admin", .notFound), ("sof/rut", .notFound),
        ("kvv/kim", .notFound),
    ])
    func othersMakeNone(_ name: String, _ code: ExchangeError.Code) async throws {
        let scene = try await PersonScene(try await World())
        await #expect(throws: ExchangeError.any(code)) {
            try await scene.world.exchange.register(of: scene.person, by: try scene.world.id(name))
        }
        let entry = try await scene.world.lastEntry()
        #expect(entry.action == .extractRegister && entry.participant == scene.person && entry.outcome == .denied)
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await scene.world.exchange.register(of: ParticipantID(random: scene.world.random.source), by: try scene.world.id(name))
        }
    }
}

import StorageContract
import Testing

@testable import Exchange

@Suite("What is followed up of a case") struct IndicatorTests {
    let world: World
    let opened: Case
    let municipality: Municipality

    init() async throws {
        world = try await World()
        opened = try await world.openCase(with: ["fk/bo"])
        municipality = try #require(Municipality("1480"))
    }

    private var whole: Indicators {
        Indicators(
            municipality: municipality, sex: .woman, education: .compulsory, timeOnSupport: .fiveYearsOrMore,
            before: Situation(occupation: .unoccupied, income: .socialAssistance))
    }

    @discardableResult
    private func record(_ stated: Indicators, by name: String = "af/anna") async throws -> IndicatorsView {
        try await world.exchange.recordIndicators(stated, of: opened.id, by: try world.id(name)).value
    }

    @discardableResult
    private func agree(_ purposes: [Purpose] = [.uppfoljning]) async throws -> ConsentID {
        try await world.recordConsent(in: opened) { $0.purposes = purposes }.value.id
    }

    private func course() async throws -> Course {
        let courses = try await world.storage.read { try $0.courses() }
        #expect(courses.count == 1)
        return try #require(courses.first)
    }

    private func stored() async throws -> StoredIndicators? {
        try await world.storage.read { [opened] in try $0.indicators(of: opened.id) }
    }

    @Test func withConsentToFollowUpAllIsStatedAndWhatIsLeftOutStays() async throws {
        try await agree()
        try await record(whole)
        let later = Indicators(after: Situation(occupation: .work), endingReason: .completed)
        let view = try await record(later, by: "fk/bo")
        var expected = whole
        (expected.after, expected.endingReason) = (Situation(occupation: .work), .completed)
        #expect(view == IndicatorsView(indicators: expected, anonymous: false))
        let income = try await record(Indicators(after: Situation(income: .salary)))
        #expect(income.indicators.after == Situation(occupation: .work, income: .salary))
        #expect(try await world.exchange.chain(of: opened.id, by: try world.id("fk/bo")).value.indicators == income)
        #expect(try await course().municipality == municipality)
    }

    /// What is about the person lies under their key; what is counted names nobody.
    @Test func whatIsAboutThePersonLiesSealed() async throws {
        try await agree()
        try await record(whole)
        let stored = try #require(try await stored())
        let details = String(decoding: try #require(stored.details).bytes, as: UTF8.self)
        for word in ["socialAssistance", "unoccupied", "compulsory", "fiveYears"] { #expect(!details.contains(word)) }
        #expect(stored.municipality == municipality && stored.sex == .woman)
    }

    @Test func withoutConsentOnlySexAndOutcomeAreStated() async throws {
        try await agree([.rehabilitering])
        for stated in [whole, Indicators(municipality: municipality), Indicators(education: .unknown), Indicators(before: Situation())] {
            await #expect(throws: ExchangeError.any(.conflict)) { try await record(stated) }
        }
        let view = try await record(Indicators(sex: .man, outcome: .work))
        #expect(view == IndicatorsView(indicators: Indicators(sex: .man, outcome: .work), anonymous: true))
        #expect(try await course() == Course(person: 0, anonymousOpened: opened.openedAt, sex: .man))
    }

    @Test func aWithdrawalMakesThePersonAnonymousAtOnceAndForgetsWhatWasStated() async throws {
        let consent = try await agree()
        try await record(whole)
        _ = try await world.withdraw(consent, by: "fk/nils")
        let stored = try #require(try await stored())
        #expect(stored == StoredIndicators(caseID: opened.id, sex: .woman, anonymous: true))
        #expect(try await course() == Course(person: 0, anonymousOpened: opened.openedAt, sex: .woman))
    }

    /// Recorders of the opener's close its cases; what came of them is said by those who worked in it.
    @Test func whoeverDoesNotWorkInTheCaseClosesItWithoutAnOutcome() async throws {
        let outsider = try world.id("af/rebecka")
        await #expect(throws: ExchangeError.any(.denied)) {
            try await world.exchange.closeCase(opened.id, outcome: .droppedOut, by: outsider)
        }
        #expect(try await world.exchange.caseOf(opened.id, by: try world.id("af/anna")).value.isOpen)
        #expect(try await !world.exchange.closeCase(opened.id, by: outsider).value.isOpen)
    }

    /// A withdrawal is never refused, whatever else of the person has been damaged.
    @Test func aDamagedConsentStopsNoWithdrawalOfAnother() async throws {
        let (first, second) = (try await agree(), try await agree())
        world.storage.tamper { rows in
            rows.consents = rows.consents.map { $0.id == first ? $0.with(record: Sealed(bytes: Array(repeating: 7, count: 40))) : $0 }
        }
        #expect(try await world.withdraw(second).value.consent == second)
        #expect(try await course().anonymous)
    }

    @Test func anotherConsentStillCoversFollowUp() async throws {
        let first = try await agree()
        try await agree()
        try await record(whole)
        _ = try await world.withdraw(first)
        #expect(try await course().anonymous == false)
    }

    /// What was stated while the consent held may be counted after it.
    @Test func aConsentThatRanOutStillCoversWhatWasStated() async throws {
        try await agree()
        try await record(whole)
        world.clock.advance(by: .seconds(200 * 86_400))
        try await record(Indicators(outcome: .studies))
        #expect(try await course().outcome == .studies)
    }

    @Test func aRefusalCoversNothing() async throws {
        _ = try await world.recordConsent(in: opened) {
            $0.decision = .refused
            $0.purposes = [.uppfoljning]
        }
        #expect(try await course().anonymous)
    }

    /// The mark may come late, and from another organisation.
    @Test func aMarkOfProtectedIdentityMakesThePersonAnonymous() async throws {
        try await agree()
        try await record(whole)
        _ = try await world.exchange.register(world.registration(protected: true), by: try world.id("fk/bo"))
        #expect(try await stored() == StoredIndicators(caseID: opened.id, sex: .woman, anonymous: true))
        #expect(try await course() == Course(person: 0, anonymousOpened: opened.openedAt, sex: .woman))
    }

    @Test func aCaseIsClosedWithWhatItCameTo() async throws {
        try await agree()
        try await record(whole)
        _ = try await world.exchange.closeCase(opened.id, outcome: .subsidisedWork, by: try world.id("af/anna"))
        let counted = try await course()
        #expect(counted.outcome == .subsidisedWork && counted.closed == world.clock.now && counted.municipality == municipality)
        // It may turn out otherwise afterwards.
        #expect(try await record(Indicators(outcome: .droppedOut)).indicators.outcome == .droppedOut)
    }

    @Test func stepsAreCountedByKindAndTime() async throws {
        try await agree()
        let (from, until) = (world.clock.now, world.clock.now + .seconds(86_400))
        _ = try await world.exchange.addStep(
            .praktik, to: opened.id, organisation: try world.organisation("fk"), from: from, until: until, by: try world.id("fk/bo"))
        #expect(try await course().steps == [Course.Step(kind: .praktik, from: from, until: until)])
    }

    @Test func whoeverDoesntWorkInTheCaseStatesNothing() async throws {
        await #expect(throws: ExchangeError.any(.denied)) { try await record(Indicators(sex: .man), by: "af/karl") }
        await #expect(throws: ExchangeError.any(.notFound)) { try await record(Indicators(sex: .man), by: "fk/nils") }
        #expect(try await stored() == nil)
    }

    @Test func erasureLeavesNothingToCount() async throws {
        try await agree()
        try await record(whole)
        _ = try await world.exchange.closeCase(opened.id, outcome: .work, by: try world.id("af/anna"))
        try await world.erase(opened.participant)
        #expect(try await world.storage.read { try $0.courses() } == [])
    }

    @Test(arguments: ["1480", "0114", "2584"]) func codesOfMunicipalities(_ code: String) {
        #expect(Municipality(code)?.code == code)
    }

    @Test(arguments: ["", "148", "14800", "148a", "0080", "1400", " 148", "１４８０"]) func noCodes(_ code: String) {
        #expect(Municipality(code) == nil)
    }
}

extension StoredConsent {
    fileprivate func with(record: Sealed) -> StoredConsent {
        StoredConsent(id: id, participant: participant, caseID: caseID, record: record, recordedAt: recordedAt)
    }
}

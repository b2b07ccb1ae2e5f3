import StorageContract
import Testing

@testable import Exchange

@Suite("A case as a chain") struct ChainTests {
    let world: World
    let opened: Case

    init() async throws {
        world = try await World()
        opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
    }

    private func chain(by name: String = "af/anna") async throws -> ChainView {
        try await world.exchange.chain(of: opened.id, by: try world.id(name)).value
    }

    @Test func whoeverTakesPartSeesStepsPeopleConsentsAndWhatWaits() async throws {
        let consent = try await world.recordConsent(in: opened).value
        let document = try await world.upload("Planen", to: opened, release: .owner)
        let coach = try world.id("vagen/coach")
        let request = try await world.exchange.createRequest(for: document.id, purpose: .planering, reason: "Behövs", by: coach).value
        let step = try await world.exchange.addStep(
            .praktik, to: opened.id, organisation: try world.organisation("vagen"), from: world.clock.now, until: nil, by: coach
        ).value
        let seen = try await chain(by: "vagen/coach")
        #expect(seen.value == opened && seen.steps == [step] && seen.stays.map(\.officer) == opened.officers)
        #expect(seen.consents.map(\.id) == [consent.id] && seen.showsAllConsents)
        #expect(seen.consents.first?.to.map(\.text) == ["af", "vagen"] && seen.consents.first?.state == .given)
        #expect(seen.asked.map(\.id) == [request.id] && seen.asked.first?.category == .planering)
        #expect(seen.missing.map(\.kind) == [.noConsentTowards, .unanswered])
        let entry = try await world.lastEntry()
        #expect(entry.action == .readCase && entry.resource == opened.id.text && entry.participant == opened.participant)
    }

    /// A request is the requester's and the owner's approvers'; the others in the case don't learn of it.
    @Test func otherPeoplesRequestsAreLeftOut() async throws {
        let document = try await world.upload("Planen", to: opened, release: .owner)
        _ = try await world.exchange.createRequest(
            for: document.id, purpose: .planering, reason: "Behövs", by: try world.id("vagen/coach"))
        let seen = try await chain()
        #expect(seen.asked == [] && !seen.missing.contains { $0.kind == .unanswered })
    }

    @Test(arguments: ["fk/nils", "fk/ulla", "sof/rut", "kvv/kim"]) func outsidersSeeNothing(_ name: String) async throws {
        let code: ExchangeError.Code = name == "fk/ulla" ? .denied : .notFound
        await #expect(throws: ExchangeError.any(code)) { try await chain(by: name) }
    }

    /// Where the policies hide a consent from the reader, nothing is said of what consents lack.
    @Test func aHiddenConsentIsNeitherShownNorTheWantOfOneTold() async throws {
        let consent = try await world.recordConsent(in: opened).value
        let shipped = try await chain()
        let all = ChainView(
            value: shipped.value, steps: [], stays: [], consents: [], showsAllConsents: false, asked: [], indicators: shipped.indicators,
            at: world.clock.now)
        #expect(all.missing.map(\.kind) == [.noStepUnderWay])
        #expect(shipped.missing.map(\.kind) == [.noStepUnderWay, .noConsentTowards])
        #expect(shipped.missing.last?.organisation?.text == "fk" && shipped.consents.map(\.id) == [consent.id])
    }

    @Test func consentsOfAnotherCaseOfThePersonDontCarryThisOne() async throws {
        let other = try await world.exchange.openCase(for: opened.participant, by: try world.id("af/anna")).value
        _ = try await world.recordConsent(in: other)
        #expect(try await chain().consents == [])
    }

    // MARK: Lists

    private func list(onlyOpen: Bool = false, after last: CaseID? = nil, limit: Int? = nil, by name: String) async throws -> CasePage {
        try await world.exchange.cases(onlyOpen: onlyOpen, after: last, limit: limit, by: try world.id(name)).value
    }

    @Test func whoeverTakesPartFindsTheirCasesPageByPage() async throws {
        let anna = try world.id("af/anna")
        var mine = [opened]
        for _ in 0..<4 { mine.append(try await world.exchange.openCase(for: opened.participant, by: anna).value) }
        var found: [CaseID] = []
        var last: CaseID?
        repeat {
            let page = try await list(after: last, limit: 2, by: "af/anna")
            #expect(page.cases.count <= 2)
            found += page.cases.map(\.value.id)
            last = page.next
        } while last != nil
        #expect(found == mine.map(\.id))
        #expect(try await list(by: "fk/bo").cases.map(\.value) == [opened])
        for name in ["fk/nils", "fk/ulla", "af/karl", "sof/rut", "vard/admin"] { #expect(try await list(by: name).cases.isEmpty) }
    }

    @Test func closedCasesAreLeftOutWhereOnlyOpenOnesAreWanted() async throws {
        let anna = try world.id("af/anna")
        let second = try await world.exchange.openCase(for: opened.participant, by: anna).value
        _ = try await world.exchange.addStep(
            .studier, to: second.id, organisation: anna.organisation, from: world.clock.now, until: nil, by: anna)
        _ = try await world.exchange.closeCase(opened.id, by: anna)
        #expect(try await list(onlyOpen: true, by: "af/anna").cases == [CaseSummary(value: second, steps: [.studier])])
        #expect(try await list(by: "af/anna").cases.count == 2)
    }

    /// Theirs is the right to know who has looked, so each person in a list has an entry of their own.
    @Test func eachPersonInAListIsToldOfInTheLog() async throws {
        _ = try await list(by: "fk/bo")
        let entries = try await world.entries().suffix(2)
        #expect(entries.map(\.participant) == [opened.participant, nil])
        #expect(entries.map(\.resource) == [opened.participant.text, "cases"])
    }

    @Test func aPageBehindAnothersCaseIsThatBehindNone() async throws {
        let foreign = await #expect(throws: ExchangeError.self) { try await list(after: opened.id, by: "fk/nils") }
        let none = await #expect(throws: ExchangeError.self) { try await list(after: CaseID(random: world.random.source), by: "fk/nils") }
        expectSame(foreign, none)
        #expect(none?.code == .notFound)
    }
}

import StorageContract
import Testing

@testable import Exchange

@Suite("Steps of a case") struct StepTests {
    let world: World
    let opened: Case

    init() async throws {
        world = try await World()
        opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
    }

    private func day(_ number: Int) -> Timestamp { world.clock.now + .seconds(number * 86_400) }

    private func add(
        _ kind: StepKind = .praktik, of organisation: String = "vagen", from: Int = 0, until: Int? = nil, by name: String = "af/anna"
    ) async throws -> CaseStep {
        try await world.exchange.addStep(
            kind, to: opened.id, organisation: try world.organisation(organisation), from: day(from), until: until.map(day),
            by: try world.id(name)
        ).value
    }

    private func change(_ step: CaseStep, _ change: StepChange, by name: String = "af/anna") async throws -> CaseStep {
        try await world.exchange.changeStep(step.id, change, by: try world.id(name)).value
    }

    private func stored() async throws -> [CaseStep] { try await world.storage.read { [opened] in try $0.steps(of: opened.id) } }

    @Test func stepsOfEveryKindOverlapAsTheyDoInPeoplesLives() async throws {
        var made: [CaseStep] = []
        for kind in StepKind.allCases { made.append(try await add(kind, of: "fk", from: -400, until: 30, by: "vagen/coach")) }
        #expect(try await stored() == made)
        let current = try #require(made.first?.current)
        #expect(current.by.description == "vagen/coach" && current.at == world.clock.now && current.from == day(-400))
        let entry = try await world.lastEntry()
        #expect(entry.action == .addStep && entry.resource == opened.id.text && entry.participant == opened.participant)
    }

    @Test func whatWasStatedBeforeStaysWithWhoStatedIt() async throws {
        let step = try await add(until: 10)
        world.clock.advance(by: .seconds(60))
        let moved = try await change(step, StepChange(organisation: try world.organisation("fk")), by: "fk/bo")
        let longer = try await change(moved, StepChange(from: day(1), until: day(20)))
        let open = try await change(longer, StepChange(openEnded: true))
        #expect(open.earlier == [step.current, moved.current, longer.current])
        #expect(moved.current.by.description == "fk/bo" && moved.current.until == step.current.until)
        #expect(longer.current.organisation.text == "fk")
        #expect(open.current.until == nil && open.current.from == longer.current.from)
        #expect(try await stored() == [open])
    }

    @Test func aStepEndsAndWhatChangesNothingLeavesNoTraceInItsHistory() async throws {
        let step = try await add()
        let ended = try await change(step, StepChange(until: day(3)), by: "fk/bo")
        #expect(ended.state(at: day(2)) == .underWay && ended.state(at: day(3)) == .ended && ended.state(at: day(-1)) == .ahead)
        #expect(try await change(ended, StepChange(until: day(3), openEnded: false)) == ended)
        #expect(try await stored() == [ended])
    }

    @Test(arguments: [0, -1]) func aStepEndsAfterItBegins(_ end: Int) async throws {
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await add(until: end) }
        let step = try await add(until: 5)
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await change(step, StepChange(until: day(end))) }
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await change(step, StepChange(from: day(5))) }
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await change(step, StepChange(until: day(9), openEnded: true)) }
        #expect(try await stored() == [step])
    }

    @Test func whoAnswersForAStepTakesPart() async throws {
        for name in ["kvv", "ingen"] {
            let organisation = try #require(OrganisationID(name))
            await #expect(throws: ExchangeError.any(.invalidInput)) {
                try await world.exchange.addStep(
                    .institution, to: opened.id, organisation: organisation, from: day(0), until: nil, by: try world.id("af/anna"))
            }
            let step = try await add()
            await #expect(throws: ExchangeError.any(.invalidInput)) { try await change(step, StepChange(organisation: organisation)) }
        }
    }

    /// An organisation that has left may still have its step's end stated.
    @Test func theStepOfOneWhoHasLeftCanBeEnded() async throws {
        let step = try await add()
        _ = try await world.exchange.removeOfficer(try world.id("vagen/coach"), from: opened.id, by: try world.id("vagen/coach"))
        #expect(try await change(step, StepChange(until: day(2))).current.organisation.text == "vagen")
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await add() }
    }

    @Test func aClosedCaseTakesNoSteps() async throws {
        let step = try await add()
        _ = try await world.exchange.closeCase(opened.id, by: try world.id("af/anna"))
        await #expect(throws: ExchangeError.any(.denied)) { try await add() }
        await #expect(throws: ExchangeError.any(.denied)) { try await change(step, StepChange(until: day(9))) }
        #expect(try await world.lastEntry().policies == ["case-closed"])
        #expect(try await stored() == [step])
    }

    @Test func outsidersCannotTellAStepFromNone() async throws {
        let step = try await add()
        let caller = try world.id("fk/nils")
        let forbidden = await #expect(throws: ExchangeError.self) {
            try await world.exchange.changeStep(step.id, StepChange(until: day(9)), by: caller)
        }
        let none = StepID(random: world.random.source)
        let missing = await #expect(throws: ExchangeError.self) {
            try await world.exchange.changeStep(none, StepChange(until: day(9)), by: caller)
        }
        expectSame(forbidden, missing)
        #expect(missing?.code == .notFound)
        #expect(try await stored() == [step])
    }

    @Test func theSameCallAgainAddsNoSecondStep() async throws {
        let once = try #require(Idempotency(key: "steg-1", requestDigest: Array(repeating: 1, count: 32)))
        var made: [CaseStep] = []
        for _ in 0..<2 {
            made.append(
                try await world.exchange.addStep(
                    .studier, to: opened.id, organisation: try world.organisation("fk"), from: day(0), until: nil,
                    by: try world.id("fk/bo"), idempotency: once
                ).value)
        }
        #expect(made[0] == made[1])
        #expect(try await stored() == [made[0]])
    }

    @Test func aCaseHasNoEndlessNumberOfSteps() async throws {
        let (id, bo, af) = (opened.id, try world.id("fk/bo"), try world.organisation("af"))
        let now = world.clock.now
        let random = world.random.source
        try await world.storage.write { changes in
            for _ in 0..<200 {
                let version = CaseStep.Version(organisation: af, from: now, until: nil, by: bo, at: now)
                try changes.insertStep(CaseStep(id: StepID(random: random), caseID: id, kind: .praktik, current: version))
            }
        }
        await #expect(throws: ExchangeError.any(.conflict)) { try await add() }
    }
}

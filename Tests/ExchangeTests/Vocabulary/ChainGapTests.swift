import Testing

@testable import Exchange

@Suite("What a chain lacks") struct ChainGapTests {
    private let now = Timestamp(milliseconds: 1_780_315_200_000)
    private let af = OfficerID("af/anna")!
    private let fk = OfficerID("fk/bo")!

    private func day(_ number: Int) -> Timestamp { now + .seconds(number * 86_400) }

    private func step(_ number: UInt8, of officer: OfficerID, _ from: Int, _ until: Int?) -> CaseStep {
        CaseStep(
            id: Identifier(number: number), caseID: Identifier(number: 1), kind: .praktik,
            current: CaseStep.Version(organisation: officer.organisation, from: day(from), until: until.map(day), by: af, at: now))
    }

    private func consent(
        _ number: UInt8, to officers: [OfficerID], until end: Int, state: ConsentState = .given
    ) -> ChainConsent {
        ChainConsent(
            ConsentInContext(
                id: Identifier(number: number), state: state, from: [af.organisation], to: officers.map(\.organisation),
                categories: [.planering], purposes: [.planering], validFrom: day(-10), validUntil: day(end)))
    }

    private func gaps(
        _ steps: [CaseStep], _ consents: [ChainConsent]?, officers: [OfficerID]? = nil, closed: Bool = false, asked: [ChainRequest] = []
    ) -> [ChainGap] {
        let value = Case(
            id: Identifier(number: 1), participant: Identifier(number: 2), openedBy: af, openedAt: day(-10), closedAt: closed ? now : nil,
            officers: officers ?? [af, fk])
        return ChainGap.all(of: value, steps: steps, consents: consents, asked: asked, at: now)
    }

    @Test func aChainThatLacksNothing() {
        #expect(gaps([step(3, of: fk, -1, 50)], [consent(4, to: [af, fk], until: 60)]) == [])
    }

    @Test func aClosedCaseLacksNothing() {
        #expect(gaps([step(3, of: fk, -9, -2)], [], closed: true) == [])
    }

    @Test func betweenTwoStepsNoneIsUnderWay() {
        let consents = [consent(4, to: [af, fk], until: 60)]
        #expect(gaps([step(3, of: fk, -9, 0), step(5, of: fk, 1, 9)], consents) == [ChainGap(.noStepUnderWay)])
        #expect(gaps([], consents) == [ChainGap(.noStepUnderWay)])
    }

    @Test func whoAnswersForAStepThatIsntOverTakesPart() {
        let steps = [step(3, of: fk, -1, nil), step(5, of: fk, 2, nil), step(6, of: fk, -9, -2)]
        let expected = [3, 5].map { ChainGap(.responsibleHasLeft, organisation: fk.organisation, step: Identifier(number: $0)) }
        #expect(gaps(steps, [], officers: [af]) == expected)
    }

    @Test(arguments: [ConsentState.refused, .withdrawn, .expired, .superseded]) func aConsentThatDoesntHoldCarriesNothing(
        _ state: ConsentState
    ) {
        let expected = [af, fk].map { ChainGap(.noConsentTowards, organisation: $0.organisation) }
        #expect(gaps([step(3, of: fk, -1, nil)], [consent(4, to: [af, fk], until: 60, state: state)]) == expected)
        #expect(gaps([step(3, of: fk, -1, nil)], [consent(4, to: [af, fk], until: 0)]) == expected)
    }

    @Test func anOrganisationAloneNeedsNoConsent() {
        #expect(gaps([step(3, of: af, -1, nil)], [], officers: [af]) == [])
    }

    @Test func whoMayNotReadTheConsentsIsToldNothingOfThem() {
        #expect(gaps([step(3, of: fk, -1, 50)], nil) == [])
    }

    @Test func theConsentThatLastsLongestEndsBeforeTheStep() {
        let steps = [step(3, of: fk, -1, 50), step(5, of: fk, -1, 45), step(6, of: fk, -1, nil)]
        let consents = [consent(4, to: [fk], until: 40), consent(7, to: [af, fk], until: 45)]
        let expected = ChainGap(
            .consentEndsBeforeStep, organisation: fk.organisation, step: Identifier(number: 3), consent: Identifier(number: 7),
            time: day(45))
        #expect(gaps(steps, consents) == [expected])
    }

    @Test func aConsentIsToldOfThirtyDaysBeforeItsEnd() {
        let steps = [step(3, of: fk, -1, nil)]
        #expect(gaps(steps, [consent(4, to: [af, fk], until: 31)]) == [])
        let expected = ChainGap(.consentRunsOut, consent: Identifier(number: 4), time: day(30))
        #expect(gaps(steps, [consent(4, to: [af, fk], until: 30)]) == [expected])
    }

    @Test func whatWasAskedForWaits() {
        let request = ChainRequest(
            id: Identifier(number: 8), document: Identifier(number: 9), category: .intyg, owner: fk.organisation, requester: af,
            askedAt: day(-3))
        let expected = ChainGap(.unanswered, organisation: fk.organisation, request: request.id, time: day(-3))
        #expect(gaps([step(3, of: fk, -1, nil)], [consent(4, to: [af, fk], until: 60)], asked: [request]) == [expected])
    }
}

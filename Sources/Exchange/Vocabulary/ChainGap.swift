/// Something that a chain lacks, so that somebody can see to it.
package struct ChainGap: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// No step is under way.
        case noStepUnderWay
        /// Who answers for a step takes no part any more.
        case responsibleHasLeft
        /// No consent lets an organisation of the chain read anything of the others'.
        case noConsentTowards
        /// What an organisation may read by consent ends before the step that it answers for.
        case consentEndsBeforeStep
        case consentRunsOut
        /// A document was asked for, and nobody has answered.
        case unanswered
    }

    package let kind: Kind
    package var organisation: OrganisationID?
    package var step: StepID?
    package var consent: ConsentID?
    package var request: RequestID?
    /// When the consent ends, or since when the request waits.
    package var time: Timestamp?

    package init(
        _ kind: Kind, organisation: OrganisationID? = nil, step: StepID? = nil, consent: ConsentID? = nil, request: RequestID? = nil,
        time: Timestamp? = nil
    ) {
        self.kind = kind
        self.organisation = organisation
        self.step = step
        self.consent = consent
        self.request = request
        self.time = time
    }
}

extension ChainGap {
    /// So long before its end a consent is told of.
    private static let soon = Duration.seconds(30 * 86_400)

    /// All gaps of an open case; a closed one lacks nothing. Without consents nothing is said of them.
    package static func all(
        of value: Case, steps: [CaseStep], consents: [ChainConsent]?, asked: [ChainRequest], at now: Timestamp
    ) -> [ChainGap] {
        guard value.isOpen else { return [] }
        let going = steps.filter { $0.state(at: now) != .ended }
        let carrying = consents?.filter { $0.carries(at: now) }
        return gaps(in: steps, going, of: value, at: now) + (carrying.map { gaps(in: $0, going, of: value, at: now) } ?? [])
            + asked.map { ChainGap(.unanswered, organisation: $0.owner, request: $0.id, time: $0.askedAt) }
    }

    private static func gaps(in steps: [CaseStep], _ going: [CaseStep], of value: Case, at now: Timestamp) -> [ChainGap] {
        let isIdle = !steps.contains { $0.state(at: now) == .underWay }
        let left = going.filter { !value.organisations.contains($0.current.organisation) }
        return (isIdle ? [ChainGap(.noStepUnderWay)] : [])
            + left.map { ChainGap(.responsibleHasLeft, organisation: $0.current.organisation, step: $0.id) }
    }

    private static func gaps(in consents: [ChainConsent], _ going: [CaseStep], of value: Case, at now: Timestamp) -> [ChainGap] {
        let alone = value.organisations.count < 2
        let unheard = value.organisations.filter { organisation in !alone && !consents.contains { $0.to.contains(organisation) } }
        let ending = consents.filter { $0.validUntil <= now + soon }
        return unheard.map { ChainGap(.noConsentTowards, organisation: $0) } + going.compactMap { gap(in: consents, before: $0) }
            + ending.map { ChainGap(.consentRunsOut, consent: $0.id, time: $0.validUntil) }
    }

    /// Where the consent that lasts longest ends before the step does.
    private static func gap(in consents: [ChainConsent], before step: CaseStep) -> ChainGap? {
        let organisation = step.current.organisation
        let last = consents.filter { $0.to.contains(organisation) }.max { $0.validUntil < $1.validUntil }
        guard let last, let end = step.current.until, last.validUntil < end else { return nil }
        return ChainGap(.consentEndsBeforeStep, organisation: organisation, step: step.id, consent: last.id, time: last.validUntil)
    }
}

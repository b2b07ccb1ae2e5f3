import Foundation
import SignedRecords

extension Exchange {
    /// Takes what is stated for follow-up, over what was stated before. What is left out stays.
    package func recordIndicators(
        _ stated: Indicators, of id: CaseID, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<IndicatorsView> {
        try await act(.recordIndicators, by: caller, idempotency: idempotency) { acting in
            let facts = try acting.caseOf(id)
            try acting.authorize(on: .caseOf(facts))
            return try acting.record(stated, of: facts)
        }
    }
}

extension Acting {
    /// What a case came to is recorded by those who may record indicators, also where others close it.
    func recordAtClosing(_ outcome: CaseOutcome, of facts: CaseFacts) throws {
        guard permits(.recordIndicators, on: .caseOf(facts)) else {
            throw ExchangeError(.denied, "the policies don't let you say what the case came to; close it without an outcome")
        }
        try record(Indicators(outcome: outcome), of: facts)
    }

    /// Also for closed cases: an outcome is often known only afterwards.
    @discardableResult
    func record(_ stated: Indicators, of facts: CaseFacts) throws -> IndicatorsView {
        var stored = try settleCounting(of: facts)
        guard !stored.anonymous || stated == stated.withoutPerson else {
            throw ExchangeError(
                .conflict,
                "the person is counted by sex and year alone, without consent to uppfoljning or with protected identity; "
                    + "state sex and outcome only")
        }
        let merged = try indicators(stored).updated(by: stated)
        (stored.municipality, stored.sex, stored.outcome) = (merged.municipality, merged.sex, merged.outcome)
        var details = merged
        (details.municipality, details.sex, details.outcome) = (nil, nil, nil)
        stored.details =
            details == Indicators()
            ? nil
            : try loadedKey().seal(try CanonicalJSON.encode(details), for: Acting.place(ofIndicatorsOf: stored.caseID), random: random)
        try changes.setIndicators(stored)
        return IndicatorsView(indicators: merged, anonymous: stored.anonymous)
    }

    func indicatorsView(of facts: CaseFacts) throws -> IndicatorsView {
        let stored = try changes.indicators(of: facts.value.id) ?? StoredIndicators(caseID: facts.value.id)
        return IndicatorsView(indicators: try indicators(stored), anonymous: stored.anonymous)
    }

    private func indicators(_ stored: StoredIndicators) throws -> Indicators {
        var all = Indicators()
        if let details = stored.details {
            let bytes = try loadedKey().open(details, for: Acting.place(ofIndicatorsOf: stored.caseID))
            all = try CanonicalJSON.decode(Indicators.self, from: bytes)
        }
        (all.municipality, all.sex, all.outcome) = (stored.municipality, stored.sex, stored.outcome)
        return all
    }

    private static func place(ofIndicatorsOf id: CaseID) -> String { "case/\(id)/indicators" }
}

// MARK: Who is counted whole

extension Acting {
    /// Settles anew how the person is counted in this case. To be called whenever a consent or a mark of protected identity comes or goes.
    ///
    /// Who is to be counted anonymously is so from now on, whatever was stated while they weren't: it is forgotten.
    @discardableResult
    func settleCounting(of facts: CaseFacts) throws -> StoredIndicators {
        var stored = try changes.indicators(of: facts.value.id) ?? StoredIndicators(caseID: facts.value.id)
        stored.anonymous = try isAnonymous(facts)
        if stored.anonymous { (stored.municipality, stored.details) = (nil, nil) }
        try changes.setIndicators(stored)
        return stored
    }

    /// For what changes of the person themselves.
    func settleCounting(inAllCasesOf id: ParticipantID, _ key: SubjectKey) throws {
        guard let stored = try changes.participant(id) else { return }
        let facts = try facts(of: stored, key)
        for value in try changes.cases(of: id) { try settleCounting(of: try caseFacts(value, of: facts)) }
    }

    /// Without consent to follow-up, or with protected identity, a person is counted by sex and budget year only, as Uppföljning Finsam does.
    /// A consent that ran out still covers what was stated while it held; one that was taken back doesn't. One that doesn't open covers
    /// nothing, and stops no withdrawal of another.
    private func isAnonymous(_ facts: CaseFacts) throws -> Bool {
        if facts.participant.protectedIdentity { return true }
        return try !changes.consents(of: facts.participant.id).contains { stored in
            guard stored.caseID == facts.value.id, let consent = try? open(stored).inContext(at: now) else { return false }
            return [.given, .expired].contains(consent.state) && consent.purposes.contains(.uppfoljning)
        }
    }
}

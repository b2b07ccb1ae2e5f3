extension Exchange {
    /// States a step of the case: what happens, who answers for it, from when, and until when where that is known.
    package func addStep(
        _ kind: StepKind, to id: CaseID, organisation: OrganisationID, from: Timestamp, until: Timestamp?, by caller: OfficerID,
        idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<CaseStep> {
        try await act(.addStep, by: caller, idempotency: idempotency) { acting in
            let facts = try acting.caseOf(id)
            try acting.authorize(on: .caseOf(facts))
            try acting.requireOpen(facts)
            guard try acting.changes.steps(of: id).count < Acting.mostSteps else {
                throw ExchangeError(.conflict, "a case has at most \(Acting.mostSteps) steps; change one that is there")
            }
            let version = acting.version(organisation, from, until)
            try acting.require(version, in: facts)
            let step = CaseStep(id: StepID(random: acting.random), caseID: id, kind: kind, current: version)
            try acting.changes.insertStep(step)
            return step
        }
    }

    /// States something else of a step, its end above all. What was stated before stays, with who stated it.
    package func changeStep(
        _ id: StepID, _ change: StepChange, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<CaseStep> {
        try await act(.changeStep, by: caller, idempotency: idempotency) { acting in
            guard let step = try acting.changes.step(id) else {
                acting.draft.resource = id.text
                throw ExchangeError.notFound
            }
            let facts = try acting.caseOf(step.caseID)
            try acting.authorize(on: .caseOf(facts))
            try acting.requireOpen(facts)
            return try acting.change(step, change, in: facts)
        }
    }
}

extension Acting {
    fileprivate static let mostSteps = 200

    fileprivate func version(_ organisation: OrganisationID, _ from: Timestamp, _ until: Timestamp?) -> CaseStep.Version {
        CaseStep.Version(organisation: organisation, from: from, until: until, by: caller.officer.id, at: now)
    }

    fileprivate func change(_ step: CaseStep, _ change: StepChange, in facts: CaseFacts) throws -> CaseStep {
        let old = step.current
        guard change.openEnded != true || change.until == nil else {
            throw ExchangeError.invalid("a step ends at a time or is open-ended, not both; state one")
        }
        let until = change.openEnded == true ? nil : change.until ?? old.until
        let new = version(change.organisation ?? old.organisation, change.from ?? old.from, until)
        guard new.organisation != old.organisation || new.from != old.from || new.until != old.until else { return step }
        try require(new, in: facts, responsibleStays: new.organisation == old.organisation)
        try changes.changeStep(step.id, to: new)
        return CaseStep(id: step.id, caseID: step.caseID, kind: step.kind, current: new, earlier: step.earlier + [old])
    }

    /// Who answered for a step and has left since may still be named as the one who did.
    private func require(_ version: CaseStep.Version, in facts: CaseFacts, responsibleStays: Bool) throws(ExchangeError) {
        if let until = version.until, until <= version.from {
            throw .invalid("a step ends after it begins; check the dates")
        }
        guard responsibleStays || facts.value.organisations.contains(version.organisation) else {
            throw .invalid("\(version.organisation) takes no part in the case; add one of its officers first, or name another organisation")
        }
    }

    fileprivate func require(_ version: CaseStep.Version, in facts: CaseFacts) throws(ExchangeError) {
        try require(version, in: facts, responsibleStays: false)
    }
}

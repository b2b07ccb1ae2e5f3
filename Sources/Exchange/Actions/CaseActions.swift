extension Exchange {
    /// Opens a case about a participant, with the caller as its first officer.
    package func openCase(
        for participant: ParticipantID, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<Case> {
        try await act(.openCase, by: caller, idempotency: idempotency) { acting in
            try acting.authorize(on: .participant(try acting.participant(participant).facts))
            let opened = Case(
                id: CaseID(random: acting.random), participant: participant, openedBy: caller, openedAt: acting.now, officers: [caller])
            try acting.changes.insertCase(opened)
            acting.draft.resource = opened.id.text
            return opened
        }
    }

    package func caseOf(_ id: CaseID, by caller: OfficerID) async throws(ExchangeError) -> Committed<Case> {
        try await consult(.readCase, by: caller) { acting in
            let facts = try acting.caseOf(id)
            try acting.authorize(on: .caseOf(facts))
            return facts.value
        }
    }

    /// Lets another officer take part, and with them their organisation.
    package func addOfficer(
        _ officer: OfficerID, to id: CaseID, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<Case> {
        try await act(.addCaseOfficer, by: caller, idempotency: idempotency) { acting in
            let facts = try acting.caseOf(id)
            acting.draft.owner = officer.organisation
            try acting.authorize(on: .caseOf(facts))
            try acting.requireOpen(facts)
            try acting.requireColleague(officer, in: facts)
            guard !facts.value.officers.contains(officer) else { return acting.shown(facts) }
            var changed = facts.value
            changed.officers.append(officer)
            let joined = try acting.caseFacts(changed, of: facts.participant)
            try acting.requireUse(of: officer, in: joined)
            try acting.changes.addOfficer(officer, to: id, at: acting.now)
            return acting.shown(joined)
        }
    }

    /// Closes a case, with what it came to where that is known. Nothing of it is shared any more.
    package func closeCase(
        _ id: CaseID, outcome: CaseOutcome? = nil, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<Case> {
        try await actOnRequest(.closeCase, by: caller, idempotency: idempotency) { acting in
            let facts = try acting.caseOf(id)
            try acting.authorize(on: .caseOf(facts))
            try acting.requireOpen(facts)
            try acting.changes.closeCase(id, at: acting.now)
            if let outcome { try acting.recordAtClosing(outcome, of: facts) }
            try acting.closeRequests(ofClosed: facts)
            var closed = acting.shown(facts)
            closed.closedAt = acting.now
            return closed
        }
    }
}

extension Acting {
    /// An officer whom the policies wouldn't even let see the case is not added: their name there would mislead.
    fileprivate func requireUse(of id: OfficerID, in facts: CaseFacts) throws {
        guard let officer = try changes.officer(id), !officer.disabled, let organisation = try changes.organisation(id.organisation) else {
            throw ExchangeError.invalid("there is no active officer \(id) in the directory; check the name")
        }
        let added = OfficerFacts(officer: officer, organisation: organisation)
        guard rules.decide(.readCase, by: added, on: .caseOf(facts), in: Circumstances(now: now)).permitted else {
            throw ExchangeError.invalid("the policies never let \(id) see this case, by organisation, role or clearance; add somebody else")
        }
    }

    /// Whoever doesn't work in a case lets nobody else's officers into it.
    fileprivate func requireColleague(_ officer: OfficerID, in facts: CaseFacts) throws(ExchangeError) {
        let me = caller.officer.id
        guard facts.value.officers.contains(me) || officer.organisation == me.organisation else {
            throw ExchangeError(
                .denied, "whoever isn't in the case adds officers of their own organisation alone; one of these adds the others")
        }
    }

    /// The case as the caller may see it: whole, or with no more officers than those of their own organisation.
    fileprivate func shown(_ facts: CaseFacts) -> Case {
        guard !permits(.readCase, on: .caseOf(facts)) else { return facts.value }
        var shown = facts.value
        shown.officers.removeAll { $0.organisation != caller.organisation.id }
        return shown
    }

    func requireOpen(_ facts: CaseFacts) throws(ExchangeError) {
        guard facts.value.isOpen else { throw ExchangeError(.conflict, "the case is closed; open a new one if the chain goes on") }
    }
}

extension Exchange {
    /// Ends an officer's taking part in a case, and with the last of them their organisation's.
    ///
    /// Of one's own organisation that is leaving, of another's removing: the policies tell the two apart.
    package func removeOfficer(
        _ officer: OfficerID, from id: CaseID, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<Case> {
        let action = officer.organisation == caller.organisation ? Action.leaveCase : .removeCaseOfficer
        return try await actOnRequest(action, by: caller, idempotency: idempotency) { acting in
            let facts = try acting.caseOf(id)
            acting.draft.owner = officer.organisation
            try acting.authorize(on: .caseOf(facts))
            try acting.requireOpen(facts)
            var changed = facts.value
            changed.officers.removeAll { $0 == officer }
            guard changed.officers != facts.value.officers else {
                throw ExchangeError.invalid("\(officer) takes no part in the case; kedja case show tells who does")
            }
            guard !changed.officers.isEmpty else {
                throw ExchangeError(.conflict, "nobody would be left in the case; close it, or add somebody first")
            }
            try acting.changes.removeOfficer(officer, from: id, at: acting.now, by: caller)
            try acting.closeRequests(by: officer, whoLeft: facts)
            // What is kept for a call that is made again would be a reading without a decision.
            try acting.changes.dropReplays(by: officer)
            return changed
        }
    }
}

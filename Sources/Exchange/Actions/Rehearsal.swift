extension Exchange {
    /// Runs an action's body and undoes all that it did: for what must be done outside the transaction, but only if the action will be taken.
    ///
    /// Nothing is logged; the action itself is, when it's done for real. Throws what the caller would be answered.
    func rehearse(
        _ action: Action, by officer: OfficerID, _ body: @escaping @Sendable (inout Acting) throws -> Void
    ) async throws(ExchangeError) {
        let rules = rulebook.current
        let (keys, random, now) = (keys, random, clock.now())
        try await transaction { changes in
            let draft = AuditDraft(officer: officer, action: action, policyDigest: rules.digest)
            var acting = Acting(
                changes: changes, caller: try knownOfficer(officer, changes), rules: rules, keys: keys, random: random, now: now,
                draft: draft)
            do {
                try changes.undoable {
                    try body(&acting)
                    throw Rehearsed()
                }
            } catch is Rehearsed {
                return
            } catch let refusal as Refusal {
                throw refusal.answered
            }
        }
    }
}

/// Thrown at a rehearsal's end, so that it's undone.
private struct Rehearsed: Error {}

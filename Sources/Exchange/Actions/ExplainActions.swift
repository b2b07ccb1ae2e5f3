extension Exchange {
    /// Explains to the caller what would become of their own retrieval of a document. Reads nothing of the document.
    package func explain(_ id: DocumentID, for purpose: Purpose, by caller: OfficerID) async throws(ExchangeError) -> Committed<Explanation>
    {
        try await act(.explainDecision, by: caller) { acting in
            acting.draft.purpose = purpose
            let (facts, _) = try acting.document(id)
            try acting.authorize(on: .document(facts))
            let decision = try acting.decideRetrieval(of: facts, for: purpose)
            let circumstances = try acting.circumstances(of: decision, facts, purpose)
            return acting.rules.explain(
                decision, .retrieveDocument, by: acting.caller, on: .document(facts), in: circumstances,
                sight: acting.rules.sight(of: facts, by: acting.caller, in: circumstances))
        }
    }
}

extension Acting {
    /// What the decision was made from. Where nothing decided: the newest consent and approval that could have, which come closest.
    fileprivate func circumstances(of decision: Decision, _ facts: DocumentFacts, _ purpose: Purpose) throws -> Circumstances {
        Circumstances(
            now: now, purpose: purpose, decision: decision, owner: facts.owner.id, receiver: caller.organisation.id,
            consents: try consentsInContext(for: facts), approvals: try approvalsInContext(for: facts))
    }
}

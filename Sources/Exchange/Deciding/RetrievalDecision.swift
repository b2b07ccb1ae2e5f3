extension Rules {
    /// Decides a retrieval: once without a consent, and once with each that could carry it, alone and with each approval.
    ///
    /// The first permit is the answer. Vetoes that don't look at consent stand in every one of these questions, so nothing
    /// overrides them; a veto about a consent (withdrawn, expired) rules out that consent alone. When nothing permits, the
    /// refusal that names a reason is the answer, for people want to know.
    package func decideRetrieval(
        of document: DocumentFacts, by officer: OfficerFacts, for purpose: Purpose, at now: Timestamp, consents: [ConsentInContext],
        approvals: [ApprovalInContext]
    ) -> Decision {
        Rules.decideRetrieval(of: document, by: officer, for: purpose, at: now, consents: consents, approvals: approvals) {
            decide(.retrieveDocument, by: officer, on: .document(document), in: $0)
        }
    }

    /// The same by an own way of asking the policies.
    static func decideRetrieval(
        of document: DocumentFacts, by officer: OfficerFacts, for purpose: Purpose, at now: Timestamp, consents: [ConsentInContext],
        approvals: [ApprovalInContext], _ decide: (Circumstances) -> Decision
    ) -> Decision {
        let candidates = consents.filter { $0.from.contains(document.owner.id) && $0.to.contains(officer.organisation.id) }
        var refusal: Decision?
        // What the owner releases is carried by an approval where there is one: it brings the header that opens.
        let carriers = document.release == .owner ? approvals.map(Optional.some) + [nil] : [nil] + approvals.map(Optional.some)
        for approval in carriers {
            for consent in [nil] + candidates.map(Optional.some) {
                let circumstances = Circumstances(now: now, purpose: purpose, consent: consent, approval: approval)
                let decision = decide(circumstances)
                guard document.release == .policy || restsOnItsApproval(decision, in: circumstances, decide) else { continue }
                if decision.permitted { return decision }
                if refusal == nil || (refusal?.policies.isEmpty == true && refusal?.errors.isEmpty == true) { refusal = decision }
            }
        }
        return refusal ?? decide(Circumstances(now: now, purpose: purpose))
    }

    /// Whether a permit's approval has a part in it; whatever has none, or is no permit, counts as resting on it. What the owner releases opens
    /// with the approval's header, so one that has ended, or is for another purpose, must not come along with a right of another kind.
    private static func restsOnItsApproval(
        _ decision: Decision, in circumstances: Circumstances, _ decide: (Circumstances) -> Decision
    ) -> Bool {
        guard decision.permitted, circumstances.approval != nil else { return true }
        let other = decide(Circumstances(now: circumstances.now, purpose: circumstances.purpose, consent: circumstances.consent))
        return !other.permitted || Set(other.policies) != Set(decision.policies)
    }
}

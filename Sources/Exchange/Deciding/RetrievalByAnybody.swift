/// The retrieval of one document by whomever: put to the policies once without a consent and once with each, answered for each officer.
///
/// The answers are those of `Rules.decideRetrieval`.
struct RetrievalByAnybody {
    let document: DocumentFacts
    let purpose: Purpose
    let now: Timestamp
    private let consents: [ConsentInContext]
    private let rules: Rules
    private let withoutConsent: PreparedDecision
    private let withConsent: [(consent: ConsentInContext, decision: PreparedDecision)]

    init(document: DocumentFacts, purpose: Purpose, now: Timestamp, consents: [ConsentInContext], rules: Rules) {
        self.document = document
        self.purpose = purpose
        self.now = now
        self.consents = consents
        self.rules = rules
        func prepared(_ consent: ConsentInContext?) -> PreparedDecision {
            rules.prepare(
                .retrieveDocument, on: .document(document), in: Circumstances(now: now, purpose: purpose, consent: consent))
        }
        withoutConsent = prepared(nil)
        withConsent = consents.filter { $0.from.contains(document.owner.id) }.map { ($0, prepared($0)) }
    }

    /// Among whom all are that may, without an approval.
    var officers: OfficerScope {
        withConsent.map(\.decision.officers).reduce(withoutConsent.officers) { $0.union($1) }
    }

    func decide(by officer: OfficerFacts, approvals: [ApprovalInContext]) -> Decision {
        guard approvals.isEmpty else {
            return rules.decideRetrieval(
                of: document, by: officer, for: purpose, at: now, consents: consents, approvals: approvals)
        }
        let carriers = withConsent.filter { $0.consent.to.contains(officer.organisation.id) }.map(\.decision)
        var refusal = withoutConsent.decide(by: officer, on: .document(document))
        for carrier in carriers where !refusal.permitted {
            let decision = carrier.decide(by: officer, on: .document(document))
            if decision.permitted || (refusal.policies.isEmpty && refusal.errors.isEmpty) { refusal = decision }
        }
        return refusal
    }
}

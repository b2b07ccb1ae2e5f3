import Cedar

/// Why a retrieval would be permitted or refused, in words.
package struct Explanation: Sendable, Codable, Hashable {
    package let permitted: Bool
    /// The policies that decide; when nothing permits, those that could have.
    package let policies: [ExplainedPolicy]
    package let policyDigest: String
    package let consent: ConsentID?
    package let approval: RequestID?

    package init(permitted: Bool, policies: [ExplainedPolicy], policyDigest: String, consent: ConsentID?, approval: RequestID?) {
        self.permitted = permitted
        self.policies = policies
        self.policyDigest = policyDigest
        self.consent = consent
        self.approval = approval
    }
}

/// One policy, and how each of its conditions came out.
package struct ExplainedPolicy: Sendable, Codable, Hashable {
    package let id: String
    package let effect: String
    /// What it says, from its annotations `@sv` and `@en`.
    package let swedish: String
    package let english: String
    /// Whether it decided.
    package let decided: Bool
    package let conditions: [Condition]

    package struct Condition: Sendable, Codable, Hashable {
        package let text: String
        package let line: Int
        /// `holds`, `fails`, `errs` or `notReached`.
        package let outcome: String
    }
}

extension Exchange {
    /// Explains to the caller what would become of their own retrieval of a document. Reads nothing of the document.
    package func explain(_ id: DocumentID, for purpose: Purpose, by caller: OfficerID) async throws(ExchangeError) -> Committed<Explanation>
    {
        try await act(.explainDecision, by: caller) { acting in
            acting.draft.purpose = purpose
            let (facts, _) = try acting.document(id)
            try acting.authorize(on: .document(facts))
            let decision = try acting.decideRetrieval(of: facts, for: purpose)
            return acting.rules.explain(
                decision, .retrieveDocument, by: acting.caller, on: .document(facts),
                in: try acting.circumstances(of: decision, facts, purpose))
        }
    }
}

extension Acting {
    /// What the decision was made from. Where no consent was in it: the newest that names owner and receiver, which comes closest.
    fileprivate func circumstances(of decision: Decision, _ facts: DocumentFacts, _ purpose: Purpose) throws -> Circumstances {
        let consents = try consentsInContext(for: facts)
        let closest = consents.first { $0.from.contains(facts.owner) && $0.to.contains(caller.organisation.id) }
        return Circumstances(
            now: now, purpose: purpose, consent: consents.first { $0.id == decision.consent } ?? closest,
            approval: try approvalsInContext(for: facts).first { $0.request == decision.approval })
    }
}

extension Rules {
    /// Puts a decision into words: the policies that decided, or the permits that could have.
    package func explain(
        _ decision: Decision, _ action: Action, by officer: OfficerFacts, on resource: Resource, in circumstances: Circumstances
    ) -> Explanation {
        let question = Question(action: action, officer: officer, resource: resource, circumstances: circumstances)
        let deciding = Set(decision.policies + decision.errors)
        let chosen = policies.policies.filter { deciding.isEmpty ? couldPermit($0, question) : deciding.contains(name($0.id)) }
        return Explanation(
            permitted: decision.permitted, policies: chosen.map { explained($0, question, decided: !deciding.isEmpty) },
            policyDigest: digest, consent: decision.consent, approval: decision.approval)
    }

    /// A permit whose scope fits the question, so that only its conditions failed.
    private func couldPermit(_ policy: Policy, _ question: Question) -> Bool {
        policy.effect == .permit && traces(policy, question).allSatisfy { $0.part != .scope || $0.outcome == .holds }
    }

    private func explained(_ policy: Policy, _ question: Question, decided: Bool) -> ExplainedPolicy {
        ExplainedPolicy(
            id: name(policy.id), effect: policy.effect == .permit ? "permit" : "forbid", swedish: policy.annotations["sv"] ?? "",
            english: policy.annotations["en"] ?? "", decided: decided,
            conditions: traces(policy, question).filter { $0.part != .scope }.map {
                ExplainedPolicy.Condition(text: $0.text, line: $0.position.line, outcome: $0.outcome.word)
            })
    }

    private func traces(_ policy: Policy, _ question: Question) -> [ConditionTrace] {
        guard let entities = try? Entities(question.entities) else { return [] }
        return Cedar.explain(policy, request: question.request, entities: entities)
    }
}

extension ConditionTrace.Outcome {
    fileprivate var word: String {
        switch self {
        case .holds: "holds"
        case .fails: "fails"
        case .errs: "errs"
        case .notReached: "notReached"
        }
    }
}

/// Who could read a document now, for one purpose.
package struct Readers: Sendable, Codable, Hashable {
    /// In the order of their ids, so that an organisation's officers stand together.
    package let readers: [Reader]
    package let policyDigest: String

    package init(readers: [Reader], policyDigest: String) {
        self.readers = readers
        self.policyDigest = policyDigest
    }
}

/// One who could, and on what it would rest.
package struct Reader: Sendable, Codable, Hashable {
    package let officer: OfficerID
    /// The policies that would permit it.
    package let policies: [String]
    package let consent: ConsentID?
    package let approval: RequestID?

    package init(officer: OfficerID, policies: [String], consent: ConsentID?, approval: RequestID?) {
        self.officer = officer
        self.policies = policies
        self.consent = consent
        self.approval = approval
    }
}

extension Exchange {
    /// Tells those concerned who could retrieve a document now for a purpose, on which policy, consent and approval. Reads nothing of the document.
    package func readers(
        of id: DocumentID, for purpose: Purpose, by caller: OfficerID
    ) async throws(ExchangeError) -> Committed<Readers> {
        try await act(.listReaders, by: caller) { acting in
            acting.draft.purpose = purpose
            let (facts, stored) = try acting.document(id)
            try acting.authorize(on: .document(facts))
            return Readers(readers: try acting.readers(of: stored, facts, for: purpose), policyDigest: acting.rules.digest)
        }
    }
}

extension Acting {
    fileprivate func readers(of stored: StoredDocument, _ facts: DocumentFacts, for purpose: Purpose) throws -> [Reader] {
        let question = RetrievalByAnybody(
            document: facts, purpose: purpose, now: now, consents: try consentsInContext(for: facts), rules: rules)
        let approvals = try changes.approvals(of: facts.id)
        let scope = question.officers.union(OfficerScope(officers: Set(approvals.map(\.requester))))
        return try officers(in: scope).compactMap { officer in
            let own = try approvals.filter { $0.requester == officer.officer.id }.compactMap { try approvalInContext($0, of: facts.id) }
            let decision = question.decide(by: officer, approvals: own)
            guard decision.permitted, try canOpen(stored, officer.officer.id, decision) else { return nil }
            return Reader(
                officer: officer.officer.id, policies: decision.policies, consent: decision.consent, approval: decision.approval)
        }
    }

    private func officers(in scope: OfficerScope) throws -> [OfficerFacts] {
        let named = try scope.officers.compactMap { try changes.officer($0) }
        let members = try scope.organisations.flatMap { try changes.officers(of: $0) }
        let found = scope.isEverybody ? try changes.officers(of: nil) : Array(Set(named + members))
        let organisations = Dictionary(uniqueKeysWithValues: try changes.organisations().map { ($0.id, $0) })
        return found.sorted { $0.id < $1.id }.compactMap { officer in
            organisations[officer.id.organisation].map { OfficerFacts(officer: officer, organisation: $0) }
        }
    }
}

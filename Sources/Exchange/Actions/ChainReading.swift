extension Exchange {
    /// The case as a chain. What the caller may not see of consents and requests is left out.
    package func chain(of id: CaseID, by caller: OfficerID) async throws(ExchangeError) -> Committed<ChainView> {
        try await act(.readCase, by: caller) { acting in
            let facts = try acting.caseOf(id)
            try acting.authorize(on: .caseOf(facts))
            return try acting.chain(of: facts)
        }
    }

    /// The cases that the caller may see, in the order in which they were opened. Each participant whose case is shown gets an entry of their
    /// own.
    package func cases(
        onlyOpen: Bool = false, after last: CaseID? = nil, limit: Int? = nil, by caller: OfficerID
    ) async throws(ExchangeError) -> Committed<CasePage> {
        let limit = min(max(limit ?? limits.pageSize, 1), limits.pageSize)
        return try await act(.readCase, by: caller) { acting in
            acting.draft.resource = "cases"
            let read = acting.prepare(.readCase)
            // Behind a case that the caller may not know of lies what lies behind one that doesn't exist: an error.
            if let last { try acting.requireKnown(last, by: read) }
            // Who may see none doesn't make the exchange look at all.
            guard let scope = read.cases else { return CasePage(cases: [], next: nil) }
            return try acting.page(of: CaseQuery(scope: scope, onlyOpen: onlyOpen), after: last, limit: limit, by: read)
        }
    }
}

extension Acting {
    /// A case's facts, where the person's are known.
    func caseFacts(_ value: Case, of participant: ParticipantFacts) throws -> CaseFacts {
        KnownCase(value: value, participant: participant, endings: try changes.endings(in: value.id)).facts(at: now)
    }

    fileprivate func chain(of facts: CaseFacts) throws -> ChainView {
        let id = facts.value.id
        let all = try changes.consents(of: facts.participant.id).filter { $0.caseID == id }
        let read = prepare(.readConsent, on: .consents(of: facts.participant))
        let consents = try all.compactMap { try consentIfPermitted($0, of: facts, by: read) }
        return ChainView(
            value: facts.value, steps: try changes.steps(of: id), stays: try changes.stays(in: id), consents: consents,
            showsAllConsents: consents.count == all.count,
            asked: try changes.openRequests(in: id).flatMap { try requestIfPermitted($0, in: id) },
            indicators: try indicatorsView(of: facts), at: now)
    }

    private func consentIfPermitted(_ stored: StoredConsent, of facts: CaseFacts, by read: PreparedDecision) throws -> ChainConsent? {
        let consent = try open(stored)
        return permits(read, on: .consent(ConsentFacts(consent, of: facts))) ? ChainConsent(consent.inContext(at: now)) : nil
    }

    /// One line for each of the case's documents that the request asks for.
    private func requestIfPermitted(_ id: RequestID, in caseID: CaseID) throws -> [ChainRequest] {
        var scratch = self
        let found = try scratch.request(id)
        guard mayRead(found) else { return [] }
        return found.parts.map(\.document).filter { $0.caseID == caseID }.map { document in
            ChainRequest(
                id: id, document: document.id, category: document.category, owner: document.owner, requester: found.stored.requester,
                askedAt: found.stored.createdAt)
        }
    }

    fileprivate func requireKnown(_ id: CaseID, by read: PreparedDecision) throws {
        var scratch = self
        guard permits(read, on: .caseOf(try scratch.caseOf(id))) else { throw ExchangeError.notFound }
    }

    /// A page, full unless it's the last.
    fileprivate mutating func page(
        of query: CaseQuery, after last: CaseID?, limit: Int, by read: PreparedDecision
    ) throws -> CasePage {
        var (found, last) = ([CaseSummary](), last)
        while true {
            let batch = try changes.cases(matching: query, after: last, limit: limit)
            for value in batch {
                guard let summary = try summaryIfPermitted(value, by: read) else { continue }
                found.append(summary)
                if found.count == limit { return CasePage(cases: found, next: value.id) }
            }
            guard batch.count == limit else { return CasePage(cases: found, next: nil) }
            last = batch.last?.id
        }
    }

    private mutating func summaryIfPermitted(_ value: Case, by read: PreparedDecision) throws -> CaseSummary? {
        var scratch = self
        let facts = try scratch.caseOf(value.id)
        guard permits(read, on: .caseOf(facts)) else { return nil }
        shown[value.participant] = scratch.draft.subjectKey
        return CaseSummary(value: value, steps: try changes.steps(of: value.id).filter { $0.state(at: now) == .underWay }.map(\.kind))
    }
}

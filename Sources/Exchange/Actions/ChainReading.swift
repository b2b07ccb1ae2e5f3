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
        let paging = paging(after: last, limit: limit)
        return try await act(.readCase, by: caller) { acting in
            acting.draft.resource = "cases"
            let read = acting.prepare(.readCase)
            // Who may see none doesn't make the exchange look at all, and knows of none to begin behind.
            guard let scope = read.cases else {
                guard last == nil else { throw ExchangeError.notFound }
                return CasePage(cases: [], next: nil)
            }
            let query = CaseQuery(scope: scope, onlyOpen: onlyOpen)
            let page = try acting.page(paging, by: \Case.id) { acting, last in
                acting.permits(read, on: .caseOf(try acting.caseOf(last)))
            } batch: { acting, last, limit in
                try acting.changes.cases(matching: query, after: last, limit: limit)
            } show: { acting, value in
                try acting.summaryIfPermitted(value, by: read)
            }
            return CasePage(cases: page.items, next: page.next)
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

    fileprivate mutating func summaryIfPermitted(_ value: Case, by read: PreparedDecision) throws -> CaseSummary? {
        var scratch = self
        let facts = try scratch.caseOf(value.id)
        guard permits(read, on: .caseOf(facts)) else { return nil }
        shown[value.participant] = scratch.draft.subjectKey
        return CaseSummary(value: value, steps: try changes.steps(of: value.id).filter { $0.state(at: now) == .underWay }.map(\.kind))
    }
}

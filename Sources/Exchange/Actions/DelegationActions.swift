package import SignedRecords

extension Exchange {
    /// Takes the signed word that somebody answers requests in an approver's place for a time.
    package func delegate(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<DelegationView> {
        let submission = await submission(record, type: DelegationRecord.type, as: DelegationRecord.self, by: caller)
        return try await act(.delegateAnswers, by: caller, idempotency: idempotency) { acting in
            let terms = try submission.payload()
            acting.draft.resource = terms.delegation.text
            acting.draft.record = record.digest
            guard let organisation = try acting.changes.organisation(terms.approver.organisation) else { throw ExchangeError.notFound }
            try acting.authorize(
                on: .delegation(
                    DelegationFacts(
                        id: terms.delegation, approver: terms.approver, delegate: terms.delegate, organisation: organisation)))
            try acting.check(terms)
            let stored = StoredDelegation(
                id: terms.delegation, approver: terms.approver, delegate: terms.delegate, from: terms.from, until: terms.until,
                record: record.encoded)
            try acting.changes.insertDelegation(stored)
            return try acting.view(stored)
        }
    }

    /// Ends a delegation before its time: from the next decision on it counts for nothing. What was answered by it stands.
    package func endDelegation(
        _ id: DelegationID, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<DelegationView> {
        try await act(.endDelegation, by: caller, idempotency: idempotency) { acting in
            acting.draft.resource = id.text
            guard let stored = try acting.changes.delegation(id) else { throw ExchangeError.notFound }
            guard let organisation = try acting.changes.organisation(stored.approver.organisation) else { throw ExchangeError.notFound }
            try acting.authorize(
                on: .delegation(
                    DelegationFacts(id: id, approver: stored.approver, delegate: stored.delegate, organisation: organisation)))
            return try acting.end(stored)
        }
    }

    /// The delegations of the caller's organisation whose time hasn't run out: those that count now or will, and those that were ended.
    package func delegations(by caller: OfficerID) async throws(ExchangeError) -> Committed<[DelegationView]> {
        try await act(.listDirectory, by: caller) { acting in
            acting.draft.resource = "delegations"
            try acting.authorize(on: .exchange)
            return try acting.changes.delegations(of: caller.organisation, endingAfter: acting.now).map { try acting.view($0) }
        }
    }

    /// The longest that one may last; whoever is away for longer has another approver named.
    static let longestDelegation = Duration.seconds(93 * 24 * 3600)
}

extension Acting {
    fileprivate func check(_ terms: DelegationRecord) throws {
        guard terms.schema == DelegationRecord.schema else {
            throw ExchangeError(.invalidRecord, "this is no \(DelegationRecord.schema); update the client")
        }
        guard terms.approver != terms.delegate, terms.approver.organisation == terms.delegate.organisation else {
            throw ExchangeError(.invalidRecord, "the one who stands in is another officer of the same organisation")
        }
        guard let approver = try changes.officer(terms.approver), approver.isActiveApprover else {
            throw ExchangeError(.invalidRecord, "\(terms.approver) is no approver; there is nothing to stand in for")
        }
        guard let delegate = try changes.officer(terms.delegate), !delegate.disabled else {
            throw ExchangeError(.invalidRecord, "\(terms.delegate) is no active officer; name another one")
        }
        guard terms.from < terms.until, now < terms.until, terms.until <= terms.from + Exchange.longestDelegation else {
            throw ExchangeError(.invalidRecord, "a delegation has a time that ends ahead, and lasts at most 93 days; state another one")
        }
        guard try changes.delegation(terms.delegation) == nil else {
            throw ExchangeError(.alreadyExists, "this delegation is stored already")
        }
    }

    fileprivate func end(_ stored: StoredDelegation) throws -> DelegationView {
        guard stored.endedAt == nil else { throw ExchangeError(.conflict, "this delegation has been ended already") }
        guard now < stored.until else { throw ExchangeError(.conflict, "this delegation's time has run out; there is nothing to end") }
        var ended = stored
        (ended.endedBy, ended.endedAt) = (caller.officer.id, now)
        try changes.updateDelegation(ended)
        return try view(ended)
    }

    /// Those in force for an organisation now: in their time, and for somebody who still is an approver.
    func delegationsInForce(of organisation: OrganisationID) throws -> [StoredDelegation] {
        try changes.delegations(of: organisation, endingAfter: now).filter { try isInForce($0) }
    }

    private func isInForce(_ delegation: StoredDelegation) throws -> Bool {
        try delegation.isInTime(at: now) && changes.officer(delegation.approver)?.isActiveApprover == true
    }

    fileprivate func view(_ stored: StoredDelegation) throws -> DelegationView {
        DelegationView(
            id: stored.id, approver: stored.approver, delegate: stored.delegate, from: stored.from, until: stored.until,
            isInForce: try isInForce(stored), record: String(decoding: stored.record, as: UTF8.self), endedBy: stored.endedBy,
            endedAt: stored.endedAt)
    }

    /// That an answer says for whom it's given: whoever is no approver stands in for one who has delegated to them.
    func checkBehalf(of answer: ApprovalRecord, owner: OrganisationID) throws {
        guard let approver = answer.onBehalfOf else {
            guard caller.officer.roles.contains(.approver) else {
                throw ExchangeError(.invalidRecord, "you are no approver: the answer names the one whom you stand in for")
            }
            return
        }
        let inForce = try delegationsInForce(of: owner).contains { $0.approver == approver && $0.delegate == caller.officer.id }
        guard inForce else { throw ExchangeError(.invalidRecord, "no delegation by \(approver) to you is in force now") }
    }
}

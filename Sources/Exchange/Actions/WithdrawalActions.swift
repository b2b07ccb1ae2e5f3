package import SignedRecords

extension Exchange {
    /// Records that a consent is withdrawn, whole or in part. Never refused to an officer of the exchange; in force when the answer comes.
    package func withdrawConsent(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<Withdrawn> {
        let submission = await submission(record, type: WithdrawalRecord.type, as: WithdrawalRecord.self, by: caller)
        return try await actOnRequest(.withdrawConsent, by: caller, idempotency: idempotency) { acting in
            let withdrawal = try submission.payload()
            let (facts, consent) = try acting.consent(withdrawal.consent)
            acting.draft.record = record.digest
            try acting.authorize(on: .consent(facts))
            try withdrawal.validate()
            let withdrawn = try acting.withdraw(withdrawal, record, from: consent, facts)
            try acting.settleCounting(of: facts.of)
            return withdrawn
        }
    }

    /// Records that a person takes back everything they have consented to, in one step. Never refused either.
    package func withdrawAll(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<WithdrawnAll> {
        let submission = await submission(record, type: WithdrawalOfAllRecord.type, as: WithdrawalOfAllRecord.self, by: caller)
        return try await actOnRequest(.withdrawConsent, by: caller, idempotency: idempotency) { acting in
            let withdrawal = try submission.payload()
            let facts = try acting.participant(withdrawal.participant).facts
            acting.draft.record = record.digest
            try acting.authorize(on: .participant(facts))
            try withdrawal.validate()
            return try acting.withdrawAll(record, of: facts)
        }
    }
}

extension Acting {
    fileprivate mutating func withdraw(
        _ withdrawal: WithdrawalRecord, _ record: SignedRecord, from consent: Consent, _ facts: ConsentFacts
    ) throws -> Withdrawn {
        let part = withdrawal.isOfTheWhole ? nil : ConsentScope(withdrawal)
        let sees = permits(.readConsent, on: .consent(facts))
        if sees, let part { try consent.require(naming: part) }
        let changed = try take(part, by: record, from: consent)
        let closed = try closeRequests(thatLost: consent, because: .consentWithdrawn, in: facts.of)
        let isOver = changed.stored.withdrawnAt != nil
        // When it was withdrawn before, if it was, is for those who may read it.
        guard sees else { return Withdrawn(consent: consent.stored.id, withdrawnAt: now) }
        var answer = Withdrawn(consent: consent.stored.id, withdrawnAt: changed.stored.withdrawnAt ?? now)
        answer.was = consent.state(at: now)
        answer.left = isOver ? nil : changed.effective
        answer.closed = closed
        return answer
    }

    /// Notes what a withdrawal takes out of a consent; `nil` is all of it. When all has gone the first such withdrawal counts.
    ///
    /// A withdrawal that takes nothing out isn't kept but in the log: so a consent never has more of them than it has names.
    private func take(_ part: ConsentScope?, by record: SignedRecord, from consent: Consent) throws -> Consent {
        guard consent.stored.withdrawnAt == nil else { return consent }
        let left = part.map(consent.effective.subtracting) ?? consent.effective
        guard part == nil || left != consent.effective else { return consent }
        var stored = consent.stored
        let sealed = try sealRecord(record, for: stored.place(ofWithdrawal: stored.withdrawals.count))
        stored.withdrawals.append(StoredWithdrawal(at: now, record: sealed))
        try changes.addWithdrawal(StoredWithdrawal(at: now, record: sealed), to: stored.id)
        if part == nil || left.isEmpty {
            stored.withdrawnAt = now
            try changes.updateConsent(stored)
        }
        return Consent(
            stored: stored, terms: consent.terms, record: consent.record,
            withdrawals: consent.withdrawals + [Withdrawal(at: now, part: part, record: record)])
    }

    /// Also what has run out or been replaced, so that no clock and no mistake brings it back; a no needs no withdrawal. Each consent gets an entry
    /// of its own beside the person's.
    fileprivate mutating func withdrawAll(_ record: SignedRecord, of facts: ParticipantFacts) throws -> WithdrawnAll {
        var told: [ConsentID] = []
        for stored in try changes.consents(of: facts.id) where stored.withdrawnAt == nil {
            let consent = try open(stored)
            guard consent.terms.decision == .given, let value = try changes.caseOf(stored.caseID) else { continue }
            let itsCase = try caseFacts(value, of: facts)
            _ = try take(nil, by: record, from: consent)
            var own = draft
            own.resource = stored.id.text
            consequences.append(own)
            try closeRequests(thatLost: consent, because: .consentWithdrawn, in: itsCase)
            if permits(.readConsent, on: .consent(ConsentFacts(consent, of: itsCase))) { told.append(stored.id) }
        }
        try settleCounting(inAllCasesOf: facts.id, try loadedKey())
        return WithdrawnAll(participant: facts.id, withdrawnAt: now, consents: told)
    }
}

extension Consent {
    /// Whoever may read the consent is told when a withdrawal names what it doesn't have, for they can say what they meant. Others aren't, for it
    /// would tell them what it has; what it does have is taken out all the same.
    fileprivate func require(naming part: ConsentScope) throws(ExchangeError) {
        guard stored.withdrawnAt == nil, !ConsentScope(terms).names(part) else { return }
        let lists = [
            ("from", terms.from.map(\.text)), ("to", terms.to.map(\.text)), ("categories", terms.categories.map(\.rawValue)),
            ("purposes", terms.purposes.map(\.rawValue)),
        ]
        let has = lists.map { "\($0) \($1.joined(separator: ", "))" }.joined(separator: "; ")
        throw ExchangeError(
            .invalidConsent, "the withdrawal names what the consent doesn't have, so nothing was withdrawn; it has: \(has)")
    }
}

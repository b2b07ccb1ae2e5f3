package import SignedRecords

extension Exchange {
    /// Records what was agreed, or refused, with the participant at intake.
    package func recordConsent(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<ConsentView> {
        let submission = await submission(record, type: ConsentRecord.type, as: ConsentRecord.self, by: caller)
        return try await act(.recordConsent, by: caller, idempotency: idempotency) { acting in
            let terms = try submission.payload()
            let facts = try acting.caseOf(terms.caseID)
            acting.draft.record = record.digest
            try acting.authorize(on: .caseOf(facts))
            try acting.check(terms, of: facts)
            return try acting.view(try acting.store(terms, record))
        }
    }

    /// Records that a consent is withdrawn. Never refused to an officer of the exchange; in force when the answer comes.
    package func withdrawConsent(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<Withdrawn> {
        let submission = await submission(record, type: WithdrawalRecord.type, as: WithdrawalRecord.self, by: caller)
        return try await act(.withdrawConsent, by: caller, idempotency: idempotency) { acting in
            let withdrawal = try submission.payload()
            let (facts, consent) = try acting.consent(withdrawal.consent)
            acting.draft.record = record.digest
            try acting.authorize(on: .consent(facts))
            try withdrawal.validate()
            return try acting.withdraw(consent, record)
        }
    }

    package func consent(_ id: ConsentID, by caller: OfficerID) async throws(ExchangeError) -> Committed<ConsentView> {
        try await act(.readConsent, by: caller) { acting in
            let (facts, consent) = try acting.consent(id)
            try acting.authorize(on: .consent(facts))
            return try acting.view(consent)
        }
    }

    /// A participant's consents that the caller may read, the newest first.
    package func consents(of participant: ParticipantID, by caller: OfficerID) async throws(ExchangeError) -> Committed<[ConsentView]> {
        try await act(.readConsent, by: caller) { acting in
            let facts = try acting.participant(participant).facts
            let read = acting.prepare(.readConsent, on: .consents(of: facts))
            let readable = try acting.changes.consents(of: participant).compactMap { try acting.viewIfPermitted($0, facts, by: read) }
            guard !readable.isEmpty || acting.permits(.knowParticipant, on: .participant(facts)) else { throw ExchangeError.notFound }
            return readable
        }
    }
}

extension Acting {
    fileprivate func check(_ terms: ConsentRecord, of facts: CaseFacts) throws {
        try terms.validateAsNew()
        try requireOpen(facts)
        guard terms.participant == facts.participant.id else {
            throw ExchangeError(.invalidConsent, "the consent names another participant than the case; record it in the person's own case")
        }
        guard try changes.consent(terms.id) == nil else { throw ExchangeError(.alreadyExists, "this consent record is stored already") }
        for organisation in terms.responsible {
            guard try changes.organisation(organisation) != nil else {
                throw ExchangeError(.invalidConsent, "there is no organisation \(organisation) in the directory; check the name")
            }
        }
        try requireScan(of: terms)
    }

    /// A scan that is said to be here is one of the case's documents.
    private func requireScan(of terms: ConsentRecord) throws {
        guard let scan = terms.method.paperDocument else { return }
        guard try changes.document(scan)?.caseID == terms.caseID else {
            throw ExchangeError(.invalidConsent, "the scan isn't a document of this case; upload it to the case first")
        }
    }

    fileprivate func store(_ terms: ConsentRecord, _ record: SignedRecord) throws -> Consent {
        if let earlier = terms.supersedes { try supersede(earlier, by: terms) }
        let stored = StoredConsent(
            id: terms.id, participant: terms.participant, caseID: terms.caseID,
            record: try sealRecord(record, for: "consent/\(terms.id)"), recordedAt: now)
        try changes.insertConsent(stored)
        return Consent(stored: stored, terms: terms, record: record)
    }

    private func supersede(_ id: ConsentID, by terms: ConsentRecord) throws {
        guard var earlier = try changes.consent(id), earlier.caseID == terms.caseID, earlier.supersededBy == nil else {
            throw ExchangeError(.invalidConsent, "the consent that this one replaces is not one of this case's that is in force")
        }
        earlier.supersededBy = terms.id
        try changes.updateConsent(earlier)
    }

    /// A second withdrawal changes nothing: the first one counts.
    fileprivate func withdraw(_ consent: Consent, _ record: SignedRecord) throws -> Withdrawn {
        if let earlier = consent.stored.withdrawnAt { return Withdrawn(consent: consent.stored.id, withdrawnAt: earlier) }
        var stored = consent.stored
        stored.withdrawnAt = now
        stored.withdrawal = try sealRecord(record, for: "withdrawal/\(stored.id)")
        try changes.updateConsent(stored)
        return Withdrawn(consent: stored.id, withdrawnAt: now)
    }

    fileprivate func viewIfPermitted(
        _ stored: StoredConsent, _ participant: ParticipantFacts, by read: PreparedDecision
    ) throws -> ConsentView? {
        guard let value = try changes.caseOf(stored.caseID) else { return nil }
        let consent = try open(stored)
        let facts = ConsentFacts(
            id: stored.id, of: CaseFacts(value: value, participant: participant), organisations: consent.terms.from + consent.terms.to)
        return permits(read, on: .consent(facts)) ? try view(consent) : nil
    }

    /// Opens a consent's record under the participant's key, which must have been loaded.
    func open(_ stored: StoredConsent) throws -> Consent {
        let record = try openRecord(stored.record, for: "consent/\(stored.id)")
        return Consent(stored: stored, terms: try CanonicalJSON.decode(ConsentRecord.self, from: record.payload), record: record)
    }

    fileprivate func view(_ consent: Consent) throws -> ConsentView {
        let withdrawal = try consent.stored.withdrawal.map { try openRecord($0, for: "withdrawal/\(consent.stored.id)") }
        return ConsentView(
            id: consent.stored.id, caseID: consent.stored.caseID, state: consent.state(at: now), terms: consent.terms,
            withdrawnAt: consent.stored.withdrawnAt, supersededBy: consent.stored.supersededBy, record: consent.record.text,
            withdrawal: withdrawal?.text)
    }
}

// MARK: Records under the participant's key

extension Acting {
    func sealRecord(_ record: SignedRecord, for place: String) throws(ExchangeError) -> Sealed {
        try loadedKey().seal(record.encoded, for: place, random: random)
    }

    func openRecord(_ sealed: Sealed, for place: String) throws -> SignedRecord {
        try SignedRecord(parsing: try loadedKey().open(sealed, for: place))
    }

    /// A record's text as it was sealed, for an answer. It isn't read: it was read when it came, and nobody can have changed it under its seal.
    func text(of sealed: Sealed, for place: String) throws -> String {
        String(decoding: try loadedKey().open(sealed, for: place), as: UTF8.self)
    }

    func loadedKey() throws(ExchangeError) -> SubjectKey {
        guard let key = draft.subjectKey else { throw .sealingFailed }
        return key
    }
}

extension SignedRecord {
    /// The record as text, for a JSON body.
    var text: String { String(decoding: encoded, as: UTF8.self) }
}

extension StoredConsent {
    /// What was agreed, opened.
    func terms(under key: SubjectKey) throws -> ConsentRecord {
        let record = try SignedRecord(parsing: try key.open(self.record, for: "consent/\(id)"))
        return try CanonicalJSON.decode(ConsentRecord.self, from: record.payload)
    }
}

package import SignedRecords

extension Exchange {
    /// Records what was agreed, or refused, with the participant at intake.
    package func recordConsent(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<ConsentView> {
        let submission = await submission(record, type: ConsentRecord.type, as: ConsentRecord.self, by: caller)
        return try await actOnRequest(.recordConsent, by: caller, idempotency: idempotency) { acting in
            let terms = try submission.payload()
            let facts = try acting.caseOf(terms.caseID)
            acting.draft.record = record.digest
            try acting.authorize(on: .caseOf(facts))
            try acting.check(terms, of: facts)
            let isSignedByPerson = try submission.signers.contains { try acting.changes.officer($0) == nil }
            acting.draft.reason = EntryRemark(recording: terms, signedByPerson: isSignedByPerson)?.rawValue
            let stored = try acting.store(terms, record, facts)
            try acting.settleCounting(of: facts)
            return try acting.view(stored)
        }
    }

    package func consent(_ id: ConsentID, by caller: OfficerID) async throws(ExchangeError) -> Committed<ConsentView> {
        try await act(.readConsent, by: caller) { acting in
            let (facts, consent) = try acting.consent(id)
            try acting.authorize(on: .consent(facts))
            var view = try acting.view(consent)
            view.chain = try acting.chain(of: consent, facts.of)
            view.objections = try acting.objections(to: .consent(id), of: consent.stored.participant)
            return view
        }
    }

    /// A participant's consents that the caller may read, the newest first.
    package func consents(of participant: ParticipantID, by caller: OfficerID) async throws(ExchangeError) -> Committed<[ConsentView]> {
        try await act(.readConsent, by: caller) { acting in
            let facts = try acting.participant(participant).facts
            let read = acting.prepare(.readConsent, on: .consents(of: facts))
            let readable = try acting.changes.consents(of: participant).compactMap { try acting.viewIfPermitted($0, facts, by: read) }
            if read.isNever { try acting.requireSight(.readParticipant, of: .participant(facts)) }
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

    fileprivate mutating func store(_ terms: ConsentRecord, _ record: SignedRecord, _ facts: CaseFacts) throws -> Consent {
        let earlier = try terms.supersedes.map { try supersede($0, by: terms) }
        let stored = StoredConsent(
            id: terms.id, participant: terms.participant, caseID: terms.caseID,
            record: try sealRecord(record, for: "consent/\(terms.id)"), recordedAt: now, endsAt: terms.validUntil)
        try changes.insertConsent(stored)
        if let earlier { try closeRequests(thatLost: earlier, because: .consentSuperseded, in: facts) }
        return Consent(stored: stored, terms: terms, record: record)
    }

    /// Puts the new consent in an earlier one's place, whatever the person answers now: a no ends a yes. Answers what the earlier one was.
    private func supersede(_ id: ConsentID, by terms: ConsentRecord) throws -> Consent {
        guard var earlier = try changes.consent(id), earlier.caseID == terms.caseID, earlier.supersededBy == nil else {
            throw ExchangeError(
                .invalidConsent,
                "the consent that this one replaces is not one of this case's, or has been replaced already; look at kedja consent list")
        }
        let was = try open(earlier)
        earlier.supersededBy = terms.id
        try changes.updateConsent(earlier)
        return was
    }

    fileprivate func viewIfPermitted(
        _ stored: StoredConsent, _ participant: ParticipantFacts, by read: PreparedDecision
    ) throws -> ConsentView? {
        guard let value = try changes.caseOf(stored.caseID) else { return nil }
        let consent = try open(stored)
        let facts = ConsentFacts(consent, of: try caseFacts(value, of: participant))
        return permits(read, on: .consent(facts)) ? try view(consent) : nil
    }

    /// Opens a consent's records under the participant's key, which must have been loaded.
    func open(_ stored: StoredConsent) throws -> Consent {
        let record = try openRecord(stored.record, for: "consent/\(stored.id)")
        let withdrawals = try stored.withdrawals.enumerated().map { number, withdrawal in
            try Withdrawal(opening: try openRecord(withdrawal.record, for: stored.place(ofWithdrawal: number)), at: withdrawal.at)
        }
        return Consent(
            stored: stored, terms: try CanonicalJSON.decode(ConsentRecord.self, from: record.payload), record: record,
            withdrawals: withdrawals)
    }

    func view(_ consent: Consent) throws -> ConsentView {
        ConsentView(
            id: consent.stored.id, caseID: consent.stored.caseID, state: consent.state(at: now), terms: consent.terms,
            effective: consent.effective, withdrawnAt: consent.stored.withdrawnAt, supersededBy: consent.stored.supersededBy,
            record: consent.record.text, withdrawals: consent.withdrawals.map(\.record.text))
    }

    /// The consents that replaced one another, as far as the caller may read them; `nil` when there's but this one.
    fileprivate func chain(of consent: Consent, _ facts: CaseFacts) throws -> [ConsentLink]? {
        guard consent.terms.supersedes != nil || consent.stored.supersededBy != nil else { return nil }
        let all = try changes.consents(of: consent.stored.participant).map { try open($0) }
        let known = Dictionary(all.map { ($0.stored.id, $0) }) { first, _ in first }
        let earlier = sequence(first: consent) { $0.terms.supersedes.flatMap { known[$0] } }.prefix(all.count)
        let later = sequence(first: consent) { $0.stored.supersededBy.flatMap { known[$0] } }.prefix(all.count).dropFirst()
        let links = (earlier.reversed() + later).filter { permits(.readConsent, on: .consent(ConsentFacts($0, of: facts))) }
        return links.count < 2
            ? nil : links.map { ConsentLink(id: $0.stored.id, state: $0.state(at: now), recordedAt: $0.stored.recordedAt) }
    }
}

extension Withdrawal {
    /// What the signed record says: of one consent, or of all.
    fileprivate init(opening record: SignedRecord, at time: Timestamp) throws {
        let ofOne = try? CanonicalJSON.decode(WithdrawalRecord.self, from: record.payload)
        if ofOne == nil { _ = try CanonicalJSON.decode(WithdrawalOfAllRecord.self, from: record.payload) }
        self.init(at: time, part: ofOne.flatMap { $0.isOfTheWhole ? nil : ConsentScope($0) }, record: record)
    }
}

extension ConsentFacts {
    /// Those that have been withdrawn from are no longer named by it.
    init(_ consent: Consent, of facts: CaseFacts) {
        self.init(id: consent.stored.id, of: facts, organisations: consent.effective.organisations)
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

package import SignedRecords

extension Exchange {
    /// Lets an officer read a document in an emergency (nödöppning), for a stated reason, logs it, and notes that it's to be reviewed.
    package func retrieveInEmergency(
        _ id: DocumentID, for purpose: Purpose, reason: String, by caller: OfficerID
    ) async throws(ExchangeError) -> Committed<Retrieval> {
        let limits = limits
        let clears = expiredRetrievals.isDue(at: clock.now())
        let losses = grounds.losses
        let granted = try await act(.emergencyRetrieve, by: caller) { acting in
            acting.draft.purpose = purpose
            let (facts, stored) = try acting.document(id)
            // Whoever may not is told nothing of their reason: it would tell that there is such a document.
            let fault = acting.fault(ofReason: reason)
            let authorized = try acting.authorize(on: .document(facts))
            if let fault { throw fault }
            try witnessing?.requireQuorum(at: acting.now)
            if clears { try acting.clearExpiredRetrievals() }
            return try acting.openInEmergency(stored, purpose, reason, authorized, limits)
        }
        return try await released(granted, to: caller, since: losses)
    }

    /// The emergency reads that the caller may see, the newest first. Each person whom one is about gets an entry of their own.
    package func emergencies(by caller: OfficerID) async throws(ExchangeError) -> Committed<[EmergencyView]> {
        try await act(.listEmergencies, by: caller) { acting in
            acting.draft.resource = "emergencies"
            return try acting.changes.emergencies().compactMap { try acting.viewIfPermitted($0) }
        }
    }

    /// Takes an auditor's signed review of an emergency read. There is one, and it stays.
    package func reviewEmergency(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<EmergencyView> {
        let submission = await submission(record, type: EmergencyReview.type, as: EmergencyReview.self, by: caller)
        return try await act(.reviewEmergency, by: caller, idempotency: idempotency) { acting in
            let review = try submission.payload()
            let (facts, stored) = try acting.emergency(review.emergency)
            acting.draft.record = record.digest
            try acting.authorize(on: .emergency(facts))
            return try acting.take(review, record, of: stored)
        }
    }

    /// Marks the emergency reads that nobody has reviewed in time, and answers how many are new among them.
    package func markOverdueEmergencies() async throws(ExchangeError) -> Int {
        let (now, batch) = (clock.now(), limits.pageSize)
        return try await transaction { changes in
            let overdue = try changes.unmarkedOverdueEmergencies(at: now, limit: batch)
            for var emergency in overdue {
                emergency.overdueSince = now
                try changes.updateEmergency(emergency)
            }
            return overdue.count
        }
    }

    /// How many emergency reads the caller may see that nobody has reviewed, and how many of them are late. Names nobody.
    func unreviewedEmergencies(by caller: OfficerFacts) async throws(ExchangeError) -> UnreviewedEmergencies? {
        guard !caller.officer.roles.isDisjoint(with: [.auditor, .approver]) else { return nil }
        let (rules, keys, random, now) = (rulebook.current, keys, random, clock.now())
        return try await transaction { changes in
            let draft = AuditDraft(officer: caller.officer.id, action: .listEmergencies, policyDigest: rules.digest)
            let acting = Acting(changes: changes, caller: caller, rules: rules, keys: keys, random: random, now: now, draft: draft)
            let open = try changes.emergencies().filter { stored in
                var scratch = acting
                return try stored.reviewedAt == nil && scratch.sees(stored)
            }
            return UnreviewedEmergencies(open: open.count, overdue: open.count { $0.isOverdue(at: now) })
        }
    }

    /// Logs the refusal of an emergency read whose payload may not be fetched any more.
    func refusedEmergencyPayload(_ retrieval: StoredRetrieval) async throws(ExchangeError) -> Payload {
        let _: Committed<Bool> = try await act(.emergencyRetrieve, by: retrieval.officer) { acting in
            acting.draft.purpose = retrieval.purpose
            try acting.authorize(on: .document(try acting.document(retrieval.document).facts))
            throw ExchangeError.notFound
        }
        throw .notFound
    }
}

/// How many emergency reads wait for a review.
package struct UnreviewedEmergencies: Sendable, Codable, Hashable {
    package let open: Int
    /// Those among them whose time has run out.
    package let overdue: Int
}

extension StoredEmergency {
    func isOverdue(at now: Timestamp) -> Bool { reviewedAt == nil && reviewBy <= now }

    var reasonPlace: String { "emergency/\(id)/reason" }
    var reviewPlace: String { "emergency/\(id)/review" }
}

extension Acting {
    /// Takes the reason into the log's entry, whatever the answer will be. Only once the person is known: it may tell of them. Answers what is wrong
    /// with it.
    fileprivate mutating func fault(ofReason reason: String) -> ExchangeError? {
        guard (10...2000).contains(reason.utf8.count), reason.contains(where: \.isLetter) else {
            return .invalid("an emergency read states its reason in 10 to 2000 bytes; say who is in danger and why it can't wait")
        }
        draft.reason = reason
        return nil
    }

    fileprivate mutating func openInEmergency(
        _ stored: StoredDocument, _ purpose: Purpose, _ reason: String, _ authorized: Authorized, _ limits: Limits
    ) throws -> RetrievalGrant {
        guard stored.release == .policy else {
            throw ExchangeError(
                .approvalRequired,
                "only its owner holds this document's key, not even an emergency opens it here: call the owner's approvers")
        }
        let id = EmergencyID(random: random)
        let sealed = try loadedKey().seal(Array(reason.utf8), for: "emergency/\(id)/reason", random: random)
        try changes.insertEmergency(
            StoredEmergency(
                id: id, document: stored.id, participant: stored.participant, owner: stored.owner, reader: caller.officer.id,
                purpose: purpose, reason: sealed, readAt: now, reviewBy: now + limits.emergencyReviewTime, entry: try changes.logSize()))
        return try noteRetrieval(of: stored, purpose, authorized.decision, until: now + limits.retrievalLifetime, emergency: id)
    }

    fileprivate mutating func emergency(_ id: EmergencyID) throws -> (facts: EmergencyFacts, stored: StoredEmergency) {
        guard let stored = try changes.emergency(id) else {
            draft.resource = id.text
            throw ExchangeError.notFound
        }
        return (try facts(of: stored), stored)
    }

    private mutating func facts(of stored: StoredEmergency) throws -> EmergencyFacts {
        let isProtected = try participant(stored.participant).facts.protectedIdentity
        draft.resource = stored.id.text
        draft.owner = stored.owner
        return EmergencyFacts(id: stored.id, reader: stored.reader, owner: stored.owner, protectedIdentity: isProtected)
    }

    fileprivate mutating func sees(_ stored: StoredEmergency) throws -> Bool {
        permits(.listEmergencies, on: .emergency(try facts(of: stored)))
    }

    fileprivate mutating func viewIfPermitted(_ stored: StoredEmergency) throws -> EmergencyView? {
        var scratch = self
        guard try scratch.sees(stored) else { return nil }
        shown[stored.participant] = scratch.draft.subjectKey
        return try scratch.view(stored)
    }

    fileprivate func take(_ review: EmergencyReview, _ record: SignedRecord, of stored: StoredEmergency) throws -> EmergencyView {
        guard stored.reviewedAt == nil else {
            throw ExchangeError(.conflict, "the emergency read has been reviewed already; a review stays as it was signed")
        }
        guard review.schema == EmergencyReview.schema, review.entry == stored.entry else {
            throw ExchangeError(.invalidRecord, "the review names another entry of the log than the emergency read's; read it again")
        }
        guard (1...2000).contains(review.note.utf8.count) else {
            throw ExchangeError(.invalidRecord, "a review says in 1 to 2000 bytes why the read was justified or not; sign it again")
        }
        var reviewed = stored
        (reviewed.reviewedBy, reviewed.reviewedAt, reviewed.verdict) = (caller.officer.id, now, review.verdict)
        reviewed.review = try sealRecord(record, for: stored.reviewPlace)
        try changes.updateEmergency(reviewed)
        return try view(reviewed)
    }

    private func view(_ stored: StoredEmergency) throws -> EmergencyView {
        let reason = try loadedKey().open(stored.reason, for: stored.reasonPlace)
        return EmergencyView(
            id: stored.id, document: stored.document, participant: stored.participant, owner: stored.owner, reader: stored.reader,
            purpose: stored.purpose, reason: String(decoding: reason, as: UTF8.self), readAt: stored.readAt, reviewBy: stored.reviewBy,
            overdue: stored.isOverdue(at: now), entry: stored.entry, reviewedBy: stored.reviewedBy, reviewedAt: stored.reviewedAt,
            verdict: stored.verdict, review: try stored.review.map { try openRecord($0, for: stored.reviewPlace).text })
    }
}

package import SignedRecords

extension Exchange {
    /// Restricts the processing of what is kept about a person. In force when the answer comes: from then on all that is in the group
    /// `individuals` is refused, whatever consents and approvals there are, and payloads of retrievals that were permitted before.
    package func restrict(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<RestrictionView> {
        let submission = await submission(record, type: RestrictionRecord.type, as: RestrictionRecord.self, by: caller)
        return try await act(.restrictParticipant, by: caller, idempotency: idempotency) { acting in
            let asked = try submission.payload()
            acting.draft.record = record.digest
            let found = try acting.participant(asked.participant)
            try acting.authorize(on: .participant(found.facts))
            return try acting.begin(asked, record, found.facts)
        }
    }

    /// Lifts a restriction, after the person has been told (GDPR art. 18.3).
    package func liftRestriction(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<RestrictionView> {
        let submission = await submission(record, type: RestrictionLifting.type, as: RestrictionLifting.self, by: caller)
        return try await act(.liftRestriction, by: caller, idempotency: idempotency) { acting in
            let lifting = try submission.payload()
            acting.draft.record = record.digest
            acting.draft.resource = lifting.restriction.text
            guard let stored = try acting.changes.restriction(lifting.restriction) else { throw ExchangeError.notFound }
            let facts = try acting.participant(stored.participant).facts
            acting.draft.resource = stored.id.text
            try acting.authorize(on: .participant(facts))
            guard try acting.scope(of: facts).has(stored.begunBy.organisation) else { throw ExchangeError.notFound }
            return try acting.end(stored, lifting, record)
        }
    }

    /// A person's restrictions within ``RegisterScope``, the newest first: those that hold and those that are lifted.
    package func restrictions(of id: ParticipantID, by caller: OfficerID) async throws(ExchangeError) -> Committed<[RestrictionView]> {
        try await act(.listRestrictions, by: caller) { acting in
            let facts = try acting.participant(id).facts
            try acting.authorize(on: .participant(facts))
            let restrictions = try acting.changes.restrictions(of: id)
            guard !restrictions.isEmpty else { return [] }
            let scope = try acting.scope(of: facts)
            return try restrictions.filter { scope.has($0.begunBy.organisation) }.map { try acting.view($0) }
        }
    }
}

extension Acting {
    fileprivate func begin(_ asked: RestrictionRecord, _ record: SignedRecord, _ facts: ParticipantFacts) throws -> RestrictionView {
        guard asked.schema == RestrictionRecord.schema, (1...2000).contains(asked.reason.utf8.count) else {
            throw ExchangeError.invalid("a restriction states its reason in 1 to 2000 bytes; write what the person has said")
        }
        guard try changes.restriction(asked.restriction) == nil else {
            throw ExchangeError(.alreadyExists, "this restriction is recorded already")
        }
        guard !facts.restrictions.contains(asked.ground) else {
            throw ExchangeError(.conflict, "the person is restricted on this ground (\(asked.ground.reference)) already")
        }
        let stored = StoredRestriction(
            id: asked.restriction, participant: asked.participant, ground: asked.ground, begunBy: caller.officer.id, begunAt: now,
            record: try sealRecord(record, for: StoredRestriction.recordPlace(asked.restriction)))
        try changes.insertRestriction(stored)
        try changes.dropReplays(of: stored.participant)
        return try view(stored)
    }

    fileprivate func end(_ stored: StoredRestriction, _ lifting: RestrictionLifting, _ record: SignedRecord) throws -> RestrictionView {
        guard stored.isInForce else { throw ExchangeError(.conflict, "the restriction has been lifted already") }
        guard lifting.schema == RestrictionLifting.schema, (1...2000).contains(lifting.reason.utf8.count) else {
            throw ExchangeError.invalid("lifting a restriction states its reason in 1 to 2000 bytes; write what was found")
        }
        guard lifting.restricted == (try openRecord(stored.record, for: stored.recordPlace).digest) else {
            throw ExchangeError(.invalidRecord, "what is lifted is another record than the one that restricts; read it again")
        }
        guard stored.begunAt <= lifting.toldAt, lifting.toldAt <= lifting.liftedAt else {
            throw ExchangeError.invalid(
                "the person must be told before the restriction is lifted (GDPR art. 18.3); tell them, then state when and how")
        }
        var ended = stored
        (ended.endedBy, ended.endedAt) = (caller.officer.id, now)
        ended.lifting = try sealRecord(record, for: stored.liftingPlace)
        try changes.updateRestriction(ended)
        return try view(ended)
    }

    func view(_ stored: StoredRestriction) throws -> RestrictionView {
        RestrictionView(
            id: stored.id, participant: stored.participant, ground: stored.ground, inForce: stored.isInForce, begunBy: stored.begunBy,
            begunAt: stored.begunAt, endedBy: stored.endedBy, endedAt: stored.endedAt,
            record: try text(of: stored.record, for: stored.recordPlace),
            lifting: try stored.lifting.map { try text(of: $0, for: stored.liftingPlace) })
    }
}

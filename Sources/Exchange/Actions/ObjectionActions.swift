package import SignedRecords

extension Exchange {
    /// Records what a person says against something that is kept about them. It stands beside that from then on, and stays as it was signed.
    package func recordObjection(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<ObjectionView> {
        let submission = await submission(record, type: ObjectionRecord.type, as: ObjectionRecord.self, by: caller)
        return try await act(.recordObjection, by: caller, idempotency: idempotency) { acting in
            let objection = try submission.payload()
            acting.draft.record = record.digest
            try acting.authorize(on: .participant(try acting.participant(objection.participant).facts))
            return try acting.insert(objection, record)
        }
    }
}

extension Acting {
    fileprivate func insert(_ objection: ObjectionRecord, _ record: SignedRecord) throws -> ObjectionView {
        guard objection.schema == ObjectionRecord.schema, (1...4000).contains(objection.statement.utf8.count) else {
            throw ExchangeError.invalid("an objection says in 1 to 4000 bytes what the person holds to be wrong")
        }
        guard try changes.objection(objection.objection) == nil else {
            throw ExchangeError(.alreadyExists, "this objection is recorded already")
        }
        guard try holder(of: objection.target) == objection.participant else {
            throw ExchangeError.invalid("nothing by that id is kept about this person; name the document, the consent or the person")
        }
        let stored = StoredObjection(
            id: objection.objection, participant: objection.participant, target: objection.target, recordedBy: caller.officer.id,
            recordedAt: now, record: try sealRecord(record, for: StoredObjection.place(objection.objection)))
        try changes.insertObjection(stored)
        return try view(stored)
    }

    private func holder(of target: ObjectionTarget) throws -> ParticipantID? {
        switch target {
        case .participant(let id): id
        case .document(let id): try changes.document(id)?.participant
        case .consent(let id): try changes.consent(id)?.participant
        }
    }

    /// What the person has said against one thing, the oldest first; `nil` for none.
    func objections(to target: ObjectionTarget, of participant: ParticipantID) throws -> [ObjectionView]? {
        let all = try recall(of: participant, { $0.objections }, learning: { $0.objections = $1 }) {
            try changes.objections(of: participant)
        }
        let found = try all.filter { $0.target == target }.map { try view($0) }
        return found.isEmpty ? nil : found
    }

    private func view(_ stored: StoredObjection) throws -> ObjectionView {
        ObjectionView(
            id: stored.id, target: stored.target, recordedBy: stored.recordedBy, recordedAt: stored.recordedAt,
            record: try text(of: stored.record, for: stored.place))
    }
}

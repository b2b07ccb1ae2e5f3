package import SignedRecords

extension Exchange {
    /// Takes a second approver's signed look at an answer that waits for one. Confirmed, the answer is in force; declined, the request is open
    /// again.
    package func confirmAnswer(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<RequestView> {
        let submission = await submission(record, type: ConfirmationRecord.type, as: ConfirmationRecord.self, by: caller)
        return try await actOnRequest(.confirmAnswer, by: caller, idempotency: idempotency) { acting in
            let confirmation = try submission.payload()
            let found = try acting.request(confirmation.request)
            acting.draft.record = record.digest
            try acting.authorize(onEach: found)
            try acting.check(confirmation, of: found)
            return try acting.settle(found, confirmation, record)
        }
    }
}

extension Acting {
    fileprivate func check(_ confirmation: ConfirmationRecord, of found: FoundRequest) throws {
        try found.stored.require([.awaitingSecond])
        guard confirmation.schema == ConfirmationRecord.schema, let sealed = found.stored.answer,
            confirmation.answer == (try openRecord(sealed, for: found.stored.answerPlace)).digest
        else { throw ExchangeError(.invalidRecord, "the confirmation is about another answer than the one that waits; read it again") }
        guard !confirmation.assessment.isEmpty, confirmation.assessment.utf8.count <= 4000 else {
            throw ExchangeError(.invalidRecord, "the second assessment is stated, in at most 4000 bytes; say how you weighed it")
        }
        guard confirmation.verdict == .confirmed, let answer = try answer(to: found.stored) else { return }
        // What the first approver rested on may have fallen since.
        for part in answer.documents where part.answer == .approved {
            guard let until = part.validUntil, now < until else {
                throw ExchangeError(.conflict, "the approval has ended before anybody confirmed it; decline it, so that it's answered anew")
            }
            try checkGround(of: part, of: found)
        }
    }

    fileprivate func settle(
        _ found: FoundRequest, _ confirmation: ConfirmationRecord, _ record: SignedRecord
    ) throws -> RequestView {
        var settled = found.stored
        settled.confirmedBy = caller.officer.id
        settled.confirmedAt = now
        settled.confirmation = try sealRecord(record, for: settled.confirmationPlace)
        switch confirmation.verdict {
        case .confirmed: settled.state = settled.answeredState
        case .declined: settled.reopen()
        }
        try changes.updateRequest(settled)
        try note(RequestEventKind(leaving: settled.state), of: settled.id)
        return try view(FoundRequest(stored: settled, parts: found.parts))
    }
}

extension StoredRequest {
    /// Forgets an answer that never was in force. That it was given, and why it was declined, the log and the confirmation tell.
    fileprivate mutating func reopen() {
        state = .open
        (answeredBy, answeredAt, answer) = (nil, nil, nil)
        documents = documents.map { RequestedDocument($0.document) }
    }
}

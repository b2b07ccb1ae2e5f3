package import SignedRecords

extension Exchange {
    /// Takes an approver's signed answer to all of a request's documents. For each `owner` document that it lets go it brings the header made
    /// for the requester.
    ///
    /// Where the policies don't let one approver answer alone, nothing is let go until a second one has confirmed it.
    package func answerRequest(
        _ record: SignedRecord, headers: [DocumentID: [UInt8]] = [:], by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<RequestView> {
        let submission = await submission(record, type: ApprovalRecord.type, as: ApprovalRecord.self, by: caller)
        let longest = limits.approvalLifetime
        return try await actOnRequest(.answerRequest, by: caller, idempotency: idempotency) { acting in
            let answer = try submission.payload()
            let found = try acting.request(answer.request)
            acting.draft.record = record.digest
            try acting.authorize(onEach: found)
            try acting.check(answer, of: found, latest: acting.now + longest)
            return try acting.settle(found, answer, record, headers)
        }
    }
}

extension Acting {
    fileprivate func check(_ answer: ApprovalRecord, of found: FoundRequest, latest: Timestamp) throws {
        try found.stored.require([.open])
        guard answer.schema == ApprovalRecord.schema else {
            throw ExchangeError(.invalidRecord, "answers are \(ApprovalRecord.schema) now; update the client and answer again")
        }
        guard answer.requester == found.stored.requester,
            answer.documents.map(\.document) == found.stored.documents.map(\.document)
        else { throw ExchangeError(.invalidRecord, "the answer names other documents or another requester than the request") }
        try checkBehalf(of: answer, owner: found.stored.owner)
        for part in answer.documents { try check(part, of: found, latest: latest) }
        try checkAppeal(answer, of: found)
    }

    private func check(_ part: ApprovalRecord.DocumentAnswer, of found: FoundRequest, latest: Timestamp) throws {
        guard !part.assessment.isEmpty, part.assessment.utf8.count <= 4000 else {
            throw ExchangeError(
                .invalidRecord,
                "the secrecy assessment (menprövning) of each document is stated, in at most 4000 bytes; say how you weighed it")
        }
        guard part.answer == .approved else {
            guard part.ground == nil, part.validUntil == nil, part.recipient == nil else {
                throw ExchangeError(.invalidRecord, "a denial has neither ground nor end nor recipient")
            }
            return
        }
        guard let until = part.validUntil, now < until, until <= latest else {
            throw ExchangeError(.invalidRecord, "an approval ends at a stated time, at most \(latest); state an earlier one")
        }
        try checkGround(of: part, of: found)
    }

    /// A denial says how it's appealed, in the words that the catalogue has for the owner's kind; an answer that denies nothing doesn't.
    private func checkAppeal(_ answer: ApprovalRecord, of found: FoundRequest) throws(ExchangeError) {
        let denies = answer.documents.contains { $0.answer == .denied }
        guard let owner = found.parts.first?.facts.document.owner else { throw .notFound }
        guard answer.appeal == (denies ? rules.disclosure.appeal(against: owner.kind) : nil) else {
            throw ExchangeError(
                .invalidRecord, "the answer states another way to appeal than the catalogue of grounds has now; answer again")
        }
    }

    fileprivate func settle(
        _ found: FoundRequest, _ answer: ApprovalRecord, _ record: SignedRecord, _ headers: [DocumentID: [UInt8]]
    ) throws -> RequestView {
        guard headers.keys.allSatisfy({ answer.answer(on: $0) != nil }) else {
            throw ExchangeError.invalid("the answer brings a header of a document that the request doesn't ask for")
        }
        var settled = found.stored
        settled.documents = try answer.documents.map { part in
            let header = try sealHeader(headers[part.document], part, found)
            return RequestedDocument(part.document, answer: part.answer, validUntil: part.validUntil, header: header)
        }
        settled.answeredBy = caller.officer.id
        settled.answeredAt = now
        settled.answer = try sealRecord(record, for: settled.answerPlace)
        // What a second approver declined was another answer.
        (settled.confirmedBy, settled.confirmedAt, settled.confirmation) = (nil, nil, nil)
        settled.state = needsSecond(settled, found) ? .awaitingSecond : settled.answeredState
        try changes.updateRequest(settled)
        try note(RequestEventKind(leaving: settled.state), of: settled.id)
        return try view(FoundRequest(stored: settled, parts: found.parts))
    }

    /// The approver's client made the header; that it was made for the requester's recipient, the signed answer states.
    private func sealHeader(_ header: [UInt8]?, _ part: ApprovalRecord.DocumentAnswer, _ found: FoundRequest) throws -> Sealed? {
        guard found.part(part.document)?.document.release == .owner, part.answer == .approved else {
            guard header == nil else { throw ExchangeError.invalid("only the approval of an owner-released document brings a header") }
            return nil
        }
        guard let header, part.recipient == (try changes.officer(found.stored.requester)?.recipient) else {
            throw ExchangeError.invalid(
                "the approval must bring a header made for the requester's recipient in the directory; approve again")
        }
        try AgeKeys.checkForm(ofHeader: header)
        return try found.stored.sealed(header, of: part.document, under: loadedKey(), random)
    }

    /// Whether the policies keep any of what is let go from being let go by one approver alone.
    private func needsSecond(_ request: StoredRequest, _ found: FoundRequest) -> Bool {
        found.parts.contains { part in
            request.part(part.document.id)?.answer == .approved && !permits(.answerAlone, on: .request(part.facts))
        }
    }
}

extension StoredRequest {
    /// What its answers come to.
    var answeredState: RequestState {
        let approved = documents.count { $0.answer == .approved }
        return approved == 0 ? .denied : approved == documents.count ? .approved : .partlyApproved
    }
}

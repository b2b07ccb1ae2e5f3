/// Requests fall with what they rest on, in the same transaction and each with an entry of its own, so that nobody waits for an answer that
/// can't come, or holds an approval that carries nothing.
extension Acting {
    /// Closes requests that a consent covered before this transaction changed it, and that none covers now: each of the documents that it still
    /// waits for, or may fetch. One that none had covered waits for an answer on a ground in law, and goes on waiting.
    ///
    /// Answers those among them that the caller may read.
    @discardableResult
    mutating func closeRequests(
        thatLost consent: Consent, because reason: RequestClosing, in facts: CaseFacts
    ) throws -> [RequestID] {
        guard consent.state(at: now) == .given else { return [] }
        // One that doesn't open covers nothing, and stops no withdrawal of another.
        let standing = try changes.consents(of: facts.participant.id).filter { $0.caseID == facts.value.id }
            .compactMap { try? open($0) }.filter { $0.state(at: now) == .given }.map(\.effective)
        return try closeRequests(in: facts, because: reason, on: consent.stored.id) { request, document, isOnLaw in
            !isOnLaw && consent.effective.covers(request, of: document) && !standing.contains { $0.covers(request, of: document) }
        }
    }

    /// Closes all requests for a case's documents: nothing of it is shared any more.
    mutating func closeRequests(ofClosed facts: CaseFacts) throws {
        try closeRequests(in: facts, because: .caseClosed, on: nil) { _, _, _ in true }
    }

    /// Closes what an officer has asked for in a case that they have left: an approval carries them no more.
    mutating func closeRequests(by officer: OfficerID, whoLeft facts: CaseFacts) throws {
        try closeRequests(in: facts, because: .requesterLeft, on: nil) { request, _, _ in request.requester == officer }
    }

    @discardableResult
    private mutating func closeRequests(
        in facts: CaseFacts, because reason: RequestClosing, on consent: ConsentID?,
        where hasLost: (StoredRequest, StoredDocument, _ isOnLaw: Bool) -> Bool
    ) throws -> [RequestID] {
        var closed: [RequestID] = []
        for request in try changes.requests(of: facts.participant.id) {
            let pending = try request.pending(at: now).compactMap { try changes.document($0) }
            guard !pending.isEmpty,
                try pending.allSatisfy({ document in
                    guard document.caseID == facts.value.id else { return false }
                    return hasLost(request, document, try approvalInContext(request, of: document.id)?.ground == .law)
                })
            else { continue }
            try close(request, because: reason, on: consent)
            var scratch = self
            if mayRead(try scratch.request(request.id)) { closed.append(request.id) }
        }
        return closed
    }

    private mutating func close(_ request: StoredRequest, because reason: RequestClosing, on consent: ConsentID?) throws {
        var closed = request
        closed.state = .closed
        closed.closedBecause = reason
        try changes.updateRequest(closed)
        try note(.closed, of: request.id)
        var entry = AuditDraft(officer: draft.officer, action: .closeRequest, policyDigest: draft.policyDigest)
        (entry.resource, entry.participant, entry.subjectKey) = (request.id.text, request.participant, draft.subjectKey)
        (entry.owner, entry.purpose, entry.reason) = (request.owner, request.purpose, reason.rawValue)
        entry.decision = consent.map { rules.consequence(of: $0) }
        consequences.append(entry)
    }
}

extension Rules {
    /// What an entry says of a thing that nobody asked for: it follows from what was done to a consent, and no policy decides about it.
    fileprivate func consequence(of consent: ConsentID) -> Decision {
        Decision(permitted: true, policies: [], errors: [], policyDigest: digest, consent: consent, approval: nil)
    }
}

extension StoredRequest {
    /// The documents that wait for an answer, or have one that lets them go.
    fileprivate func pending(at now: Timestamp) -> [DocumentID] {
        if RequestState.waiting.contains(state) { return documents.map(\.document) }
        return documents.filter { releases($0.document) && ($0.validUntil.map { now < $0 } ?? true) }.map(\.document)
    }
}

extension ConsentScope {
    fileprivate func covers(_ request: StoredRequest, of document: StoredDocument) -> Bool {
        covers(document.category, of: document.owner, to: request.requester.organisation, for: request.purpose)
    }
}

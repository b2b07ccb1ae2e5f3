import Foundation
import SignedRecords

/// What a permitted retrieval answers: a header that the caller alone can open, and where the payload lies.
package struct Retrieval: Sendable, Codable, Hashable {
    /// For a short while the caller may fetch the payload under this id.
    package let id: RetrievalID
    package let document: DocumentView
    /// The age header, base64. With the payload behind it, it is an age file.
    package let header: String
    package let expiresAt: Timestamp
    /// The consent and the approval that carried it.
    package let consent: ConsentID?
    package let approval: RequestID?
    /// The emergency read that it is, to be reviewed.
    package var emergency: EmergencyID?
    /// The sealed payload, base64, where it's small: reading it then takes one call. Without it, it's fetched under the id.
    package var payload: String?
}

/// A permission to let a key go. Holds it sealed, if at all; it's taken out only for a committed one.
struct RetrievalGrant: Sendable, Codable {
    let retrieval: RetrievalID
    let view: DocumentView
    let participant: ParticipantID
    let recipient: String
    let expiresAt: Timestamp
    let consent: ConsentID?
    let approval: RequestID?
    let emergency: EmergencyID?
    /// As they lay when it was permitted; `nil` where they're to be read, as of a document that its owner releases. Never written anywhere.
    var sealed: SealedKeys?

    private enum CodingKeys: CodingKey { case retrieval, view, participant, recipient, expiresAt, consent, approval, emergency }
}

/// The keys on the way to a document's, each sealed by the one before.
struct SealedKeys: Sendable {
    let subject: Sealed
    let document: Sealed
}

extension Retrieval {
    init(_ grant: RetrievalGrant, header: [UInt8], payload: [UInt8]? = nil) {
        self.init(
            id: grant.retrieval, document: grant.view, header: Data(header).base64EncodedString(), expiresAt: grant.expiresAt,
            consent: grant.consent, approval: grant.approval, emergency: grant.emergency,
            payload: payload.map { Data($0).base64EncodedString() })
    }
}

extension Exchange {
    /// Decides whether the caller may read a document now, logs the answer, and once that is durable lets the key go.
    package func retrieve(_ id: DocumentID, for purpose: Purpose, by caller: OfficerID) async throws(ExchangeError) -> Committed<Retrieval>
    {
        let lifetime = limits.retrievalLifetime
        let clears = expiredRetrievals.isDue(at: clock.now())
        let losses = grounds.losses
        let granted = try await consult(.retrieveDocument, by: caller) { acting in
            acting.draft.purpose = purpose
            let (facts, stored) = try acting.document(id)
            let authorized = try acting.authorizeRetrieval(of: facts, for: purpose)
            try witnessing?.requireQuorum(at: acting.now)
            if clears { try acting.clearExpiredRetrievals() }
            return try acting.grant(stored, purpose, authorized, until: acting.now + lifetime)
        }
        return try await released(granted, to: caller, since: losses)
    }

    /// What goes to the officer for a grant whose audit entry is durable: the key, and the payload where it's small.
    ///
    /// - Parameter losses: before it was decided.
    func released(
        _ granted: Committed<RetrievalGrant>, to caller: OfficerID, since losses: UInt64
    ) async throws(ExchangeError) -> Committed<Retrieval> {
        let header = try await release(granted, since: losses)
        let payload = await smallPayload(of: granted, by: caller, since: losses)
        return try granted.map { grant throws(ExchangeError) in Retrieval(grant, header: header, payload: payload) }
    }

    /// Lets the key of a document go to the officer who asked: only for a grant whose audit entry is durable.
    ///
    /// - Parameter losses: before it was decided. Where something was taken from anybody since, an erasure perhaps, the keys are read again.
    func release(_ granted: Committed<RetrievalGrant>, since losses: UInt64) async throws(ExchangeError) -> [UInt8] {
        let grant = granted.value
        // A key that was wrapped anew in the meantime, by a master key that nobody holds any more, is read again.
        if grounds.losses == losses, let sealed = grant.sealed, let key = try? key(of: grant.view.id, of: grant.participant, in: sealed) {
            return try AgeKeys.header(for: grant.recipient, fileKey: key, random: random)
        }
        return try await reading { facts in
            guard let stored = try facts.document(grant.view.id), let participant = try facts.participant(grant.participant) else {
                throw ExchangeError.notFound
            }
            let sealed = SealedKeys(subject: participant.subjectKey, document: stored.key)
            if stored.release == .policy {
                let key = try key(of: stored.id, of: participant.id, in: sealed)
                return try AgeKeys.header(for: grant.recipient, fileKey: key, random: random)
            }
            let subject = try keys.master.unwrap(participant.subjectKey, named: participant.id.text, as: SubjectUse.self)
            guard let approval = try grant.approval.flatMap({ try facts.request($0) }) else {
                return try subject.open(stored.key, for: "document/\(stored.id)/key")
            }
            return try approval.header(of: stored.id, under: subject) ?? subject.open(stored.key, for: "document/\(stored.id)/key")
        }
    }

    private func key(of document: DocumentID, of person: ParticipantID, in sealed: SealedKeys) throws(ExchangeError) -> [UInt8] {
        let subject = try keys.master.unwrap(sealed.subject, named: person.text, as: SubjectUse.self)
        return try subject.open(sealed.document, for: "document/\(document)/key")
    }

}

extension Acting {
    /// Decides the retrieval and takes the decision into the log's entry.
    @discardableResult
    mutating func authorizeRetrieval(of facts: DocumentFacts, for purpose: Purpose) throws -> Authorized {
        try settle(try decideRetrieval(of: facts, for: purpose), on: .document(facts))
    }

    /// A consent is given in a case and carries that case's documents, not those of another.
    func decideRetrieval(of facts: DocumentFacts, for purpose: Purpose) throws -> Decision {
        try decideRetrieval(of: facts, for: purpose) { decide(.retrieveDocument, on: .document(facts), in: $0) }
    }

    /// The same by an own way of asking the policies.
    func decideRetrieval(of facts: DocumentFacts, for purpose: Purpose, _ decide: (Circumstances) -> Decision) throws -> Decision {
        Rules.decideRetrieval(
            of: facts, by: caller, for: purpose, at: now, consents: try consentsInContext(for: facts),
            approvals: try approvalsInContext(for: facts), decide)
    }

    /// The newest first.
    func consentsInContext(for facts: DocumentFacts) throws -> [ConsentInContext] {
        let (participant, caseID) = (facts.of.participant.id, facts.of.value.id)
        let consents = try recall(of: participant, { $0.consents[caseID] }, learning: { $0.consents[caseID] = $1 }) {
            try reader.consents(of: participant).filter { $0.caseID == caseID }.map { try open($0) }
        }
        return consents.map { $0.inContext(at: now) }
    }

    /// The newest first.
    func approvalsInContext(for facts: DocumentFacts) throws -> [ApprovalInContext] {
        let key = KnownPerson.ApprovalKey(document: facts.id, officer: caller.officer.id)
        return try recall(of: facts.of.participant.id, { $0.approvals[key] }, learning: { $0.approvals[key] = $1 }) {
            try reader.approvals(of: facts.id, for: caller.officer.id).compactMap { try approvalInContext($0, of: facts.id) }
        }
    }

    func approvalInContext(_ request: StoredRequest, of document: DocumentID) throws -> ApprovalInContext? {
        guard request.releases(document), let approver = request.answeredBy, let until = request.part(document)?.validUntil,
            let ground = try answer(to: request)?.answer(on: document)?.ground
        else { return nil }
        return ApprovalInContext(
            request: request.id, purpose: request.purpose, approvedBy: approver, validUntil: until, ground: ground.inContext,
            groundID: ground.listed?.id)
    }

    /// Notes the permitted retrieval. An `owner` document needs a header made for the caller, or the caller to be one of its holders.
    fileprivate mutating func grant(
        _ stored: StoredDocument, _ purpose: Purpose, _ authorized: Authorized, until expiry: Timestamp
    ) throws -> RetrievalGrant {
        guard try canOpen(stored, caller.officer.id, authorized.decision) else {
            throw ExchangeError(
                .approvalRequired, "its owner releases this document: send a request with kedja request create and wait for the approval")
        }
        var grant = try noteRetrieval(of: stored, purpose, authorized.decision, until: expiry)
        if stored.release == .policy {
            grant.sealed = SealedKeys(subject: try person(stored.participant).stored.subjectKey, document: stored.key)
        }
        return grant
    }

    mutating func clearExpiredRetrievals() throws {
        try change { [now] in try $0.deleteRetrievals(expiredAt: now) }
    }

    mutating func noteRetrieval(
        of stored: StoredDocument, _ purpose: Purpose, _ decision: Decision, until expiry: Timestamp, emergency: EmergencyID? = nil
    ) throws -> RetrievalGrant {
        let retrieval = StoredRetrieval(
            id: RetrievalID(random: random), officer: caller.officer.id, document: stored.id, purpose: purpose, expiresAt: expiry,
            emergency: emergency)
        try change { try $0.insertRetrieval(retrieval) }
        return RetrievalGrant(
            retrieval: retrieval.id, view: try view(stored), participant: stored.participant, recipient: caller.officer.recipient,
            expiresAt: expiry, consent: decision.consent, approval: decision.approval, emergency: emergency)
    }

    /// A document that its owner releases opens with an approval's header, or for one of its holders while they are an approver.
    func canOpen(_ stored: StoredDocument, _ officer: OfficerID, _ decision: Decision) throws -> Bool {
        guard stored.release == .owner else { return true }
        if let id = decision.approval, try reader.request(id)?.part(stored.id)?.header != nil { return true }
        return try holds(stored, officer)
    }
}

extension Consent {
    func inContext(at now: Timestamp) -> ConsentInContext {
        ConsentInContext(
            id: stored.id, state: state(at: now), from: effective.from, to: effective.to, categories: effective.categories,
            purposes: effective.purposes, validFrom: terms.validFrom, validUntil: terms.validUntil)
    }
}

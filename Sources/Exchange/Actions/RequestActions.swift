import Foundation
package import SignedRecords

/// Whose requests are listed.
package enum RequestBox: String, Sendable, Codable, CaseIterable {
    /// Those that the caller has made.
    case mine
    /// Those that the caller's organisation is to answer.
    case inbox
}

extension Exchange {
    /// Asks a document's owner for it.
    package func createRequest(
        for id: DocumentID, purpose: Purpose, reason: String, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<RequestView> {
        try await act(.createRequest, by: caller, idempotency: idempotency) { acting in
            acting.draft.purpose = purpose
            let (facts, stored) = try acting.document(id)
            try acting.authorize(on: .document(facts))
            guard !reason.isEmpty, reason.utf8.count <= 4000 else {
                throw ExchangeError.invalid("a request states its reason in 1 to 4000 bytes; say why you need the document")
            }
            return try acting.insertRequest(for: stored, purpose, reason)
        }
    }

    package func request(_ id: RequestID, by caller: OfficerID) async throws(ExchangeError) -> Committed<RequestView> {
        try await act(.readRequest, by: caller) { acting in
            let found = try acting.request(id)
            try acting.authorize(on: .request(found.facts))
            return try acting.view(found.stored, found.document)
        }
    }

    /// Requests that the caller may see, the newest first. Each participant whom they're about gets an entry of their own.
    package func requests(in box: RequestBox, by caller: OfficerID) async throws(ExchangeError) -> Committed<[RequestView]> {
        try await act(.readRequest, by: caller) { acting in
            acting.draft.resource = "requests/\(box.rawValue)"
            let rows = box == .mine ? try acting.changes.requests(by: caller) : try acting.changes.requests(to: caller.organisation)
            let read = acting.prepare(.readRequest, on: box == .mine ? .ownRequests(of: caller) : .requests(to: caller.organisation))
            return try rows.compactMap { try acting.viewIfPermitted($0, by: read) }
        }
    }

    /// Takes an approver's signed answer. For an `owner` document an approval brings the header made for the requester.
    package func answerRequest(
        _ record: SignedRecord, header: [UInt8]?, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<RequestView> {
        let submission = await submission(record, type: ApprovalRecord.type, as: ApprovalRecord.self, by: caller)
        let longest = limits.approvalLifetime
        return try await act(.answerRequest, by: caller, idempotency: idempotency) { acting in
            let answer = try submission.payload()
            let found = try acting.request(answer.request)
            acting.draft.record = record.digest
            try acting.authorize(on: .request(found.facts))
            try acting.check(answer, of: found.stored, latest: acting.now + longest)
            return try acting.settle(found.stored, found.document, answer, record, header)
        }
    }

    package func withdrawRequest(
        _ id: RequestID, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<RequestView> {
        try await act(.withdrawRequest, by: caller, idempotency: idempotency) { acting in
            let found = try acting.request(id)
            try acting.authorize(on: .request(found.facts))
            try acting.requireOpen(found.stored)
            var changed = found.stored
            changed.state = .withdrawn
            try acting.changes.updateRequest(changed)
            return try acting.view(changed, found.document)
        }
    }
}

extension Acting {
    fileprivate mutating func insertRequest(for document: StoredDocument, _ purpose: Purpose, _ reason: String) throws -> RequestView {
        let id = RequestID(random: random)
        let request = StoredRequest(
            id: id, document: document.id, participant: document.participant, owner: document.owner, requester: caller.officer.id,
            purpose: purpose, reason: try loadedKey().seal(Array(reason.utf8), for: "request/\(id)/reason", random: random), createdAt: now)
        try changes.insertRequest(request)
        draft.resource = id.text
        return try view(request, document)
    }

    fileprivate func requireOpen(_ request: StoredRequest) throws(ExchangeError) {
        guard request.state == .open else {
            throw ExchangeError(.conflict, "the request has been \(request.state.rawValue) already; make a new one")
        }
    }

    fileprivate func check(_ answer: ApprovalRecord, of request: StoredRequest, latest: Timestamp) throws(ExchangeError) {
        try requireOpen(request)
        guard answer.schema == ApprovalRecord.schema, answer.document == request.document, answer.requester == request.requester else {
            throw ExchangeError(.invalidRecord, "the answer names another document or requester than the request")
        }
        guard !answer.assessment.isEmpty else {
            throw ExchangeError(.invalidRecord, "the secrecy assessment (menprövning) must be stated; say how you weighed it")
        }
        guard answer.answer == .approved else { return }
        guard let until = answer.validUntil, now < until, until <= latest else {
            throw ExchangeError(.invalidRecord, "an approval ends at a stated time, at most \(latest); state an earlier one")
        }
        guard let ground = answer.ground, ground.isStated else {
            throw ExchangeError(.invalidRecord, "an approval states its ground: consent, or act, section and balancing")
        }
    }

    fileprivate func settle(
        _ request: StoredRequest, _ document: StoredDocument, _ answer: ApprovalRecord, _ record: SignedRecord, _ header: [UInt8]?
    ) throws -> RequestView {
        var settled = request
        settled.state = answer.answer == .approved ? .approved : .denied
        settled.answeredBy = caller.officer.id
        settled.answeredAt = now
        settled.validUntil = answer.validUntil
        settled.answer = try sealRecord(record, for: "request/\(request.id)/answer")
        settled.header = try sealHeader(header, document, answer)
        try changes.updateRequest(settled)
        return try view(settled, document)
    }

    /// The approver's client made the header; that it was made for the requester's recipient, the signed answer states.
    private func sealHeader(_ header: [UInt8]?, _ document: StoredDocument, _ answer: ApprovalRecord) throws -> Sealed? {
        guard document.release == .owner, answer.answer == .approved else {
            guard header == nil else { throw ExchangeError.invalid("only the approval of an owner-released document brings a header") }
            return nil
        }
        guard let header, answer.recipient == (try changes.officer(answer.requester)?.recipient) else {
            throw ExchangeError.invalid(
                "the approval must bring a header made for the requester's recipient in the directory; approve again")
        }
        try AgeKeys.checkForm(ofHeader: header)
        return try loadedKey().seal(header, for: "request/\(answer.request)/header", random: random)
    }

    fileprivate mutating func viewIfPermitted(_ row: StoredRequest, by read: PreparedDecision) throws -> RequestView? {
        var scratch = self
        let found = try scratch.request(row.id)
        guard permits(read, on: .request(found.facts)) else { return nil }
        shown[row.participant] = scratch.draft.subjectKey
        return try scratch.view(found.stored, found.document)
    }

    fileprivate func view(_ request: StoredRequest, _ document: StoredDocument) throws -> RequestView {
        let key = try loadedKey()
        let isApprover = caller.organisation.id == request.owner && caller.officer.roles.contains(.approver)
        let showsHeader = document.release == .owner && request.state == .open && isApprover
        let header = showsHeader ? try key.open(document.key, for: "document/\(document.id)/key") : nil
        return RequestView(
            id: request.id, document: request.document, category: document.category, participant: request.participant, owner: request.owner,
            requester: request.requester, requesterRecipient: try changes.officer(request.requester)?.recipient ?? "",
            purpose: request.purpose,
            reason: String(decoding: try key.open(request.reason, for: "request/\(request.id)/reason"), as: UTF8.self),
            createdAt: request.createdAt, state: request.state, answeredBy: request.answeredBy, answeredAt: request.answeredAt,
            validUntil: request.validUntil, answer: try request.answer.map { try openRecord($0, for: "request/\(request.id)/answer").text },
            header: header.map { Data($0).base64EncodedString() }, manifest: try manifest(of: document).text,
            rewrap: try rewrapRecord(of: document)?.text, closedBecause: request.closedBecause)
    }
}

extension DisclosureGround {
    fileprivate var isStated: Bool {
        switch self {
        case .consent: true
        case .law(let section, let balancing): !section.isEmpty && !balancing.isEmpty
        }
    }
}

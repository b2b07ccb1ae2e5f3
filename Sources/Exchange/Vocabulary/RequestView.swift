/// A request as the requester and the owner's approvers see it.
package struct RequestView: Sendable, Codable, Hashable {
    package let id: RequestID
    package let participant: ParticipantID
    package let owner: OrganisationID
    package let requester: OfficerID
    /// The requester's age recipient as the directory has it, for the approver's client to wrap for.
    package let requesterRecipient: String
    package let purpose: Purpose
    package let reason: String
    package let createdAt: Timestamp
    /// Until when the requester wants an answer.
    package var answerBy: Timestamp?
    /// Whether that time has run out without one.
    package var isOverdue = false
    package let state: RequestState
    package let documents: [RequestedDocumentView]
    package var answeredBy: OfficerID?
    package var answeredAt: Timestamp?
    /// The signed approval record, JWS (General JSON), once answered. While it waits for a second approver it's shown to the owner alone.
    package var answer: String?
    /// Why the exchange closed it, if it did.
    package var closedBecause: RequestClosing?
    package var confirmedBy: OfficerID?
    package var confirmedAt: Timestamp?
    /// The second approver's signed confirmation, JWS (General JSON).
    package var confirmation: String?
    /// Where something was denied: how to appeal, as the answer states it.
    package var appeal: Appeal?
}

/// One of a request's documents.
package struct RequestedDocumentView: Sendable, Codable, Hashable {
    package let document: DocumentID
    package let category: Category
    package let release: ReleaseMode
    /// What was answered; shown once it's in force.
    package var answer: ApprovalRecord.Answer?
    package var validUntil: Timestamp?
    /// `owner` documents, to approvers alone and while the request is open: the document's age header, base64.
    package var header: String?
    /// The signed document manifest, JWS (General JSON), so that the approver's client can check what it lets go. Not in lists.
    package var manifest: String?
    /// `owner` documents: the newest signed rewrap record, once there is one. Not in lists.
    package var rewrap: String?
    /// While it waits, to whoever may answer it or give the second opinion: the consents on which it can be let go now, the newest first. Not in
    /// lists.
    package var consents: [CoveringConsent]?
}

/// A consent that holds, and on which a document may be let go to the requester: the document's category, the request's purpose. Whoever answers
/// needn't be one who may read consents, so there is no more of it.
package struct CoveringConsent: Sendable, Codable, Hashable {
    package let id: ConsentID
    package let validFrom: Timestamp
    package let validUntil: Timestamp

    package init(id: ConsentID, validFrom: Timestamp, validUntil: Timestamp) {
        self.id = id
        self.validFrom = validFrom
        self.validUntil = validUntil
    }
}

/// A page of requests, and where the next begins.
package struct RequestPage: Sendable, Codable, Hashable {
    /// The newest first.
    package let requests: [RequestView]
    /// The request to ask from next; `nil` on the last page.
    package let next: RequestID?

    package init(requests: [RequestView], next: RequestID?) {
        self.requests = requests
        self.next = next
    }
}

extension [RequestView] {
    /// What waits with a deadline first, by it; the rest as it was.
    package var byDeadline: [RequestView] {
        func deadline(_ request: RequestView) -> Timestamp? {
            RequestState.waiting.contains(request.state) ? request.answerBy : nil
        }
        let waiting = enumerated().filter { deadline($0.element) != nil }
        let sorted = waiting.sorted { left, right in
            guard let first = deadline(left.element), let second = deadline(right.element), first != second else {
                return left.offset < right.offset
            }
            return first < second
        }
        return sorted.map(\.element) + filter { deadline($0) == nil }
    }
}

/// Where a request (begäran) stands.
package enum RequestState: String, Hashable, Sendable, Codable, CaseIterable {
    case open
    /// Approved, at least in part, by one approver; nothing is let go until a second one has confirmed it.
    case awaitingSecond
    case approved
    /// Some of the documents are let go, the others aren't.
    case partlyApproved
    case denied, withdrawn
    /// By the exchange itself, when what it rested on has gone: see ``RequestClosing``.
    case closed

    /// Those in which an approval carries a retrieval.
    package static let releasing: [RequestState] = [.approved, .partlyApproved]
    /// Those in which somebody at the owner has still to do something.
    package static let waiting: [RequestState] = [.open, .awaitingSecond]
}

/// One of the documents that a request asks for, and what was answered about it.
package struct RequestedDocument: Hashable, Sendable {
    package let document: DocumentID
    /// `nil` until the request is answered.
    package var answer: ApprovalRecord.Answer?
    /// When an approval ends.
    package var validUntil: Timestamp?
    /// `owner` documents: the age header that the approver made for the requester.
    package var header: Sealed?

    package init(_ document: DocumentID, answer: ApprovalRecord.Answer? = nil, validUntil: Timestamp? = nil, header: Sealed? = nil) {
        self.document = document
        self.answer = answer
        self.validUntil = validUntil
        self.header = header
    }
}

/// A request as storage holds it. The reason, the answers and the headers made for the requester lie sealed under the subject key.
package struct StoredRequest: Hashable, Sendable {
    /// How many documents one request may ask for.
    package static let longest = 50

    package let id: RequestID
    package let participant: ParticipantID
    package let owner: OrganisationID
    package let requester: OfficerID
    package let purpose: Purpose
    package let reason: Sealed
    package let createdAt: Timestamp
    /// Until when the requester wants an answer.
    package let answerBy: Timestamp?
    /// In the order in which they were asked for: all of one participant and one owner.
    package var documents: [RequestedDocument]
    package var state: RequestState
    package var answeredBy: OfficerID?
    package var answeredAt: Timestamp?
    /// The signed approval record, whole.
    package var answer: Sealed?
    /// The second approver, where two are needed.
    package var confirmedBy: OfficerID?
    package var confirmedAt: Timestamp?
    /// The signed confirmation, whole.
    package var confirmation: Sealed?
    /// Why the exchange closed it, if it did.
    package var closedBecause: RequestClosing?

    package init(
        id: RequestID, participant: ParticipantID, owner: OrganisationID, requester: OfficerID, purpose: Purpose, reason: Sealed,
        createdAt: Timestamp, answerBy: Timestamp? = nil, documents: [RequestedDocument], state: RequestState = .open,
        answeredBy: OfficerID? = nil, answeredAt: Timestamp? = nil, answer: Sealed? = nil, confirmedBy: OfficerID? = nil,
        confirmedAt: Timestamp? = nil, confirmation: Sealed? = nil, closedBecause: RequestClosing? = nil
    ) {
        self.id = id
        self.participant = participant
        self.owner = owner
        self.requester = requester
        self.purpose = purpose
        self.reason = reason
        self.createdAt = createdAt
        self.answerBy = answerBy
        self.documents = documents
        self.state = state
        self.answeredBy = answeredBy
        self.answeredAt = answeredAt
        self.answer = answer
        self.confirmedBy = confirmedBy
        self.confirmedAt = confirmedAt
        self.confirmation = confirmation
        self.closedBecause = closedBecause
    }

    /// What was asked and answered about one document.
    package func part(_ document: DocumentID) -> RequestedDocument? { documents.first { $0.document == document } }

    /// Whether the requester has been let have this document.
    package func releases(_ document: DocumentID) -> Bool {
        RequestState.releasing.contains(state) && part(document)?.answer == .approved
    }

    /// Whether the time in which an answer was wanted has run out without one.
    package func isOverdue(at now: Timestamp) -> Bool {
        guard let answerBy else { return false }
        return RequestState.waiting.contains(state) && answerBy <= now
    }
}

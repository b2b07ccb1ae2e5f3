/// Where a request (begäran) stands.
package enum RequestState: String, Hashable, Sendable, Codable, CaseIterable {
    case open, approved, denied, withdrawn
    /// By the exchange itself, when what it rested on has gone: see ``RequestClosing``.
    case closed
}

/// What an approval rests on: the person's consent, or a duty or a rule that breaks secrecy, named.
package enum DisclosureGround: Hashable, Sendable, Codable {
    case consent
    /// The act and section, `OSL 10:28`, and the balancing in the approver's words.
    case law(section: String, balancing: String)

    private enum Keys: String, CodingKey { case by, section, balancing }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        switch try container.decode(String.self, forKey: .by) {
        case "consent": self = .consent
        case "law":
            self = .law(
                section: try container.decode(String.self, forKey: .section),
                balancing: try container.decode(String.self, forKey: .balancing))
        default: throw DecodingError.dataCorruptedError(forKey: .by, in: container, debugDescription: "expected consent or law")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        switch self {
        case .consent: try container.encode("consent", forKey: .by)
        case .law(let section, let balancing):
            try container.encode("law", forKey: .by)
            try container.encode(section, forKey: .section)
            try container.encode(balancing, forKey: .balancing)
        }
    }
}

/// A request as storage holds it. The reason, the answer and the header made for the requester lie sealed under the subject key.
package struct StoredRequest: Hashable, Sendable {
    package let id: RequestID
    package let document: DocumentID
    package let participant: ParticipantID
    package let owner: OrganisationID
    package let requester: OfficerID
    package let purpose: Purpose
    package let reason: Sealed
    package let createdAt: Timestamp
    package var state: RequestState
    package var answeredBy: OfficerID?
    package var answeredAt: Timestamp?
    /// When an approval ends.
    package var validUntil: Timestamp?
    /// The signed approval record, whole.
    package var answer: Sealed?
    /// `owner` documents: the age header that the approver made for the requester.
    package var header: Sealed?
    /// Why the exchange closed it, if it did.
    package var closedBecause: RequestClosing?

    package init(
        id: RequestID, document: DocumentID, participant: ParticipantID, owner: OrganisationID, requester: OfficerID, purpose: Purpose,
        reason: Sealed, createdAt: Timestamp, state: RequestState = .open, answeredBy: OfficerID? = nil, answeredAt: Timestamp? = nil,
        validUntil: Timestamp? = nil, answer: Sealed? = nil, header: Sealed? = nil, closedBecause: RequestClosing? = nil
    ) {
        self.id = id
        self.document = document
        self.participant = participant
        self.owner = owner
        self.requester = requester
        self.purpose = purpose
        self.reason = reason
        self.createdAt = createdAt
        self.state = state
        self.answeredBy = answeredBy
        self.answeredAt = answeredAt
        self.validUntil = validUntil
        self.answer = answer
        self.header = header
        self.closedBecause = closedBecause
    }
}

/// A request as the requester and the owner's approvers see it.
package struct RequestView: Sendable, Codable, Hashable {
    package let id: RequestID
    package let document: DocumentID
    package let category: Category
    package let participant: ParticipantID
    package let owner: OrganisationID
    package let requester: OfficerID
    /// The requester's age recipient as the directory has it, for the approver's client to wrap for.
    package let requesterRecipient: String
    package let purpose: Purpose
    package let reason: String
    package let createdAt: Timestamp
    package let state: RequestState
    package let answeredBy: OfficerID?
    package let answeredAt: Timestamp?
    package let validUntil: Timestamp?
    /// The signed approval record, JWS (General JSON), once answered.
    package let answer: String?
    /// `owner` documents, to approvers alone and while the request is open: the document's age header, base64.
    package let header: String?
    /// The signed document manifest, JWS (General JSON), so that the approver's client can check what it lets go.
    package let manifest: String
    /// `owner` documents: the newest signed rewrap record, once there is one.
    package var rewrap: String?
    /// Why the exchange closed it, if it did.
    package var closedBecause: RequestClosing?
}

package enum EmergencyKind: IdentifierKind { package static let prefix = "nod" }

/// Names one emergency read (nödöppning).
package typealias EmergencyID = Identifier<EmergencyKind>

/// What a reviewer answers about an emergency read.
package enum EmergencyVerdict: String, Hashable, Sendable, Codable, CaseIterable { case justified, notJustified }

/// An emergency read as storage holds it, with its review once there is one. It goes with the person.
package struct StoredEmergency: Hashable, Sendable {
    package let id: EmergencyID
    package let document: DocumentID
    /// Whose key seals `reason` and `review`.
    package let participant: ParticipantID
    /// The document's owner.
    package let owner: OrganisationID
    package let reader: OfficerID
    package let purpose: Purpose
    package let reason: Sealed
    package let readAt: Timestamp
    /// When it must have been reviewed, by the configuration at the time of reading.
    package let reviewBy: Timestamp
    /// The log's entry that tells of the read.
    package let entry: UInt64
    /// When it was noted that nobody had reviewed it in time.
    package var overdueSince: Timestamp?
    package var reviewedBy: OfficerID?
    package var reviewedAt: Timestamp?
    package var verdict: EmergencyVerdict?
    /// The signed review, whole.
    package var review: Sealed?

    package init(
        id: EmergencyID, document: DocumentID, participant: ParticipantID, owner: OrganisationID, reader: OfficerID, purpose: Purpose,
        reason: Sealed, readAt: Timestamp, reviewBy: Timestamp, entry: UInt64, overdueSince: Timestamp? = nil,
        reviewedBy: OfficerID? = nil, reviewedAt: Timestamp? = nil, verdict: EmergencyVerdict? = nil, review: Sealed? = nil
    ) {
        self.id = id
        self.document = document
        self.participant = participant
        self.owner = owner
        self.reader = reader
        self.purpose = purpose
        self.reason = reason
        self.readAt = readAt
        self.reviewBy = reviewBy
        self.entry = entry
        self.overdueSince = overdueSince
        self.reviewedBy = reviewedBy
        self.reviewedAt = reviewedAt
        self.verdict = verdict
        self.review = review
    }
}

/// An emergency read as those see it who may.
package struct EmergencyView: Sendable, Codable, Hashable {
    package let id: EmergencyID
    package let document: DocumentID
    package let participant: ParticipantID
    package let owner: OrganisationID
    package let reader: OfficerID
    package let purpose: Purpose
    package let reason: String
    package let readAt: Timestamp
    package let reviewBy: Timestamp
    /// Whether nobody has reviewed it in time.
    package let overdue: Bool
    /// The log's entry that tells of the read.
    package let entry: UInt64
    package let reviewedBy: OfficerID?
    package let reviewedAt: Timestamp?
    package let verdict: EmergencyVerdict?
    /// The signed review, JWS (General JSON).
    package let review: String?
}

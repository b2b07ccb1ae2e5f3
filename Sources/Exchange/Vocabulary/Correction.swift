/// What was corrected of a person, as storage holds it: the value before it, sealed under the subject key.
package struct StoredCorrection: Hashable, Sendable {
    package let participant: ParticipantID
    /// Whose statement was corrected.
    package let organisation: OrganisationID
    package let correctedBy: OfficerID
    package let correctedAt: Timestamp
    /// A ``Correction``.
    package let correction: Sealed

    package init(
        participant: ParticipantID, organisation: OrganisationID, correctedBy: OfficerID, correctedAt: Timestamp, correction: Sealed
    ) {
        self.participant = participant
        self.organisation = organisation
        self.correctedBy = correctedBy
        self.correctedAt = correctedAt
        self.correction = correction
    }

    static func place(_ participant: ParticipantID, _ organisation: OrganisationID, _ time: Timestamp) -> String {
        "correction/\(participant)/\(organisation)/\(time)"
    }

    var place: String { StoredCorrection.place(participant, organisation, correctedAt) }
}

/// One correction (GDPR art. 16): what stood before, what stands since, and why.
package struct Correction: Hashable, Sendable, Codable {
    package let before: ParticipantIdentity
    package let after: ParticipantIdentity
    package let reason: String
}

/// That the processing of what is kept about a person is restricted (GDPR art. 18.1), signed by whoever the person turned to.
package struct RestrictionRecord: Hashable, Sendable, Codable {
    package static let type = "kedja-restriction+jws"
    package static let schema = "kedja-restriction/1"

    package let schema: String
    package let restriction: RestrictionID
    package let participant: ParticipantID
    package let ground: RestrictionGround
    /// What the person has said, in the recorder's words.
    package let reason: String
    package let recordedBy: OfficerID
    package let recordedAt: Timestamp

    package init(
        restriction: RestrictionID, participant: ParticipantID, ground: RestrictionGround, reason: String, recordedBy: OfficerID,
        recordedAt: Timestamp
    ) {
        schema = RestrictionRecord.schema
        self.restriction = restriction
        self.participant = participant
        self.ground = ground
        self.reason = reason
        self.recordedBy = recordedBy
        self.recordedAt = recordedAt
    }
}

/// That a restriction is lifted. The person has been told before, when and how the record says (GDPR art. 18.3).
package struct RestrictionLifting: Hashable, Sendable, Codable {
    package static let type = "kedja-restriction-lifting+jws"
    package static let schema = "kedja-restriction-lifting/1"

    package enum How: String, Hashable, Sendable, Codable, CaseIterable { case oral, letter, digital }

    package let schema: String
    package let restriction: RestrictionID
    /// SHA-256 of the signed record that is lifted, hexadecimal: what was read is what is lifted.
    package let restricted: String
    package let reason: String
    /// When and how the person was told that it will be lifted.
    package let toldAt: Timestamp
    package let toldHow: How
    package let liftedBy: OfficerID
    package let liftedAt: Timestamp

    package init(
        restriction: RestrictionID, restricted: String, reason: String, toldAt: Timestamp, toldHow: How, liftedBy: OfficerID,
        liftedAt: Timestamp
    ) {
        schema = RestrictionLifting.schema
        self.restriction = restriction
        self.restricted = restricted
        self.reason = reason
        self.toldAt = toldAt
        self.toldHow = toldHow
        self.liftedBy = liftedBy
        self.liftedAt = liftedAt
    }
}

extension RestrictionRecord: Answerable {
    var author: OfficerID { recordedBy }
    var madeAt: Timestamp { recordedAt }
}

extension RestrictionLifting: Answerable {
    var author: OfficerID { liftedBy }
    var madeAt: Timestamp { liftedAt }
}

/// What a person says against something that is recorded about them, where it isn't corrected or can't be: it stands beside it from then on.
package struct ObjectionRecord: Hashable, Sendable, Codable {
    package static let type = "kedja-objection+jws"
    package static let schema = "kedja-objection/1"

    package let schema: String
    package let objection: ObjectionID
    package let participant: ParticipantID
    package let target: ObjectionTarget
    /// What the person says, in their own words as far as can be.
    package let statement: String
    package let recordedBy: OfficerID
    package let recordedAt: Timestamp

    package init(
        objection: ObjectionID, participant: ParticipantID, target: ObjectionTarget, statement: String, recordedBy: OfficerID,
        recordedAt: Timestamp
    ) {
        schema = ObjectionRecord.schema
        self.objection = objection
        self.participant = participant
        self.target = target
        self.statement = statement
        self.recordedBy = recordedBy
        self.recordedAt = recordedAt
    }
}

extension ObjectionRecord: Answerable {
    var author: OfficerID { recordedBy }
    var madeAt: Timestamp { recordedAt }
}

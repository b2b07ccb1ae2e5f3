/// That a consent is withdrawn, signed by whoever the person turned to. Needs less than giving did: never more than this.
package struct WithdrawalRecord: Hashable, Sendable, Codable {
    package static let type = "kedja-withdrawal+jws"
    package static let schema = "kedja-withdrawal/1"

    package enum How: String, Hashable, Sendable, Codable, CaseIterable { case oral, written }

    package let schema: String
    package let consent: ConsentID
    package let how: How
    package let recordedBy: OfficerID
    package let recordedAt: Timestamp

    package init(consent: ConsentID, how: How, recordedBy: OfficerID, recordedAt: Timestamp) {
        schema = WithdrawalRecord.schema
        self.consent = consent
        self.how = how
        self.recordedBy = recordedBy
        self.recordedAt = recordedAt
    }
}

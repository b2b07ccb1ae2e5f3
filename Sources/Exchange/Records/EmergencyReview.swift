/// An auditor's answer about an emergency read: whether it was justified, and why they think so.
package struct EmergencyReview: Hashable, Sendable, Codable {
    package static let type = "kedja-emergency-review+jws"
    package static let schema = "kedja-emergency-review/1"

    package let schema: String
    package let emergency: EmergencyID
    /// The log's entry that the reviewer has read.
    package let entry: UInt64
    package let verdict: EmergencyVerdict
    /// In the reviewer's words.
    package let note: String
    package let reviewedBy: OfficerID
    package let reviewedAt: Timestamp

    package init(
        emergency: EmergencyID, entry: UInt64, verdict: EmergencyVerdict, note: String, reviewedBy: OfficerID, reviewedAt: Timestamp
    ) {
        schema = EmergencyReview.schema
        self.emergency = emergency
        self.entry = entry
        self.verdict = verdict
        self.note = note
        self.reviewedBy = reviewedBy
        self.reviewedAt = reviewedAt
    }
}

extension EmergencyReview: Answerable {
    var author: OfficerID { reviewedBy }
    var madeAt: Timestamp { reviewedAt }
}

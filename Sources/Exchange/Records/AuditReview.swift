/// An auditor's answer to a finding of a review of the log (loggranskning).
package struct AuditReview: Hashable, Sendable, Codable {
    package static let type = "kedja-review+jws"
    package static let schema = "kedja-review/1"

    package enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
        /// As it should be.
        case acceptable
        /// To be looked into further.
        case followUp
        /// Somebody read what they had no reason to read.
        case misuse
    }

    package let schema: String
    package let finding: FindingID
    package let rule: ReviewRule
    package let entries: [UInt64]
    package let verdict: Verdict
    /// In the reviewer's words. It outlives those whom the entries are about, and so must name no person.
    package let note: String
    package let reviewedBy: OfficerID
    package let reviewedAt: Timestamp

    package init(finding: Finding, verdict: Verdict, note: String, reviewedBy: OfficerID, reviewedAt: Timestamp) {
        schema = AuditReview.schema
        self.finding = finding.id
        rule = finding.rule
        entries = finding.entries
        self.verdict = verdict
        self.note = note
        self.reviewedBy = reviewedBy
        self.reviewedAt = reviewedAt
    }
}

extension AuditReview: Answerable {
    var author: OfficerID { reviewedBy }
    var madeAt: Timestamp { reviewedAt }
}

/// An answered finding as storage holds it; the record lies under the system key.
package struct StoredAuditReview: Hashable, Sendable {
    package let finding: FindingID
    package let reviewedBy: OfficerID
    package let reviewedAt: Timestamp
    package let record: Sealed

    package init(finding: FindingID, reviewedBy: OfficerID, reviewedAt: Timestamp, record: Sealed) {
        self.finding = finding
        self.reviewedBy = reviewedBy
        self.reviewedAt = reviewedAt
        self.record = record
    }
}

/// An answered finding, as those see it who may.
package struct AuditReviewView: Sendable, Codable, Hashable {
    package let finding: FindingID
    package let reviewedBy: OfficerID
    package let reviewedAt: Timestamp
    /// The signed answer, JWS (General JSON).
    package let record: String
}

import Exchange
import GRDB

extension SQLiteTransaction {
    func auditReviews() throws -> [StoredAuditReview] {
        try rows("audit_reviews", "SELECT * FROM audit_reviews ORDER BY reviewed_at DESC, seq DESC") { columns in
            StoredAuditReview(
                finding: try columns["finding"], reviewedBy: try columns["reviewed_by"], reviewedAt: try columns["reviewed_at"],
                record: try columns["record"])
        }
    }

    func insertAuditReview(_ review: StoredAuditReview) throws {
        try insert(
            "audit_reviews",
            [
                "finding": review.finding, "reviewed_by": review.reviewedBy, "reviewed_at": review.reviewedAt, "record": review.record,
            ])
    }
}

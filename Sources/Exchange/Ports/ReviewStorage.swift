package protocol ReviewReader {
    /// All answers to findings, the newest first.
    func auditReviews() throws -> [StoredAuditReview]
}

package protocol ReviewWriter {
    /// Once for a finding and a reviewer.
    func insertAuditReview(_ review: StoredAuditReview) throws
}

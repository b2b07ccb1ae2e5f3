import Exchange

extension InMemoryTransaction {
    func auditReviews() throws -> [StoredAuditReview] { rows.reviews.newestFirst(\.reviewedAt) }
    func insertAuditReview(_ review: StoredAuditReview) throws {
        guard !rows.reviews.contains(where: { $0.finding == review.finding && $0.reviewedBy == review.reviewedBy }) else {
            throw ExchangeError.notUnique
        }
        rows.reviews.append(review)
    }
}

package import Exchange
package import ExchangeAPI
import Foundation
import SignedRecords

/// What is to be reviewed, and by which measure.
package struct ReviewPlan: Sendable, Hashable {
    package var period: Range<Timestamp>
    package var thresholds: ReviewThresholds
    package var sampling: SamplingPlan?
    package var seed: String

    package init(period: Range<Timestamp>, thresholds: ReviewThresholds, sampling: SamplingPlan?, seed: String) {
        self.period = period
        self.thresholds = thresholds
        self.sampling = sampling
        self.seed = seed
    }
}

/// A review: the log as it was verified, what was found in it, and what has been answered.
package struct LogReview: Sendable {
    /// On which checkpoint it stands.
    package let log: LogVerification
    /// The entries that the reviewer may read, within the period.
    package let entries: [AuditEntry]
    package let findings: [Finding]
    /// By finding; an answer whose signature doesn't hold isn't among them.
    package let answers: [FindingID: [AuditReview]]
}

/// Verifies the log, as ``verifyLog(over:memory:entries:progress:reading:)`` does, and reviews the very entries that were verified. A log that
/// doesn't verify has faults and no findings: nothing can be said of it.
package func reviewLog(
    _ plan: ReviewPlan, over connection: ExchangeConnection, memory: LogMemory, progress: @escaping ProgressSink
) async throws(ClientError) -> LogReview {
    var entries: [AuditEntry] = []
    let log = try await verifyLog(over: connection, memory: memory, entries: .all, progress: progress) { page in
        entries += page
    }
    guard log.faults.isEmpty else { return LogReview(log: log, entries: [], findings: [], answers: [:]) }
    let findings =
        reviewFindings(in: entries, period: plan.period, plan.thresholds)
        + (plan.sampling?.sample(of: entries, period: plan.period, seed: plan.seed) ?? [])
    return LogReview(
        log: log, entries: entries.filter { plan.period.contains($0.at) }, findings: findings,
        answers: Dictionary(grouping: try await connection.auditReviews(), by: \.finding))
}

/// Answers a finding with a signed note. The finding is made anew from the verified log, so that nobody signs what the exchange made up.
///
/// Throws `finding-unknown`, and what sending throws.
package func answerFinding(
    _ id: FindingID, in review: LogReview, verdict: AuditReview.Verdict, note: String, over connection: ExchangeConnection, signer: Signer
) async throws(ClientError) -> Answer<AuditReviewView> {
    try requireSame(signer, connection)
    guard let finding = review.findings.first(where: { $0.id == id }) else {
        throw ClientError(
            .notFound, "finding-unknown", "the log has no such finding with these choices",
            hint: "give the period, thresholds, plan and seed that it was found with")
    }
    let record = AuditReview(
        finding: finding, verdict: verdict, note: note, reviewedBy: connection.me, reviewedAt: connection.clock.now())
    let signed = try signer.sign(record, type: AuditReview.type).bodyText
    return try await connection.send(try made { try .reviewAudit(record: signed) })
}

extension ExchangeConnection {
    /// The answers whose signatures hold, at the time that each states, and that are what the exchange says of them.
    fileprivate func auditReviews() async throws(ClientError) -> [AuditReview] {
        var answers: [AuditReview] = []
        for view in try await send(.auditReviews()).result {
            if let answer = try? await verified(view) { answers.append(answer) }
        }
        return answers
    }

    private func verified(_ view: AuditReviewView) async throws -> AuditReview? {
        let record = try SignedRecord(parsing: Array(view.record.utf8))
        let review = try CanonicalJSON.decode(AuditReview.self, from: record.payload)
        let signers = try await trust.anchors.verify(record, type: AuditReview.type, at: review.reviewedAt.date, revocations: nil).signers
        let isWhole = review.finding == view.finding && review.finding == Finding.id(of: review.rule, entries: review.entries)
        return isWhole && signers.compactMap { OfficerID($0.name) } == [review.reviewedBy] ? review : nil
    }
}

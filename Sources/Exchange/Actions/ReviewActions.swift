package import SignedRecords

extension Exchange {
    /// Takes an auditor's signed answer to a finding, about entries that they may read and haven't made themselves. It's logged, and stays.
    package func reviewAudit(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<AuditReviewView> {
        let submission = await submission(record, type: AuditReview.type, as: AuditReview.self, by: caller)
        return try await act(.reviewAudit, by: caller, idempotency: idempotency) { acting in
            let review = try submission.payload()
            acting.draft.resource = review.finding.text
            acting.draft.record = record.digest
            try acting.authorize(on: .auditEntry(try acting.ownEntries()))
            try acting.check(review)
            let stored = StoredAuditReview(
                finding: review.finding, reviewedBy: caller, reviewedAt: acting.now,
                record: try acting.keys.system.seal(
                    record.encoded, for: AuditReviewView.place(of: review.finding, caller), random: acting.random))
            try acting.changes.insertAuditReview(stored)
            return try acting.view(stored)
        }
    }

    /// The answers to findings by those whose entries the caller may read, the newest first.
    package func auditReviews(by caller: OfficerID) async throws(ExchangeError) -> Committed<[AuditReviewView]> {
        try await act(.readAudit, by: caller) { acting in
            acting.draft.resource = "reviews"
            try acting.authorize(on: .auditEntry(try acting.ownEntries()))
            let read = acting.prepare(.readAudit)
            return try acting.changes.auditReviews().filter { review in
                let facts = AuditEntryFacts(index: 0, organisations: [review.reviewedBy.organisation])
                return acting.permits(read, on: .auditEntry(facts))
            }.map { try acting.view($0) }
        }
    }
}

extension AuditReviewView {
    fileprivate static func place(of finding: FindingID, _ reviewer: OfficerID) -> String { "review/\(finding)/\(reviewer)" }
}

extension Acting {
    /// An entry of the caller's own organisation, as the narrowest that an auditor may read.
    fileprivate func ownEntries() throws -> AuditEntryFacts {
        AuditEntryFacts(index: try changes.logSize(), organisations: [caller.organisation.id])
    }

    fileprivate func check(_ review: AuditReview) throws {
        guard review.schema == AuditReview.schema, (1...Finding.entryLimit).contains(review.entries.count),
            review.finding == Finding.id(of: review.rule, entries: review.entries)
        else {
            throw ExchangeError(.invalidRecord, "the finding's id isn't that of its rule and entries; make the review anew")
        }
        guard (1...2000).contains(review.note.utf8.count) else {
            throw ExchangeError(.invalidRecord, "an answer says in 1 to 2000 bytes why; sign it again")
        }
        let read = prepare(.readAudit)
        for index in review.entries {
            guard let entry = try changes.entry(index), permits(read, on: .auditEntry(entry.facts)) else { throw ExchangeError.notFound }
            guard entry.officer != caller.officer.id else {
                throw ExchangeError(.denied, "nobody answers a finding about what they have done themselves; leave it to another auditor")
            }
        }
        let answered = try changes.auditReviews().contains { $0.finding == review.finding && $0.reviewedBy == caller.officer.id }
        guard !answered else { throw ExchangeError(.conflict, "you have answered this finding already; an answer stays as it was signed") }
    }

    fileprivate func view(_ stored: StoredAuditReview) throws -> AuditReviewView {
        let place = AuditReviewView.place(of: stored.finding, stored.reviewedBy)
        let record = String(decoding: try keys.system.open(stored.record, for: place), as: UTF8.self)
        return AuditReviewView(
            finding: stored.finding, reviewedBy: stored.reviewedBy, reviewedAt: stored.reviewedAt, record: record)
    }
}

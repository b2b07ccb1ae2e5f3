import Exchange

let reviewClauses: [Clause<any Storage>] = [
    Clause("an answer to a finding is kept once for each reviewer, and comes back the newest first") { storage in
        let chain = try await Chain.insert(into: storage)
        let make = { (officer: String, minutes: Int) in
            StoredAuditReview(
                finding: Finding(.emergency, entries: [7]).id, reviewedBy: try chain.samples.officerID(officer),
                reviewedAt: chain.samples.time(minutes), record: chain.samples.sealed())
        }
        let (first, second) = (try make("af/a", 1), try make("fk/a", 2))
        try await storage.write { changes in for each in [first, second] { try changes.insertAuditReview(each) } }
        try require(try await storage.read { try $0.auditReviews() }, is: [second, first])
        let again = try make("af/a", 3)
        try await require(.storageFailed) { try await storage.write { try $0.insertAuditReview(again) } }
    }
]

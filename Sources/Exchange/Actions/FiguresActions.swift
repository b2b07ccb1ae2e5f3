import Foundation
import SignedRecords

extension Exchange {
    /// All figures that have been issued, the oldest first, after those that have come due.
    ///
    /// Reads how cases went, and nothing of who they're about: neither participants nor documents nor consents. Its entry is about nobody.
    package func figures(by caller: OfficerID) async throws(ExchangeError) -> Committed<[Figures.Issue]> {
        let smallest = limits.smallestGroup
        return try await act(.readFigures, by: caller) { acting in
            acting.draft.resource = "figures"
            try acting.authorize(on: .exchange)
            return try acting.issuedFigures(smallest: smallest)
        }
    }
}

extension Acting {
    /// Courses are looked at only when a quarter has ended since the last issue.
    fileprivate func issuedFigures(smallest: Int) throws -> [Figures.Issue] {
        let issued = try changes.figureIssues().map(issue)
        let last = Quarter(now - Figures.settling).previous
        if let newest = issued.last, last <= newest.quarter { return issued }
        let due = Figures.due(try changes.courses(), after: issued, through: last, smallest: smallest)
        for issue in due {
            try changes.insertFigureIssue(StoredFigureIssue(quarter: issue.quarter, text: try CanonicalJSON.encode(issue)))
        }
        return issued + due
    }

    private func issue(_ stored: StoredFigureIssue) throws -> Figures.Issue {
        guard let issue = try? JSONDecoder().decode(Figures.Issue.self, from: Data(stored.text)), issue.quarter == stored.quarter else {
            throw ExchangeError.damaged(place: "figures/\(stored.quarter)")
        }
        return issue
    }
}

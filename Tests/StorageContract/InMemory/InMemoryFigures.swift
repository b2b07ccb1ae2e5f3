import Exchange

extension InMemoryTransaction {
    func figureIssues() throws -> [StoredFigureIssue] { rows.figureIssues.sorted { $0.quarter < $1.quarter } }
    func insertFigureIssue(_ issue: StoredFigureIssue) throws { try rows.figureIssues.insert(issue, by: \.quarter) }
}

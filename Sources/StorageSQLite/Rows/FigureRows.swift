import Exchange
import GRDB

extension SQLiteTransaction {
    func figureIssues() throws -> [StoredFigureIssue] {
        try rows("figure_issues", "SELECT * FROM figure_issues ORDER BY quarter") { columns in
            StoredFigureIssue(quarter: try columns["quarter"], text: try columns["text"])
        }
    }

    func insertFigureIssue(_ issue: StoredFigureIssue) throws {
        try insert("figure_issues", ["quarter": issue.quarter, "text": issue.text])
    }
}

extension Quarter: Storable {
    var stored: DatabaseValue { description.databaseValue }
    init?(stored: DatabaseValue) {
        guard let text = String(stored: stored) else { return nil }
        self.init(text)
    }
}

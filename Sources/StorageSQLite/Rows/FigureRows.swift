import Exchange
import GRDB

extension SQLiteTransaction {
    /// Persons are numbered by their random ids, so the numbers say nothing but who is whom in this answer.
    func courses() throws -> [Figures.Course] {
        let sql = "SELECT DENSE_RANK() OVER (ORDER BY participant) AS person, opened_at, closed_at FROM cases ORDER BY id"
        return try rows("cases", sql) { columns in
            let person: UInt64 = try columns["person"]
            return Figures.Course(
                person: Int(clamping: person), opened: try columns["opened_at"], closed: try columns.optional("closed_at"))
        }
    }

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

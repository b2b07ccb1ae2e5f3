import Exchange

extension InMemoryTransaction {
    func courses() throws -> [Figures.Course] {
        let persons = Set(rows.cases.map(\.participant)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(persons, 1...))
        return rows.cases.sorted { $0.id < $1.id }.map {
            Figures.Course(person: numbers[$0.participant] ?? 0, opened: $0.openedAt, closed: $0.closedAt)
        }
    }

    func figureIssues() throws -> [StoredFigureIssue] { rows.figureIssues.sorted { $0.quarter < $1.quarter } }
    func insertFigureIssue(_ issue: StoredFigureIssue) throws { try rows.figureIssues.insert(issue, by: \.quarter) }
}

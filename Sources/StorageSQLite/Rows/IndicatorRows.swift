import Exchange
import GRDB

extension SQLiteTransaction {
    func indicators(of caseID: CaseID) throws -> StoredIndicators? {
        try row("case_indicators", "SELECT * FROM case_indicators WHERE case_id = ?", [caseID], as: StoredIndicators.init)
    }

    func setIndicators(_ indicators: StoredIndicators) throws {
        try run(
            "INSERT OR REPLACE INTO case_indicators (case_id, municipality, sex, outcome, anonymous, details) VALUES (?, ?, ?, ?, ?, ?)",
            [
                indicators.caseID, indicators.municipality, indicators.sex, indicators.outcome, indicators.anonymous, indicators.details,
            ])
    }

    /// Ordered by the cases' random ids, which tells nothing; in the order of arrival a row could be known for somebody's.
    func courses() throws -> [Course] {
        var steps: [CaseID: [Course.Step]] = [:]
        try rows("case_steps", "SELECT case_id, kind, begins_at, ends_at FROM case_steps ORDER BY begins_at, seq") { columns in
            let step = Course.Step(
                kind: try columns["kind"], from: try columns["begins_at"], until: try columns.optional("ends_at"))
            return (try columns["case_id"] as CaseID, step)
        }.forEach { steps[$0.0, default: []].append($0.1) }
        let sql = """
            SELECT id, participant, opened_at, closed_at, municipality, sex, outcome, anonymous FROM cases LEFT JOIN case_indicators ON case_id = id
            ORDER BY id
            """
        var people: [ParticipantID: Int] = [:]
        return try rows("cases", sql) { columns in
            let (opened, id): (Timestamp, ParticipantID) = (try columns["opened_at"], try columns["participant"])
            let person = people[id] ?? people.count
            people[id] = person
            guard try columns.optional("anonymous") == false else {
                return Course(person: person, anonymousOpened: opened, sex: try columns.optional("sex"))
            }
            return Course(
                person: person, opened: opened, closed: try columns.optional("closed_at"),
                municipality: try columns.optional("municipality"),
                outcome: try columns.optional("outcome"), steps: steps[try columns["id"]] ?? [])
        }
    }
}

extension StoredIndicators {
    fileprivate init(_ columns: Columns) throws {
        self.init(
            caseID: try columns["case_id"], municipality: try columns.optional("municipality"), sex: try columns.optional("sex"),
            outcome: try columns.optional("outcome"), anonymous: try columns["anonymous"], details: try columns.optional("details"))
    }
}

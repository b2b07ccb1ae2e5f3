import Exchange
import GRDB

extension StepKind: Storable {}
extension Sex: Storable {}
extension CaseOutcome: Storable {}

extension Municipality: Storable {
    var stored: DatabaseValue { code.databaseValue }
    init?(stored: DatabaseValue) {
        guard let text = String(stored: stored) else { return nil }
        self.init(text)
    }
}

// MARK: Cases

extension SQLiteTransaction {
    func cases(matching query: CaseQuery, after last: CaseID?, limit: Int) throws -> [Case] {
        let (scope, officer): (String, OfficerID?) =
            switch query.scope {
            case .all: ("?1 IS NULL", nil)
            case .officer(let officer): ("id IN (SELECT case_id FROM case_officers WHERE officer = ?1)", officer)
            }
        let sql = """
            SELECT * FROM cases WHERE \(scope) AND (?2 IS NULL OR seq > (SELECT seq FROM cases WHERE id = ?2))
            \(query.onlyOpen ? "AND closed_at IS NULL" : "") ORDER BY seq LIMIT ?3
            """
        return try rows("cases", sql, [officer, last, limit], as: caseOf)
    }

    func removeOfficer(_ officer: OfficerID, from caseID: CaseID, at time: Timestamp, by remover: OfficerID) throws {
        try run(
            "INSERT INTO case_stays (case_id, officer, joined_at, left_at, ended_by) "
                + "SELECT case_id, officer, joined_at, ?, ? FROM case_officers WHERE case_id = ? AND officer = ?",
            [time, remover, caseID, officer])
        try change("DELETE FROM case_officers WHERE case_id = ? AND officer = ?", [caseID, officer])
    }

    func stays(in caseID: CaseID) throws -> [Stay] {
        let present = try rows("case_officers", "SELECT * FROM case_officers WHERE case_id = ? ORDER BY seq", [caseID]) {
            Stay(officer: try $0["officer"], from: try $0.optional("joined_at"))
        }
        let past = try rows("case_stays", "SELECT * FROM case_stays WHERE case_id = ? ORDER BY left_at, seq", [caseID]) {
            Stay(officer: try $0["officer"], from: try $0.optional("joined_at"), until: try $0["left_at"], endedBy: try $0["ended_by"])
        }
        return present + past
    }

    func openRequests(in caseID: CaseID) throws -> [RequestID] {
        let sql = """
            SELECT id FROM requests WHERE state IN (\(waitingMarks)) AND id IN (
                SELECT request FROM request_documents JOIN documents ON documents.id = document WHERE case_id = ?
            ) ORDER BY created_at, seq
            """
        return try rows("requests", sql, RequestState.waiting + [caseID]) { try $0["id"] }
    }
}

// MARK: Steps

extension SQLiteTransaction {
    func step(_ id: StepID) throws -> CaseStep? {
        try row("case_steps", "SELECT * FROM case_steps WHERE id = ?", [id], as: step)
    }

    func steps(of caseID: CaseID) throws -> [CaseStep] {
        try rows("case_steps", "SELECT * FROM case_steps WHERE case_id = ? ORDER BY begins_at, seq", [caseID], as: step)
    }

    func endings(in caseID: CaseID) throws -> [StepsEnding] {
        let sql = """
            SELECT organisation, max(ends_at) AS last FROM case_steps WHERE case_id = ? GROUP BY organisation
            HAVING count(*) = count(ends_at) ORDER BY organisation
            """
        return try rows("case_steps", sql, [caseID]) { StepsEnding(organisation: try $0["organisation"], at: try $0["last"]) }
    }

    func insertStep(_ step: CaseStep) throws {
        try insert(
            "case_steps",
            [
                "id": step.id, "case_id": step.caseID, "kind": step.kind, "organisation": step.current.organisation,
                "begins_at": step.current.from, "ends_at": step.current.until, "stated_by": step.current.by, "stated_at": step.current.at,
            ])
        for version in step.earlier { try insertHistory(of: step.id, version) }
    }

    func changeStep(_ id: StepID, to version: CaseStep.Version) throws {
        if let old = try step(id)?.current { try insertHistory(of: id, old) }
        try change(
            "UPDATE case_steps SET organisation = ?, begins_at = ?, ends_at = ?, stated_by = ?, stated_at = ? WHERE id = ?",
            [version.organisation, version.from, version.until, version.by, version.at, id])
    }

    private func insertHistory(of id: StepID, _ version: CaseStep.Version) throws {
        try insert(
            "case_step_history",
            [
                "step": id, "organisation": version.organisation, "begins_at": version.from, "ends_at": version.until,
                "stated_by": version.by, "stated_at": version.at,
            ])
    }

    private func step(_ columns: Columns) throws -> CaseStep {
        let id: StepID = try columns["id"]
        let earlier = try rows(
            "case_step_history", "SELECT * FROM case_step_history WHERE step = ? ORDER BY seq", [id], as: CaseStep.Version.init)
        return CaseStep(
            id: id, caseID: try columns["case_id"], kind: try columns["kind"], current: try CaseStep.Version(columns), earlier: earlier)
    }
}

extension CaseStep.Version {
    fileprivate init(_ columns: Columns) throws {
        self.init(
            organisation: try columns["organisation"], from: try columns["begins_at"], until: try columns.optional("ends_at"),
            by: try columns["stated_by"], at: try columns["stated_at"])
    }
}

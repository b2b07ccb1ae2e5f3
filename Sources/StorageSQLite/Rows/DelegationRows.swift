import Exchange
import GRDB

extension SQLiteTransaction {
    func delegation(_ id: DelegationID) throws -> StoredDelegation? {
        try row("delegations", "SELECT * FROM delegations WHERE id = ?", [id], as: StoredDelegation.init)
    }

    func delegations(of organisation: OrganisationID, endingAfter now: Timestamp) throws -> [StoredDelegation] {
        let sql = "SELECT * FROM delegations WHERE organisation = ? AND valid_until > ? ORDER BY seq"
        return try rows("delegations", sql, [organisation, now], as: StoredDelegation.init)
    }

    func insertDelegation(_ delegation: StoredDelegation) throws {
        try insert(
            "delegations",
            [
                "id": delegation.id, "organisation": delegation.approver.organisation, "approver": delegation.approver,
                "delegate": delegation.delegate, "valid_from": delegation.from, "valid_until": delegation.until,
                "record": delegation.record, "ended_by": delegation.endedBy, "ended_at": delegation.endedAt,
            ])
    }

    func updateDelegation(_ delegation: StoredDelegation) throws {
        try change(
            "UPDATE delegations SET ended_by = ?, ended_at = ? WHERE id = ?", [delegation.endedBy, delegation.endedAt, delegation.id])
    }
}

extension StoredDelegation {
    fileprivate init(_ columns: Columns) throws {
        self.init(
            id: try columns["id"], approver: try columns["approver"], delegate: try columns["delegate"], from: try columns["valid_from"],
            until: try columns["valid_until"], record: try columns["record"],
            endedBy: try columns.optional("ended_by"), endedAt: try columns.optional("ended_at"))
    }
}

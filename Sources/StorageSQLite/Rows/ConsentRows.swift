import Exchange
import GRDB

extension SQLiteTransaction {
    func consent(_ id: ConsentID) throws -> StoredConsent? {
        try row("consents", "SELECT * FROM consents WHERE id = ?", [id], as: consent)
    }

    func consents(of participant: ParticipantID) throws -> [StoredConsent] {
        let sql = "SELECT * FROM consents WHERE participant = ? ORDER BY recorded_at DESC, seq DESC"
        return try rows("consents", sql, [participant], as: consent)
    }

    func consents(
        inCasesOf organisation: OrganisationID, endingFrom start: Timestamp, until end: Timestamp, after last: ConsentID?, limit: Int
    ) throws -> [StoredConsent] {
        let behind = "AND (ifnull(ends_at, 0), seq) > (SELECT ifnull(ends_at, 0), seq FROM consents WHERE id = ?5) "
        let sql = """
            SELECT * FROM consents WHERE withdrawn_at IS NULL AND superseded_by IS NULL
                AND case_id IN (SELECT case_id FROM case_officers WHERE organisation = ?1)
                AND (ends_at IS NULL OR (ends_at > ?2 AND ends_at <= ?3))
                \(last == nil ? "" : behind)ORDER BY ifnull(ends_at, 0), seq LIMIT ?4
            """
        return try rows(
            "consents", sql, [organisation, start, end, limit] + (last.map { [$0] } ?? []) as [(any Storable)?], as: consent)
    }

    func insertConsent(_ consent: StoredConsent) throws {
        try insert(
            "consents",
            [
                "id": consent.id, "participant": consent.participant, "case_id": consent.caseID, "record": consent.record,
                "recorded_at": consent.recordedAt, "ends_at": consent.endsAt, "withdrawn_at": consent.withdrawnAt,
                "superseded_by": consent.supersededBy,
            ])
        for withdrawal in consent.withdrawals { try addWithdrawal(withdrawal, to: consent.id) }
    }

    func addWithdrawal(_ withdrawal: StoredWithdrawal, to consent: ConsentID) throws {
        try change("UPDATE consents SET withdrawals = withdrawals + 1 WHERE id = ?", [consent])
        try run(
            "INSERT INTO withdrawals (consent, number, at, record) SELECT id, withdrawals - 1, ?2, ?3 FROM consents WHERE id = ?1",
            [consent, withdrawal.at, withdrawal.record])
    }

    func updateConsent(_ consent: StoredConsent) throws {
        try change(
            "UPDATE consents SET withdrawn_at = ?, superseded_by = ? WHERE id = ?",
            [consent.withdrawnAt, consent.supersededBy, consent.id])
    }

    /// A row of which a withdrawal is missing would let more be read than the person wants: it's damage.
    private func consent(_ columns: Columns) throws -> StoredConsent {
        let (id, count): (ConsentID, Int) = (try columns["id"], try columns["withdrawals"])
        let withdrawals = count == 0 ? [] : try self.withdrawals(of: id)
        guard withdrawals.count == count else { throw columns.damaged("withdrawals") }
        return StoredConsent(
            id: id, participant: try columns["participant"], caseID: try columns["case_id"], record: try columns["record"],
            recordedAt: try columns["recorded_at"], endsAt: try columns.optional("ends_at"),
            withdrawnAt: try columns.optional("withdrawn_at"), withdrawals: withdrawals,
            supersededBy: try columns.optional("superseded_by"))
    }

    private func withdrawals(of consent: ConsentID) throws -> [StoredWithdrawal] {
        try rows("withdrawals", "SELECT at, record FROM withdrawals WHERE consent = ? ORDER BY number", [consent]) {
            StoredWithdrawal(at: try $0["at"], record: try $0["record"])
        }
    }
}

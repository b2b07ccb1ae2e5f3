import Exchange
import GRDB

extension EmergencyVerdict: Storable {}

extension SQLiteTransaction {
    func emergency(_ id: EmergencyID) throws -> StoredEmergency? {
        try row("emergencies", "SELECT * FROM emergencies WHERE id = ?", [id], as: StoredEmergency.init)
    }

    func emergencies() throws -> [StoredEmergency] {
        try rows("emergencies", "SELECT * FROM emergencies ORDER BY read_at DESC, seq DESC", as: StoredEmergency.init)
    }

    func unmarkedOverdueEmergencies(at now: Timestamp, limit: Int) throws -> [StoredEmergency] {
        let sql = """
            SELECT * FROM emergencies WHERE reviewed_at IS NULL AND review_by <= ? AND overdue_since IS NULL ORDER BY review_by, seq LIMIT ?
            """
        return try rows("emergencies", sql, [now, limit], as: StoredEmergency.init)
    }

    func insertEmergency(_ emergency: StoredEmergency) throws {
        try insert(
            "emergencies",
            [
                "id": emergency.id, "document": emergency.document, "participant": emergency.participant, "owner": emergency.owner,
                "reader": emergency.reader, "purpose": emergency.purpose, "reason": emergency.reason, "read_at": emergency.readAt,
                "review_by": emergency.reviewBy, "entry": emergency.entry, "overdue_since": emergency.overdueSince,
                "reviewed_by": emergency.reviewedBy, "reviewed_at": emergency.reviewedAt, "verdict": emergency.verdict,
                "review": emergency.review,
            ])
    }

    func updateEmergency(_ emergency: StoredEmergency) throws {
        try change(
            "UPDATE emergencies SET overdue_since = ?, reviewed_by = ?, reviewed_at = ?, verdict = ?, review = ? WHERE id = ?",
            [
                emergency.overdueSince, emergency.reviewedBy, emergency.reviewedAt, emergency.verdict, emergency.review, emergency.id,
            ])
    }
}

extension StoredEmergency {
    init(_ columns: Columns) throws {
        self.init(
            id: try columns["id"], document: try columns["document"], participant: try columns["participant"], owner: try columns["owner"],
            reader: try columns["reader"], purpose: try columns["purpose"], reason: try columns["reason"], readAt: try columns["read_at"],
            reviewBy: try columns["review_by"], entry: try columns["entry"], overdueSince: try columns.optional("overdue_since"),
            reviewedBy: try columns.optional("reviewed_by"), reviewedAt: try columns.optional("reviewed_at"),
            verdict: try columns.optional("verdict"), review: try columns.optional("review"))
    }
}

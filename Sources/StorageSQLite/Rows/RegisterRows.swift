import Exchange
import GRDB

/// What a person's register extract tells besides what actions need.
extension SQLiteTransaction {
    func uploads(of participant: ParticipantID) throws -> [StoredUpload] {
        try rows("uploads", "SELECT * FROM uploads WHERE participant = ? ORDER BY id", [participant], as: StoredUpload.init)
    }

    func retrievals(of participant: ParticipantID) throws -> [StoredRetrieval] {
        let sql = "SELECT * FROM retrievals WHERE document IN (SELECT id FROM documents WHERE participant = ?) ORDER BY id"
        return try rows("retrievals", sql, [participant], as: StoredRetrieval.init)
    }

    func emergencies(of participant: ParticipantID) throws -> [StoredEmergency] {
        let sql = "SELECT * FROM emergencies WHERE participant = ? ORDER BY read_at, seq"
        return try rows("emergencies", sql, [participant], as: StoredEmergency.init)
    }

    func erasures(about participant: ParticipantID) throws -> [StoredErasure] {
        let sql = "SELECT * FROM erasures WHERE participant = ? ORDER BY asked_at, seq"
        return try rows("erasures", sql, [participant], as: StoredErasure.init)
    }

    func replays(of participant: ParticipantID) throws -> [StoredReplay] {
        try rows("replays", "SELECT * FROM replays WHERE participant = ? ORDER BY at, officer, key", [participant], as: StoredReplay.init)
    }

    func dueDocuments(of participant: ParticipantID) throws -> [DueDocument] {
        let sql = """
            SELECT documents.*, due_documents.rule AS due_rule, due_documents.since AS due_since
            FROM due_documents JOIN documents ON documents.id = due_documents.document WHERE documents.participant = ? ORDER BY documents.seq
            """
        return try rows("documents", sql, [participant], as: DueDocument.init)
    }
}

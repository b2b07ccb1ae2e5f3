import Exchange
import GRDB

extension SQLiteTransaction {
    func keyRotations() throws -> [KeyRotation] {
        try rows("key_rotations", "SELECT * FROM key_rotations ORDER BY seq") { columns in
            KeyRotation(
                old: try columns["old_key"], new: try columns["new_key"], begunAt: try columns["begun_at"],
                finishedAt: try columns.optional("finished_at"), scrubbedAt: try columns.optional("scrubbed_at"))
        }
    }

    func insertKeyRotation(_ rotation: KeyRotation) throws {
        try insert(
            "key_rotations",
            [
                "old_key": rotation.old, "new_key": rotation.new, "begun_at": rotation.begunAt, "finished_at": rotation.finishedAt,
                "scrubbed_at": rotation.scrubbedAt,
            ])
    }

    func updateKeyRotation(_ rotation: KeyRotation) throws {
        try change(
            "UPDATE key_rotations SET finished_at = ?, scrubbed_at = ? WHERE new_key = ?",
            [rotation.finishedAt, rotation.scrubbedAt, rotation.new])
    }

    func subjectKeys(after last: ParticipantID?, limit: Int) throws -> [WrappedSubjectKey] {
        let sql = "SELECT id, subject_key FROM participants WHERE id > ? AND length(subject_key) > 0 ORDER BY id LIMIT ?"
        return try rows("participants", sql, [last?.text ?? "", limit]) {
            WrappedSubjectKey(participant: try $0["id"], key: try $0["subject_key"])
        }
    }

    func subjectKeyCount(beginningWith prefix: [UInt8]) throws -> Int {
        let sql = "SELECT count(*) AS number FROM participants WHERE length(subject_key) > 0 AND substr(subject_key, 1, ?) = ?"
        return try row("participants", sql, [prefix.count, prefix]) { try $0["number"] } ?? 0
    }

    func replaceSubjectKey(of participant: ParticipantID, with key: Sealed) throws {
        try change("UPDATE participants SET subject_key = ? WHERE id = ?", [key, participant])
    }

    func logKeyStatements() throws -> [[UInt8]] {
        try rows("log_key_statements", "SELECT note FROM log_key_statements ORDER BY size") { try $0["note"] }
    }

    func insertLogKeyStatement(_ note: [UInt8], from size: UInt64) throws {
        try insert("log_key_statements", ["size": size, "note": note])
    }

    func forgetLogName() throws {
        for table in ["log_key_statements", "cosigned_checkpoints", "checkpoint_stamps"] { try run("DELETE FROM \(table)", []) }
    }

    func replaceKeys(_ keys: StoredKeys) throws {
        try change(
            "UPDATE keys SET master_key_id = ?, log_origin = ?, system = ?, blind_index = ?, identity = ?, log_signer = ?",
            [keys.masterKeyID, keys.logOrigin, keys.system, keys.index, keys.identity, keys.logSigner])
    }
}

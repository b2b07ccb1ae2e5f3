import Exchange
import GRDB

extension SQLiteTransaction {
    func cosignedCheckpoints(limit: Int) throws -> [CosignedCheckpoint] {
        try rows(
            "cosigned_checkpoints", "SELECT * FROM cosigned_checkpoints ORDER BY size DESC LIMIT ?", [limit], as: CosignedCheckpoint.init)
    }

    func cosignedCheckpoint(ofSize size: UInt64) throws -> CosignedCheckpoint? {
        try row("cosigned_checkpoints", "SELECT * FROM cosigned_checkpoints WHERE size = ?", [size], as: CosignedCheckpoint.init)
    }

    func storeCosignedCheckpoint(_ checkpoint: CosignedCheckpoint) throws {
        try run(
            "INSERT INTO cosigned_checkpoints (size, note) VALUES (?, ?) ON CONFLICT DO UPDATE SET note = excluded.note",
            [checkpoint.size, checkpoint.note])
    }

    func deleteCosignedCheckpoints(below size: UInt64) throws {
        try run("DELETE FROM cosigned_checkpoints WHERE size < ?", [size])
    }
}

extension CosignedCheckpoint {
    fileprivate init(_ columns: Columns) throws {
        self.init(size: try columns["size"], note: try columns["note"])
    }
}

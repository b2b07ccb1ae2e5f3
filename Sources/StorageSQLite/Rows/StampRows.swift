import Exchange
import GRDB

extension SQLiteTransaction {
    func stamp(ofSize size: UInt64) throws -> StoredStamp? {
        try row("checkpoint_stamps", "SELECT * FROM checkpoint_stamps WHERE size = ?", [size], as: StoredStamp.init)
    }

    func lastStamp() throws -> StoredStamp? {
        try row("checkpoint_stamps", "SELECT * FROM checkpoint_stamps ORDER BY size DESC LIMIT 1", as: StoredStamp.init)
    }

    func stamps(from size: UInt64, limit: Int) throws -> [StoredStamp] {
        let sql = "SELECT * FROM checkpoint_stamps WHERE size >= ? ORDER BY size LIMIT ?"
        return try rows("checkpoint_stamps", sql, [size, limit], as: StoredStamp.init)
    }

    func insertStamp(_ stamp: StoredStamp) throws {
        try insert("checkpoint_stamps", ["size": stamp.size, "at": stamp.at, "note": stamp.note, "token": stamp.token])
    }
}

extension StoredStamp {
    fileprivate init(_ columns: Columns) throws {
        self.init(size: try columns["size"], at: try columns["at"], note: try columns["note"], token: try columns["token"])
    }
}

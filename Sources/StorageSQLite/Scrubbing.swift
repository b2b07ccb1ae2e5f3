import Exchange
import GRDB

extension SQLiteStorage {
    /// How long a scrub waits for those who still read.
    private static let patience = 500

    /// Nothing of deleted rows stays in `kedja.sqlite` or its WAL file.
    ///
    /// `secure_delete` has overwritten rows as they were deleted; pages that were taken apart and put together again may still hold pieces, so
    /// VACUUM writes the file anew, and a TRUNCATE checkpoint brings all of the WAL into it and cuts the WAL to nothing. The checkpoint must
    /// wait until nobody reads from the WAL: where somebody does for longer, this throws, and can be tried again. What remains: blocks of the
    /// disk that the file system or the disk itself has put aside.
    package func scrub() async throws {
        do {
            try await pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA busy_timeout = \(SQLiteStorage.patience)")
                defer { try? db.execute(sql: "PRAGMA busy_timeout = 10000") }
                try db.execute(sql: "VACUUM")
                let outcome = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                guard let busy = outcome?[0] as Int?, busy == 0 else {
                    throw ExchangeError(.storageFailed, "somebody still reads from the database's log; it will be scrubbed later")
                }
            }
        } catch {
            throw ExchangeError(sqlite: error)
        }
    }
}

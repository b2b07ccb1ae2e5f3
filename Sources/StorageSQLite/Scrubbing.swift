import Exchange
import GRDB

/// Leaving nothing of what was deleted or overwritten.
///
/// `secure_delete` zeroes a row's bytes where it lay when it was deleted, and whole pages that come free. Two places are left:
/// - the gap in the middle of a page: when SQLite spreads a full page's rows over several it moves them and doesn't zero where they lay. What is
///   deleted later is zeroed in its new place alone. VACUUM writes every page of the file anew, from rows that can be read.
/// - the WAL file, where old pages stay until they're written over. `wal_checkpoint(TRUNCATE)` moves the newest of each to the database file,
///   syncs it, and cuts the WAL file to nothing.
///
/// What remains is below the file system: a disk may keep blocks that no file has any more, among them those of VACUUM's temporary file. Against
/// who can read those, and against backups, the master key is rotated and the old one destroyed.
extension SQLiteStorage {
    package func scrub() async throws {
        do { try await commits.performAlone(Scrubbing.run) } catch { throw ExchangeError.passing(error) }
    }
}

private enum Scrubbing {
    /// Milliseconds that cutting the WAL file waits for readers.
    private static let patience = 2000

    /// VACUUM first, for it writes through the WAL file.
    static func run(_ db: Database) throws {
        // VACUUM's copy of the whole database has no room in memory.
        try db.execute(sql: "PRAGMA temp_store = FILE")
        defer { try? db.execute(sql: "PRAGMA temp_store = MEMORY") }
        try db.execute(sql: "VACUUM")
        db.clearSchemaCache()
        try truncate(db)
    }

    /// Nobody writes while it waits for those who read, a backup perhaps, which takes minutes. So it waits for a little, and is tried again later.
    private static func truncate(_ db: Database) throws {
        let usual = try Int.fetchOne(db, sql: "PRAGMA busy_timeout") ?? patience
        try db.execute(sql: "PRAGMA busy_timeout = \(min(usual, patience))")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = \(usual)") }
        try db.checkpoint(.truncate)
    }
}

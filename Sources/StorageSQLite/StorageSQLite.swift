package import Exchange
import GRDB

// StorageSQLite: the storage that needs nothing beside it. Records lie in one SQLite file, sealed payloads in a folder of blobs.
//
//     let storage = try SQLiteStorage.open(folder: "/var/lib/kedja")
//     let blobs = try FolderBlobs.open(folder: "/var/lib/kedja")
//
// - `Schema.swift`: the tables, by version.
// - `GroupCommit.swift`: how concurrent writes share a commit.
// - `Rows/`: each of the exchange's record types to and from its table.
// - `Scrubbing.swift`: how nothing is left of what was deleted.
// - `Blobs/`: uploads and kept payloads as files.

/// The exchange's records in one SQLite file: WAL, every commit synced before it is answered.
///
/// May be used from any task. Several processes may stand on one file; SQLite's own locks keep their writes apart.
package struct SQLiteStorage: Storage {
    /// The file's name in the data folder.
    package static let fileName = "kedja.sqlite"

    let pool: DatabasePool
    let commits: GroupCommit

    /// Opens the data folder's records; makes folder (0700), file (0600) and tables where they're missing.
    ///
    /// - Throws: `ExchangeError`: `storageFailed` when the file can't be used as it must be or comes from a newer version.
    package static func open(folder: String) throws -> SQLiteStorage {
        try FileCalls.makeFolder(folder)
        return try SQLiteStorage(path: folder + "/" + fileName)
    }

    /// Opens the file at `path`, whose folder is there.
    package init(path: String) throws {
        try FileCalls.makePrivateFile(path)
        do {
            pool = try DatabasePool(path: path, configuration: SQLiteStorage.configuration)
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                for pragma in SQLiteStorage.writersOwn { try db.execute(sql: "PRAGMA \(pragma)") }
                try Durability.require(in: db)
            }
            try Schema.bringUpToDate(pool)
        } catch {
            throw ExchangeError(sqlite: error)
        }
        commits = GroupCommit(pool: pool)
    }

    /// The log's indices are written all over: 4 MiB of them stay in memory, twice SQLite's default, and a page that many commits change moves from
    /// the WAL file to the database file once in some thousand pages. More memory makes a million entries no faster, and the daemon no smaller.
    private static let writersOwn = ["cache_size = -4096", "wal_autocheckpoint = 4000"]

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "kedja"
        configuration.foreignKeysEnabled = true
        // Another process that scrubs holds the file for some seconds a GiB; our writes wait rather than fail.
        configuration.busyMode = .timeout(60)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
            // What a savepoint may have to undo stays in memory: it's small, and a file would leave copies of rows behind.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            // Each of several readers would else keep 2 MiB of pages that the system has in memory, too.
            try db.execute(sql: "PRAGMA cache_size = -512")
        }
        return configuration
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any StorageReader) throws -> T) async throws -> T {
        do { return try await pool.read { try body(SQLiteTransaction(db: $0)) } } catch { throw ExchangeError.passing(error) }
    }

    package func write<T: Sendable>(
        endingWith end: CommitEnd?, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws -> (value: T, end: LogEnd?) {
        do {
            return try await commits.perform(endingWith: end, .undoable) { try body($0) }
        } catch {
            throw ExchangeError.passing(error)
        }
    }

    package func join<T: Sendable>(
        endingWith end: @escaping CommitEnd, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws -> (value: T, end: LogEnd?) {
        do {
            return try await commits.perform(endingWith: end, .joined) { try body($0) }
        } catch {
            throw ExchangeError.passing(error)
        }
    }
}

/// What the promises of `Storage` rest on, read back from the connection that writes.
///
/// With WAL and `synchronous = FULL` a commit appends to the WAL file and calls fdatasync on it before it returns. What remains: a disk
/// that says it has written when it hasn't. `secure_delete` overwrites deleted rows with zeros in the database file; where it leaves something
/// behind, `scrub` doesn't.
enum Durability {
    static func require(in db: Database) throws {
        for (pragma, value) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "1")] {
            guard try read(pragma, in: db) == value else {
                throw ExchangeError(
                    .storageFailed, "SQLite doesn't hold \(pragma) at \(value) here; put the data folder on a local disk of this machine")
            }
        }
    }

    static func read(_ pragma: String, in db: Database) throws -> String? {
        guard let value: DatabaseValue = try Row.fetchOne(db, sql: "PRAGMA \(pragma)")?[0] else { return nil }
        return String(stored: value) ?? Int(stored: value).map { String($0) }
    }
}

extension ExchangeError {
    /// SQLite's errors as the exchange's. SQLite's own text stays out of it, for it may quote values.
    init(sqlite error: any Error) {
        if let own = error as? ExchangeError {
            self = own
        } else if let code = (error as? DatabaseError)?.resultCode, code == .SQLITE_CORRUPT || code == .SQLITE_NOTADB {
            self.init(.damaged, "the database file is damaged (SQLite \(code.rawValue)); restore it from a backup")
        } else {
            let code = (error as? DatabaseError).map { " (SQLite \($0.extendedResultCode.rawValue))" } ?? ""
            self.init(.storageFailed, "the database could not be used\(code); check the data folder's disk space and rights")
        }
    }

    /// SQLite's errors as the exchange's; what a body threw of its own, as it is.
    static func passing(_ error: any Error) -> any Error {
        error is DatabaseError || error is CancellationError ? ExchangeError(sqlite: error) : error
    }
}

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
    private let stop: WriteStop
    private let checkpoints: WALCheckpoints

    /// Opens the data folder's records; makes folder (0700), file (0600) and tables where they're missing.
    ///
    /// - Throws: `ExchangeError`: `storageFailed` when the file can't be used as it must be or comes from a newer version.
    package static func open(folder: String, stop: WriteStop = WriteStop()) throws -> SQLiteStorage {
        try FileCalls.makeFolder(folder)
        try RestoringFolder.forget(folder)
        return try SQLiteStorage(path: folder + "/" + fileName, stop: stop)
    }

    /// Opens the file at `path`, whose folder is there.
    ///
    /// - Parameters:
    ///   - patience: how long a write waits for another process's. One that scrubs holds the file for some seconds a GiB.
    ///   - stop: ends writing when a sync fails.
    package init(path: String, patience: Duration = .seconds(60), stop: WriteStop = WriteStop()) throws {
        self.stop = stop
        let checkpoints = WALCheckpoints()
        try FileCalls.makePrivateFile(path)
        do {
            pool = try DatabasePool(path: path, configuration: SQLiteStorage.configuration(patience))
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                for pragma in SQLiteStorage.writersOwn { try db.execute(sql: "PRAGMA \(pragma)") }
                try Durability.require(in: db)
                try WALCheckpoints.beginAnew(db)
                checkpoints.takeOver(from: db)
            }
            try Schema.bringUpToDate(pool)
        } catch {
            throw ExchangeError(sqlite: error)
        }
        self.checkpoints = checkpoints
        commits = GroupCommit(pool: pool, checkpoints: checkpoints, stop: stop)
    }

    package var hasStoppedWriting: Bool { stop.isStopped }

    /// The log's indices are written all over: 4 MiB of them stay in memory, twice SQLite's default. More memory makes a million entries no faster,
    /// and the daemon no smaller.
    private static let writersOwn = ["cache_size = -4096"]

    private static func configuration(_ patience: Duration) -> Configuration {
        var configuration = Configuration()
        configuration.label = "kedja"
        configuration.foreignKeysEnabled = true
        // Our writes wait rather than fail.
        configuration.busyMode = .timeout(patience / .seconds(1))
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

    /// Whether a write could begin now: takes the writer's turn and SQLite's lock on the file, and changes nothing. What has been committed and couldn't
    /// be moved to the database file is moved now, or this fails as that did.
    ///
    /// - Throws: `ExchangeError` when it couldn't.
    package func requireWritable() async throws {
        do {
            try await commits.performAlone { db in
                try Savepoint.statement("BEGIN IMMEDIATE", in: db)
                try Savepoint.statement("ROLLBACK", in: db)
                try checkpoints.runIfFailing(db)
            }
        } catch {
            throw ExchangeError(sqlite: error)
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
        } else if WriteStop.isOfDurability(error) {
            self = .storageStopped
        } else if let error = error as? DatabaseError {
            self.init(database: error)
        } else {
            self.init(.storageFailed, "the database could not be used; check the data folder's disk space and rights")
        }
    }

    /// What an administrator looks at first, by the kind of the error.
    private init(database error: DatabaseError) {
        let code = "SQLite \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(.damaged, "the database file is damaged (\(code)); restore it from a backup")
        case .SQLITE_FULL:
            self.init(.storageFailed, "the data folder's disk is full (\(code)), and nothing was changed; make room, and try again")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.storageFailed, "another process holds the database (\(code)), and nothing was changed; end it, and try again")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN:
            self.init(
                .storageFailed, "the database can't be written (\(code)); check how its disk is mounted, and the data folder's rights")
        case .SQLITE_IOERR:
            self.init(.storageFailed, "the data folder's disk fails (\(code)), and nothing was changed; look at the system's log of it")
        default:
            self.init(.storageFailed, "the database could not be used (\(code)); check the data folder's disk space and rights")
        }
    }

    /// SQLite's errors as the exchange's; what a body threw of its own, as it is.
    static func passing(_ error: any Error) -> any Error {
        error is DatabaseError || error is CancellationError ? ExchangeError(sqlite: error) : error
    }
}

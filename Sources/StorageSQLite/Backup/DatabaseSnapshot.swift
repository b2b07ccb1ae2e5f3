package import Exchange
import Foundation
import GRDB

/// The records of a data folder as they are at one moment, in a file of their own.
///
/// `VACUUM INTO` reads in one transaction, which a daemon that writes meanwhile isn't held up by, and writes every page anew from rows that can be read:
/// what was deleted isn't in the copy, not even in pages' gaps, as it would be in a copy of the file. It holds no more than a few MiB. The copy is no WAL
/// database, so that one file is all of it, and it can be read where nothing can be written.
package enum DatabaseSnapshot {
    /// Writes the records of `folder` to a new file at `path` (0600), durable but for its name.
    ///
    /// - Throws: `ExchangeError`: `storageFailed` when there is no database, it's of another version, or something couldn't be read or written.
    package static func take(of folder: String, to path: String) throws(ExchangeError) {
        // Says whether there is a database of this version, and changes nothing.
        try SQLiteCopy(folder: folder).close()
        try FileCalls.makePrivateFile(path)
        do {
            var configuration = Configuration()
            configuration.label = "kedja-backup"
            configuration.readonly = true
            configuration.busyMode = .timeout(60)
            let queue = try DatabaseQueue(path: folder + "/" + SQLiteStorage.fileName, configuration: configuration)
            try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
            try queue.close()
        } catch {
            throw ExchangeError(sqlite: error)
        }
        let file = try FileCalls.openFile(path, O_RDWR)
        defer { Foundation.close(file) }
        try FileCalls.sync(file)
    }
}

/// What SQLite finds wrong in a database, by itself.
package struct DatabaseFaults: Hashable, Sendable {
    /// `PRAGMA integrity_check`: how many things aren't as they must be. What they are would quote names of tables and rows.
    package let integrity: Int
    /// `PRAGMA foreign_key_check`: rows that point at nothing.
    package let dangling: Int

    package var isEmpty: Bool { integrity == 0 && dangling == 0 }

    fileprivate static func found(in db: Database) throws -> DatabaseFaults {
        let lines = try String.fetchAll(db, sql: "PRAGMA integrity_check(100)")
        let rows = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
        return DatabaseFaults(integrity: lines == ["ok"] ? 0 : lines.count, dangling: rows.count)
    }
}

extension SQLiteCopy {
    package func faults() async throws(ExchangeError) -> DatabaseFaults {
        do { return try await pool.read(DatabaseFaults.found) } catch { throw ExchangeError(sqlite: error) }
    }

    /// Lets go of the file.
    package func close() throws(ExchangeError) {
        do { try pool.close() } catch { throw ExchangeError(sqlite: error) }
    }
}

extension SQLiteStorage {
    package func faults() async throws(ExchangeError) -> DatabaseFaults {
        do { return try await pool.read(DatabaseFaults.found) } catch { throw ExchangeError(sqlite: error) }
    }

    /// Moves everything into the one file and lets go of it; nothing can be asked afterwards.
    package func close() throws(ExchangeError) {
        do {
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            // Connections that only read go first: the last one to go removes the WAL file, and they can't.
            pool.invalidateReadOnlyConnections()
            try pool.close()
        } catch { throw ExchangeError(sqlite: error) }
    }
}

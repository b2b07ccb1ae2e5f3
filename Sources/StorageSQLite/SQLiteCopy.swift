package import Exchange
import Foundation
import GRDB

/// A copy of a data folder, opened to be read and nothing else: no table is made, no row written, an older copy isn't brought up to date.
///
/// The copy is that of a WAL database: `kedja.sqlite-wal` belongs to it where there is one. SQLite maps its index beside it (`-shm`), so the
/// copy's folder must be writable, though the database file itself isn't touched.
package struct SQLiteCopy: ReadableStorage {
    let pool: DatabasePool

    /// - Throws: `ExchangeError`: `storageFailed` when there is no database, it can't be opened, or it's of another version.
    package init(folder: String) throws(ExchangeError) {
        let path = folder + "/" + SQLiteStorage.fileName
        guard FileManager.default.fileExists(atPath: path) else {
            throw ExchangeError(.storageFailed, "there is no \(SQLiteStorage.fileName) in \(folder); name a copy of a data folder")
        }
        var configuration = Configuration()
        configuration.label = "kedja-copy"
        configuration.readonly = true
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            guard try Schema.isUpToDate(pool) else {
                throw ExchangeError(
                    .storageFailed, "the copy was written by another version of kedjad; use the client of that version, nothing was changed"
                )
            }
        } catch {
            throw ExchangeError(sqlite: error)
        }
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any StorageReader) throws -> T) async throws -> T {
        do { return try await pool.read { try body(SQLiteTransaction(db: $0)) } } catch { throw ExchangeError.passing(error) }
    }
}

import Exchange
import StorageSQLite

/// A copy of the daemon's data folder, for `kedja audit verify --data`. The one place of the client that knows how a daemon stores.
enum DataCopy {
    /// Its log; the texts stay sealed without a master key.
    static func log(in folder: String, masters: [MasterKey]) async throws -> StoredLog {
        try await StoredLog(in: try SQLiteCopy(folder: folder), masters: masters.isEmpty ? nil : MasterKeyring(masters))
    }
}

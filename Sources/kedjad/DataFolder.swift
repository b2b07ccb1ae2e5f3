import Exchange
import ExchangeServer
import Foundation
import StorageSQLite

/// The data folder: where it is set up, and where it is opened.
struct DataFolder {
    let path: String
    /// Ends writing when a disk fails.
    var stop = WriteStop()

    var isSetUp: Bool { FileManager.default.fileExists(atPath: path + "/" + SQLiteStorage.fileName) }

    /// Whether an exchange has been founded here: an `init` that was interrupted leaves a folder without.
    var hasExchange: Bool {
        get async {
            guard let storage = try? existingStorage() else { return false }
            return (try? await storage.read { try $0.keys() != nil }) ?? true
        }
    }

    /// Opens or makes the records.
    func storage() throws(DaemonError) -> SQLiteStorage {
        do { return try SQLiteStorage.open(folder: path, stop: stop) } catch { throw DaemonError(opening: error) }
    }

    /// Opens the records of a folder that has been set up.
    func existingStorage() throws(DaemonError) -> SQLiteStorage {
        guard isSetUp else {
            throw DaemonError(.configuration, "the data folder \(path) hasn't been set up", hint: "run kedjad init, or correct data")
        }
        return try storage()
    }

    func blobs() throws(DaemonError) -> FolderBlobs {
        do { return try FolderBlobs.open(folder: path, stop: stop) } catch { throw DaemonError(opening: error) }
    }
}

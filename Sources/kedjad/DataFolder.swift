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

    /// Whether something may be lost with the folder. An `init` that was interrupted leaves one without an exchange.
    var mayHoldAnExchange: Bool {
        get async {
            guard isSetUp else { return isBeingRestored }
            guard let storage = try? existingStorage() else { return true }
            return (try? await storage.read { try $0.keys() != nil }) ?? true
        }
    }

    /// Whether a path is that of the folder, or lies in it.
    func holds(_ other: String) -> Bool {
        let (mine, theirs) = (URL(filePath: path).resolvingSymlinksInPath().path, URL(filePath: other).resolvingSymlinksInPath().path)
        return theirs == mine || theirs.hasPrefix(mine + "/")
    }

    /// Opens or makes the records. What SQLite writes on the side, scrubbing's copy of everything among it, lies in the folder, too: as well guarded,
    /// and with the room that `kedjad doctor` looks at. SQLite would take /var/tmp.
    func storage() throws(DaemonError) -> SQLiteStorage {
        setenv("SQLITE_TMPDIR", path, 0)
        do { return try SQLiteStorage.open(folder: path, stop: stop) } catch { throw DaemonError(opening: error) }
    }

    /// Whether a restore is under way, or was interrupted.
    var isBeingRestored: Bool { !isSetUp && FileManager.default.fileExists(atPath: path + "/restoring") }

    func requireSetUp() throws(DaemonError) {
        guard !isBeingRestored else {
            throw DaemonError(.configuration, "restoring into \(path) was interrupted", hint: "run the same kedjad restore again")
        }
        guard isSetUp else {
            throw DaemonError(.configuration, "the data folder \(path) hasn't been set up", hint: "run kedjad init, or correct data")
        }
    }

    /// Opens the records of a folder that has been set up.
    func existingStorage() throws(DaemonError) -> SQLiteStorage {
        try requireSetUp()
        return try storage()
    }

    func blobs() throws(DaemonError) -> FolderBlobs {
        do { return try FolderBlobs.open(folder: path, stop: stop) } catch { throw DaemonError(opening: error) }
    }

    /// Keeps in mind when a backup was made, for `kedjad doctor`. Nothing else rests on it.
    func noteBackup(at time: Timestamp) { try? Data("\(time)\n".utf8).write(to: lastBackupFile, options: .atomic) }

    /// When a backup was made of this folder, as far as is known.
    var lastBackup: Timestamp? {
        (try? String(contentsOf: lastBackupFile, encoding: .utf8)).flatMap { Timestamp($0.trimmingCharacters(in: .newlines)) }
    }

    private var lastBackupFile: URL { URL(filePath: path + "/last-backup") }
}

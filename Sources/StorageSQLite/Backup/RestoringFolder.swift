package import Exchange
import Foundation

/// A data folder that a backup is being put into. It becomes a data folder at one moment: when its database, of which everything is known to be
/// right by then, gets its name; kedjad looks for nothing else.
///
///     data/restoring                 while it's under way, or was interrupted
///     data/kedja.sqlite.restoring    the database, until it gets its name
///     data/blobs/…
///
/// The folder itself is never renamed: it may be a mount point, or lie where only it may be written to. One process at a time has it locked.
package final class RestoringFolder: Sendable {
    package let path: String
    private let lock: Int32

    private var marker: String { path + "/restoring" }
    private var database: String { path + "/" + SQLiteStorage.fileName }

    /// Where the database lies until the end.
    package var stagedDatabase: String { database + ".restoring" }
    package var payloads: PayloadFiles { PayloadFiles(folder: path) }

    /// Begins. What an interrupted restoring left is removed; anything else in the folder is refused.
    ///
    /// - Throws: `alreadyExists`; `conflict` when another process is restoring into it.
    package init(_ path: String) throws(ExchangeError) {
        try FileCalls.makeFolder(path)
        guard let folder = try FileCalls.lockFolder(path) else {
            throw ExchangeError(.conflict, "somebody else is restoring into \(path) just now")
        }
        self.path = path
        lock = folder
        let names = try FileCalls.names(in: path)
        let isLeft = names.contains("restoring") && !names.contains(SQLiteStorage.fileName)
        guard names.isEmpty || isLeft else {
            throw ExchangeError(.alreadyExists, "the data folder \(path) isn't empty; nothing was changed")
        }
        try FileCalls.makePrivateFile(marker)
        try FileCalls.syncFolder(path)
        try clear(names.filter { $0 != "restoring" })
    }

    deinit { close(lock) }

    /// Gives the database its name: from now on this is a data folder. Its connections must be closed.
    ///
    /// Durable by: fsync of the payloads' folders and of the database, rename, fsync of the folder; then the mark goes, and the folder is synced once more.
    package func finish() throws(ExchangeError) {
        for suffix in ["-wal", "-shm"] {
            guard access(stagedDatabase + suffix, F_OK) != 0 else {
                throw ExchangeError(.storageFailed, "the restored database is still in use; run the command again")
            }
        }
        let file = try FileCalls.openFile(stagedDatabase, O_RDWR)
        defer { close(file) }
        try FileCalls.sync(file)
        try payloads.sync()
        try FileCalls.syncFolder(path)
        try FileCalls.rename(stagedDatabase, to: database)
        try FileCalls.syncFolder(path)
        try FileCalls.remove(marker)
        try FileCalls.syncFolder(path)
    }

    /// Removes the mark beside a database, which a crash at the very end may have left: whoever moved the database away later would else have
    /// the folder taken for one that is being restored into.
    static func forget(_ path: String) throws(ExchangeError) {
        guard access(path + "/" + SQLiteStorage.fileName, F_OK) == 0, access(path + "/restoring", F_OK) == 0 else { return }
        try FileCalls.remove(path + "/restoring")
        try FileCalls.syncFolder(path)
    }

    /// Leaves the folder as empty as it was.
    package func abandon() {
        guard let names = try? FileCalls.names(in: path), !names.contains(SQLiteStorage.fileName) else { return }
        try? clear(names.filter { $0 != "restoring" })
        try? FileCalls.remove(marker)
    }

    private func clear(_ names: [String]) throws(ExchangeError) {
        for name in names {
            do { try FileManager.default.removeItem(atPath: "\(path)/\(name)") } catch {
                throw ExchangeError(.storageFailed, "what an interrupted restoring left in \(path) can't be removed; remove it")
            }
        }
    }
}

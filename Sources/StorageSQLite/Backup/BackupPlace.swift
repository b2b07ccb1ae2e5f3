package import Exchange
import Foundation

/// A folder of backups, each in a folder of its own that is named after its time.
///
///     DIR/2026-11-26T041500.000Z/manifest        signed, see `BackupManifest`; written last
///     DIR/2026-11-26T041500.000Z/checkpoint      the log's newest checkpoint
///     DIR/2026-11-26T041500.000Z/kedja.sqlite    the records, one file
///     DIR/2026-11-26T041500.000Z/blobs/ab/doc_…  the payloads; those that an earlier backup has too are the same files
///     DIR/2026-11-27T041500.000Z.part/…          one that is being made, or was interrupted
///
/// Durable by: fsync of each file and folder; rename of `….part`; fsync of DIR. What is interrupted keeps its `.part` and is removed by the next.
/// One process at a time has the folder locked.
package final class BackupPlace: Sendable {
    package let path: String
    private let lock: Int32
    private static let part = ".part"

    /// Makes the folder (0700) and locks it.
    ///
    /// - Throws: `conflict` when another backup is being made there.
    package init(_ path: String) throws(ExchangeError) {
        try FileCalls.makeFolder(path)
        let folder = try FileCalls.openFile(path, O_RDONLY | O_DIRECTORY)
        guard flock(folder, LOCK_EX | LOCK_NB) == 0 else {
            close(folder)
            throw ExchangeError(.conflict, "another backup is being made in \(path); wait until it has ended")
        }
        self.path = path
        lock = folder
    }

    deinit { close(lock) }

    /// The whole backups in a folder, the oldest first.
    package static func backups(in path: String) -> [BackupFolder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { !$0.hasSuffix(part) }.sorted().map { BackupFolder("\(path)/\($0)") }.filter(\.hasManifest)
    }

    /// Removes what was interrupted, and begins a backup.
    package func begin(at time: Timestamp) throws(ExchangeError) -> BackupFolder {
        for name in try FileCalls.names(in: path) where name.hasSuffix(BackupPlace.part) { try remove(name) }
        let name = time.description.replacing(":", with: "")
        guard access("\(path)/\(name)", F_OK) != 0 else {
            throw ExchangeError(.alreadyExists, "there is a backup of this moment in \(path) already; try again")
        }
        let folder = BackupFolder("\(path)/\(name)\(BackupPlace.part)")
        try FileCalls.makeFolder(folder.path)
        return folder
    }

    /// Gives a backup its name, once all of it is durable.
    package func finish(_ folder: BackupFolder) throws(ExchangeError) -> BackupFolder {
        try folder.payloads.sync()
        try FileCalls.syncFolder(folder.path)
        let done = BackupFolder(String(folder.path.dropLast(BackupPlace.part.count)))
        try FileCalls.rename(folder.path, to: done.path)
        try FileCalls.syncFolder(path)
        return done
    }

    /// Removes all but the newest `count`. Each loses its name first, so that none looks whole that isn't.
    package func keepNewest(_ count: Int) throws(ExchangeError) -> Int {
        let old = BackupPlace.backups(in: path).dropLast(count)
        for backup in old {
            let name = (backup.path as NSString).lastPathComponent
            try FileCalls.rename(backup.path, to: backup.path + BackupPlace.part)
            try FileCalls.syncFolder(path)
            try remove(name + BackupPlace.part)
        }
        return old.count
    }

    package func discard(_ folder: BackupFolder) { try? FileManager.default.removeItem(atPath: folder.path) }

    private func remove(_ name: String) throws(ExchangeError) {
        do { try FileManager.default.removeItem(atPath: "\(path)/\(name)") } catch {
            throw ExchangeError(.storageFailed, "\(path)/\(name) is left of an earlier backup and can't be removed; remove it")
        }
    }
}

/// One backup.
package struct BackupFolder: Hashable, Sendable {
    private static let manifestLimit: UInt64 = 1 << 20

    package let path: String

    package init(_ path: String) { self.path = path }

    package var databasePath: String { path + "/" + SQLiteStorage.fileName }
    package var payloads: PayloadFiles { PayloadFiles(folder: path) }
    package var hasManifest: Bool { access(path + "/manifest", F_OK) == 0 }

    /// Throws `storageFailed` when there's none, `invalidInput` when it's larger than one can be.
    package func manifest() throws(ExchangeError) -> [UInt8] {
        guard let file = try FileCalls.openIfPresent(path + "/manifest", O_RDONLY) else {
            throw ExchangeError(.storageFailed, "there is no backup in \(path): it has no manifest")
        }
        defer { close(file) }
        let size = try FileCalls.size(of: file)
        guard size <= BackupFolder.manifestLimit else { throw .invalid("the manifest in \(path) is larger than one can be") }
        return try FileCalls.read(file, at: 0, count: Int(size))
    }

    package func put(manifest: [UInt8]) throws(ExchangeError) { try put(manifest, "manifest") }
    package func put(checkpoint: [UInt8]) throws(ExchangeError) { try put(checkpoint, "checkpoint") }

    private func put(_ bytes: [UInt8], _ name: String) throws(ExchangeError) {
        let file = try FileCalls.openFile("\(path)/\(name)", O_WRONLY | O_CREAT | O_EXCL)
        defer { close(file) }
        try FileCalls.write(bytes, to: file, at: 0)
        try FileCalls.sync(file)
    }

    /// Size and SHA-256 of the database, which is copied to `path` meanwhile when one is given; the copy is synced.
    package func readDatabase(copyingTo target: String? = nil) throws(ExchangeError) -> (size: UInt64, digest: [UInt8]) {
        try FileCopy.read(databasePath, copyingTo: target)
    }
}

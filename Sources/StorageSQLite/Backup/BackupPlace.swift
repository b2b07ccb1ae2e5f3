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
/// One process at a time has the folder locked. What has other names isn't a backup, and is never touched.
package final class BackupPlace: Sendable {
    package let path: String
    private let lock: Int32
    private static let part = ".part"

    /// Makes the folder (0700) and locks it.
    ///
    /// - Throws: `conflict` when another backup is being made there.
    package init(_ path: String) throws(ExchangeError) {
        try FileCalls.makeFolder(path)
        guard let folder = try FileCalls.lockFolder(path) else {
            throw ExchangeError(.conflict, "another backup is being made in \(path); wait until it has ended")
        }
        self.path = path
        lock = folder
    }

    deinit { close(lock) }

    /// The whole backups in a folder, the oldest first.
    package static func backups(in path: String) -> [BackupFolder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter(isName).sorted().map { BackupFolder("\(path)/\($0)") }.filter(\.hasManifest)
    }

    /// Removes what was interrupted, and begins a backup.
    ///
    /// - Throws: `alreadyExists`, `conflict` when one of a later moment is there: it would stay the newest, and this one might be removed as an old one.
    package func begin(at time: Timestamp) throws(ExchangeError) -> BackupFolder {
        let names = try FileCalls.names(in: path)
        for name in names where name.hasSuffix(BackupPlace.part) && BackupPlace.isName(String(name.dropLast(BackupPlace.part.count))) {
            try remove(name)
        }
        let name = BackupPlace.name(of: time)
        guard !names.contains(name) else {
            throw ExchangeError(.alreadyExists, "there is a backup of this moment in \(path) already; try again")
        }
        if let later = names.filter(BackupPlace.isName).max(), later > name {
            throw ExchangeError(.conflict, "\(path) has the backup \(later), which is later than now; set the clock")
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

    private static func name(of time: Timestamp) -> String { time.description.replacing(":", with: "") }

    /// `2026-11-26T041500.000Z`.
    private static func isName(_ name: String) -> Bool {
        guard name.utf8.count == 22, name.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        let time = Timestamp("\(name.prefix(13)):\(name.dropFirst(13).prefix(2)):\(name.dropFirst(15))")
        return time.map { BackupPlace.name(of: $0) } == name
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
        guard hasManifest else { throw ExchangeError(.storageFailed, "there is no backup in \(path): it has no manifest") }
        let file = try FileCalls.openPlainFile(path + "/manifest")
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

    /// Size and SHA-256 of the database, which is copied to `target` meanwhile when one is given; the copy is synced.
    ///
    /// - Parameter size: what it must have; else nothing of it is read, and `damaged` is thrown.
    package func readDatabase(
        of size: UInt64? = nil, copyingTo target: String? = nil
    ) throws(ExchangeError) -> (size: UInt64, digest: [UInt8]) {
        try FileCopy.read(databasePath, expecting: size, copyingTo: target)
    }
}

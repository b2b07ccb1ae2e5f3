package import Exchange
import Foundation

/// The kept payloads of a data folder or of a backup, which lie alike: looked at and copied by whoever looks after them.
package struct PayloadFiles: Sendable {
    /// What became of a payload.
    package enum Outcome: Hashable, Sendable {
        /// It's there, and as its document says.
        case whole
        case missing
        /// Another size, other bytes, or no file.
        case damaged
    }

    private let paths: PayloadPaths
    private var folder: String { paths.folder }

    /// - Parameter folder: the data folder, or the backup's.
    package init(folder: String) { paths = PayloadPaths(in: folder) }

    /// The file's size; `nil` when there's none, or something else in its place.
    package func size(of document: DocumentID) throws(ExchangeError) -> UInt64? {
        guard try FileCalls.isFile(paths.file(of: document)) == true else { return nil }
        let file = try FileCalls.openPlainFile(paths.file(of: document))
        defer { close(file) }
        return try FileCalls.size(of: file)
    }

    /// Reads all of a payload and says whether it's what its document says.
    package func examine(_ payload: NamedPayload) throws(ExchangeError) -> Outcome { try read(payload) { _, _ throws(ExchangeError) in } }

    /// Copies a payload, which is read once and held against its document meanwhile. What isn't whole leaves nothing in the other folder. The copy is
    /// synced, its folder isn't: see `sync()`.
    package func copy(_ payload: NamedPayload, to other: PayloadFiles) throws(ExchangeError) -> Outcome {
        let target = other.paths.file(of: payload.document)
        try FileCalls.makeFolder(other.paths.shelf(of: payload.document))
        try FileCalls.remove(target)
        let file = try FileCalls.openFile(target, O_WRONLY | O_CREAT | O_EXCL)
        defer { close(file) }
        let outcome = try read(payload) { piece, offset throws(ExchangeError) in try FileCalls.write(piece, to: file, at: offset) }
        guard outcome == .whole else {
            try FileCalls.remove(target)
            return outcome
        }
        try FileCalls.sync(file)
        return outcome
    }

    /// Gives a payload that another folder on the same disk has a second name here: payloads never change. `false` when it hasn't one of this
    /// size, or can't share it.
    package func share(_ payload: NamedPayload, from other: PayloadFiles) throws(ExchangeError) -> Bool {
        guard try other.size(of: payload.document) == payload.size else { return false }
        try FileCalls.makeFolder(paths.shelf(of: payload.document))
        return (try? FileCalls.link(other.paths.file(of: payload.document), to: paths.file(of: payload.document))) == true
    }

    /// Takes a payload away; answers whether another folder has it, too.
    package func remove(_ document: DocumentID) throws(ExchangeError) -> Bool {
        let path = paths.file(of: document)
        var status = stat()
        let isShared = lstat(path, &status) == 0 && status.st_nlink > 1
        try FileCalls.remove(path)
        return isShared
    }

    /// Makes the names durable.
    package func sync() throws(ExchangeError) {
        guard access(folder, F_OK) == 0 else { return }
        for name in try FileCalls.names(in: folder) { try FileCalls.syncFolder(folder + "/" + name) }
        try FileCalls.syncFolder(folder)
    }

    /// Documents by whose names files lie here that were written before `time`, one of the 1024 folders at a time; and how many files have other names.
    package func forEachFolder(
        before time: Timestamp, _ body: (_ documents: [DocumentID], _ strangers: Int) async throws -> Void
    ) async throws {
        guard access(folder, F_OK) == 0 else { return }
        for name in try FileCalls.names(in: folder).sorted() {
            let files = (try? FileCalls.names(in: folder + "/" + name)) ?? []
            let old = files.filter { isOlder("\(folder)/\(name)/\($0)", than: time) }
            let documents = old.compactMap { DocumentID($0) }
            try await body(documents, old.count - documents.count)
        }
    }

    private func isOlder(_ path: String, than time: Timestamp) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        return Int64(status.st_mtim.tv_sec) * 1000 < time.milliseconds
    }

    private func read(
        _ payload: NamedPayload, _ take: (_ piece: [UInt8], _ offset: UInt64) throws(ExchangeError) -> Void
    ) throws(ExchangeError) -> Outcome {
        let path = paths.file(of: payload.document)
        guard let isFile = try FileCalls.isFile(path) else { return .missing }
        guard isFile else { return .damaged }
        let file = try FileCalls.openPlainFile(path)
        defer { close(file) }
        guard try FileCalls.size(of: file) == payload.size else { return .damaged }
        let found = try FileCalls.digest(of: file, upTo: payload.size, take: take)
        return found.size == payload.size && found.digest == payload.digest ? .whole : .damaged
    }
}

import Crypto
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

    private static let pieceSize = 1 << 20
    private let folder: String

    /// - Parameter folder: the data folder, or the backup's.
    package init(folder: String) { self.folder = folder + "/blobs" }

    /// The file's size; `nil` when there's none, or something else in its place.
    package func size(of document: DocumentID) throws(ExchangeError) -> UInt64? {
        guard try FileCalls.isFile(path(of: document)) == true else { return nil }
        let file = try FileCalls.openPlainFile(path(of: document))
        defer { close(file) }
        return try FileCalls.size(of: file)
    }

    /// Reads all of a payload and says whether it's what its document says.
    package func examine(_ payload: NamedPayload) throws(ExchangeError) -> Outcome { try read(payload) { _ throws(ExchangeError) in } }

    /// Copies a payload, which is read once and held against its document meanwhile. What isn't whole leaves nothing in the other folder. The copy is
    /// synced, its folder isn't: see `sync()`.
    package func copy(_ payload: NamedPayload, to other: PayloadFiles) throws(ExchangeError) -> Outcome {
        let target = other.path(of: payload.document)
        try other.makeFolder(of: payload.document)
        try FileCalls.remove(target)
        let file = try FileCalls.openFile(target, O_WRONLY | O_CREAT | O_EXCL)
        defer { close(file) }
        var written: UInt64 = 0
        let outcome = try read(payload) { piece throws(ExchangeError) in
            try FileCalls.write(piece, to: file, at: written)
            written += UInt64(piece.count)
        }
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
        try makeFolder(of: payload.document)
        return (try? FileCalls.link(other.path(of: payload.document), to: path(of: payload.document))) == true
    }

    /// Takes a payload away; answers whether another folder has it, too.
    package func remove(_ document: DocumentID) throws(ExchangeError) -> Bool {
        var status = stat()
        let isShared = lstat(path(of: document), &status) == 0 && status.st_nlink > 1
        try FileCalls.remove(path(of: document))
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

    private func read(_ payload: NamedPayload, _ take: ([UInt8]) throws(ExchangeError) -> Void) throws(ExchangeError) -> Outcome {
        guard let isFile = try FileCalls.isFile(path(of: payload.document)) else { return .missing }
        guard isFile else { return .damaged }
        let file = try FileCalls.openPlainFile(path(of: payload.document))
        defer { close(file) }
        guard try FileCalls.size(of: file) == payload.size else { return .damaged }
        var (hash, offset) = (SHA256(), UInt64(0))
        while offset < payload.size {
            let piece = try FileCalls.read(file, at: offset, count: Self.pieceSize)
            guard !piece.isEmpty else { return .damaged }
            hash.update(data: piece)
            try take(piece)
            offset += UInt64(piece.count)
        }
        return Array(hash.finalize()) == payload.digest ? .whole : .damaged
    }

    private func makeFolder(of document: DocumentID) throws(ExchangeError) {
        try FileCalls.makeFolder("\(folder)/\(document.digits.prefix(2))")
    }

    /// As `FolderBlobs` lays them.
    private func path(of document: DocumentID) -> String { "\(folder)/\(document.digits.prefix(2))/\(document.text)" }
}

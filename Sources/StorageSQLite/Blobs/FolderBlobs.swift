import Dispatch
package import Exchange
import Foundation

/// Sealed payloads as files: what is under way in `uploads/<upload id>`, what is kept as `PayloadPaths` says.
///
/// Files are the owner's alone (0600), folders too (0700). Names are made of ids only, whose alphabet holds neither dot nor slash.
/// May be used from any task; system calls wait on threads of their own, so that a slow disk holds up no other task.
package struct FolderBlobs: BlobStore {
    private let uploads: String
    private let kept: PayloadPaths
    private let queue = DispatchQueue(label: "kedja.blobs", attributes: .concurrent)
    private let stop: WriteStop

    /// Opens the blobs of a data folder; makes what is missing.
    ///
    /// - Parameter stop: ends writing when a sync fails.
    package static func open(folder: String, stop: WriteStop = WriteStop()) throws -> FolderBlobs {
        try FileCalls.makeFolder(folder)
        return try FolderBlobs(folder: folder, stop: stop)
    }

    private init(folder: String, stop: WriteStop) throws {
        self.stop = stop
        uploads = folder + "/uploads"
        kept = PayloadPaths(in: folder)
        try FileCalls.makeFolder(uploads)
        try FileCalls.makeFolder(kept.folder)
    }

    package func uploadState(_ upload: UploadID) async throws -> UploadState {
        let path = path(of: upload)
        return try await waiting { () throws(ExchangeError) in
            guard let file = try FileCalls.openIfPresent(path, O_RDONLY) else { return .empty }
            defer { close(file) }
            return try FileCalls.state(of: file)
        }
    }

    /// Not synced: `keep` does that once. What a failed write left is cut off again.
    @discardableResult
    package func append(_ bytes: [UInt8], to upload: UploadID, at offset: UInt64) async throws -> UploadAppend {
        let path = path(of: upload)
        return try await writing { () throws(ExchangeError) in
            guard let file = try FileCalls.openLocked(path, O_RDWR | O_CREAT) else {
                throw ExchangeError(.storageFailed, "the folder of uploads isn't there any more; tell the administrator")
            }
            defer { close(file) }
            let before = try FileCalls.state(of: file)
            try FolderBlobs.require(offset, before.size)
            do throws(ExchangeError) {
                try FileCalls.write(bytes, to: file, at: offset)
            } catch {
                try? FileCalls.cut(file, to: offset)
                throw error
            }
            return UploadAppend(before: before, after: try FileCalls.state(of: file))
        }
    }

    package func truncate(_ upload: UploadID, to size: UInt64) async throws {
        let path = path(of: upload)
        try await writing { () throws(ExchangeError) in
            guard let file = try FileCalls.openLocked(path, O_RDWR) else { return }
            defer { close(file) }
            guard size < (try FileCalls.size(of: file)) else { return }
            try FileCalls.cut(file, to: size)
        }
    }

    package func uploadedDigest(_ upload: UploadID) async throws -> [UInt8] {
        let path = path(of: upload)
        return try await waiting { () throws(ExchangeError) in
            guard let file = try FileCalls.openIfPresent(path, O_RDONLY) else { return FileCalls.digestOfNothing }
            defer { close(file) }
            return try FileCalls.digest(of: file).digest
        }
    }

    /// Durable by: fsync of the file; mkdir of `blobs/ab` and fsync of `blobs`; link, which replaces nothing; fsync of `blobs/ab`; unlink of
    /// the upload's name; fsync of `uploads`.
    ///
    /// When the file's own sync fails, the upload begins anew. After a crash in between, the bytes lie whole under either name or both, never half under the document's; keeping again goes on. What
    /// remains: a payload whose document was never committed, ciphertext that nobody refers to, until a sweep finds it by `keptBlobs`; and a disk
    /// that says it has written when it hasn't.
    package func keep(_ upload: UploadID, as document: DocumentID, at state: UploadState) async throws {
        let (source, target, uploads, kept) = (path(of: upload), kept.file(of: document), uploads, kept)
        try await writing { () throws(ExchangeError) in
            guard let file = try FileCalls.openLocked(source, O_RDWR) else { return try FolderBlobs.requireKept(target) }
            defer { close(file) }
            guard try FileCalls.state(of: file) == state else {
                throw ExchangeError(.uploadOffset, "the upload has changed while it was completed; send the completion again")
            }
            do throws(ExchangeError) { try FileCalls.sync(file) } catch {
                // Its bytes count as clean now, though the disk hasn't got them: a later sync would say that all is well. They're sent anew.
                try? FileCalls.remove(source)
                throw error
            }
            try FileCalls.makeFolder(kept.shelf(of: document))
            try FileCalls.syncFolder(kept.folder)
            let isNew = try FileCalls.link(source, to: target)
            if !isNew, try !FileCalls.isSame(file, as: target) {
                throw ExchangeError(.alreadyExists, "this document is stored already")
            }
            try FileCalls.syncFolder(kept.shelf(of: document))
            try FileCalls.remove(source)
            try FileCalls.syncFolder(uploads)
        }
    }

    package func discard(_ upload: UploadID) async throws {
        let path = path(of: upload)
        try await writing { () throws(ExchangeError) in try FileCalls.remove(path) }
    }

    /// What isn't named like an upload isn't ours and stays.
    package func unfinishedUploads() async throws -> [UploadID] {
        let folder = uploads
        return try await waiting { () throws(ExchangeError) in try FileCalls.names(in: folder).compactMap { UploadID($0) } }
    }

    package func open(_ document: DocumentID) async throws -> (any Blob)? {
        let (path, queue) = (kept.file(of: document), queue)
        return try await waiting { () throws(ExchangeError) in
            guard let file = try FileCalls.openIfPresent(path, O_RDONLY) else { return nil }
            return try FileBlob(file: file, queue: queue)
        }
    }

    package func keptBlobs(after last: DocumentID?, limit: Int) async throws -> [KeptBlob] {
        let (blobs, behind) = (kept.folder, last?.text ?? "")
        let first = last.map { String($0.digits.prefix(2)) } ?? ""
        return try await waiting { () throws(ExchangeError) in
            var found: [KeptBlob] = []
            for shelf in try FileCalls.names(in: blobs).sorted() where shelf.utf8.count == 2 && first <= shelf {
                let documents = try FileCalls.names(in: "\(blobs)/\(shelf)").compactMap { DocumentID($0) }
                for document in documents.sorted() where document.digits.hasPrefix(shelf) && behind < document.text {
                    guard let time = try FileCalls.lastChange(of: "\(blobs)/\(shelf)/\(document)") else { continue }
                    found.append(KeptBlob(document: document, keptAt: time))
                    if found.count == limit { return found }
                }
            }
            return found
        }
    }

    /// Durable by: unlink; fsync of `blobs/ab`. What the disk held isn't overwritten: the bytes are sealed, and their key is what erasing destroys.
    package func remove(_ document: DocumentID) async throws {
        let (path, folder) = (kept.file(of: document), kept.shelf(of: document))
        try await writing { () throws(ExchangeError) in
            try FileCalls.remove(path)
            try FileCalls.syncFolderIfPresent(folder)
        }
    }

    private static func require(_ offset: UInt64, _ size: UInt64) throws(ExchangeError) {
        guard size == offset else {
            throw ExchangeError(.uploadOffset, "the exchange has \(size) bytes of this upload, not \(offset); go on from there")
        }
    }

    private static func requireKept(_ path: String) throws(ExchangeError) {
        guard let file = try FileCalls.openIfPresent(path, O_RDONLY) else {
            throw ExchangeError(.storageFailed, "nothing of this upload is in storage; upload again")
        }
        close(file)
    }

    private func path(of upload: UploadID) -> String { "\(uploads)/\(upload.text)" }

    private func waiting<T: Sendable>(_ body: @escaping @Sendable () throws(ExchangeError) -> T) async throws -> T {
        try await queue.waiting(body)
    }

    /// For what changes anything: not once writing has stopped, and what stops it is noted before anybody hears of it.
    private func writing<T: Sendable>(_ body: @escaping @Sendable () throws(ExchangeError) -> T) async throws -> T {
        try await queue.waiting { [stop] () throws(ExchangeError) -> T in
            try stop.require()
            do throws(ExchangeError) { return try body() } catch {
                stop.note(error)
                throw error
            }
        }
    }
}

/// A kept payload, open for reading. The file stays readable until nobody holds this, even when its name goes. A small one was read at once: each
/// reading costs a change of threads.
private final class FileBlob: Blob {
    let size: UInt64
    private let file: Int32
    private let queue: DispatchQueue
    /// All of a small one.
    private let content: [UInt8]?

    /// Takes the descriptor over and closes it in the end.
    init(file: Int32, queue: DispatchQueue) throws(ExchangeError) {
        self.file = file
        self.queue = queue
        do throws(ExchangeError) {
            size = try FileCalls.size(of: file)
            content = size <= Limits.payloadInAnswer ? try FileCalls.read(file, at: 0, count: Int(size)) : nil
        } catch {
            close(file)
            throw error
        }
    }

    deinit { close(file) }

    func read(at offset: UInt64, count: Int) async throws -> [UInt8] {
        guard offset < size, count > 0 else { return [] }
        let wanted = Int(min(UInt64(count), size - offset))
        if let content { return Array(content.dropFirst(Int(offset)).prefix(wanted)) }
        return try await queue.waiting { () throws(ExchangeError) in try FileCalls.read(self.file, at: offset, count: wanted) }
    }
}

extension DispatchQueue {
    /// Runs what may wait for a disk on a thread of this queue.
    fileprivate func waiting<T: Sendable>(_ body: @escaping @Sendable () throws(ExchangeError) -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            async { continuation.resume(with: Result { try body() }) }
        }
    }
}

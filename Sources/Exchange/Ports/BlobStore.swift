import Crypto

/// Where sealed payloads lie. It sees ciphertext only, and never a whole payload at once.
///
/// An upload grows by parts at known offsets. `keep` makes it durable under its document's id, which is random: the same bytes that come twice
/// lie twice, so that nobody learns that they are equal, and removing one document takes nothing from another.
package protocol BlobStore: Sendable {
    /// How an upload's bytes stand.
    func uploadState(_ upload: UploadID) async throws -> UploadState
    /// Writes `bytes` at `offset`, which must be the size so far. Throws `uploadOffset` otherwise. Nothing else changes the upload between
    /// the two states that are answered.
    @discardableResult
    func append(_ bytes: [UInt8], to upload: UploadID, at offset: UInt64) async throws -> UploadAppend
    /// Cuts an upload back, when a part turned out damaged.
    func truncate(_ upload: UploadID, to size: UInt64) async throws
    /// SHA-256 of what has arrived, 32 bytes, read from storage.
    func uploadedDigest(_ upload: UploadID) async throws -> [UInt8]
    /// Makes an upload the blob of this document, durably. Nothing happens when the blob is there already and the upload isn't; a
    /// blob that is there is never replaced by an upload: `alreadyExists`. An upload that doesn't stand as `state` says any more isn't kept:
    /// `uploadOffset`. Nothing changes the blob from then on, not even who has begun to append.
    func keep(_ upload: UploadID, as document: DocumentID, at state: UploadState) async throws
    /// Forgets an upload; nothing happens when there is none.
    func discard(_ upload: UploadID) async throws
    /// Uploads of which bytes have arrived, in any order.
    func unfinishedUploads() async throws -> [UploadID]
    /// A kept blob, or `nil` when it's missing.
    func open(_ document: DocumentID) async throws -> (any Blob)?
    /// Kept blobs in the order of their documents' ids, at most `limit`, from behind `last` on. What isn't named like a document isn't ours and
    /// isn't listed.
    func keptBlobs(after last: DocumentID?, limit: Int) async throws -> [KeptBlob]
    /// Takes a kept blob away, durably; nothing happens when there is none. Who has it open already can read on.
    func remove(_ document: DocumentID) async throws
}

extension BlobStore {
    /// How many bytes of an upload have arrived; 0 when nothing has.
    package func uploadedSize(_ upload: UploadID) async throws -> UInt64 { try await uploadState(upload).size }
}

/// How an upload's bytes stand. Two that are equal mean that nobody, in this process or another, has changed the bytes in between.
package struct UploadState: Sendable, Hashable {
    /// Bytes that have arrived; 0 when nothing has.
    package let size: UInt64
    /// Another one after each change; empty where nothing has arrived.
    package let mark: String

    /// Nothing has arrived.
    package static let empty = UploadState(size: 0, mark: "")

    package init(size: UInt64, mark: String) {
        self.size = size
        self.mark = mark
    }
}

/// What an append found and what it left.
package struct UploadAppend: Sendable, Hashable {
    package let before: UploadState
    package let after: UploadState

    package init(before: UploadState, after: UploadState) {
        self.before = before
        self.after = after
    }
}

/// A kept payload as a list has it.
package struct KeptBlob: Sendable, Hashable {
    package let document: DocumentID
    /// When it was kept, or when anything about it changed later, as a backup's being put back.
    package let keptAt: Timestamp

    package init(document: DocumentID, keptAt: Timestamp) {
        self.document = document
        self.keptAt = keptAt
    }
}

/// One kept payload.
package protocol Blob: Sendable {
    var size: UInt64 { get }
    /// Up to `count` bytes from `offset`; fewer at the end only.
    func read(at offset: UInt64, count: Int) async throws -> [UInt8]
}

extension Blob {
    /// SHA-256 of all of it, 32 bytes.
    func digest() async throws -> [UInt8] {
        var hash = SHA256()
        var offset: UInt64 = 0
        while offset < size {
            let piece = try await read(at: offset, count: 1 << 20)
            guard !piece.isEmpty else { break }
            hash.update(data: piece)
            offset += UInt64(piece.count)
        }
        return Array(hash.finalize())
    }
}

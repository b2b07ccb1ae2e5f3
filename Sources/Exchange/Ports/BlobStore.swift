import Crypto

/// Where sealed payloads lie. It sees ciphertext only, and never a whole payload at once.
///
/// An upload grows by parts at known offsets. `keep` makes it durable under its document's id, which is random: the same bytes that come twice
/// lie twice, so that nobody learns that they are equal, and removing one document takes nothing from another.
package protocol BlobStore: Sendable {
    /// How many bytes of an upload have arrived; 0 when nothing has.
    func uploadedSize(_ upload: UploadID) async throws -> UInt64
    /// Writes `bytes` at `offset`, which must be the size so far. Throws `uploadOffset` otherwise.
    func append(_ bytes: [UInt8], to upload: UploadID, at offset: UInt64) async throws
    /// Cuts an upload back, when a part turned out damaged.
    func truncate(_ upload: UploadID, to size: UInt64) async throws
    /// SHA-256 of what has arrived, 32 bytes, read from storage.
    func uploadedDigest(_ upload: UploadID) async throws -> [UInt8]
    /// Makes an upload the blob of this document, durably. Nothing happens when the blob is there already and the upload isn't; a
    /// blob that is there is never replaced by an upload: `alreadyExists`.
    func keep(_ upload: UploadID, as document: DocumentID) async throws
    /// Forgets an upload; nothing happens when there is none.
    func discard(_ upload: UploadID) async throws
    /// A kept blob, or `nil` when it's missing.
    func open(_ document: DocumentID) async throws -> (any Blob)?
    /// Takes a kept blob away, durably; nothing happens when there is none. Who has it open already can read on.
    func remove(_ document: DocumentID) async throws
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

/// Where sealed payloads lie. It sees ciphertext only, and never a whole payload at once.
///
/// An upload grows by parts at known offsets. `keep` makes it durable under its digest: written, synced, renamed, folder synced.
package protocol BlobStore: Sendable {
    /// How many bytes of an upload have arrived; 0 when nothing has.
    func uploadedSize(_ upload: UploadID) async throws -> UInt64
    /// Writes `bytes` at `offset`, which must be the size so far. Throws `uploadOffset` otherwise.
    func append(_ bytes: [UInt8], to upload: UploadID, at offset: UInt64) async throws
    /// Cuts an upload back, when a part turned out damaged.
    func truncate(_ upload: UploadID, to size: UInt64) async throws
    /// SHA-256 of what has arrived, 32 bytes, read from storage.
    func uploadedDigest(_ upload: UploadID) async throws -> [UInt8]
    /// Makes an upload the blob of this digest, durably. Nothing happens when the blob is there already and the upload isn't.
    func keep(_ upload: UploadID, as digest: [UInt8]) async throws
    /// Forgets an upload; nothing happens when there is none.
    func discard(_ upload: UploadID) async throws
    /// A kept blob, or `nil` when it's missing.
    func open(_ digest: [UInt8]) async throws -> (any Blob)?
    /// Removes a kept blob, durably; nothing happens when there is none. One that is open stays readable until it's let go.
    func remove(_ digest: [UInt8]) async throws
}

/// One kept payload.
package protocol Blob: Sendable {
    var size: UInt64 { get }
    /// Up to `count` bytes from `offset`; fewer at the end only.
    func read(at offset: UInt64, count: Int) async throws -> [UInt8]
}

import Exchange
import StorageContract

/// Blobs in memory, of which a test changes what it needs.
protocol ForwardingBlobs: BlobStore {
    var inner: InMemoryBlobs { get }
}

extension ForwardingBlobs {
    func uploadState(_ upload: UploadID) async throws -> UploadState { await inner.uploadState(upload) }
    @discardableResult
    func append(_ bytes: [UInt8], to upload: UploadID, at offset: UInt64) async throws -> UploadAppend {
        try await inner.append(bytes, to: upload, at: offset)
    }
    func truncate(_ upload: UploadID, to size: UInt64) async throws { await inner.truncate(upload, to: size) }
    func uploadedDigest(_ upload: UploadID) async throws -> [UInt8] { await inner.uploadedDigest(upload) }
    func keep(_ upload: UploadID, as document: DocumentID, at state: UploadState) async throws {
        try await inner.keep(upload, as: document, at: state)
    }
    func discard(_ upload: UploadID) async throws { await inner.discard(upload) }
    func unfinishedUploads() async throws -> [UploadID] { await inner.unfinishedUploads() }
    func open(_ document: DocumentID) async throws -> (any Blob)? { await inner.open(document) }
    func keptBlobs(after last: DocumentID?, limit: Int) async throws -> [KeptBlob] { await inner.keptBlobs(after: last, limit: limit) }
    func remove(_ document: DocumentID) async throws { await inner.remove(document) }
}

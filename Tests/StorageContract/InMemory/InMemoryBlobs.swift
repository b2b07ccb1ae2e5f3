import Crypto
package import Exchange

/// Uploads and kept payloads in memory.
package actor InMemoryBlobs: BlobStore {
    private var uploads: [UploadID: [UInt8]] = [:]
    private var blobs: [DocumentID: [UInt8]] = [:]
    private var keptAt: [DocumentID: Timestamp] = [:]
    private let clock: Clock?
    /// How often an upload was read for its digest.
    package private(set) var digestsRead = 0
    private var changes = 0
    private var marks: [UploadID: Int] = [:]

    /// - Parameter clock: says when blobs are kept; without one it's 1970.
    package init(clock: Clock? = nil) { self.clock = clock }

    package func uploadState(_ upload: UploadID) -> UploadState {
        UploadState(size: UInt64(uploads[upload]?.count ?? 0), mark: marks[upload].map(String.init) ?? "")
    }

    @discardableResult
    package func append(_ bytes: [UInt8], to upload: UploadID, at offset: UInt64) throws -> UploadAppend {
        let before = uploadState(upload)
        guard before.size == offset else {
            throw ExchangeError(.uploadOffset, "there are \(before.size) bytes of this upload, not \(offset)")
        }
        uploads[upload, default: []] += bytes
        markChange(of: upload)
        return UploadAppend(before: before, after: uploadState(upload))
    }

    package func truncate(_ upload: UploadID, to size: UInt64) {
        guard let bytes = uploads[upload] else { return }
        uploads[upload] = Array(bytes.prefix(Int(size)))
        markChange(of: upload)
    }

    private func markChange(of upload: UploadID) {
        changes += 1
        marks[upload] = changes
    }

    package func uploadedDigest(_ upload: UploadID) -> [UInt8] {
        digestsRead += 1
        return Array(SHA256.hash(data: uploads[upload] ?? []))
    }

    package func keep(_ upload: UploadID, as document: DocumentID, at state: UploadState) throws {
        guard let bytes = uploads[upload] else {
            guard blobs[document] == nil else { return }
            throw ExchangeError(.storageFailed, "nothing of this upload is in storage")
        }
        guard uploadState(upload) == state else { throw ExchangeError(.uploadOffset, "the upload has changed") }
        guard blobs[document] == nil else { throw ExchangeError(.alreadyExists, "this document is stored already") }
        blobs[document] = bytes
        keptAt[document] = clock?.now()
        uploads[upload] = nil
    }

    package func discard(_ upload: UploadID) { uploads[upload] = nil }

    package func unfinishedUploads() -> [UploadID] { Array(uploads.keys) }

    package func open(_ document: DocumentID) -> (any Blob)? { blobs[document].map { InMemoryBlob(bytes: $0) } }

    package func keptBlobs(after last: DocumentID?, limit: Int) -> [KeptBlob] {
        let behind = blobs.keys.sorted().filter { last?.text ?? "" < $0.text }
        return behind.prefix(limit).map { KeptBlob(document: $0, keptAt: keptAt[$0] ?? Timestamp(milliseconds: 0)) }
    }

    package func remove(_ document: DocumentID) { blobs[document] = nil }
}

extension BlobStore {
    /// Keeps an upload as it stands.
    package func keep(_ upload: UploadID, as document: DocumentID) async throws {
        try await keep(upload, as: document, at: try await uploadState(upload))
    }
}

private struct InMemoryBlob: Blob {
    let bytes: [UInt8]

    var size: UInt64 { UInt64(bytes.count) }

    func read(at offset: UInt64, count: Int) -> [UInt8] { Array(bytes.dropFirst(Int(offset)).prefix(count)) }
}

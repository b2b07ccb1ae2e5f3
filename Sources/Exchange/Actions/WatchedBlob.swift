/// A payload on its way out that ends when its document is erased meanwhile: the file stays open, so nothing else would end it.
///
/// Looks at the beginning and whenever a reading comes across a multiple of 4 MiB: a look costs what reading 100 KiB costs.
struct WatchedBlob: Blob {
    private static let stretch: UInt64 = 4 << 20

    let blob: any Blob
    let document: DocumentID
    let storage: any Storage

    var size: UInt64 { blob.size }

    func read(at offset: UInt64, count: Int) async throws -> [UInt8] {
        let end = offset + UInt64(max(0, count))
        let isFirst = offset % WatchedBlob.stretch == 0
        if isFirst || offset / WatchedBlob.stretch != end / WatchedBlob.stretch { try await requireDocument() }
        return try await blob.read(at: offset, count: count)
    }

    private func requireDocument() async throws {
        let document = document
        guard try await storage.read({ try $0.document(document) }) != nil else { throw ExchangeError.notFound }
    }
}

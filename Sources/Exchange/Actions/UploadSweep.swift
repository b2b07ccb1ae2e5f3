/// What a sweep of uploads has taken away.
package struct SweptUploads: Sendable, Hashable {
    /// Uploads whose time was over.
    package var expired = 0
    /// Bytes of uploads that there is no record of: the process ended between forgetting an upload and removing its bytes.
    package var orphaned = 0

    package var isNothing: Bool { self == SweptUploads() }
}

extension Exchange {
    /// How many uploads are forgotten in one transaction.
    private static let sweepSize = 16

    /// Removes what unfinished uploads have left behind, records and bytes. May run beside uploads, in any number of processes.
    package func sweepUploads() async throws(ExchangeError) -> SweptUploads {
        var swept = SweptUploads()
        while true {
            let count = try await discardExpiredUploads()
            swept.expired += count
            guard count == Self.sweepSize else { break }
        }
        for upload in try await blobbing({ try await blobs.unfinishedUploads() }) {
            // An upload's record is there before its first byte, so bytes without one belong to nobody any more.
            guard try await reading({ try $0.upload(upload) }) == nil else { continue }
            try await blobbing { try await blobs.discard(upload) }
            swept.orphaned += 1
        }
        return swept
    }

    /// Forgets some uploads whose time is over, and then removes their bytes. Answers how many.
    @discardableResult
    func discardExpiredUploads() async throws(ExchangeError) -> Int {
        let now = clock.now()
        let expired = try await transaction { changes in
            let expired = try changes.expiredUploads(at: now, limit: Self.sweepSize)
            for upload in expired { try changes.deleteUpload(upload.id) }
            return expired
        }
        for upload in expired { try await blobbing { try await blobs.discard(upload.id) } }
        return expired.count
    }
}

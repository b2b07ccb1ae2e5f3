/// What a sweep of kept payloads has found that belongs to no document.
package struct SweptBlobs: Sendable, Hashable {
    package var removed = 0
    /// So many that something else must have happened; they stay.
    package var suspicious = 0

    package var isNothing: Bool { self == SweptBlobs() }
}

extension Exchange {
    /// So long a payload lies before it's taken for nobody's.
    private static let orphanAge = Duration.seconds(24 * 3600)
    /// A process that ends between keeping payloads and committing their documents leaves as many as were completed at once, which is few. More look
    /// like a database that isn't the one that belongs to the payloads.
    package static let mostOrphans = 100

    /// Removes payloads of documents that there aren't: the process ended between keeping a payload and committing its document, or between
    /// forgetting a document and removing its payload. May run beside everything else, in any number of processes.
    ///
    /// An upload that is under way can claim a payload that was kept for it, when its completion is sent again; so none goes before every upload
    /// is over that had begun when it was kept, and an hour more, for completions that are just being committed.
    package func sweepBlobs(resting rest: Rest = {}) async throws(ExchangeError) -> SweptBlobs {
        let time = clock.now() - max(Self.orphanAge, limits.uploadLifetime + .seconds(3600))
        guard let orphans = try await orphans(keptBefore: time, resting: rest) else { return SweptBlobs() }
        guard orphans.count <= Self.mostOrphans else { return SweptBlobs(suspicious: orphans.count) }
        var swept = SweptBlobs()
        for document in orphans {
            guard try await reading({ try $0.document(document) }) == nil else { continue }
            try await blobbing { try await blobs.remove(document) }
            swept.removed += 1
        }
        return swept
    }

    /// One more than is removed is enough to know that none is. `nil` when a rest was interrupted: how many there are isn't known then.
    private func orphans(keptBefore time: Timestamp, resting rest: Rest) async throws(ExchangeError) -> [DocumentID]? {
        var (orphans, last) = ([DocumentID](), DocumentID?.none)
        while orphans.count <= Self.mostOrphans {
            let page = try await blobbing { [last] in try await blobs.keptBlobs(after: last, limit: limits.pageSize) }
            let old = page.filter { $0.keptAt < time }.map(\.document)
            orphans += try await reading { facts in try old.filter { try facts.document($0) == nil } }
            guard page.count == limits.pageSize else { break }
            guard await rested(rest) else { return nil }
            last = page.last?.document
        }
        return orphans
    }
}

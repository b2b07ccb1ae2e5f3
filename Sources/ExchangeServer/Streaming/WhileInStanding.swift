import Exchange

/// A payload on its way out that ends when the certificate of who fetches it doesn't count any more: revoked, or over. It's asked for each page.
struct WhileInStanding: Blob {
    let blob: any Blob
    let isInStanding: @Sendable () -> Bool

    var size: UInt64 { blob.size }

    func read(at offset: UInt64, count: Int) async throws -> [UInt8] {
        guard isInStanding() else { throw ServerError.outOfStanding }
        return try await blob.read(at: offset, count: count)
    }
}

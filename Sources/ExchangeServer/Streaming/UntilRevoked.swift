import Exchange

/// A payload on its way out that ends when the certificate of who fetches it is revoked. It's asked for each page.
///
/// One that runs out meanwhile, or whose authority is replaced, was good when the download began: that comes whole, and the next call is refused.
struct UntilRevoked: Blob {
    let blob: any Blob
    let isRevoked: @Sendable () -> Bool

    var size: UInt64 { blob.size }

    func read(at offset: UInt64, count: Int) async throws -> [UInt8] {
        guard !isRevoked() else { throw ServerError.revoked }
        return try await blob.read(at: offset, count: count)
    }
}

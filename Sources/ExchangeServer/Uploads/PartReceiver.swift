import Exchange
import ExchangeAPI
import HummingbirdCore
import NIOCore

/// One part of an upload, still on the wire.
struct UploadPart: Sendable {
    /// Where in the payload it begins.
    let offset: UInt64
    /// What its bytes must hash to.
    let digest: ContentDigest
    let body: RequestBody
}

/// Takes parts in: each chunk goes to storage as it comes and is hashed on the way, so that no part is ever whole in memory.
///
/// A part that breaks off, is too large or doesn't have its digest is cut away again: an upload holds whole, checked parts only.
struct PartReceiver: Sendable {
    private let exchange: Exchange
    let underWay = UploadsUnderWay()

    init(exchange: Exchange) { self.exchange = exchange }

    /// Adds the part to the upload. Returns how many bytes of the upload have arrived.
    func receive(_ part: UploadPart, of upload: UploadID, by caller: OfficerID) async throws -> UInt64 {
        var arriving = try await exchange.beginPart(of: upload, at: part.offset, by: caller)
        try underWay.begin(upload)
        defer { underWay.end(upload) }
        do {
            try await store(part.body, &arriving)
            guard ContentDigest(bytes: arriving.digest) == part.digest else {
                throw ExchangeError(.digestMismatch, "the part's bytes do not have the Content-Digest that was stated; send it again")
            }
        } catch {
            await cutBack(arriving)
            throw error
        }
        exchange.endPart(arriving)
        return arriving.stored
    }

    private func store(_ body: RequestBody, _ arriving: inout ArrivingPart) async throws {
        var pieces = PieceGathering()
        for try await chunk in body.bounded(to: exchange.limits.partSize) {
            var chunk = chunk
            while chunk.readableBytes > 0 {
                guard pieces.take(&chunk, pieceSize: PieceGathering.size(of: underWay.count)) else { continue }
                try await exchange.append(pieces.piece, to: &arriving)
                pieces.begin()
            }
        }
        if !pieces.piece.isEmpty { try await exchange.append(pieces.piece, to: &arriving) }
    }

    /// In a task of its own: when the connection broke, this one may have been cancelled. What can't be cut away now is refused at
    /// completion: the digest of what has come is forgotten, so the whole payload is read and hashed.
    private func cutBack(_ arriving: ArrivingPart) async {
        let exchange = exchange
        await Task { try? await exchange.cutBack(arriving) }.value
    }
}

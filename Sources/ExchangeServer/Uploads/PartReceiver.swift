import Crypto
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
    private let underWay = UploadsUnderWay()

    /// How many bytes are gathered before they are written.
    static let pieceSize = 128 << 10

    init(exchange: Exchange) { self.exchange = exchange }

    /// Adds the part to the upload. Returns how many bytes of the upload have arrived.
    func receive(_ part: UploadPart, of upload: UploadID, by caller: OfficerID) async throws -> UInt64 {
        try await exchange.prepareAppend(to: upload, at: part.offset, by: caller)
        try underWay.begin(upload)
        defer { underWay.end(upload) }
        var arrival = PartArrival(offset: part.offset)
        do {
            for try await chunk in part.body.bounded(to: exchange.limits.partSize) {
                if let piece = arrival.take(chunk) { try await store(piece, &arrival, upload) }
            }
            if let rest = arrival.rest() { try await store(rest, &arrival, upload) }
            guard arrival.digest == part.digest else {
                throw ExchangeError(.digestMismatch, "the part's bytes do not have the Content-Digest that was stated; send it again")
            }
        } catch {
            if arrival.stored > part.offset { await cutBack(upload, to: part.offset) }
            throw error
        }
        return arrival.stored
    }

    private func store(_ piece: [UInt8], _ arrival: inout PartArrival, _ upload: UploadID) async throws {
        try await exchange.append(piece, to: upload, at: arrival.stored)
        arrival.stored += UInt64(piece.count)
    }

    /// In a task of its own: when the connection broke, this one may have been cancelled. What can't be cut away now is refused at
    /// completion, where the whole payload is hashed.
    private func cutBack(_ upload: UploadID, to offset: UInt64) async {
        let exchange = exchange
        await Task { try? await exchange.cutBack(upload, to: offset) }.value
    }
}

/// How far a part has come: what is stored, what is gathered, and the hash of both.
struct PartArrival {
    /// The upload's size in storage.
    var stored: UInt64
    private var gathered: [UInt8] = []
    private var hash = SHA256()

    init(offset: UInt64) { stored = offset }

    /// Takes a chunk in; gives back a piece when there is enough to write.
    mutating func take(_ chunk: ByteBuffer) -> [UInt8]? {
        chunk.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        // Room for all of it at once: growing step by step would hold twice as much.
        if gathered.isEmpty { gathered.reserveCapacity(PartReceiver.pieceSize + BoundedBody.maximumChunkBytes) }
        chunk.withUnsafeReadableBytes { gathered.append(contentsOf: $0) }
        return gathered.count < PartReceiver.pieceSize ? nil : rest()
    }

    /// What is gathered and not yet given out; `nil` when there is nothing.
    mutating func rest() -> [UInt8]? {
        guard !gathered.isEmpty else { return nil }
        defer { gathered = [] }
        return gathered
    }

    /// Of all bytes taken so far.
    var digest: ContentDigest? { ContentDigest(bytes: Array(hash.finalize())) }
}

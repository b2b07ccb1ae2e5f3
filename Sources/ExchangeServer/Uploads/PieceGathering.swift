import NIOCore

/// Chunks of a body, gathered into pieces that are worth a write.
struct PieceGathering {
    /// The largest piece.
    static let largest = 128 << 10
    /// The smallest that is worth waiting for.
    static let smallest = 16 << 10
    /// What all parts under way together may have gathered, about: the more there are, the smaller are their pieces.
    static let budget = 12 << 20

    /// What is gathered and not yet written.
    private(set) var piece: [UInt8] = []

    /// How many bytes a part gathers before they are written, when there are so many parts.
    static func size(of parts: Int) -> Int { min(largest, max(smallest, budget / max(parts, 1))) }

    /// Takes as much of the chunk in as the piece has room for. Answers whether the piece is full: write it, then begin the next.
    mutating func take(_ chunk: inout ByteBuffer, pieceSize: Int) -> Bool {
        // Room for all of it at once: growing step by step would hold twice as much.
        if piece.isEmpty { piece.reserveCapacity(pieceSize) }
        let taken = chunk.readSlice(length: min(chunk.readableBytes, max(pieceSize - piece.count, 0)))
        taken?.withUnsafeReadableBytes { piece.append(contentsOf: $0) }
        return piece.count >= pieceSize
    }

    /// The piece is written; the next takes its memory over.
    mutating func begin() { piece.removeAll(keepingCapacity: true) }
}

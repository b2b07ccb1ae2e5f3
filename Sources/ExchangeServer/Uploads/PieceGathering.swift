import NIOCore

/// Chunks of a body, gathered into pieces that are worth a write.
struct PieceGathering {
    /// The largest piece but for the chunk that fills it.
    static let largest = 128 << 10
    /// The smallest that is worth waiting for.
    static let smallest = 16 << 10
    /// What all parts under way together may have gathered, about: the more there are, the smaller are their pieces.
    static let budget = 12 << 20

    private var gathered: [UInt8] = []

    /// How many bytes a part gathers before they are written, when there are so many parts.
    static func size(of parts: Int) -> Int { min(largest, max(smallest, budget / max(parts, 1))) }

    /// Takes a chunk in; gives back a piece when there is enough to write.
    mutating func take(_ chunk: ByteBuffer, pieceSize: Int) -> [UInt8]? {
        // Room for all of it at once: growing step by step would hold twice as much.
        if gathered.isEmpty { gathered.reserveCapacity(max(pieceSize, chunk.readableBytes)) }
        chunk.withUnsafeReadableBytes { gathered.append(contentsOf: $0) }
        return gathered.count < pieceSize ? nil : rest()
    }

    /// What is gathered and not yet given out; `nil` when there is nothing.
    mutating func rest() -> [UInt8]? {
        guard !gathered.isEmpty else { return nil }
        defer { gathered = [] }
        return gathered
    }
}

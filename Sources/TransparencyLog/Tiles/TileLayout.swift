/// Which tiles a tree of a certain size has (C2SP tlog-tiles, "Merkle Tree").
///
/// A tree of 70,000 leaves: 273 full tiles of level 0 and a partial one of 112, one full tile of level 1 and one of 17, one partial tile of level 2.
public struct TileLayout: Hashable, Sendable {
    /// The number of leaves.
    public let size: UInt64

    /// Describes the tiles of a tree of `size` leaves.
    public init(size: UInt64) { self.size = size }

    /// How many levels have a hash; 0 for the empty tree.
    public var levels: Int { (0..<8).first { hashCount(ofLevel: $0) == 0 } ?? 8 }

    /// How many hashes a level has, full tiles and partial one together.
    public func hashCount(ofLevel level: Int) -> UInt64 { size >> UInt64(8 * level) }

    /// How many tiles a level has.
    public func tileCount(ofLevel level: Int) -> UInt64 {
        let (full, rest) = hashCount(ofLevel: level).quotientAndRemainder(dividingBy: UInt64(Tile.fullWidth))
        return full + (rest == 0 ? 0 : 1)
    }

    /// How many hashes a tile holds.
    public func width(ofTile index: UInt64, level: Int) -> Int {
        Int(min(hashCount(ofLevel: level) - index * UInt64(Tile.fullWidth), UInt64(Tile.fullWidth)))
    }

    /// A tile of hashes.
    ///
    /// - Throws: `LogError.tileOutOfRange` where the tree has none.
    public func hashes(level: Int, index: UInt64) throws(LogError) -> Tile {
        guard (0..<levels).contains(level), index < tileCount(ofLevel: level) else { throw .tileOutOfRange }
        return try Tile(.hashes(level: level), index: index, width: width(ofTile: index, level: level))
    }

    /// The bundle of the entries under a tile of level 0.
    ///
    /// - Throws: `LogError.tileOutOfRange` where the tree has none.
    public func entries(index: UInt64) throws(LogError) -> Tile {
        guard index < tileCount(ofLevel: 0) else { throw .tileOutOfRange }
        return try Tile(.entries, index: index, width: width(ofTile: index, level: 0))
    }
}

extension LogHash {
    /// The root over neighbouring subtrees of one height, of which the last may be smaller (RFC 6962 §2.1): a tile's root, or, over the roots of
    /// the tiles of level 0, the tree's.
    public static func root(over hashes: [LogHash]) -> LogHash {
        guard !hashes.isEmpty else { return .emptyTree }
        var row = hashes
        while row.count > 1 {
            var above: [LogHash] = []
            above.reserveCapacity((row.count + 1) / 2)
            for left in stride(from: 0, to: row.count - 1, by: 2) { above.append(.node(row[left], row[left + 1])) }
            if !row.count.isMultiple(of: 2) { above.append(row[row.count - 1]) }
            row = above
        }
        return row[0]
    }

    /// The hashes that lie one after the other in a tile.
    ///
    /// - Throws: `LogError.wrongHashLength` where the last is cut off.
    public static func inTile(_ bytes: [UInt8]) throws(LogError) -> [LogHash] {
        var hashes: [LogHash] = []
        hashes.reserveCapacity(bytes.count / byteCount)
        for start in stride(from: 0, to: bytes.count, by: byteCount) {
            hashes.append(try LogHash(bytes: bytes[start..<min(start + byteCount, bytes.count)]))
        }
        return hashes
    }
}

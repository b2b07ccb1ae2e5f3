/// The address of one static file of a log: a run of up to 256 hashes, or of the entries below them (C2SP tlog-tiles).
///
///     tile/0/x001/x234/067.p/8      hashes of level 0, tile 1234067, so far 8 of 256
///     tile/entries/273.p/112        the entries under tile 273 of level 0
///
/// What parses encodes to the same path.
public struct Tile: Hashable, Sendable {
    /// The number of hashes, or entries, in a full tile.
    public static let fullWidth = 256

    /// What a tile holds.
    public enum Content: Hashable, Sendable {
        /// Hashes of subtrees of 256^level leaves; levels are 0 to 63.
        case hashes(level: Int)
        /// Log entries, as an `EntryBundle`.
        case entries
    }

    /// What the tile holds.
    public let content: Content

    /// The tile's place within its level, from 0.
    public let index: UInt64

    /// How many hashes or entries it holds: 1 to 255 for a partial tile, 256 for a full one.
    public let width: Int

    /// Names a tile.
    ///
    /// - Throws: `LogError.tileOutOfRange` when level or width can't be.
    public init(_ content: Content, index: UInt64, width: Int = Tile.fullWidth) throws(LogError) {
        if case .hashes(let level) = content, !(0...63).contains(level) { throw .tileOutOfRange }
        guard (1...Self.fullWidth).contains(width) else { throw .tileOutOfRange }
        self.content = content
        self.index = index
        self.width = width
    }

    /// Whether the tile is full and will never change.
    public var isFull: Bool { width == Self.fullWidth }

    /// The width of the partial tile at the right edge of a level, `floor(size / 256^level) mod 256`; 0 where there is none.
    public static func partialWidth(ofLevel level: Int, inTreeOf size: UInt64) -> Int {
        level < 8 ? Int(size >> UInt64(8 * level) & 0xFF) : 0
    }

    /// The places of the tile's hashes in the tree, from left to right; for entries, of their leaves.
    ///
    /// - Throws: `LogError.tileOutOfRange` for a tile beyond 2^64 leaves.
    public func nodeIDs() throws(LogError) -> [NodeID] {
        let level = if case .hashes(let level) = content { level } else { 0 }
        guard level < 8, index < UInt64(1) << UInt64(56 - 8 * level) else { throw .tileOutOfRange }
        let first = index * UInt64(Self.fullWidth)
        return (0..<UInt64(width)).map { NodeID(level: 8 * level, index: first + $0) }
    }

    /// Whether a tree of `size` leaves has everything that the tile holds at this width.
    public func isCovered(byTreeOf size: UInt64) -> Bool {
        let level = if case .hashes(let level) = content { level } else { 0 }
        let count = level < 8 ? size >> UInt64(8 * level) : 0
        let before = index.multipliedReportingOverflow(by: UInt64(Self.fullWidth))
        return !before.overflow && before.partialValue < count && UInt64(width) <= count - before.partialValue
    }
}

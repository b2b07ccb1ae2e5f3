import TransparencyLog

/// One tile of level 0 and the leaves under it, as a log shows them, compared with each other. Pure, so that cores can share the work.
struct LeafTile: Sendable {
    /// How long a leaf of an audit entry is.
    static let leafSize = 41

    let index: UInt64
    let width: Int
    /// The leaves one after the other; `nil` when the log hasn't got them.
    let leaves: [UInt8]?
    /// As the tile has them; those of the leaves when there is no tile; `nil` without either.
    let hashes: [LogHash]?
    /// Whether the log has the tile, at its width.
    let hasTile: Bool
    /// Leaves that the tile has another hash for, from the tile's first.
    private(set) var changed: [Int] = []

    /// Reads what was found; what isn't of the right form counts as not found.
    init(index: UInt64, width: Int, bundle: [UInt8]?, tile: [UInt8]?) {
        self.index = index
        self.width = width
        let entries = bundle.flatMap { try? EntryBundle(parsing: $0) }?.entries
        let whole = entries.flatMap { $0.count == width ? $0 : nil }
        let stored = tile.flatMap { try? LogHash.inTile($0) }.flatMap { $0.count == width ? $0 : nil }
        let own = whole?.map { LogHash.leaf($0) }
        hasTile = stored != nil
        hashes = stored ?? own
        leaves = whole.map { $0.flatMap { LeafTile.fitted($0) } }
        guard let whole, let own, let hashes else { return }
        for place in 0..<width where own[place] != hashes[place] || whole[place].count != LeafTile.leafSize { changed.append(place) }
    }

    /// The root over the tile's hashes.
    var root: LogHash? { hashes.map { LogHash.root(over: $0) } }

    /// The place of the tile's first leaf in the log.
    var first: UInt64 { index * UInt64(Tile.fullWidth) }

    /// What is no leaf of ours opens for nobody; its place is kept.
    private static func fitted(_ leaf: [UInt8]) -> [UInt8] {
        leaf.count == leafSize ? leaf : [UInt8](repeating: 0, count: leafSize)
    }
}

/// Leaves by place, in one piece of memory: a million take 41 MB.
struct LeafTable: Sendable {
    private var bytes: [UInt8] = []
    /// The places up to which each run of leaves goes, and whether the log has them: one for each tile.
    private var isShown: [Bool] = []
    private(set) var shown: UInt64 = 0

    mutating func append(_ tile: LeafTile) {
        bytes += tile.leaves ?? [UInt8](repeating: 0, count: tile.width * LeafTile.leafSize)
        isShown.append(tile.leaves != nil)
        if tile.leaves != nil { shown += UInt64(tile.width) }
    }

    /// A leaf; `nil` where the log has none to show.
    subscript(index: UInt64) -> ArraySlice<UInt8>? {
        let tile = Int(clamping: index / UInt64(Tile.fullWidth))
        guard tile < isShown.count, isShown[tile] else { return nil }
        let start = Int(index) * LeafTile.leafSize
        return start + LeafTile.leafSize <= bytes.count ? bytes[start..<start + LeafTile.leafSize] : nil
    }
}

import TransparencyLog

/// Follows a log's tree upwards: the roots of its tiles of level 0 come in order, the tiles above are held against what they stand over. Pure.
struct TreeExamination: Sendable {
    let layout: TileLayout
    /// The size of an older tree whose root is wanted.
    private let olderSize: UInt64?
    /// The roots of all tiles of level 0, the partial one last; `nil` where nothing is known of it.
    private var roots: [LogHash?] = []
    private var olderEdge: [LogHash] = []

    init(size: UInt64, olderSize: UInt64?) {
        layout = TileLayout(size: size)
        self.olderSize = olderSize
    }

    private static let width = UInt64(Tile.fullWidth)

    /// Takes the next tile of level 0: its root, and its hashes where the older tree ends in it.
    mutating func append(root: LogHash?, hashes: [LogHash]?) {
        if let olderSize, UInt64(roots.count) == olderSize / Self.width, let hashes {
            olderEdge = Array(hashes.prefix(Int(olderSize % Self.width)))
        }
        roots.append(root)
    }

    mutating func append(_ tile: LeafTile) { append(root: tile.root, hashes: tile.hashes) }

    /// The whole tree's root; `nil` while something of it isn't known.
    var root: LogHash? { known(roots[...]).map { LogHash.root(over: $0) } }

    /// The root of the older tree, from the same hashes: the one that was signed then, if the log has only grown.
    var olderRoot: LogHash? {
        guard let olderSize else { return nil }
        let full = Int(clamping: olderSize / Self.width)
        guard full <= roots.count, UInt64(olderEdge.count) == olderSize % Self.width, let row = known(roots[..<full]) else { return nil }
        return LogHash.root(over: olderEdge.isEmpty ? row : row + [LogHash.root(over: olderEdge)])
    }

    private func known(_ row: ArraySlice<LogHash?>) -> [LogHash]? {
        let hashes = row.compactMap { $0 }
        return hashes.count == row.count ? hashes : nil
    }

    /// The hashes that level `level` must have, by what lies under it: those of level 1 are the roots of the full tiles of level 0.
    func row(ofLevel level: Int) -> [LogHash?] {
        var row = Array(roots.prefix(Int(clamping: layout.hashCount(ofLevel: 1))))
        for above in stride(from: 2, through: level, by: 1) {
            row = (0..<Int(clamping: layout.hashCount(ofLevel: above))).map { place in
                known(row[place * Tile.fullWidth..<(place + 1) * Tile.fullWidth]).map { LogHash.root(over: $0) }
            }
        }
        return row
    }

    /// The places, within a level, of a tile's hashes that aren't made of what lies under them.
    func disagreements(of tile: Tile, level: Int, bytes: [UInt8]?, row: [LogHash?]) -> [UInt64] {
        let first = tile.index * Self.width
        let stored = bytes.flatMap { try? LogHash.inTile($0) } ?? []
        return (0..<tile.width).compactMap { offset in
            guard let made = row[Int(first) + offset] else { return nil }
            return offset < stored.count && stored[offset] == made ? nil : first + UInt64(offset)
        }
    }
}

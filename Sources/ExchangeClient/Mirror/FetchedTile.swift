import TransparencyLog

/// A tile of level 0 and its bundle: from the copy where it has them in full, else from the log.
struct FetchedTile: Sendable {
    let tile: Tile
    let leaf: LeafTile
    /// What came from the log.
    let fresh: [(Tile, [UInt8])]
    /// What a run that broke off has left.
    let present: [Tile]

    init(_ index: UInt64, _ layout: TileLayout, _ log: some TileSource, _ folder: MirrorFolder) async throws(ClientError) {
        let tile = try makeTile { () throws(LogError) in try layout.hashes(level: 0, index: index) }
        let entries = try makeTile { () throws(LogError) in try layout.entries(index: index) }
        var fresh: [(Tile, [UInt8])] = []
        var present: [Tile] = []
        var found: [[UInt8]?] = []
        for each in [tile, entries] {
            if each.isFull, folder.has(each) {
                present.append(each)
                found.append(try await folder.bytes(of: each))
            } else if let bytes = try await log.found(each) {
                fresh.append((each, bytes))
                found.append(bytes)
            } else {
                found.append(nil)
            }
        }
        self.tile = tile
        self.fresh = fresh
        self.present = present
        leaf = LeafTile(index: index, width: tile.width, bundle: found[1], tile: found[0])
    }
}

import FuzzKit
@testable import TransparencyLog

/// Paths of tiles, bundles of entries, hashes of a tile: each is written as it was read. The first byte says which it is.
enum TileProperties {
    static let target = FuzzTarget("tile", dictionary: "log", replays: 4000, seeds: { seeds }, check)

    private static let seeds: [[UInt8]] = [
        [0] + Array("tile/0/x001/x234/067.p/8"), [0] + Array("tile/entries/273"), [0] + Array("tile/63/x018/x446/x744/x073/x709/x551/615"),
        [1, 0, 2, 1, 2, 0, 0, 0, 3] + Array("abc"), [2] + LogFixtures.leaves[0].bytes + LogFixtures.leaves[1].bytes,
        [3, 0, 0, 0, 0, 0, 1, 17, 112, 0, 1, 5],
    ]

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let rest = Array(bytes.dropFirst())
            return switch bytes.first {
            case 0: try path(rest)
            case 1: try bundle(rest)
            case 2: try hashes(rest)
            case 3: try layout(rest)
            default: false
            }
        }
    }

    private static func path(_ bytes: [UInt8]) throws -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let tile = try? Tile(path: text) else { return false }
        try require(tile.path.isSame(as: text) && Array(text) == bytes, "a path is written otherwise: \(text)")
        try require((1...Tile.fullWidth).contains(tile.width), "a width of \(tile.width)")
        return true
    }

    private static func bundle(_ bytes: [UInt8]) throws -> Bool {
        guard let bundle = try? EntryBundle(parsing: bytes) else { return false }
        try require(bundle.encoded == bytes && (1...Tile.fullWidth).contains(bundle.entries.count), "a bundle is written otherwise")
        return true
    }

    private static func hashes(_ bytes: [UInt8]) throws -> Bool {
        guard let hashes = try? LogHash.inTile(bytes) else { return false }
        try require(hashes.flatMap(\.bytes) == bytes, "a tile is written otherwise")
        _ = LogHash.root(over: hashes)
        return true
    }

    /// Every tile that a tree has can be named, and its path is read back.
    private static func layout(_ bytes: [UInt8]) throws -> Bool {
        var reader = FuzzReader(bytes)
        let layout = TileLayout(size: reader.number(bytes: 8))
        let (level, index) = (Int(reader.byte() % 12), reader.number(bytes: 2))
        let tiles = [try? layout.hashes(level: level, index: index), try? layout.entries(index: index)].compactMap { $0 }
        for tile in tiles { try require((try? Tile(path: tile.path)) == tile, "\(tile.path) is read otherwise") }
        return !tiles.isEmpty
    }
}

import Testing
import TransparencyLog

@Suite("Tile")
struct TileTests {
    struct Example: Sendable {
        let path: String
        let content: Tile.Content
        let index: UInt64
        var width = 256
    }

    static let examples = [
        Example(path: "tile/0/000", content: .hashes(level: 0), index: 0),
        Example(path: "tile/0/x001/x234/067", content: .hashes(level: 0), index: 1_234_067),
        Example(path: "tile/0/x001/x234/067.p/8", content: .hashes(level: 0), index: 1_234_067, width: 8),
        Example(path: "tile/1/273.p/17", content: .hashes(level: 1), index: 273, width: 17),
        Example(path: "tile/63/999.p/255", content: .hashes(level: 63), index: 999, width: 255),
        Example(path: "tile/2/x001/000.p/1", content: .hashes(level: 2), index: 1000, width: 1),
        Example(path: "tile/entries/x001/000", content: .entries, index: 1000),
        Example(path: "tile/entries/273.p/112", content: .entries, index: 273, width: 112),
        Example(path: "tile/0/x018/x446/x744/x073/x709/x551/615", content: .hashes(level: 0), index: .max),
    ]

    @Test("paths are written and read as specified", arguments: examples)
    func paths(example: Example) throws {
        let tile = try Tile(example.content, index: example.index, width: example.width)
        #expect(tile.path == example.path)
        #expect(try Tile(path: example.path) == tile)
        #expect(tile.isFull == !example.path.contains(".p"))
    }

    @Test("every tile's path leads back to it", arguments: UInt64(1)...3)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let index = generator.next() >> UInt64.random(in: 0...63, using: &generator)
            let level = Int.random(in: -1...63, using: &generator)
            let width = Int.random(in: 1...256, using: &generator)
            let tile = try Tile(level < 0 ? .entries : .hashes(level: level), index: index, width: width)
            #expect(try Tile(path: tile.path) == tile)
        }
    }

    @Test(
        "paths that nobody writes are refused",
        arguments: [
            "", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000",
            "tile/64/000", "tile/-1/000", "tile/x0/000", "Tile/0/000", "tile/Entries/000", "tile/0/x000", "tile/0/x000/001",
            "tile/0/001/000",
            "tile/0/x001/x000", "tile/0/x1/000", "tile/0/xx01/000", "tile/0/00a", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/08", "tile/0/000.p/-8", "tile/0/000.p/8/", "tile/0/000/8", "tile/0/x001.p/000",
            "tile/0/000.p/8.p/8",
            "tile/0/x018/x446/x744/x073/x709/x551/616", "tile/0/../000", "tile/0//000", "tile/0/ 00", "tile/0/٠٠٠",
            "tile/0/" + String(repeating: "x001/", count: 100) + "000",
        ])
    func refused(path: String) {
        #expect(throws: LogError.malformedTilePath) { try Tile(path: path) }
    }

    @Test("levels and widths that can't be are refused")
    func range() {
        for level in [-1, 64] {
            #expect(throws: LogError.tileOutOfRange) { try Tile(.hashes(level: level), index: 0) }
        }
        for width in [-1, 0, 257] {
            #expect(throws: LogError.tileOutOfRange) { try Tile(.entries, index: 0, width: width) }
        }
    }

    @Test("partial widths of the specification's trees")
    func partialWidths() {
        #expect((0...3).map { Tile.partialWidth(ofLevel: $0, inTreeOf: 70_000) } == [112, 17, 1, 0])
        #expect((0...2).map { Tile.partialWidth(ofLevel: $0, inTreeOf: 256) } == [0, 1, 0])
        #expect(
            (0...63).map { Tile.partialWidth(ofLevel: $0, inTreeOf: .max) } == Array(repeating: 255, count: 8)
                + Array(repeating: 0, count: 56))
    }

    @Test("a tile's hashes are the stored subtrees of its level")
    func nodes() throws {
        let log = MemoryLog(entries: 600)
        let level1 = try Tile(.hashes(level: 1), index: 0, width: Tile.partialWidth(ofLevel: 1, inTreeOf: 600))
        #expect(try level1.nodeIDs() == [NodeID(level: 8, index: 0), NodeID(level: 8, index: 1)])
        let full = try Tile(.hashes(level: 0), index: 1)
        #expect(try full.nodeIDs().map(log.node) == Array(log.leaves[256..<512]))
        #expect(try LogHash(bytes: log.node(NodeID(level: 8, index: 1)).bytes) == referenceRoot(log.leaves[256..<512]))
        #expect(try Tile(.entries, index: 2, width: 88).nodeIDs().last == NodeID(level: 0, index: 599))
    }

    @Test("tiles beyond 2^64 leaves have no places")
    func beyond() throws {
        for (level, index) in [(8, UInt64(0)), (63, 0), (7, 1), (0, 1 << 56)] {
            let tile = try Tile(.hashes(level: level), index: index)
            #expect(throws: LogError.tileOutOfRange) { try tile.nodeIDs() }
        }
        #expect(try Tile(.hashes(level: 7), index: 0).nodeIDs().last == NodeID(level: 56, index: 255))
        #expect(try Tile(.hashes(level: 0), index: 1 << 56 - 1).nodeIDs().last == NodeID(level: 0, index: .max))
    }
}

@Suite("EntryBundle")
struct EntryBundleTests {
    @Test("entries have their length before them")
    func bytes() throws {
        let bundle = try EntryBundle(entries: [[1, 2], [], [3]])
        #expect(bundle.encoded == [0, 2, 1, 2, 0, 0, 0, 1, 3])
        #expect(try EntryBundle(parsing: bundle.encoded) == bundle)
    }

    @Test("bundles of all widths are read back", arguments: [1, 2, 255, 256])
    func roundTrip(count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        let entries = (0..<count).map { _ in generator.bytes(Int.random(in: 0...600, using: &generator)) }
        let bundle = try EntryBundle(entries: entries)
        #expect(try EntryBundle(parsing: bundle.encoded).entries == entries)
    }

    @Test("the longest entry fits, a longer one doesn't")
    func limits() throws {
        let longest = [UInt8](repeating: 7, count: 65_535)
        #expect(try EntryBundle(parsing: EntryBundle(entries: [longest]).encoded).entries == [longest])
        #expect(throws: LogError.entryTooLong(65_536)) { try EntryBundle(entries: [[], longest + [7]]) }
    }

    @Test(
        "bundles that are cut, empty or too full",
        arguments: [[], [0], [0, 1], [0, 2, 1], [0, 0, 0], [UInt8](repeating: 0, count: 2 * 257)])
    func malformed(bytes: [UInt8]) {
        #expect(throws: LogError.malformedBundle) { try EntryBundle(parsing: bytes) }
    }

    @Test("a bundle of none or 257 can't be made", arguments: [0, 257])
    func count(count: Int) {
        #expect(throws: LogError.malformedBundle) { try EntryBundle(entries: Array(repeating: [], count: count)) }
    }
}

import TransparencyLog

/// Reads the hashes of complete subtrees out of stored tiles. Each tile is read once, so a proof costs a tile a level of tiles.
struct TreeReader {
    private struct Place: Hashable {
        let level: Int
        let index: UInt64
    }

    private let facts: any LogReader
    private var tiles: [Place: [UInt8]] = [:]

    init(_ facts: any LogReader) { self.facts = facts }

    /// The hash at a place of the tree. Throws `damaged` when the stored tiles don't hold what is below it.
    mutating func hash(at id: NodeID) throws -> LogHash {
        // A node of level 8L + h stands over 2^h hashes of a tile of level L.
        let height = id.level % 8
        let first = id.index << UInt64(height)
        let place = Place(level: id.level / 8, index: first / UInt64(Tile.fullWidth))
        let tile = try bytes(at: place)
        let start = Int(first % UInt64(Tile.fullWidth)) * LogHash.byteCount
        let end = start + LogHash.byteCount << height
        guard end <= tile.count else { throw ExchangeError.damaged(place: "tree/\(id.level)/\(id.index)") }
        return TreeReader.root(of: try [LogHash](tile: tile[start..<end]))
    }

    private mutating func bytes(at place: Place) throws -> [UInt8] {
        if let known = tiles[place] { return known }
        let read = try facts.tile(level: place.level, index: place.index)
        tiles[place] = read
        return read
    }

    /// The root over a power of two of hashes.
    private static func root(of hashes: [LogHash]) -> LogHash {
        var row = hashes
        while row.count > 1 { row = stride(from: 0, to: row.count, by: 2).map { .node(row[$0], row[$0 + 1]) } }
        return row[0]
    }
}

extension [LogHash] {
    /// The hashes that lie one after the other in a tile.
    init(tile bytes: ArraySlice<UInt8>) throws {
        self = try stride(from: bytes.startIndex, to: bytes.endIndex, by: LogHash.byteCount).map { start in
            try LogHash(bytes: bytes[start..<Swift.min(start + LogHash.byteCount, bytes.endIndex)])
        }
    }
}

extension LogReader {
    /// The newest checkpoint, read; `nil` before the first entry.
    func signedHead() throws -> Checkpoint? {
        guard let note = try checkpoint() else { return nil }
        return try Checkpoint(storedNote: note)
    }
}

extension Checkpoint {
    /// Reads a note out of storage, whose signature this is not the place to check.
    init(storedNote note: [UInt8]) throws(ExchangeError) {
        guard let signed = try? SignedNote(parsing: note), let head = try? Checkpoint(parsing: signed.text) else {
            throw .damaged(place: "checkpoint")
        }
        self = head
    }
}

package import TransparencyLog

/// Holds the log in storage against itself: every leaf against the tile that it was hashed into, every tile against those under it, and all of them
/// against the checkpoint. Reads a few tiles a transaction, so that it may run beside a daemon, and holds one tile at a time.
package struct StoredTree: Sendable {
    private static let tilesAtOnce: UInt64 = 32

    /// The newest checkpoint, signed by the log's own key; `nil` before the first entry. Throws `damaged`.
    package static func signedHead(in storage: any ReadableStorage, keys: ExchangeKeys) async throws(ExchangeError) -> Checkpoint? {
        do {
            return try await storage.read { facts in
                guard let note = try facts.checkpoint() else {
                    guard try facts.logSize() == 0 else { throw ExchangeError.damaged(place: "checkpoint") }
                    return nil
                }
                guard let head = try? keys.logKeys(in: facts).checkpoint(in: note), head.origin == keys.logOrigin,
                    try facts.logSize() == head.size
                else { throw ExchangeError.damaged(place: "checkpoint") }
                return head
            }
        } catch { throw ExchangeError(storage: error) }
    }

    /// Throws `damaged`, and names the place, where the tree under `head` isn't what it should be.
    package static func verify(_ head: Checkpoint, in storage: any ReadableStorage) async throws(ExchangeError) {
        do {
            var tree = TreeFrontier()
            while tree.size < head.size {
                let before = tree
                tree = try await storage.read { facts in
                    var tree = before
                    let end = min(head.size, tree.size + StoredTree.tilesAtOnce * UInt64(Tile.fullWidth))
                    while tree.size < end { try tree.appendTile(upTo: end, facts) }
                    return tree
                }
            }
            guard tree.root == head.root else { throw ExchangeError.damaged(place: "tree") }
        } catch { throw ExchangeError(storage: error) }
    }
}

extension TreeFrontier {
    /// Takes the leaves of the next tile of level 0, as many of them as lie before `end`.
    fileprivate mutating func appendTile(upTo end: UInt64, _ facts: any LogReader) throws {
        let width = UInt64(Tile.fullWidth)
        let index = size / width
        let count = Int(min(width, end - index * width))
        let leaves = try facts.leaves(from: index * width, limit: count)
        let hashes = try [LogHash](tile: try facts.tile(level: 0, index: index)[...])
        guard leaves.count == count, hashes.count >= count else { throw ExchangeError.damaged(place: "tile/0/\(index)") }
        for (leaf, hash) in zip(leaves, hashes) {
            guard LogHash.leaf(leaf) == hash else { throw ExchangeError.damaged(place: "entry/\(size)") }
            for (id, node) in append(hash) { try TreeFrontier.require(node, at: id, facts) }
        }
    }

    /// A node of level 8, 16, … stands in a tile of its own.
    private static func require(_ node: LogHash, at id: NodeID, _ facts: any LogReader) throws {
        guard id.level > 0, id.level.isMultiple(of: 8) else { return }
        let (level, index) = (id.level / 8, id.index / UInt64(Tile.fullWidth))
        let start = Int(id.index % UInt64(Tile.fullWidth)) * LogHash.byteCount
        let tile = try facts.tile(level: level, index: index)
        guard tile.count >= start + LogHash.byteCount, tile[start..<(start + LogHash.byteCount)].elementsEqual(node.bytes) else {
            throw ExchangeError.damaged(place: "tile/\(level)/\(index)")
        }
    }
}

// MARK: Against what others have seen

extension StoredTree {
    /// The root that the tree had at an earlier size. Throws `damaged` where tiles are missing.
    package static func root(ofSize size: UInt64, in storage: any ReadableStorage) async throws(ExchangeError) -> LogHash {
        do {
            return try await storage.read { facts in
                var reader = TreeReader(facts)
                return try TreeFrontier(size: size, hashes: try TreeFrontier.nodeIDs(ofSize: size).map { try reader.hash(at: $0) }).root
            }
        } catch { throw ExchangeError(storage: error) }
    }

    /// That the tree of `new` begins with the tree of `old` (RFC 6962 §2.1.2).
    package static func consistencyProof(
        from old: UInt64, to new: UInt64, in storage: any ReadableStorage
    ) async throws(ExchangeError) -> [LogHash] {
        do {
            return try await storage.read { facts in
                var reader = TreeReader(facts)
                return try TransparencyLog.consistencyProof(from: old, to: new) { try reader.hash(at: $0) }
            }
        } catch { throw ExchangeError(storage: error) }
    }
}

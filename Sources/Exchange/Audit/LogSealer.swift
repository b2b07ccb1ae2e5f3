import Synchronization
import TransparencyLog

/// Takes what a commit has appended into the tree: tiles, one checkpoint, one signature, however many entries there are.
///
/// Runs inside the transaction, after its last body and before the COMMIT. May be used from any task; storage's writes are serial.
final class LogSealer: Sendable {
    /// The tree's right edge as this process sealed it last, the checkpoint that goes with it, and what signed that.
    private struct Edge {
        let note: [UInt8]
        let tree: TreeFrontier
        let signer: NoteSigner
    }

    private let signer: @Sendable (any StorageReader) throws -> NoteSigner
    private let origin: String
    private let last = Mutex<Edge?>(nil)

    /// - Parameter signer: what signs now, by what the transaction sees.
    init(origin: String, signer: @escaping @Sendable (any StorageReader) throws -> NoteSigner) {
        self.signer = signer
        self.origin = origin
    }

    convenience init(signer: NoteSigner, origin: String) { self.init(origin: origin) { _ in signer } }

    /// Seals all entries that no checkpoint covers yet; answers the log's end, `nil` while the log is empty.
    ///
    /// Throws `damaged` when the stored tree isn't the one that the newest checkpoint signs: nothing may be signed on top of it.
    func seal(_ changes: any StorageWriter) throws -> LogEnd? {
        let note = try changes.checkpoint()
        let known = last.withLock { $0 }.flatMap { $0.note == note ? $0 : nil }
        var tree = try known?.tree ?? edge(note, changes)
        var nodes = Dictionary(zip(TreeFrontier.nodeIDs(ofSize: tree.size), tree.hashes)) { first, _ in first }
        let leaves = try changes.leafHashes(from: tree.size)
        guard !leaves.isEmpty else { return note.map { LogEnd(checkpoint: $0, size: tree.size, nodes: nodes) } }
        for leaf in leaves {
            for (id, hash) in tree.append(leaf) {
                nodes[id] = hash
                try keep(hash, at: id, changes)
            }
        }
        // Who replaces the signer seals its own entry with the new one. So while nobody else has sealed, the signer is the same, too.
        let signer = try known?.signer ?? signer(changes)
        let signed = try sign(tree, signer)
        try changes.putCheckpoint(signed)
        last.withLock { $0 = Edge(note: signed, tree: tree, signer: signer) }
        return LogEnd(checkpoint: signed, size: tree.size, nodes: nodes)
    }

    /// What is remembered holds while the stored checkpoint is the one that it was remembered with. Otherwise another process has appended, or
    /// a commit has failed, or this process has just begun: then it's read from tiles, a few at most, however long the log is.
    private func edge(_ note: [UInt8]?, _ facts: any LogReader) throws -> TreeFrontier {
        guard let note else { return TreeFrontier() }
        let head = try Checkpoint(storedNote: note)
        var reader = TreeReader(facts)
        let tree = try TreeFrontier(size: head.size, hashes: try TreeFrontier.nodeIDs(ofSize: head.size).map { try reader.hash(at: $0) })
        guard tree.root == head.root else { throw ExchangeError.damaged(place: "tree") }
        return tree
    }

    /// A node of level 8, 16, … ends a tile, and is a hash of the tile above. What is below level 8 lies in the tiles.
    private func keep(_ hash: LogHash, at id: NodeID, _ changes: any StorageWriter) throws {
        guard id.level > 0, id.level.isMultiple(of: 8) else { return }
        if id.level == 8 { try changes.putTile(level: 0, index: id.index, hashes: try fullTile(id.index, changes)) }
        let (level, index) = (id.level / 8, id.index / UInt64(Tile.fullWidth))
        let before = try changes.tile(level: level, index: index)
        guard before.count == Int(id.index % UInt64(Tile.fullWidth)) * LogHash.byteCount else {
            throw ExchangeError.damaged(place: "tile/\(level)/\(index)")
        }
        try changes.putTile(level: level, index: index, hashes: before + hash.bytes)
    }

    private func fullTile(_ index: UInt64, _ facts: any LogReader) throws -> [UInt8] {
        let hashes = try facts.tile(level: 0, index: index)
        guard hashes.count == Tile.fullWidth * LogHash.byteCount else { throw ExchangeError.damaged(place: "tile/0/\(index)") }
        return hashes
    }

    private func sign(_ tree: TreeFrontier, _ signer: NoteSigner) throws -> [UInt8] {
        let checkpoint = try Checkpoint(origin: origin, size: tree.size, root: tree.root)
        return Array(try signer.sign(checkpoint).encoded.utf8)
    }
}

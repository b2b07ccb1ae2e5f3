package import TransparencyLog

/// What copying a log did.
package struct MirrorReport: Sendable, Hashable, Codable {
    /// Leaves in the copy.
    package let size: UInt64
    /// How many it had before.
    package let sizeBefore: UInt64
    /// The root, base64; `nil` for a log without entries.
    package let root: String?
    /// Tiles and bundles that were fetched.
    package let fetched: Int
}

/// Copies what is new of a log into a folder: tiles first, then, once they have been seen to make up the new checkpoint's root and the one
/// before's, the checkpoint. Full tiles are never fetched twice.
///
/// Throws `checkpoint-unsigned`; `mirror-fork` when the log isn't a continuation of the copy: both checkpoints are kept and the copy
/// stays as it was; `mirror-incomplete` when tiles are missing or don't fit each other; `mirror-busy`, `mirror-damaged`.
package func mirrorLog(
    from log: some TileSource, to folder: MirrorFolder, by verifier: some CheckpointVerifier, progress: @escaping ProgressSink
) async throws(ClientError) -> MirrorReport {
    let lock = try folder.locked()
    defer { withExtendedLifetime(lock) {} }
    let before = try await folder.head(by: verifier)
    guard let note = try await log.note() else {
        guard before == nil else { throw .forked(before?.size ?? 0) }
        return MirrorReport(size: 0, sizeBefore: 0, root: nil, fetched: 0)
    }
    let head = try verifiedCheckpoint(note, by: verifier)
    var mirroring = Mirroring(folder: folder, before: before, head: head, note: note)
    try await mirroring.run(log, progress)
    return MirrorReport(size: head.size, sizeBefore: before?.size ?? 0, root: head.root.base64, fetched: mirroring.fetched)
}

extension MirrorFolder {
    /// The copy's own checkpoint, verified; `nil` for a new copy.
    fileprivate func head(by verifier: some CheckpointVerifier) async throws(ClientError) -> Checkpoint? {
        guard let note = try await note() else { return nil }
        do throws(LogError) { return try verifier.checkpoint(in: note) } catch {
            throw .local(
                "mirror-damaged", "the copy's checkpoint isn't signed by the log's key: \(error)",
                hint: "is this the copy of another log? Else keep the folder as evidence and make a new copy in another")
        }
    }
}

/// One copying under way.
private struct Mirroring {
    let folder: MirrorFolder
    let before: Checkpoint?
    let head: Checkpoint
    let note: [UInt8]
    private let layout: TileLayout
    private var tree: TreeExamination
    private(set) var fetched = 0
    /// What this run has written, and takes away again when it turns out not to belong to the copy.
    private var written: [Tile] = []

    init(folder: MirrorFolder, before: Checkpoint?, head: Checkpoint, note: [UInt8]) {
        self.folder = folder
        self.before = before
        self.head = head
        self.note = note
        layout = TileLayout(size: head.size)
        tree = TreeExamination(size: head.size, olderSize: before?.size)
    }

    private var sizeBefore: UInt64 { before?.size ?? 0 }

    mutating func run(_ log: some TileSource, _ progress: ProgressSink) async throws(ClientError) {
        if head.size == 0, before == nil { return try folder.write(note: note) }
        guard head.size > sizeBefore || (head.size == sizeBefore && head.root == before?.root) else { throw try refused() }
        // Nothing is new but, perhaps, who has signed.
        guard head.size > sizeBefore else { return try folder.write(note: note) }
        do throws(ClientError) {
            try await knownRoots()
            try await newLeaves(log, progress)
            // Leaves fit their tiles, and the copy's own tiles fitted its checkpoint: what can be wrong now is the history itself.
            guard tree.root == head.root, before == nil || tree.olderRoot == before?.root else { throw try refused() }
            try await levelsAbove(log)
        } catch {
            // What has come so far is good for the next run when it was only the way here that broke.
            if error.exitClass == .integrity { for tile in written { folder.remove(tile) } }
            throw error
        }
        try folder.write(note: note)
        try sweep()
    }

    /// Keeps both checkpoints, and says that they contradict each other.
    private func refused() throws(ClientError) -> ClientError {
        guard let before else {
            return .integrity("mirror-incomplete", "the log's tiles don't make up its signed root; nothing was copied")
        }
        try folder.keepEvidence(note, head)
        return .forked(before.size)
    }

    /// The roots of the full tiles that the copy has already: its own level 1, verified when they came.
    private mutating func knownRoots() async throws(ClientError) {
        let old = TileLayout(size: sizeBefore)
        for index in 0..<old.tileCount(ofLevel: 1) {
            let tile = try makeTile { () throws(LogError) in try old.hashes(level: 1, index: index) }
            guard let hashes = try? LogHash.inTile(try await folder.bytes(of: tile)), hashes.count == tile.width else {
                throw .local("mirror-damaged", "\(tile.path) of the copy is damaged", hint: "make a new copy in another folder")
            }
            for hash in hashes { tree.append(root: hash, hashes: nil) }
        }
    }

    private mutating func newLeaves(_ log: some TileSource, _ progress: ProgressSink) async throws(ClientError) {
        let (layout, folder) = (layout, folder)
        let first = sizeBefore / UInt64(Tile.fullWidth)
        var mirroring = self
        try await concurrently(
            first..<max(first, layout.tileCount(ofLevel: 0)), atOnce: tilesAtOnce,
            { index async throws(ClientError) in try await FetchedTile(index, layout, log, folder) },
            take: { fetched throws(ClientError) in
                try mirroring.keep(fetched)
                progress(ProgressReport(bytes: fetched.leaf.first + UInt64(fetched.leaf.width), total: layout.size))
            })
        self = mirroring
    }

    private mutating func keep(_ found: FetchedTile) throws(ClientError) {
        guard found.leaf.leaves != nil, found.leaf.hasTile, found.leaf.changed.isEmpty else {
            for tile in found.present { folder.remove(tile) }
            throw .integrity(
                "mirror-incomplete", "\(found.tile.path) and its entries are missing, or don't fit each other",
                hint: "run it again; if that doesn't help, verify the log")
        }
        for (tile, bytes) in found.fresh {
            try folder.write(bytes, as: tile)
            written.append(tile)
            fetched += 1
        }
        written += found.present
        tree.append(found.leaf)
    }

    private mutating func levelsAbove(_ log: some TileSource) async throws(ClientError) {
        let old = TileLayout(size: sizeBefore)
        for level in 1..<max(1, layout.levels) {
            let row = tree.row(ofLevel: level)
            let first = old.hashCount(ofLevel: level) / UInt64(Tile.fullWidth)
            for index in first..<max(first, layout.tileCount(ofLevel: level)) {
                let tile = try makeTile { () throws(LogError) in try layout.hashes(level: level, index: index) }
                // What the copy's checkpoint speaks of was looked at when it came.
                guard !tile.isCovered(byTreeOf: sizeBefore) else { continue }
                let bytes = try await log.bytes(of: tile)
                guard tree.disagreements(of: tile, level: level, bytes: bytes, row: row).isEmpty else {
                    throw .integrity("mirror-incomplete", "\(tile.path) isn't made of the tiles under it")
                }
                try folder.write(bytes, as: tile)
                written.append(tile)
                fetched += 1
            }
        }
    }

    /// Takes away partial tiles that have been outgrown.
    private func sweep() throws(ClientError) {
        let old = TileLayout(size: sizeBefore)
        for level in 0..<layout.levels {
            let first = old.hashCount(ofLevel: level) / UInt64(Tile.fullWidth)
            for index in first..<max(first, layout.tileCount(ofLevel: level)) {
                folder.removeOutgrown(by: try makeTile { () throws(LogError) in try layout.hashes(level: level, index: index) })
                guard level == 0 else { continue }
                folder.removeOutgrown(by: try makeTile { () throws(LogError) in try layout.entries(index: index) })
            }
        }
    }
}

extension ClientError {
    fileprivate static func forked(_ size: UInt64) -> ClientError {
        .integrity(
            "mirror-fork", "the log isn't a continuation of the copy with \(size) entries: it was rewritten; the copy stays as it was",
            hint: "keep the folder: checkpoint and evidence contradict each other, which proves it; tell the auditor")
    }
}

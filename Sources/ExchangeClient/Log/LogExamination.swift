import Exchange
import TransparencyLog

/// Examines a log from what is shown of it: checkpoint, tiles, entries. Pure: pieces in, verdict out.
///
/// The checkpoint is the measure: all leaves must hash to its root. What disagrees is named by comparing, for each entry, its text with
/// its leaf, its leaf with the hash that the tree's tile has for it, and its place with its neighbours'; and each tile with what lies under it.
struct LogExamination: Sendable {
    /// `nil` when the log's signature doesn't hold: then only the entries are compared with themselves.
    let checkpoint: Checkpoint?
    private let remembered: Checkpoint?
    private let newerRemembered: UInt64?
    private var leaves = LeafTable()
    private var tree: TreeExamination
    private var faults: [UInt64: LogFault] = [:]
    private var general: [LogFault] = []
    private var unnamed: UInt64 = 0
    private var opened: UInt64 = 0
    private var closed: UInt64 = 0
    private var erased: UInt64 = 0
    private var lastEntry: UInt64?
    private var trail = DirectoryTrail()
    /// Entries that tell of a change of the log's key which no statement tells of.
    private var unstated: [UInt64] = []

    /// Whether all entries are shown, so that one that isn't is missing.
    private let isComplete: Bool
    /// What was stated when the log's key was replaced, by the entry that must tell of it; `nil` when it isn't known.
    private let statements: [UInt64: String]?

    init(checkpoint: Checkpoint?, remembered: Checkpoint?, isComplete: Bool, isCopy: Bool = false, statements: [LogKeyStatement]? = nil) {
        self.checkpoint = checkpoint
        self.isComplete = isComplete
        let isOlder = isCopy && (checkpoint?.size ?? 0) < (remembered?.size ?? 0)
        newerRemembered = isOlder ? remembered?.size : nil
        self.remembered = isOlder ? nil : remembered
        self.statements = statements.map { Dictionary($0.map { ($0.size - 1, $0.digest) }) { first, _ in first } }
        tree = TreeExamination(size: checkpoint?.size ?? 0, olderSize: self.remembered?.size)
    }

    /// Leaves that are examined: those under the checkpoint, for the log goes on growing meanwhile.
    var size: UInt64 { checkpoint?.size ?? 0 }
    var layout: TileLayout { tree.layout }

    /// More entries than this aren't named one by one: a log in which everything is wrong is told in a page.
    static let namedLimit = 10_000

    mutating func note(_ kind: LogFault.Kind, at index: UInt64? = nil, _ sentence: String) {
        note(LogFault(index: index, kind: kind, sentence: sentence))
    }

    private mutating func note(_ fault: LogFault) {
        guard let index = fault.index else { return general.append(fault) }
        // The first thing found about an entry is the nearest to its cause.
        guard faults[index] == nil else { return }
        if faults.count < Self.namedLimit { faults[index] = fault } else { unnamed += 1 }
    }
}

// MARK: The tree

extension LogExamination {
    /// Takes the tiles of level 0 with their leaves, in order.
    mutating func add(_ tile: LeafTile) {
        for offset in tile.changed {
            let index = tile.first + UInt64(offset)
            note(.changed, at: index, "entry \(index): its leaf isn't the one that was hashed into the tree")
        }
        if !tile.hasTile, tile.leaves != nil { note(.tree, "tile/0/\(tile.index) is missing, or not of its width") }
        leaves.append(tile)
        tree.append(tile)
    }

    /// The rows of hashes that the levels above must have.
    func row(ofLevel level: Int) -> [LogHash?] { tree.row(ofLevel: level) }

    /// Takes a tile above level 0, once all under it have come; `row` is its level's.
    mutating func add(_ tile: Tile, level: Int, bytes: [UInt8]?, row: [LogHash?]) {
        let wrong = tree.disagreements(of: tile, level: level, bytes: bytes, row: row)
        guard let place = wrong.first else { return }
        let under = UInt64(1) << UInt64(8 * level)
        let others = wrong.count > 1 ? ", and \(wrong.count - 1) places more" : ""
        note(.tree, "\(tile.path) isn't made of the tiles under it: over entries \(place * under) to \((place + 1) * under - 1)\(others)")
    }
}

// MARK: Entries

extension LogExamination {
    /// Takes entries in the exchange's order.
    mutating func add(_ looks: [EntryLook]) {
        for look in looks where look.index < size || checkpoint == nil { add(look) }
    }

    private mutating func add(_ look: EntryLook) {
        checkPlace(of: look)
        if let leaf = look.leaf, let shown = leaves[look.index], !shown.elementsEqual(leaf) {
            note(.changed, at: look.index, "entry \(look.index): the log shows another leaf than the exchange has stored")
        }
        for fault in look.faults { note(fault) }
        switch look.text {
        case .opened: opened += 1
        case .sealedForOthers: closed += 1
        case .erased(let proof): checkErasure(of: look.index, proof)
        case .unsound: break
        }
        if let entry = look.entry { checkHistory(of: entry) }
    }

    /// What an entry tells must agree with what was stated of the log's keys, and with the directories that were shown before.
    private mutating func checkHistory(of entry: AuditEntry) {
        let stated = statements?[entry.index]
        // A log that began anew under another name has the entries of the one before, and not its statements.
        if entry.beginsAnotherLog { unstated = [] }
        if statements != nil, entry.action == .rotateLogKey, stated == nil { return unstated.append(entry.index) }
        guard stated == nil || (entry.action == .rotateLogKey && entry.record == stated) else { return noteKey(entry.index) }
        if trail.showsOutdated(entry) {
            note(.outdated, at: entry.index, "entry \(entry.index): \(entry.officer) was shown an older directory than there was")
        }
    }

    private mutating func noteKey(_ index: UInt64) {
        note(.changed, at: index, "entry \(index): what it tells of the log's key isn't what the statements say")
    }

    private mutating func noteUnstated() {
        for index in unstated { noteKey(index) }
        unstated = []
    }

    private mutating func checkPlace(of look: EntryLook) {
        let next = lastEntry.map { $0 + 1 } ?? 0
        if look.index < next { return note(.outOfOrder, at: look.index, "entry \(look.index) comes again, or too late") }
        if isComplete { noteMissing(next..<look.index) }
        lastEntry = look.index
    }

    private mutating func noteMissing(_ range: Range<UInt64>) {
        for index in range.prefix(1000) { note(.missing, at: index, "entry \(index) is gone") }
        if range.count > 1000 { note(.missing, "\(range.count) entries from \(range.lowerBound) on are gone") }
    }

    /// That a text was erased is believed when the log says so: in an entry under this checkpoint that tells of an erasure of just this one.
    private mutating func checkErasure(of index: UInt64, _ proof: ErasureProof?) {
        // Without a signed checkpoint there are no leaves to go by, and worse is said already.
        guard checkpoint != nil else { return }
        guard let proof, let leaf = leaves[proof.index], proof.proves(erasureOf: index, by: Array(leaf)) else {
            return note(.changed, at: index, "entry \(index): its text is gone, and no entry of the log tells that it was erased")
        }
        erased += 1
    }
}

// MARK: Verdict

extension LogExamination {
    /// What was found, once all has been added.
    mutating func verdict() -> LogVerification {
        let next = lastEntry.map { $0 + 1 } ?? 0
        if isComplete, checkpoint != nil { noteMissing(next..<max(size, next)) }
        noteUnstated()
        judgeGrowth()
        judgeTree()
        if unnamed > 0 { note(.changed, "\(unnamed) entries more aren't as they should be") }
        return LogVerification(
            size: size, root: checkpoint?.root.base64, rememberedSize: remembered?.size, newerRemembered: newerRemembered,
            checked: leaves.shown, opened: opened, closedForMe: closed, erased: erased,
            faults: faults.values.sorted { ($0.index ?? 0) < ($1.index ?? 0) } + general)
    }

    /// That the log has only grown since the checkpoint that is remembered: its tree begins with the tree of then (RFC 6962 §2.1.2, from the tiles).
    private mutating func judgeGrowth() {
        guard let remembered, remembered.size > 0 else { return }
        guard let checkpoint, checkpoint.size >= remembered.size else {
            guard general.isEmpty else { return }
            return note(.rewritten, "the log had \(remembered.size) entries and has fewer now: it was rewritten")
        }
        let older = checkpoint.size == remembered.size ? checkpoint.root : tree.olderRoot
        guard let older, older != remembered.root else { return }
        note(.rewritten, "the log isn't a continuation of the one with \(remembered.size) entries: it was rewritten")
    }

    private mutating func judgeTree() {
        guard let checkpoint else {
            guard lastEntry != nil, general.isEmpty else { return }
            return note(.unsigned, "the log has entries and no checkpoint that is signed")
        }
        if leaves.shown < checkpoint.size, faults.isEmpty {
            note(.missing, "leaves are missing: \(leaves.shown) of \(checkpoint.size) were shown")
        }
        guard let root = tree.root, root != checkpoint.root else { return }
        guard !faults.values.contains(where: { [.changed, .outOfOrder].contains($0.kind) }) else { return }
        note(
            .rewritten, "the leaves don't make up the signed root: one was changed with its hash, and none of the entries shown tells which"
        )
    }
}

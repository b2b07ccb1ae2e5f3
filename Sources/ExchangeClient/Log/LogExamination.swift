import Exchange
import Foundation
import SignedRecords
import TransparencyLog

/// Examines a log from what the exchange shows of it: checkpoint, leaves, entries. Pure: pages in, verdict out.
///
/// The checkpoint is the measure: all leaves must hash to its root. What disagrees is named by comparing, for each entry, its text with
/// its leaf, its leaf with the hash that the stored tree has for it, and its place with its neighbours'.
struct LogExamination {
    /// `nil` when the log's signature doesn't hold: then only the entries are compared with themselves.
    let checkpoint: Checkpoint?
    private let rememberedSize: UInt64?
    /// Leaf by index; `nil` where the exchange has a gap.
    private var leaves: [[UInt8]?] = []
    private var faults: [UInt64: LogFault] = [:]
    private var general: [LogFault] = []
    private var opened: UInt64 = 0
    private var closed: UInt64 = 0
    private var erased: UInt64 = 0
    private var lastEntry: UInt64?
    private var trail = DirectoryTrail()

    /// Whether all entries are shown, so that one that isn't is missing.
    private let isComplete: Bool
    /// What was stated when the log's key was replaced, by the entry that must tell of it.
    private let statements: [UInt64: String]

    init(checkpoint: Checkpoint?, remembered: Checkpoint?, isComplete: Bool, statements: [LogKeyStatement] = []) {
        self.checkpoint = checkpoint
        self.isComplete = isComplete
        rememberedSize = remembered?.size
        self.statements = Dictionary(statements.map { ($0.size - 1, $0.digest) }) { first, _ in first }
    }

    /// Leaves that are examined: those under the checkpoint, for the log goes on growing meanwhile.
    var size: UInt64 { checkpoint?.size ?? UInt64(leaves.count) }

    mutating func note(_ kind: LogFault.Kind, at index: UInt64? = nil, _ sentence: String) {
        let fault = LogFault(index: index, kind: kind, sentence: sentence)
        guard let index else { return general.append(fault) }
        // The first thing found about an entry is the nearest to its cause.
        if faults[index] == nil { faults[index] = fault }
    }
}

// MARK: Leaves

extension LogExamination {
    /// Takes a page of leaves that begins at `index`.
    mutating func add(_ page: LeafPage, from index: UInt64) {
        let decoded = page.leaves.map { Data(base64Encoded: $0).map(Array.init) }
        let stop = min(page.next ?? .max, checkpoint?.size ?? page.next ?? index + UInt64(decoded.count))
        guard index < stop else { return }
        // Where a page's end isn't its beginning and its length, rows are gone from it, and no leaf of it has a sure place.
        let isWhole = page.next.map { $0 == index + UInt64(decoded.count) } ?? (UInt64(decoded.count) >= stop - index)
        let wanted = Int(clamping: stop - index)
        leaves += isWhole ? Array(decoded.prefix(wanted)) : Array(repeating: nil, count: min(wanted, LogExamination.pageLimit))
    }

    /// No page is believed to be longer than this.
    static let pageLimit = 100_000

    /// The root over the leaves as they were shown; `nil` when one is missing.
    private func root() -> LogHash? {
        var tree = TreeFrontier()
        for leaf in leaves {
            guard let leaf else { return nil }
            tree.append(.leaf(leaf))
        }
        return tree.root
    }
}

// MARK: Entries

extension LogExamination {
    /// Takes entries in the exchange's order.
    mutating func add(_ entries: [AuditEntryView]) {
        for entry in entries where entry.index < size { add(entry) }
    }

    private mutating func add(_ view: AuditEntryView) {
        checkPlace(of: view)
        guard let leaf = Data(base64Encoded: view.leaf).map(Array.init) else {
            return note(.changed, at: view.index, "entry \(view.index): its leaf can't be read")
        }
        if LogHash.leaf(leaf).base64 != view.leafHash {
            note(.changed, at: view.index, "entry \(view.index): its leaf isn't the one that was hashed into the tree")
        }
        if let shown = shownLeaf(view.index), shown != leaf {
            note(.changed, at: view.index, "entry \(view.index): the log shows another leaf than the exchange has stored")
        }
        checkText(of: view, leaf)
    }

    private func shownLeaf(_ index: UInt64) -> [UInt8]? { index < UInt64(leaves.count) ? leaves[Int(index)] : nil }

    private mutating func checkPlace(of view: AuditEntryView) {
        let next = lastEntry.map { $0 + 1 } ?? 0
        if view.index < next { return note(.outOfOrder, at: view.index, "entry \(view.index) comes again, or too late") }
        if isComplete { noteMissing(next..<view.index) }
        lastEntry = view.index
    }

    private mutating func noteMissing(_ range: Range<UInt64>) {
        for index in range.prefix(1000) { note(.missing, at: index, "entry \(index) is gone") }
        if range.count > 1000 { note(.missing, "\(range.count) entries from \(range.lowerBound) on are gone") }
    }

    private mutating func checkText(of view: AuditEntryView, _ leaf: [UInt8]) {
        guard let opening = view.opening else {
            switch view.closed {
            case .damaged: note(.changed, at: view.index, "entry \(view.index): its stored text doesn't open: it was changed")
            case .notPermitted: closed += 1
            case .erased: checkErasure(of: view)
            case nil: note(.changed, at: view.index, "entry \(view.index): its text is missing, without a reason")
            }
            return
        }
        opened += 1
        guard opening.opens(leaf) else {
            return note(.changed, at: view.index, "entry \(view.index): its text isn't what its leaf commits to")
        }
        checkEntry(of: view, opening, leaf)
    }

    /// That a text was erased is believed when the log says so: in an entry under this checkpoint that tells of an erasure of just this one.
    private mutating func checkErasure(of view: AuditEntryView) {
        guard let proof = view.erasure, let leaf = shownLeaf(proof.index), proof.proves(erasureOf: view.index, by: leaf) else {
            return note(.changed, at: view.index, "entry \(view.index): its text is gone, and no entry of the log tells that it was erased")
        }
        erased += 1
    }

    private mutating func checkEntry(of view: AuditEntryView, _ opening: Opening, _ leaf: [UInt8]) {
        guard let entry = try? CanonicalJSON.decode(AuditEntry.self, from: Array(opening.text.utf8)) else {
            return note(.changed, at: view.index, "entry \(view.index): its text can't be read")
        }
        guard entry.index == view.index else {
            return note(.outOfOrder, at: view.index, "entry \(view.index): its text is that of entry \(entry.index)")
        }
        guard entry.at == LeafTime.of(leaf), view.entry == entry else {
            return note(.changed, at: view.index, "entry \(view.index): what is shown isn't its text, or not of its leaf's time")
        }
        let stated = statements[entry.index]
        guard (entry.action == .rotateLogKey) == (stated != nil), stated == nil || entry.record == stated else {
            return note(.changed, at: view.index, "entry \(view.index): what it tells of the log's key isn't what the statements say")
        }
        if trail.showsOutdated(entry) {
            note(.outdated, at: view.index, "entry \(view.index): \(entry.officer) was shown an older directory than there was")
        }
    }
}

// MARK: Verdict

extension LogExamination {
    /// What was found, once all has been added.
    mutating func verdict() -> LogVerification {
        let next = lastEntry.map { $0 + 1 } ?? 0
        if isComplete { noteMissing(next..<max(size, next)) }
        judgeLeaves()
        return LogVerification(
            size: size, root: checkpoint?.root.base64, rememberedSize: rememberedSize, checked: UInt64(leaves.count { $0 != nil }),
            opened: opened, closedForMe: closed, erased: erased,
            faults: faults.values.sorted { ($0.index ?? 0) < ($1.index ?? 0) } + general)
    }

    private mutating func judgeLeaves() {
        guard let checkpoint else {
            guard !leaves.isEmpty, general.isEmpty else { return }
            return note(.unsigned, "the log has entries and no checkpoint that is signed")
        }
        let present = UInt64(leaves.count { $0 != nil })
        if present < checkpoint.size {
            guard faults.isEmpty else { return }
            return note(.missing, "leaves are missing: \(present) of \(checkpoint.size) were shown")
        }
        guard root() != checkpoint.root, !faults.values.contains(where: { [.changed, .outOfOrder].contains($0.kind) }) else { return }
        note(.rewritten, "the leaves don't make up the signed root: one was changed, and none of the entries shown tells which")
    }
}

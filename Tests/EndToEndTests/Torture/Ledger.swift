import Exchange
import Foundation
import Synchronization
import TransparencyLog

/// What the actors know by themselves, apart from the daemon: what they asked for, what was acknowledged with which receipt, and every
/// checkpoint that they saw. Appended to a file as it happens, and never taken back.
final class Ledger: Sendable {
    private struct Known {
        /// Leaves, base64, by the index that a receipt gave them.
        var receipts: [UInt64: String] = [:]
        /// Roots by size, of every checkpoint that was seen.
        var heads: [UInt64: LogHash] = [:]
        /// The log as it's read back: its leaves, and the root after each.
        var leaves: [String] = []
        var roots: [LogHash] = []
        var tree = TreeFrontier()
        /// How many permitted entries bring a signed record, by action and the record's digest.
        var entries: [Entry: Int] = [:]
        /// Those whose record has been found where it belongs.
        var found: Set<Entry> = []
        var audited: UInt64 = 0
        var counts: [String: Int] = [:]
    }

    /// An entry of the log that brings a signed record.
    struct Entry: Hashable {
        let action: Action
        let record: String
    }

    private let known = Mutex(Known())
    private let file: FileHandle

    init(path: String) throws {
        try Data().write(to: URL(filePath: path))
        file = try FileHandle(forWritingTo: URL(filePath: path))
    }

    /// Notes something that an actor does or hears, before anything else follows from it.
    func note(_ what: String, lane: Int, _ details: String = "") {
        known.withLock { known in
            known.counts[what, default: 0] += 1
            try? file.write(contentsOf: Data("\(lane) \(what) \(details)\n".utf8))
        }
    }

    func count(_ what: String) -> Int { known.withLock { $0.counts[what] ?? 0 } }

    /// Takes what an answer proves. Two receipts that contradict each other are a loss at once.
    func take(_ receipt: Receipt, lane: Int) throws {
        let head = try Self.head(receipt.checkpoint)
        note("receipt", lane: lane, "\(receipt.index) \(receipt.leaf) \(head.size) \(head.root.base64)")
        try known.withLock { known in
            try Loss.unless(
                known.receipts[receipt.index, default: receipt.leaf] == receipt.leaf,
                "entry \(receipt.index) was acknowledged with two different leaves")
            known.receipts[receipt.index] = receipt.leaf
            try Self.take(head, &known)
        }
    }

    /// Takes a checkpoint whose signature has been verified.
    func take(_ head: Checkpoint) throws { try known.withLock { try Self.take(head, &$0) } }

    private static func take(_ head: Checkpoint, _ known: inout Known) throws {
        try Loss.unless(
            known.heads[head.size, default: head.root] == head.root, "there are two checkpoints of size \(head.size) with different roots")
        known.heads[head.size] = head.root
    }

    private static func head(_ note: String) throws -> Checkpoint {
        try Checkpoint(parsing: try SignedNote(parsing: Array(note.utf8)).text)
    }

    // MARK: The log, read back

    var leafCount: UInt64 { known.withLock { UInt64($0.leaves.count) } }

    func append(_ leaves: [String]) throws {
        try known.withLock { known in
            for leaf in leaves {
                guard let bytes = Data(base64Encoded: leaf) else { throw Loss("a leaf can't be read: \(leaf)") }
                known.tree.append(LogHash.leaf(Array(bytes)))
                known.leaves.append(leaf)
                known.roots.append(known.tree.root)
            }
        }
    }

    /// Whether the log that was read back continues every checkpoint that was ever seen, and has every acknowledged entry in its place.
    func verify() throws {
        try known.withLock { known in
            for (size, root) in known.heads where size > 0 {
                try Loss.unless(size <= known.roots.count, "the log has \(known.roots.count) entries, and a checkpoint of \(size) was seen")
                try Loss.unless(known.roots[Int(size) - 1] == root, "the log doesn't continue the checkpoint of size \(size) that was seen")
            }
            for (index, leaf) in known.receipts {
                try Loss.unless(index < known.leaves.count, "the entry \(index), which was acknowledged, is not in the log")
                try Loss.unless(known.leaves[Int(index)] == leaf, "the entry \(index) isn't the one that was acknowledged")
            }
        }
    }

    // MARK: Entries and what they tell of

    var audited: UInt64 { known.withLock { $0.audited } }

    func audit(_ views: [AuditEntryView]) {
        known.withLock { known in
            for view in views {
                known.audited = view.index + 1
                guard let entry = view.entry, entry.outcome == .permitted, let record = entry.record else { continue }
                known.entries[Entry(action: entry.action, record: record), default: 0] += 1
            }
        }
    }

    /// Something that is there must have been logged, and once.
    func require(_ action: Action, _ record: String, _ what: @autoclosure () -> String) throws {
        let entry = Entry(action: action, record: record)
        try known.withLock { known in
            let count = known.entries[entry] ?? 0
            try Loss.unless(count == 1, "\(what()) is there, and \(count) entries of the log tell of it")
            known.found.insert(entry)
        }
    }

    /// What was logged as done must be there.
    func requireNothingMissing() throws {
        let actions: Set<Action> = [.recordConsent, .withdrawConsent, .uploadDocument, .answerRequest]
        try known.withLock { known in
            for entry in known.entries.keys where actions.contains(entry.action) && !known.found.contains(entry) {
                throw Loss("the log tells of \(entry.action.rawValue) with the record \(entry.record), and nothing of it is there")
            }
        }
    }
}

import Exchange
import Foundation
import TransparencyLog

/// What an entry shows by itself: its text held against its leaf, its leaf against its hash. Pure, so that cores can share the work.
package struct EntryLook: Sendable {
    /// What became of the entry's text.
    enum Text: Sendable {
        case opened
        case sealedForOthers
        case erased(ErasureProof?)
        /// Not as it was logged, or not there.
        case unsound
    }

    let index: UInt64
    let leaf: [UInt8]?
    let text: Text
    /// The entry, when there is nothing wrong with it.
    let entry: AuditEntry?
    /// Faults in the order in which they were found: the first is the nearest to its cause.
    let faults: [LogFault]

    /// What the daemon shows, who also says what the text means.
    init(_ view: AuditEntryView) {
        let leaf = Data(base64Encoded: view.leaf).map(Array.init)
        self.init(
            Shown(
                index: view.index, leaf: leaf, isHashed: leaf.map { LogHash.leaf($0).base64 == view.leafHash } ?? false,
                opening: view.opening, closed: view.closed, erasure: view.erasure, claimed: .some(view.entry)))
    }

    /// What storage holds.
    init(_ stored: StoredLog.Entry) {
        self.init(
            Shown(
                index: stored.index, leaf: stored.leaf, isHashed: stored.leaf.map { LogHash.leaf($0) == stored.leafHash } ?? false,
                opening: stored.opening, closed: stored.closed, erasure: stored.erasure, claimed: nil))
    }

    private init(_ shown: Shown) {
        var look = Looking(index: shown.index)
        index = shown.index
        leaf = shown.leaf
        (text, entry) = look.read(shown)
        faults = look.faults
    }
}

/// An entry from wherever it comes.
private struct Shown {
    let index: UInt64
    /// `nil` when it can't be read.
    let leaf: [UInt8]?
    /// Whether the leaf is the one that was hashed into the tree.
    let isHashed: Bool
    let opening: Opening?
    let closed: AuditEntryView.Closed?
    let erasure: ErasureProof?
    /// What the text is said to be, where somebody says so.
    let claimed: AuditEntry??
}

/// An entry while it's being looked at.
private struct Looking {
    let index: UInt64
    var faults: [LogFault] = []

    mutating func note(_ kind: LogFault.Kind, _ sentence: String) {
        faults.append(LogFault(index: index, kind: kind, sentence: "entry \(index): \(sentence)"))
    }

    mutating func read(_ shown: Shown) -> (EntryLook.Text, AuditEntry?) {
        guard let leaf = shown.leaf else {
            note(.changed, "its leaf can't be read")
            return (.unsound, nil)
        }
        if !shown.isHashed { note(.changed, "its leaf isn't the one that was hashed into the tree") }
        guard let opening = shown.opening else { return (closed(shown), nil) }
        guard opening.opens(leaf) else {
            note(.changed, "its text isn't what its leaf commits to")
            return (.opened, nil)
        }
        return (.opened, entry(of: shown, opening, leaf))
    }

    private mutating func closed(_ shown: Shown) -> EntryLook.Text {
        switch shown.closed {
        case .notPermitted: return .sealedForOthers
        case .erased: return .erased(shown.erasure)
        case .damaged: note(.changed, "its stored text doesn't open: it was changed")
        case nil: note(.changed, "its text is missing, without a reason")
        }
        return .unsound
    }

    private mutating func entry(of shown: Shown, _ opening: Opening, _ leaf: [UInt8]) -> AuditEntry? {
        guard let entry = opening.entry else {
            note(.changed, "its text can't be read")
            return nil
        }
        guard entry.index == index else {
            note(.outOfOrder, "its text is that of entry \(entry.index)")
            return nil
        }
        guard entry.at == LeafTime.of(leaf), shown.claimed.map({ $0 == entry }) ?? true else {
            note(.changed, "what is shown isn't its text, or not of its leaf's time")
            return nil
        }
        return entry
    }
}

/// Remembers during one decision what paths of attributes hold, since policies read the same ones again and again.
///
/// Entries are marked with the decision's number instead of being cleared between decisions.
struct PathMemory: ~Copyable {
    struct Entry: BitwiseCopyable {
        var decision: UInt64 = 0
        var value = Cell.error
    }

    private var entries = ScratchArray<Entry>(capacity: 16)
    private var decision: UInt64 = 0

    /// Forgets everything and makes room for so many paths.
    mutating func begin(pathCount: Int) {
        decision += 1
        while entries.count < pathCount { entries.append(Entry()) }
    }

    var view: View { View(entries: entries.base, decision: decision) }

    /// The memory of the decision under way.
    struct View: BitwiseCopyable {
        fileprivate let entries: UnsafeMutablePointer<Entry>
        fileprivate let decision: UInt64

        @inline(__always)
        subscript(path: Int32) -> Cell? {
            let entry = entries + Int(path)
            return entry.pointee.decision == decision ? entry.pointee.value : nil
        }

        @inline(__always)
        func keep(_ value: Cell, at path: Int32) { entries[Int(path)] = Entry(decision: decision, value: value) }
    }
}

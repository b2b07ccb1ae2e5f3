import Synchronization

/// Holds one immutable value that many read and that is replaced whole now and then, such as the policies in force.
///
/// Reading takes no lock and waits for nobody: a reader counts itself in at the word that names the value, copies the value, and counts
/// itself out. A value that was replaced is released when the last reader who had come in for it has left.
public final class Snapshot<Value: Sendable>: Sendable {
    /// The current box's address, and how many readers have come in for it and not left yet.
    private let word: Atomic<WordPair>

    private final class Box: Sendable {
        let value: Value
        /// After the replacement: the readers that were in then, less those that have left since. Whoever brings it to zero releases the box.
        let remaining = Atomic<Int>(0)

        init(_ value: Value) { self.value = value }

        /// Takes the reference over, as a word.
        static func retained(_ value: Value) -> UInt { unsafeBitCast(Unmanaged.passRetained(Box(value)), to: UInt.self) }

        static func at(_ address: UInt) -> Unmanaged<Box> { unsafeBitCast(address, to: Unmanaged<Box>.self) }
    }

    /// Holds a first value.
    public init(_ value: Value) {
        word = Atomic(WordPair(first: Box.retained(value), second: 0))
    }

    deinit {
        // Whoever reads has the snapshot, so nobody does any more.
        Box.at(word.load(ordering: .acquiring).first).release()
    }

    /// The value in force.
    public var current: Value {
        let address = enter()
        let value = Box.at(address)._withUnsafeGuaranteedRef { $0.value }
        leave(address)
        return value
    }

    /// Puts another value in force. Who has the old one keeps it.
    public func replace(with value: Value) {
        let address = Box.retained(value)
        var seen = word.load(ordering: .relaxed)
        while true {
            let (isDone, found) = word.compareExchange(
                expected: seen, desired: WordPair(first: address, second: 0), ordering: .acquiringAndReleasing)
            if isDone { break }
            seen = found
        }
        settle(seen.first, by: Int(seen.second))
    }

    private func enter() -> UInt {
        var seen = word.load(ordering: .relaxed)
        while true {
            let (isDone, found) = word.compareExchange(
                expected: seen, desired: WordPair(first: seen.first, second: seen.second + 1), ordering: .acquiringAndReleasing)
            if isDone { return seen.first }
            seen = found
        }
    }

    /// While the box is the current one its readers are counted in the word. No other box can have its address before all have left.
    private func leave(_ address: UInt) {
        var seen = word.load(ordering: .relaxed)
        while seen.first == address {
            let (isDone, found) = word.compareExchange(
                expected: seen, desired: WordPair(first: address, second: seen.second - 1), ordering: .acquiringAndReleasing)
            if isDone { return }
            seen = found
        }
        settle(address, by: -1)
    }

    /// Counts at a box that was replaced. A reader may be here before the one who replaced it; then the count is negative for a while.
    private func settle(_ address: UInt, by change: Int) {
        let box = Box.at(address)
        let remaining = box._withUnsafeGuaranteedRef { $0.remaining.add(change, ordering: .acquiringAndReleasing).newValue }
        if remaining == 0 { box.release() }
    }
}

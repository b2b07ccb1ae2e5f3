import Synchronization

/// Counts down to zero.
final class Counter: Sendable {
    private let left: Mutex<Int>

    init(_ number: Int) { left = Mutex(number) }

    var isSpent: Bool { left.withLock { $0 <= 0 } }

    /// Whether this was the last.
    func count() -> Bool {
        left.withLock { left in
            left -= 1
            return left == 0
        }
    }
}

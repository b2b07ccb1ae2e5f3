import Synchronization

/// When something is to be done again that is done on the way of other things: once in a while is enough, and it may be left out.
final class Occasion: Sendable {
    private let pause: Duration
    private let last = Mutex<Timestamp?>(nil)

    init(every pause: Duration) { self.pause = pause }

    /// Whether it's time, and notes that it's done. A clock that has been set back is no reason not to.
    func isDue(at now: Timestamp) -> Bool {
        last.withLock { last in
            if let last, last <= now, now < last + pause { return false }
            last = now
            return true
        }
    }
}

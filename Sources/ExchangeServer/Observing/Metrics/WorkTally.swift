package import Exchange
import Synchronization

/// When the daemon's own work last came to its end, by the work's name: what has hung is seen by its age.
package final class WorkTally: Sendable {
    private let clock: Clock
    private let ends = Mutex<[String: Timestamp]>([:])

    package init(clock: Clock) { self.clock = clock }

    /// Does the work and notes its end. Until the first end the age is counted from the moment at which the work was announced.
    package func noting(_ work: String, _ body: () async -> Void) async {
        await body()
        announce(work)
    }

    package func announce(_ work: String) {
        let now = clock.now()
        ends.withLock { $0[work] = now }
    }

    /// Seconds since each work's last end.
    var ages: [(work: String, seconds: UInt64)] {
        let now = clock.now()
        return ends.withLock { ends in ends.map { ($0, $1.secondsUntil(now)) } }
    }
}

extension Timestamp {
    /// Whole seconds; none when `later` is earlier, as when the clock was set back.
    func secondsUntil(_ later: Timestamp) -> UInt64 { UInt64(max(0, (later.milliseconds - milliseconds) / 1000)) }
}

/// How the log stands, for whoever runs the exchange: sizes and times.
package struct LogStanding: Sendable, Hashable {
    /// How many entries it has, all of which its newest checkpoint covers.
    package let entries: UInt64
    /// When the newest was written; a checkpoint is signed in the same commit.
    package let newestAt: Timestamp?
    /// When a quorum of witnesses last vouched for it; before the first time since the start, the start. `nil` where there are no witnesses.
    package let vouchedAt: Timestamp?
    /// `nil` where there are no witnesses.
    package let witnesses: WitnessStatus?
    /// `nil` where there is no authority of time.
    package let stamps: StampStanding?
    /// Payloads and traces of what was erased that are still to be removed; counted up to ``mostRemovals``.
    package let removals: Int

    package static let mostRemovals = 1000
}

extension Exchange {
    /// How the log stands now. Reads a few rows.
    package func logStanding() async throws(ExchangeError) -> LogStanding {
        let stamps = try await stampStanding()
        let (entries, newestAt, removals) = try await reading { facts in
            let size = try facts.logSize()
            let newest = size == 0 ? nil : try facts.entry(size - 1)?.at
            return (size, newest, try facts.removals(limit: LogStanding.mostRemovals).count)
        }
        return LogStanding(
            entries: entries, newestAt: newestAt, vouchedAt: witnessing?.vouchedAt, witnesses: witnessing?.status(at: clock.now()),
            stamps: stamps, removals: removals)
    }
}

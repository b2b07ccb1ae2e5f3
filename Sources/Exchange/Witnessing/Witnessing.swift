import Synchronization
package import TransparencyLog

/// The witnesses that the exchange counts on, and what happens when too few of them answer.
package struct WitnessRules: Sendable, Hashable {
    /// What becomes of reads while the quorum is missing. The alarm is raised either way.
    package enum WhenMissing: String, Sendable, CaseIterable {
        case goOn = "go on"
        case stop
    }

    package let policy: WitnessPolicy
    package let whenMissing: WhenMissing
    /// How old the newest checkpoint with quorum may be.
    package let tolerance: Duration

    package init(policy: WitnessPolicy, whenMissing: WhenMissing, tolerance: Duration) {
        self.policy = policy
        self.whenMissing = whenMissing
        self.tolerance = tolerance
    }
}

/// What is known of the witnesses now, so that no action has to read it from storage. May be used from anywhere.
package final class Witnessing: Sendable {
    private struct State {
        var newest: Witnessed?
        /// When a quorum last vouched for the log; at first, when the exchange started.
        var quorumAt: Timestamp
        var isAlarmed = false
        /// How many readings of storage have begun, and which of them was taken last.
        var readings: UInt64 = 0
        var taken: UInt64 = 0
    }

    package let rules: WitnessRules
    private let state: Mutex<State>

    /// - Parameter start: from when on a quorum is missed.
    package init(_ rules: WitnessRules, start: Timestamp) {
        self.rules = rules
        state = Mutex(State(quorumAt: start))
    }

    /// What receipts tell now; `nil` before the first cosignature.
    package var newest: Witnessed? { state.withLock { $0.newest } }

    /// When a quorum last vouched for the log; before the first time, when the exchange started.
    package var vouchedAt: Timestamp { state.withLock { $0.quorumAt } }

    /// Whether no checkpoint that a quorum has cosigned is young enough.
    package func isQuorumMissing(at now: Timestamp) -> Bool {
        rules.policy.quorum > 0 && now - rules.tolerance > state.withLock { $0.quorumAt }
    }

    /// How it stands.
    package func status(at now: Timestamp) -> WitnessStatus {
        WitnessStatus(
            newest: newest, organisations: rules.policy.organisations.count, quorum: rules.policy.quorum,
            isQuorumMissing: isQuorumMissing(at: now))
    }

    /// Refuses reads while the quorum is missing, where that is how it's configured.
    func requireQuorum(at now: Timestamp) throws(ExchangeError) {
        guard rules.whenMissing == .stop, isQuorumMissing(at: now) else { return }
        throw ExchangeError(
            .quorumMissing,
            "too few witnesses have cosigned the log lately, so nothing is handed out; try again, then tell the administrator")
    }

    /// Numbers a reading of what storage has. Asked for within the transaction that reads, for those are one after the other.
    func beginReading() -> UInt64 {
        state.withLock { state in
            state.readings += 1
            return state.readings
        }
    }

    /// Takes what storage has, the newest first. Of those with a quorum the newest counts; where none has one, the newest of all.
    /// What was read before something that has been taken already is passed over.
    func take(_ stored: [CosignedCheckpoint], of reading: UInt64) throws(LogError) {
        var (best, newest, quorumAt): (Witnessed?, Witnessed?, UInt64) = (nil, nil, 0)
        for checkpoint in stored {
            let note = try SignedNote(parsing: checkpoint.note)
            let count = try rules.policy.count(note)
            guard !count.signed.isEmpty else { continue }
            let witnessed = Witnessed(note, count)
            newest = newest ?? witnessed
            guard let time = count.quorumTime else { continue }
            best = best ?? witnessed
            quorumAt = max(quorumAt, time)
        }
        let found = best ?? newest
        let time = Timestamp(milliseconds: Int64(clamping: quorumAt).multipliedReportingOverflow(by: 1000).partialValue)
        state.withLock { state in
            guard reading > state.taken else { return }
            state.taken = reading
            state.newest = found ?? state.newest
            if quorumAt > 0 { state.quorumAt = max(state.quorumAt, time) }
        }
    }

    /// Whether the alarm is to begin now (`true`) or to end (`false`); `nil` when nothing changes.
    func alarm(at now: Timestamp) -> Bool? {
        let isMissing = isQuorumMissing(at: now)
        return state.withLock { $0.isAlarmed != isMissing } ? isMissing : nil
    }

    /// Once the log tells of it, and not before: what couldn't be logged is tried again.
    func noteAlarm(_ isOn: Bool) { state.withLock { $0.isAlarmed = isOn } }
}

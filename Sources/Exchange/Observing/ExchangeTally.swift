/// What the exchange has done since it was started, in numbers for whoever runs it: nothing about anybody, and no organisation either.
///
/// Each report is an atomic addition to a place that is there already, so an action costs no more for being counted. The exchange knows nothing of
/// metrics; whoever shows them reads this.
package final class ExchangeTally: Sendable {
    private let attempts: [Action: [AuditOutcome: Tally]]
    /// How often storage couldn't be used.
    package let storageFailures = Tally()
    /// Bytes of payloads that were written to storage, and that were read to be sent.
    package let bytesTaken = Tally()
    package let bytesGiven = Tally()

    init() {
        attempts = Dictionary(
            uniqueKeysWithValues: Action.allCases.map { action in
                (action, Dictionary(uniqueKeysWithValues: AuditOutcome.allCases.map { ($0, Tally()) }))
            })
    }

    /// An entry is being written. One whose commit fails has been counted all the same: it was tried.
    func note(_ action: Action, _ outcome: AuditOutcome) { attempts[action]?[outcome]?.add() }

    /// How many entries were written of each action with each outcome.
    package var entries: [(action: Action, outcome: AuditOutcome, count: UInt64)] {
        attempts.flatMap { action, outcomes in outcomes.map { (action: action, outcome: $0.key, count: $0.value.count) } }
    }
}

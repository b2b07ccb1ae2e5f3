import Exchange

/// How many connections there are, and what became of those that came.
package final class ConnectionTally: Sendable {
    private let standing = Tally()
    private let letIn = Tally()
    private let unfinished = Tally()
    private let refusals = ConnectionTally.ofRefusals()
    private let requests = ConnectionTally.ofRefusals()

    package init() {}

    /// How many are open now.
    package var open: UInt64 { standing.count }

    func noteOpened() { standing.add() }
    func noteClosed() { standing.subtract() }
    func noteLetIn() { letIn.add() }
    func noteUnfinished() { unfinished.add() }
    func noteHandshakeRefused(_ refusal: ClientRefusal) { refusals[refusal]?.add() }
    func noteRequestRefused(_ refusal: ClientRefusal) { requests[refusal]?.add() }

    /// What became of handshakes, by stable words: `done`, `unfinished`, or the refusal's code. Whoever was refused is among the unfinished too.
    package var handshakes: [(result: String, count: UInt64)] {
        [("done", letIn.count), ("unfinished", unfinished.count)] + refusals.map { ($0.rawValue, $1.count) }
    }

    /// Requests on open connections that were refused.
    package var refusedRequests: [(reason: String, count: UInt64)] { requests.map { ($0.rawValue, $1.count) } }

    private static func ofRefusals() -> [ClientRefusal: Tally] {
        Dictionary(uniqueKeysWithValues: ClientRefusal.allCases.map { ($0, Tally()) })
    }
}

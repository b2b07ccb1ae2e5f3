import Exchange

/// How often SIGHUP has had policies and certificate read again, and whether they were taken.
package final class ReloadTally: Sendable {
    enum What: String, CaseIterable {
        case policies, certificate
    }

    private let taken: [What: Tally]
    private let refused: [What: Tally]

    package init() {
        taken = Dictionary(uniqueKeysWithValues: What.allCases.map { ($0, Tally()) })
        refused = Dictionary(uniqueKeysWithValues: What.allCases.map { ($0, Tally()) })
    }

    func note(_ what: What, taken isTaken: Bool) { (isTaken ? taken : refused)[what]?.add() }

    var counts: [(what: String, result: String, count: UInt64)] {
        taken.map { ($0.rawValue, "taken", $1.count) } + refused.map { ($0.rawValue, "refused", $1.count) }
    }
}

import ExchangeAPI

/// What a call takes of the daemon while it lasts, and so by which door it comes in.
package enum CallKind: Hashable, Sendable {
    /// A short one: some reading and deciding, one commit.
    case call
    /// An upload's part or a payload: as long as the line is slow. Long bodies hold no place of short calls.
    case transfer
    /// How the exchange is. Answered while all other doors are shut.
    case status
    /// A stream of events, which has places of its own; see ``EventStreams``.
    case stream
}

/// The daemon's doors, one for each kind of call.
package struct Admissions: Sendable {
    package let calls: Admission
    package let transfers: Admission
    package let status: Admission

    /// - Parameters:
    ///   - calls: short calls under way.
    ///   - transfers: parts and payloads under way.
    ///   - waiting: how many may wait, at each door.
    ///   - patience: how long one waits at most.
    package init(calls: Int = 128, transfers: Int = 200, waiting: Int = 2048, patience: Duration = .seconds(5)) {
        self.calls = Admission(AdmissionBounds(places: calls, waiting: waiting), patience: patience)
        self.transfers = Admission(AdmissionBounds(places: transfers, waiting: waiting), patience: patience)
        status = Admission(AdmissionBounds(places: 8, waiting: 64), patience: patience)
    }

    /// The door for a kind of call; `nil` where places are counted elsewhere.
    func door(for kind: CallKind) -> Admission? {
        switch kind {
        case .call: calls
        case .transfer: transfers
        case .status: status
        case .stream: nil
        }
    }
}

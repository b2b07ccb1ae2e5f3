import NIOCore

/// Whether a body comes fast enough. The sender's time runs only while somebody waits for more of it, so that a daemon that is slow itself
/// blames nobody. A value that is told the time.
struct BodyPace: Sendable {
    /// How long may be waited whatever comes.
    let grace: TimeAmount
    /// How much more for each byte that has come.
    let perByte: TimeAmount

    private var allowance: TimeAmount
    private var waitingSince: NIODeadline?

    /// - Parameter lowestRate: bytes a second.
    init(grace: TimeAmount, lowestRate: Int) {
        self.grace = grace
        perByte = .nanoseconds(1_000_000_000 / Int64(max(lowestRate, 1)))
        allowance = grace
    }

    /// When the body is too slow if nothing more comes; `nil` while nobody waits.
    var deadline: NIODeadline? { waitingSince.map { $0 + allowance } }

    /// More is waited for.
    mutating func wanted(at now: NIODeadline) {
        if waitingSince == nil { waitingSince = now }
    }

    /// Bytes have come.
    mutating func came(_ bytes: Int, at now: NIODeadline) {
        if let since = waitingSince { allowance = allowance - (now - since) }
        waitingSince = nil
        allowance = allowance + perByte * bytes
    }
}

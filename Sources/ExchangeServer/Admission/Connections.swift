import NIOCore
import Synchronization

/// Which connections there are: newcomers, of whom nobody is known yet, and those that have a seat, shared by organisation as
/// ``FairShares`` says.
///
/// When there are too many newcomers the oldest goes: a handshake takes milliseconds, so it's one that doesn't get on. May be used from
/// any thread.
final class Connections: Sendable {
    private struct Newcomer: Sendable {
        let number: UInt64
        let channel: any Channel
    }

    private struct State: Sendable {
        var shares: FairShares<String>
        var newcomers: [ObjectIdentifier: Newcomer] = [:]
        var last: UInt64 = 0
    }

    private let state: Mutex<State>
    private let mostNewcomers: Int

    init(seats: Int, newcomers: Int) {
        state = Mutex(State(shares: FairShares(places: seats)))
        mostNewcomers = newcomers
    }

    var counts: (seated: Int, newcomers: Int) { state.withLock { ($0.shares.taken, $0.newcomers.count) } }

    /// A connection has come. It's forgotten when it's closed.
    func welcome(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        let leaving = state.withLock { state -> (any Channel)? in
            state.last += 1
            state.newcomers[id] = Newcomer(number: state.last, channel: channel)
            guard state.newcomers.count > mostNewcomers else { return nil }
            guard let oldest = state.newcomers.min(by: { $0.value.number < $1.value.number }) else { return nil }
            state.newcomers[oldest.key] = nil
            return oldest.value.channel
        }
        leaving?.close(promise: nil)
        channel.closeFuture.whenComplete { [weak self] _ in self?.state.withLock { $0.newcomers[id] = nil } }
    }

    /// Its client is known: gives it a seat, if its organisation has room for one more; else it stays a newcomer. Answers whether.
    func seat(_ channel: any Channel, for organisation: String) -> Bool {
        state.withLock { state in
            guard state.shares.take(organisation) else { return false }
            state.newcomers[ObjectIdentifier(channel)] = nil
            return true
        }
    }

    /// A connection that had a seat has gone.
    func left(_ organisation: String) { state.withLock { $0.shares.giveBack(organisation) } }
}

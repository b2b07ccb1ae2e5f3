import AsyncHTTPClient
import Exchange
import ExchangeAPI

/// What becomes of a call that the daemon has no time for: it's made again, since nothing was done.
///
/// That holds for every call: one is refused for overload before anything of it is looked at, and with its own idempotency key besides.
enum Overload {
    /// How often a call is made again before the user is told.
    static let repetitions = 3
    /// The longest that a daemon can make a client wait, in seconds.
    static let longestWait = 30

    /// How long to wait before a call is made again; `nil` when that's of no use. The later, the longer, and never as long as others do:
    /// those who were refused together shall not come back together.
    static func wait(after error: ClientError, repetition: Int, random: RandomSource) -> Duration? {
        guard error.code == WireFault.overloaded.rawValue, repetition < repetitions else { return nil }
        let stated = error.retryAfter.flatMap(Int.init) ?? WireLimits.retryAfterSeconds
        let milliseconds = min(max(stated, 1), longestWait) * 1000
        let jitter = random.bytes(4).reduce(0) { $0 << 8 | Int($1) } % milliseconds
        return .milliseconds(milliseconds * (repetition + 1) + jitter)
    }
}

extension ExchangeConnection {
    /// Carries a request out, and again after a while when the daemon has too much to do.
    func perform(_ request: HTTPClientRequest) async throws(ClientError) -> HTTPClientResponse {
        var repetition = 0
        while true {
            do throws(ClientError) { return try await transport.perform(request, to: profile.daemon) } catch {
                guard let wait = Overload.wait(after: error, repetition: repetition, random: random) else { throw error }
                do { try await pause(wait) } catch { throw connectionFailure(error, daemon: profile.daemon) }
            }
            repetition += 1
        }
    }
}

import Crypto
package import Exchange
package import Logging
package import TimeStamps

/// Has the newest checkpoint time-stamped (RFC 3161), so that not even who holds the log's key can say later that it was another.
///
/// What is stamped is SHA-256 of the signed note, every byte of it as `GET /log/checkpoint` serves it at that moment. A stamp is kept
/// once it has been verified as anybody will verify it later, and never else.
package struct CheckpointStamping: Sendable {
    private let exchange: Exchange
    private let authority: TimeAuthority
    private let roots: TimeStampRoots
    private let clock: Clock
    private let random: RandomSource
    private let logger: Logger

    /// How far the authority's clock may lie from this one, milliseconds.
    private static let skew: Int64 = 300_000

    package init(
        exchange: Exchange, authority: TimeAuthority, roots: TimeStampRoots, clock: Clock, random: RandomSource, logger: Logger
    ) {
        self.exchange = exchange
        self.authority = authority
        self.roots = roots
        self.clock = clock
        self.random = random
        self.logger = logger
    }

    /// One round: stamps what isn't stamped. What fails is logged and tried again in the next; when that has gone on for too long, an
    /// alarm is raised, in each round until it's over.
    package func round() async {
        do {
            guard let checkpoint = try await exchange.unstampedCheckpoint() else { return }
            let stamp = try await stamp(checkpoint)
            try await exchange.keep(stamp)
            logger.info("checkpoint time-stamped", metadata: ["size": "\(stamp.size)", "at": "\(stamp.at)"])
        } catch {
            let (code, reason) = Self.words(error)
            logger.warning("the checkpoint isn't time-stamped", metadata: ["code": "\(code)", "reason": "\(reason)"])
        }
        await raiseAlarm()
    }

    private func stamp(_ checkpoint: UnstampedCheckpoint) async throws -> StoredStamp {
        let digest = Array(SHA256.hash(data: checkpoint.note))
        let nonce = random.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let answer = try await authority.ask(try TimeStampRequest(digest: digest, nonce: nonce).der)
        let token = try TimeStampResponse(der: answer).requireToken()
        let stamp = try token.verify(of: digest, nonce: nonce, trusting: roots)
        // The chain was judged at the token's own time, which is as good as now when the two are near each other.
        guard abs(stamp.millisecondsSince1970 - clock.now().milliseconds) <= Self.skew else { throw TimeAuthorityError.clocksDiffer }
        return StoredStamp(
            size: checkpoint.size, at: Timestamp(milliseconds: stamp.millisecondsSince1970), note: checkpoint.note, token: token.der)
    }

    private func raiseAlarm() async {
        guard let standing = try? await exchange.stampStanding(), standing.isLate else { return }
        logger.error(
            "alarm: the log has waited for a time-stamp for more than twice the interval",
            metadata: ["code": "timestamps-late", "newest": "\(standing.newest.map { "\($0.at)" } ?? "none")"])
    }

    private static func words(_ error: any Error) -> (code: String, reason: String) {
        switch error {
        case let error as TimeStampError: (error.code, error.description)
        case let error as TimeAuthorityError: (error.code, error.sentence)
        case let error as ExchangeError: (error.code.rawValue, error.sentence)
        default: ("failed", "try again")
        }
    }
}

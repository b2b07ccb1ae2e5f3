package import Exchange
package import Logging

/// What the daemon does of itself, at its start and at intervals: ends erasures that were left half done, marks what
/// is due, tells of requests whose time has run out, and marks which emergency reads nobody has reviewed in time.
package struct Housekeeping: Sendable {
    private let exchange: Exchange
    private let logger: Logger
    private let rest: Rest

    package init(exchange: Exchange, logger: Logger, rest: @escaping Rest) {
        self.exchange = exchange
        self.logger = logger
        self.rest = rest
    }

    /// One round. What fails is logged, without a word about anybody, and tried again in the next.
    package func round() async {
        if await !exchange.finishErasures() {
            logger.warning("an erasure isn't complete: payloads or traces in the database's files are left, to be removed later")
        }
        do { try await exchange.markDue(resting: rest) } catch {
            logger.error("what is due could not be marked", metadata: ["code": "\(error.code.rawValue)"])
        }
        await markOverdueEmergencies()
    }

    /// Tells those who follow of requests whose time has run out, and lets go of what nobody has asked for lately: nothing else does where nobody calls.
    package func markOverdueRequests() async {
        exchange.forgetUnused()
        do { _ = try await exchange.markOverdueRequests() } catch {
            logger.error("overdue requests could not be marked", metadata: ["code": "\(error.code.rawValue)"])
        }
    }

    private func markOverdueEmergencies() async {
        do {
            let overdue = try await exchange.markOverdueEmergencies()
            guard overdue > 0 else { return }
            logger.warning("emergency reads haven't been reviewed in time", metadata: ["new": "\(overdue)"])
        } catch {
            logger.error("overdue emergency reads could not be marked", metadata: ["code": "\(error.code.rawValue)"])
        }
    }
}

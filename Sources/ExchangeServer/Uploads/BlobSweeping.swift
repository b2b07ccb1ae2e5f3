package import Exchange
package import Logging

/// Removes payloads that belong to no document.
package struct BlobSweeping: Sendable {
    private let exchange: Exchange
    private let logger: Logger
    private let rest: Rest

    package init(exchange: Exchange, logger: Logger, rest: @escaping Rest) {
        self.exchange = exchange
        self.logger = logger
        self.rest = rest
    }

    /// One round. What fails is logged and tried again in the next.
    package func round() async {
        do throws(ExchangeError) {
            let swept = try await exchange.sweepBlobs(resting: rest)
            if swept.removed > 0 { logger.info("payloads of no document removed", metadata: ["count": "\(swept.removed)"]) }
            if swept.suspicious > 0 {
                logger.warning(
                    "more than \(Exchange.mostOrphans) payloads belong to no document, so none is removed: is this the database that belongs to them?"
                )
            }
        } catch {
            logger.error("payloads of no document stay for now", metadata: ["reason": "\(error.sentence)"])
        }
    }
}

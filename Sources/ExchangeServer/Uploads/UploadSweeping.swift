package import Exchange
package import Logging

/// Removes what unfinished uploads have left behind.
package struct UploadSweeping: Sendable {
    private let exchange: Exchange
    private let logger: Logger

    package init(exchange: Exchange, logger: Logger) {
        self.exchange = exchange
        self.logger = logger
    }

    /// One round. What fails is logged and tried again in the next; uploads go on meanwhile.
    package func round() async {
        do throws(ExchangeError) {
            let swept = try await exchange.sweepUploads()
            guard !swept.isNothing else { return }
            logger.info("unfinished uploads removed", metadata: ["expired": "\(swept.expired)", "orphaned": "\(swept.orphaned)"])
        } catch {
            logger.error("unfinished uploads stay for now", metadata: ["reason": "\(error.sentence)"])
        }
    }
}

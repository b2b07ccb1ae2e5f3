package import Exchange
package import Logging
package import ServiceLifecycle

/// Removes what unfinished uploads have left behind: at the daemon's start, and again after each pause until it ends.
package struct UploadSweeping: Sendable {
    /// How long the daemon pauses between two sweeps.
    package static let interval = Duration.seconds(600)

    private let exchange: Exchange
    private let pause: @Sendable () async throws -> Void
    private let logger: Logger

    /// - Parameter pause: waits for the next sweep's time; throwing ends the service.
    package init(exchange: Exchange, logger: Logger, pause: @escaping @Sendable () async throws -> Void) {
        self.exchange = exchange
        self.pause = pause
        self.logger = logger
    }

    /// Give this to the service group.
    package var service: any Service { self }
}

extension UploadSweeping: Service {
    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await sweep()
                try await pause()
            }
        }
    }

    /// A sweep that fails is tried again at the next one's time; uploads go on meanwhile.
    private func sweep() async {
        do throws(ExchangeError) {
            let swept = try await exchange.sweepUploads()
            guard !swept.isNothing else { return }
            logger.info("unfinished uploads removed", metadata: ["expired": "\(swept.expired)", "orphaned": "\(swept.orphaned)"])
        } catch {
            logger.error("unfinished uploads stay for now", metadata: ["reason": "\(error.sentence)"])
        }
    }
}

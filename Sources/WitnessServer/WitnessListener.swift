import Hummingbird
package import Logging
import NIOCore

/// The witness listening. HTTP/1.1 with kept-alive connections, which end after a minute of nothing.
package struct WitnessListener: Sendable {
    private let application: Application<RouterResponder<BasicRequestContext>>

    /// - Parameters:
    ///   - port: 0 lets the system choose.
    ///   - now: the time, seconds since 1970.
    ///   - onListening: called once with the address, when connections are taken.
    package init(
        _ witness: WitnessServer, host: String, port: Int, now: @escaping @Sendable () -> UInt64, logger: Logger,
        onListening: @escaping @Sendable (_ host: String, _ port: Int) -> Void
    ) {
        application = Application(
            router: WitnessRoutes(witness, now: now, logger: logger).router,
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in onListening(host, channel.localAddress?.port ?? port) },
            logger: logger)
    }

    /// Serves until SIGTERM or SIGINT.
    package func run() async throws { try await application.runService() }
}

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
package import ServiceLifecycle

/// A second listener for whoever runs the daemon: plain HTTP on loopback, without a caller's name and so without anything that needs one.
///
/// | path | answer |
/// | --- | --- |
/// | `GET /health` | 200: the process answers |
/// | `GET /ready` | 200, or 503 with the reason, see ``Readiness`` |
/// | `GET /metrics` | Prometheus' text format, see ``Measure`` |
package struct ObservingListener: Sendable {
    /// So many connections at once, each for so long at most: whoever asks from this machine can't take more of the daemon than that.
    static let mostConnections = 16
    static let longestConnection = TimeAmount.seconds(60)
    private static let idle = TimeAmount.seconds(10)
    private static let headerBytes = 8192

    private let application: Application<RouterResponder<BasicRequestContext>>

    /// - Parameter onListening: called once with the address, when connections are taken.
    package init(
        _ address: DaemonConfiguration.Observing, vitals: Vitals, readiness: Readiness, logger: Logger,
        onListening: @escaping @Sendable (_ host: String, _ port: Int) -> Void
    ) {
        application = Application(
            router: Self.router(vitals, readiness), server: .http1(configuration: Self.bounded),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), backlog: Self.mostConnections,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections, logger: logger)),
            onServerRunning: { onListening(address.host, $0.localAddress?.port ?? address.port) }, logger: logger)
    }

    /// Give this to the service group.
    package var service: any Service { application }

    static func router(_ vitals: Vitals, _ readiness: Readiness) -> Router<BasicRequestContext> {
        let router = Router()
        router.get("health") { _, _ in response(.ok, "ok\n") }
        router.get("ready") { _, _ in
            guard let reason = await readiness.reason() else { return response(.ok, "ready\n") }
            var refusal = response(.serviceUnavailable, reason.rawValue + "\n")
            refusal.headers[.retryAfter] = "5"
            return refusal
        }
        router.get("metrics") { _, _ in response(.ok, await vitals.exposition(), type: Exposition.contentType) }
        return router
    }

    private static func response(_ status: HTTPResponse.Status, _ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private static var bounded: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [LifetimeHandler(longestConnection)], idleTimeout: idle,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: headerBytes, maxHeaderListSize: headerBytes, maxHeaderFieldCount: 50))
    }
}

/// Ends a connection when its time is up, whatever it's doing: one that sends a byte now and then isn't idle, and would take a place for good.
final class LifetimeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let longest: TimeAmount
    private var end: Scheduled<Void>?

    init(_ longest: TimeAmount) { self.longest = longest }

    func handlerAdded(context: ChannelHandlerContext) {
        end = context.eventLoop.assumeIsolated().scheduleTask(in: longest) { context.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { end?.cancel() }
}

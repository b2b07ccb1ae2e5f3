package import Exchange
import Hummingbird
import NIOCore
package import Logging
package import ServiceLifecycle

/// The daemon's listener as a service: it serves the exchange's calls until it is told to stop, then lets those under way end.
package struct Listener: Sendable {
    private let application: Application<RouterResponder<ConnectionRequestContext>>
    /// Who follows events.
    package let streams: EventStreams

    /// - Parameters:
    ///   - configuration: where to listen, and the limits.
    ///   - exchange: what answers.
    ///   - material: certificate, key and roots.
    ///   - standing: asked in each handshake and before each request.
    ///   - descriptors: how many files and sockets the process may have open, which bounds its connections.
    ///   - observed: counts calls and connections.
    ///   - clock: judges certificates and measures calls.
    ///   - onListening: called once with the address, when connections are taken.
    package init(
        _ configuration: DaemonConfiguration, exchange: Exchange, material: TLSMaterialProvider,
        standing: ClientStanding, descriptors: Int = .max, observed: Observed, clock: Clock, logger: Logger,
        onListening: @escaping @Sendable (_ host: String, _ port: Int) -> Void
    ) {
        let limits = configuration.limits.listener(descriptors: descriptors)
        if limits.maximumConnections < configuration.limits.connections {
            logger.warning(
                "fewer connections than configured: the process may not open more files",
                metadata: ["connections": "\(limits.maximumConnections)", "descriptors": "\(descriptors)"])
        }
        let host = configuration.host
        streams = EventStreams(
            perOfficer: configuration.limits.streamsPerOfficer, perDaemon: configuration.limits.streams,
            isInStanding: { standing.refusal(of: $0) == nil })
        application = Application(
            router: ExchangeRouter(
                exchange: exchange, clock: clock, streams: streams, admissions: configuration.limits.admissions,
                instruments: observed.calls,
                isRevoked: standing.isRevoked
            ).router,
            server: .kedja(
                material: material, configuration: limits, standing: standing, tally: observed.connections, logger: logger),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: configuration.port), backlog: Self.backlog,
                availableConnectionsDelegate: .maximum(limits.maximumSockets, logger: logger)),
            onServerRunning: { channel in onListening(host, channel.localAddress?.port ?? configuration.port) },
            logger: logger)
    }

    /// What the listener tells of itself while it serves.
    package struct Observed: Sendable {
        package let calls: CallInstruments
        package let connections: ConnectionTally

        package init(calls: CallInstruments, connections: ConnectionTally) {
            self.calls = calls
            self.connections = connections
        }
    }

    /// How many connections the system holds before they're taken, while no more are taken.
    private static let backlog = 1024

    /// Give this to the service group.
    package var service: any Service { application }
}

import ArgumentParser
import Exchange
import ExchangeServer
import Logging
import ServiceLifecycle
import SignedRecords
import Synchronization
import UnixSignals

/// `kedjad serve`: answers calls until SIGTERM or SIGINT; SIGHUP reads policies and certificate again.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the exchange.",
        discussion: """
            Prints `kedjad: listening on HOST:PORT` once it takes calls. SIGTERM and SIGINT end it after the calls under way; SIGHUP reads \
            policies, certificate and key again, and keeps the old ones where the new aren't right. The revocation list is read again \
            whenever it changes.
            """)

    @OptionGroup var options: ConfigurationOption

    func run() async throws {
        Allocator.holdLittle()
        try await reporting {
            let configuration = try options.read()
            let logger = Logger.daemon(configuration.logLevel)
            let daemon = try await OpenedDaemon(configuration, logger: logger)
            let started = Started()
            let listener = Listener(
                configuration, exchange: daemon.exchange, material: daemon.material,
                isRevoked: { [revocations = daemon.revocations] in revocations?.current.contains($0) ?? false },
                descriptors: Descriptors.raise(), clock: .system,
                logger: logger
            ) { host, port in
                started.note()
                say("kedjad: listening on \(host):\(port)")
            }
            let reloading = Reloading(
                files: configuration.tls, material: daemon.material, rulebook: daemon.rulebook, clock: .system, logger: logger)
            let sweeping = UploadSweeping(exchange: daemon.exchange, logger: logger)
            let blobSweeping = BlobSweeping(exchange: daemon.exchange, logger: logger)
            let housekeeping = Housekeeping(exchange: daemon.exchange, logger: logger)
            let witnesses = OutgoingClient(patience: .seconds(10))
            let collecting = WitnessCollecting(
                exchange: daemon.exchange, witnesses: configuration.witnesses.list, call: witnesses.witness, logger: logger)
            let stamping = try configuration.timestamps.map { try Stamping($0, daemon.exchange, logger) }
            let exports: [any Service] = configuration.exports(of: daemon.exchange, logger: logger).map { export in
                Periodic(every: .seconds(2)) { await export.round() }
            }
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [
                        listener.service, ReloadSignal(reloading: reloading), Periodic(every: .seconds(600)) { await sweeping.round() },
                        Periodic(every: .seconds(86_400)) { await blobSweeping.round() },
                        Periodic(every: .seconds(3600)) { await housekeeping.round() },
                        Periodic(every: .seconds(60)) { await housekeeping.markOverdueRequests() },
                    ]
                        + (configuration.witnesses.rules == nil
                            ? [] : [Periodic(every: configuration.witnesses.pause) { await collecting.round() }])
                        + (stamping.map { [$0.service] } ?? [])
                        + exports,
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            do { try await group.run() } catch  where !started.isNoted {
                throw DaemonError(
                    .unavailable, "can't listen on \(configuration.host):\(configuration.port)",
                    hint: "check listen.host and whether another process has the port")
            }
        }
    }
}

/// Whether connections have been taken: what goes wrong before is the address's fault.
private final class Started: Sendable {
    private let noted = Mutex(false)

    var isNoted: Bool { noted.withLock { $0 } }

    func note() { noted.withLock { $0 = true } }
}

/// Reloads on SIGHUP until the daemon ends.
private struct ReloadSignal: Service {
    let reloading: Reloading

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() { await reloading.reload() }
    }
}

extension Periodic {
    /// By the system's clock.
    init(every interval: Duration, _ work: @escaping @Sendable () async -> Void) {
        self.init(pause: { try await Task.sleep(for: interval) }, work: work)
    }
}

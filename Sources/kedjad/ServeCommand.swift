import ArgumentParser
import Exchange
import ExchangeServer
import Foundation
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
            policies, certificate and key again, and keeps the old ones where the new aren't right. Revocation lists are read again \
            whenever they change.
            """)

    @OptionGroup var options: ConfigurationOption

    /// How long SIGTERM may take. Calls under way have ten seconds on each connection; what hangs is left after this.
    private var longestEnd: Duration { .seconds(30) }

    func run() async throws {
        Allocator.holdLittle()
        try await reporting {
            let configuration = try options.read()
            let lines = LogTally()
            let logger = Logger.daemon(configuration.logLevel, configuration.logFormat, tally: lines)
            let daemon = try await OpenedDaemon(configuration, logger: logger)
            let observation = Observation(daemon, configuration, lines: lines)
            let systemd = SystemdService(ProcessInfo.processInfo.environment)
            let started = Started()
            let listener = Listener(
                configuration, exchange: daemon.exchange, material: daemon.material,
                standing: daemon.standing,
                descriptors: Descriptors.raise(), observed: observation.ofListener, clock: .system, logger: logger
            ) { host, port in
                started.note()
                observation.readiness.noteServing()
                systemd.ready()
                say("kedjad: listening on \(host):\(port)")
            }
            let reloading = Reloading(
                files: configuration.tls, material: daemon.material, anchors: daemon.anchors, rulebook: daemon.rulebook,
                tally: observation.reloads, clock: .system, logger: logger)
            let sweeping = UploadSweeping(exchange: daemon.exchange, logger: logger)
            let blobSweeping = BlobSweeping(exchange: daemon.exchange, logger: logger)
            let housekeeping = Housekeeping(exchange: daemon.exchange, logger: logger)
            let witnesses = OutgoingClient(patience: .seconds(10))
            let collecting = WitnessCollecting(
                exchange: daemon.exchange, witnesses: configuration.witnesses.list, call: witnesses.witness, logger: logger)
            let stamping = try configuration.timestamps.map { try Stamping($0, daemon.exchange, observation, logger) }
            let exports: [any Service] = configuration.exports(of: daemon.exchange, logger: logger).map { export in
                observation.periodic("siem", every: .seconds(2)) { await export.round() }
            }
            let looked = Started()
            let looking = observation.listener(configuration, daemon, streams: listener.streams, logger: logger) { looked.note() }
            // They end in the reverse order: first it's said, then the daemon's own work ends, then calls, and at last who tells how it stands.
            var services: [any Service] = []
            if let looking { services.append(looking) }
            if let watchdog = systemd.watchdog { services.append(watchdog) }
            services += [
                listener.service, ReloadSignal(reloading: reloading, systemd: systemd),
                observation.periodic("uploads", every: .seconds(600)) { await sweeping.round() },
                observation.periodic("payloads", every: .seconds(86_400)) { await blobSweeping.round() },
                observation.periodic("housekeeping", every: .seconds(3600)) { await housekeeping.round() },
                observation.periodic("overdue-requests", every: .seconds(60)) { await housekeeping.markOverdueRequests() },
            ]
            if configuration.witnesses.rules != nil {
                services.append(observation.periodic("witnesses", every: configuration.witnesses.pause) { await collecting.round() })
            }
            if let stamping { services.append(stamping.service) }
            services += exports
            services.append(
                Ending {
                    observation.readiness.noteStopping()
                    systemd.stopping()
                })
            var lifecycle = ServiceGroupConfiguration(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            lifecycle.maximumGracefulShutdownDuration = longestEnd
            let group = ServiceGroup(configuration: lifecycle)
            do { try await group.run() } catch {
                var addresses: [(name: String, host: String, port: Int)] = []
                if !started.isNoted { addresses.append(("listen", configuration.host, configuration.port)) }
                if let second = configuration.observing, !looked.isNoted { addresses.append(("observe", second.host, second.port)) }
                guard !addresses.isEmpty else { throw error }
                throw DaemonError(cannotListenOn: addresses)
            }
        }
    }
}

extension DaemonError {
    /// One of these addresses can't be had; where both are named, either.
    fileprivate init(cannotListenOn addresses: [(name: String, host: String, port: Int)]) {
        let places = addresses.map { "\($0.host):\($0.port)" }.joined(separator: " or ")
        let names = addresses.map(\.name).joined(separator: " and ")
        self.init(
            .unavailable, "can't listen on \(places)", hint: "check host and port of \(names), and whether another process has the port")
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
    let systemd: SystemdService

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            await systemd.reloading { await reloading.reload() }
        }
    }
}

/// Says that the daemon ends, before anything else of it does.
private struct Ending: Service {
    let note: @Sendable () -> Void

    func run() async throws {
        try? await gracefulShutdown()
        note()
    }
}

extension Periodic {
    /// By the system's clock.
    init(every interval: Duration, _ work: @escaping @Sendable () async -> Void) {
        self.init(pause: { try await Task.sleep(for: interval) }, work: work)
    }
}

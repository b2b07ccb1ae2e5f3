import Exchange
import ExchangeServer
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

/// All that works while the daemon serves: who answers calls, who tells how it stands, and what the daemon does by itself.
struct Works {
    /// How long SIGTERM may take. Calls under way have ten seconds on each connection; what hangs is left after this.
    private static let longestEnd = Duration.seconds(30)

    /// What goes through everything there is rests after each page. A page takes some twenty milliseconds of a processor, so one of those who call
    /// waits for it rarely, and a million documents are gone through in a few minutes.
    private static let rest: Rest = { try await Task.sleep(for: .milliseconds(100)) }

    private let daemon: OpenedDaemon
    private let configuration: DaemonConfiguration
    private let logger: Logger
    private let observation: Observation
    private let systemd = SystemdService(ProcessInfo.processInfo.environment)
    private let serving = Started()
    private let observing = Started()

    /// - Parameter lines: counts the log's lines from the daemon's start on.
    init(_ daemon: OpenedDaemon, _ configuration: DaemonConfiguration, lines: LogTally, logger: Logger) {
        self.daemon = daemon
        self.configuration = configuration
        self.logger = logger
        observation = Observation(daemon, configuration, lines: lines, logger: logger)
    }

    /// Works until SIGTERM or SIGINT.
    func run() async throws {
        var lifecycle = ServiceGroupConfiguration(
            services: try services(), gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        lifecycle.maximumGracefulShutdownDuration = Self.longestEnd
        do { try await ServiceGroup(configuration: lifecycle).run() } catch {
            guard !addressesNotHad.isEmpty else { throw error }
            throw DaemonError(cannotListenOn: addressesNotHad)
        }
    }

    /// They end in the reverse order: first it's said, then the daemon's own work ends, then calls, and at last who tells how it stands.
    private func services() throws -> [any Service] {
        let listener = listener()
        let looking = observation.listener(configuration, daemon, streams: listener.streams, logger: logger) { observing.note() }
        let telling: [(any Service)?] = [looking, systemd.watchdog]
        return telling.compactMap { $0 } + [listener.service, ReloadSignal(reloading: reloading, systemd: systemd)]
            + chores() + (try witnesses()) + exports() + [ending]
    }

    private func listener() -> Listener {
        Listener(
            configuration, exchange: daemon.exchange, material: daemon.material, standing: daemon.standing,
            descriptors: Descriptors.raise(),
            observed: observation.ofListener, clock: .system, logger: logger
        ) { host, port in
            serving.note()
            observation.readiness.noteServing()
            systemd.ready()
            say("kedjad: listening on \(host):\(port)")
        }
    }

    private var reloading: Reloading {
        Reloading(
            files: configuration.tls, material: daemon.material, anchors: daemon.anchors, rulebook: daemon.rulebook,
            tally: observation.reloads, clock: .system, logger: logger)
    }

    /// What is swept up, gone on with and marked.
    private func chores() -> [any Service] {
        let uploads = UploadSweeping(exchange: daemon.exchange, logger: logger)
        let payloads = BlobSweeping(exchange: daemon.exchange, logger: logger, rest: Self.rest)
        let housekeeping = Housekeeping(exchange: daemon.exchange, logger: logger, rest: Self.rest)
        return [
            observation.periodic("uploads", every: .seconds(600)) { await uploads.round() },
            observation.periodic("payloads", every: .seconds(86_400)) { await payloads.round() },
            observation.periodic("housekeeping", every: .seconds(3600)) { await housekeeping.round() },
            observation.periodic("overdue-requests", every: .seconds(60)) { await housekeeping.markOverdueRequests() },
        ]
    }

    /// Those who vouch for the log: witnesses, and an authority of time.
    private func witnesses() throws -> [any Service] {
        var services: [any Service] = []
        if configuration.witnesses.rules != nil {
            let collecting = WitnessCollecting(
                exchange: daemon.exchange, witnesses: configuration.witnesses.list, call: OutgoingClient(patience: .seconds(10)).witness,
                logger: logger)
            services.append(observation.periodic("witnesses", every: configuration.witnesses.pause) { await collecting.round() })
        }
        if let timestamps = configuration.timestamps {
            services.append(try Stamping(timestamps, daemon.exchange, observation, logger).service)
        }
        return services
    }

    private func exports() -> [any Service] {
        configuration.exports(of: daemon.exchange, logger: logger).map { export in
            observation.periodic("siem", every: .seconds(2)) { await export.round() }
        }
    }

    private var ending: Ending {
        Ending {
            observation.readiness.noteStopping()
            systemd.stopping()
        }
    }

    /// Where connections haven't been taken: what goes wrong before is the address's fault.
    private var addressesNotHad: [(name: String, host: String, port: Int)] {
        var addresses: [(name: String, host: String, port: Int)] = []
        if !serving.isNoted { addresses.append(("listen", configuration.host, configuration.port)) }
        if let second = configuration.observing, !observing.isNoted { addresses.append(("observe", second.host, second.port)) }
        return addresses
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

/// Whether connections have been taken.
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

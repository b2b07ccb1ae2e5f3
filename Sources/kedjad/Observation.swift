import Exchange
import ExchangeServer
import Logging
import CoreMetrics
import ServiceLifecycle
import StorageSQLite

/// What is counted, measured and watched while the daemon serves.
struct Observation {
    /// How long storage may take to say that it's there.
    private static let patience = Duration.seconds(2)
    /// What must be free on the data folder's disk: as much as one part of an upload takes, with room for the log of it.
    private static let room: UInt64 = 8 << 20

    let connections = ConnectionTally()
    let reloads = ReloadTally()
    let work = WorkTally(clock: .system)
    let calls: CallInstruments
    let readiness: Readiness
    private let registry = MetricRegistry()
    private let lines: LogTally

    /// - Parameter lines: counts the log's lines from the daemon's start on.
    init(_ daemon: OpenedDaemon, _ configuration: DaemonConfiguration, lines: LogTally, logger: Logger) {
        self.lines = lines
        // Whatever a library reports comes out with our own.
        MetricsSystem.bootstrap(registry)
        calls = CallInstruments(registry, stopwatch: .system)
        let (storage, folder) = (daemon.storage, configuration.dataFolder)
        readiness = Readiness(
            look: Readiness.Look(
                read: { _ = try await storage.read { try $0.logSize() } }, write: { try await storage.requireWritable() },
                hasRoom: { DiskSpace(of: folder).map { $0.free >= Observation.room } ?? false }),
            patience: { try? await Task.sleep(for: Observation.patience) })
        storage.watchCommits(by: CommitInstruments(registry).watch(stopwatch: .system, logger: logger))
    }

    var ofListener: Listener.Observed { Listener.Observed(calls: calls, connections: connections) }

    /// Work that is done at the start and after each pause; how long ago it last came to its end is told.
    func periodic(_ name: String, every interval: Duration, _ body: @escaping @Sendable () async -> Void) -> Periodic {
        work.announce(name)
        return Periodic(every: interval) { [work] in await work.noting(name, body) }
    }

    /// The second listener, when one is configured.
    func listener(
        _ configuration: DaemonConfiguration, _ daemon: OpenedDaemon, streams: EventStreams, logger: Logger,
        onListening: @escaping @Sendable () -> Void
    ) -> (any Service)? {
        guard let address = configuration.observing else { return nil }
        let storage = daemon.storage
        let vitals = Vitals(
            registry: registry,
            Vitals.Parts(
                exchange: daemon.exchange, calls: calls, readiness: readiness, work: work, reloads: reloads, logLines: lines,
                connections: connections, streams: streams, material: daemon.material, revocations: daemon.revocations,
                dataFolder: configuration.dataFolder, writesWaiting: { storage.writesWaiting }, clock: .system, version: Kedjad.version))
        return ObservingListener(address, vitals: vitals, readiness: readiness, logger: logger) { host, port in
            onListening()
            logger.notice("metrics, health and readiness", metadata: ["host": "\(host)", "port": "\(port)"])
        }.service
    }
}

extension CommitInstruments {
    /// What storage tells of its commits by.
    func watch(stopwatch: Stopwatch, logger: Logger) -> CommitWatch {
        CommitWatch(stopwatch: stopwatch, note: { note(writes: $0, nanoseconds: $1) }, noteFailure: noteFailure) { isFirst in
            noteCheckpointFailure()
            guard isFirst else { return }
            logger.error(
                "the database file can't be written: what is committed stays in kedja.sqlite-wal, which grows; look at the disk, then run kedjad doctor"
            )
        }
    }
}

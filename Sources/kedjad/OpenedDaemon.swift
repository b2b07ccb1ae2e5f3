import Exchange
import ExchangeServer
import Logging
import SignedRecords
import StorageSQLite

/// All that serving needs, opened and checked.
struct OpenedDaemon {
    let exchange: Exchange
    let storage: SQLiteStorage
    let anchors: AnchorsInForce
    let rulebook: Rulebook
    let material: TLSMaterialProvider
    let revocations: RevocationsInForce?

    init(_ configuration: DaemonConfiguration, logger: Logger) async throws(DaemonError) {
        let masters = try configuration.masterKeyFiles.keyring()
        material = TLSMaterialProvider(try configuration.tls.material(at: Clock.system.now().date))
        let anchors = AnchorsInForce(try configuration.tls.anchors())
        let revocations = try configuration.revocations(anchors, logger: logger)
        rulebook = try configuration.rulebook()
        let stop = WriteStop {
            logger.error("nothing is written any more: a disk failed to make data durable; look at the disk, then start kedjad anew")
        }
        let folder = DataFolder(path: configuration.dataFolder, stop: stop)
        let storage = try folder.existingStorage()
        let keys = try await configuration.keys(in: storage, masters: masters)
        // A folder from before the directory's chain of signed changes: it begins now.
        do { try await storage.write { try $0.foundDirectory() } } catch { throw DaemonError(opening: error) }
        exchange = Exchange(
            storage: storage, blobs: try folder.blobs(), keys: keys,
            rulebook: rulebook, records: RecordVerifier(anchors: { anchors.current }, revocations: { revocations?.current }),
            clock: .system, random: .system, limits: configuration.exchangeLimits,
            witnessing: configuration.witnesses.rules.map { Witnessing($0, start: Clock.system.now()) },
            extractOfficers: configuration.extractOfficers, downloads: configuration.downloads)
        do { try await exchange.recallWitnesses() } catch { throw DaemonError(opening: error) }
        (self.revocations, self.anchors, self.storage) = (revocations, anchors, storage)
        if let notice = await configuration.unfinishedChange(in: storage) { logger.warning("\(notice)") }
    }
}

extension OpenedDaemon {
    /// Who is let in, and goes on being.
    var standing: ClientStanding {
        ClientStanding(
            now: { Clock.system.now().date }, isTrusted: { [material] in material.current.trusts($0) },
            revocation: { [revocations] in revocations?.current.refusal(of: $0) })
    }
}

extension DaemonConfiguration {
    /// The revocation lists, when any are configured; then they must be there.
    func revocations(_ anchors: AnchorsInForce? = nil, logger: Logger) throws(DaemonError) -> RevocationsInForce? {
        guard let path = tls.revocations else { return nil }
        let inForce = if let anchors { anchors } else { AnchorsInForce(try tls.anchors()) }
        return try RevocationsInForce(path: path, anchors: inForce, clock: .system, logger: logger)
    }
}

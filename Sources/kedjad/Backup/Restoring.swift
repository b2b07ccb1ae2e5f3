import Exchange
import ExchangeServer
import StorageSQLite

/// Puts a backup into the data folder: verify, ask, copy, log, and then give the database its name.
///
/// Until that last step there is no data folder; whatever goes wrong before leaves the folder as empty as it was.
struct Restoring {
    struct Done {
        let manifest: BackupManifest
        let dataFolder: String
        let origin: String
        let log: Restoration.Done
        let damaged: [DocumentID]
    }

    let backup: BackupFolder
    let signed: SignedManifest
    let masters: MasterKeyring
    let configuration: DaemonConfiguration
    let seen: [String]
    /// Why the log becomes another one; `nil` when it isn't to.
    let reason: String?
    let withoutDamaged: Bool

    func perform() async throws -> Done {
        try requireName()
        let folder = try RestoringFolder(configuration.dataFolder)
        do {
            return try await fill(folder)
        } catch {
            folder.abandon()
            throw error
        }
    }

    private func fill(_ folder: RestoringFolder) async throws -> Done {
        let check = BackupCheck(signed: signed, masters: masters)
        try check.require(
            database: try backup.readDatabase(of: signed.manifest.databaseSize, copyingTo: folder.stagedDatabase))
        let storage = try SQLiteStorage(path: folder.stagedDatabase)
        let keys = try await check.records(of: storage, faults: try await storage.faults())
        let continuation = try continuation(by: try await evidence(in: storage, keys))
        let damaged = try await check.payloads(of: storage) { try backup.payloads.copy($0, to: folder.payloads) }
        guard damaged.isEmpty || withoutDamaged else { throw check.error(damaged) }
        let restoration = Restoration(in: storage, holding: masters, clock: .system, random: .system)
        let log = try await restoration.perform(continuation, manifest: signed.bytes)
        try storage.close()
        try folder.finish()
        return Done(
            manifest: signed.manifest, dataFolder: folder.path, origin: configuration.logOrigin, log: log, damaged: damaged)
    }

    // MARK: Whether the log may go on

    private func requireName() throws(DaemonError) {
        let (old, new) = (signed.manifest.origin, configuration.logOrigin)
        if reason == nil, old != new {
            throw DaemonError(
                .configuration, "log.origin is \(new), but the log of the backup is \(old)",
                hint: "correct log.origin; a log of another name begins with --force alone", code: .logName)
        }
        guard reason == nil || old != new else {
            throw DaemonError(
                .configuration, "with --force the log becomes another one, and log.origin is \(old) still",
                hint: "choose a name in log.origin that this log never had, like \(old)-2, and tell everybody", code: .logName)
        }
    }

    private func evidence(in storage: SQLiteStorage, _ keys: ExchangeKeys) async throws -> LogEvidence {
        let facts = StoredFacts(in: storage)
        let call = OutgoingClient(patience: .seconds(10))
        let gathering = EvidenceGathering(
            storage: storage, note: try await facts.checkpoint(), head: try await StoredTree.signedHead(in: storage, keys: keys),
            keys: try await facts.logKeys(keys), call: call.witness)
        var statements = await gathering.ask(configuration.witnesses.list)
        for path in seen { statements.append(try await gathering.look(at: path)) }
        return LogEvidence(statements)
    }

    private func continuation(by evidence: LogEvidence) throws(DaemonError) -> Restoration.Continuation {
        if let reason { return .another(origin: configuration.logOrigin, seen: evidence.seen, reason: reason) }
        let size = signed.manifest.tree?.size ?? 0
        let hint = """
            look for a newer backup; or let the log go on as another one: set another log.origin, and restore with --force --reason TEXT
            """
        switch evidence.verdict(of: size, quorum: configuration.witnesses.quorum) {
        case .proven: return .same
        case .rolledBack(let seen, let by):
            throw DaemonError(
                .refused, "the backup's log has \(size) entries, and \(by) has seen \(seen): what came after isn't in it", hint: hint,
                code: .rolledBack)
        case .contradicted(let by):
            throw DaemonError(
                .refused, "\(by) has seen another history of the log than the backup's \(size) entries tell: keep both as evidence",
                hint: hint, code: .rolledBack)
        case .unproven:
            let silent = evidence.silent.map { "\n\($0)" }.joined()
            throw DaemonError(
                .refused, "too few could say whether the log went on after the backup's \(size) entries\(silent)",
                hint: "make log.witnesses reachable, or bring the newest checkpoint of a mirror or a client by --seen; else \(hint)",
                code: .unproven)
        }
    }
}

extension Restoring.Done {
    var summary: String {
        let since = manifest.madeAt
        return
            ([
                "restored:          \(dataFolder), as it was \(since)",
                "log:               \(log.size) entries of \(origin)",
                "log verifier key:  \(log.verifierKey)",
                origin == manifest.origin
                    ? nil
                    : "The log is another one now, no longer \(manifest.origin): put this key into every profile, mirror and witness anew.",
                damaged.isEmpty ? nil : "left out:          \(damaged.count) payloads that are damaged: \(DocumentID.few(damaged))",
                """
                What was done after that moment is not in it, withdrawals, restrictions and erasures among it. Before officers read, record them again; whoever \
                was erased since is there again: erase them once more, and change the master key.
                """,
            ] as [String?]).compactMap { $0 }.joined(separator: "\n")
    }
}

import Exchange
import StorageSQLite

/// Makes a backup: the records first, then the payloads that they name.
///
/// In this order everything that the records tell of is there, for payloads never change, and are kept before the row that names them. What was
/// erased before the last of them was copied is left out, and told, by the records as they are afterwards.
struct BackupMaking {
    /// What is done.
    enum Step: Sendable {
        case records
        case payload(DocumentID)
    }

    struct Made {
        let path: String
        let manifest: BackupManifest
        /// Payloads that an earlier backup has too.
        let shared: Int
        /// Older backups that were removed.
        let removed: Int
    }

    let data: DataFolder
    let place: String
    let clock: Clock
    /// Hears of each step before the next one begins.
    var told: @Sendable (Step) async throws -> Void = { _ in }

    func perform(holding masters: MasterKeyring, keep: Int?) async throws -> Made {
        try data.requireSetUp()
        guard !data.holds(place) else {
            throw ExchangeError(.conflict, "\(place) is in the data folder, and is lost with it")
        }
        let backups = try BackupPlace(place)
        let earlier = BackupPlace.backups(in: place).last
        let now = clock.now()
        let draft = try backups.begin(at: now)
        do {
            let (manifest, shared) = try await fill(draft, sharing: earlier, masters, now)
            let done = try backups.finish(draft)
            let removed = try keep.map { try backups.keepNewest($0) } ?? 0
            data.noteBackup(at: now)
            return Made(path: done.path, manifest: manifest, shared: shared, removed: removed)
        } catch {
            backups.discard(draft)
            throw error
        }
    }

    private func fill(
        _ draft: BackupFolder, sharing earlier: BackupFolder?, _ masters: MasterKeyring, _ now: Timestamp
    ) async throws -> (BackupManifest, shared: Int) {
        try DatabaseSnapshot.take(of: data.path, to: draft.databasePath)
        let database = try draft.readDatabase()
        let copy = try SQLiteCopy(folder: draft.path)
        let facts = StoredFacts(in: copy)
        guard let stored = try await facts.keys() else {
            throw ExchangeError(.conflict, "the data folder \(data.path) hasn't been set up; run kedjad init")
        }
        let keys = try stored.open(with: masters)
        let head = try await StoredTree.signedHead(in: copy, keys: keys)
        if let note = try await facts.checkpoint() { try draft.put(checkpoint: note) }
        try await told(.records)
        var copying = PayloadCopying(from: PayloadFiles(folder: data.path), to: draft.payloads, sharing: earlier?.payloads)
        try await copying.all(namedBy: facts, now: StoredFacts(in: try SQLiteCopy(folder: data.path))) { document in
            try await told(.payload(document))
        }
        let manifest = BackupManifest(
            origin: stored.logOrigin, madeAt: now, masterKeyID: stored.masterKeyID, databaseSize: database.size,
            databaseDigest: database.digest, tree: head.map { BackupManifest.Tree($0) }, payloadCount: copying.count,
            payloadBytes: copying.bytes, absent: copying.absent)
        let signed = try await facts.sign(manifest, by: keys)
        try copy.close()
        try draft.put(manifest: signed.bytes)
        return (manifest, copying.shared)
    }
}

import Exchange
import StorageSQLite

/// Makes a backup: the records first, then the payloads that they name.
///
/// In this order everything that the records tell of is there, for payloads never change, and are kept before the row that names them. What was
/// erased in between is told by the records as they are afterwards.
struct BackupMaking {
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

    func perform(holding masters: MasterKeyring, keep: Int?) async throws -> Made {
        try data.requireSetUp()
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
        var copying = PayloadCopying(from: PayloadFiles(folder: data.path), to: draft.payloads, sharing: earlier?.payloads)
        try await copying.all(namedBy: facts, now: StoredFacts(in: try SQLiteCopy(folder: data.path)))
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

/// Brings payloads into a backup, one after the other.
struct PayloadCopying {
    private let source: PayloadFiles
    private let target: PayloadFiles
    private let earlier: PayloadFiles?
    private(set) var count: UInt64 = 0
    private(set) var bytes: UInt64 = 0
    private(set) var shared = 0
    private(set) var absent: [DocumentID: BackupManifest.Absence] = [:]

    /// - Parameter earlier: those of an earlier backup on the same disk.
    init(from source: PayloadFiles, to target: PayloadFiles, sharing earlier: PayloadFiles?) {
        self.source = source
        self.target = target
        self.earlier = earlier
    }

    /// - Parameter now: the records as they are by now, which tell what was erased meanwhile.
    mutating func all(namedBy facts: StoredFacts, now: StoredFacts) async throws {
        var page = try await facts.payloads(after: nil)
        while let last = page.last {
            for payload in page { try await take(payload, now) }
            page = try await facts.payloads(after: last.document)
        }
    }

    private mutating func take(_ payload: NamedPayload, _ now: StoredFacts) async throws {
        if let earlier, try target.share(payload, from: earlier) {
            shared += 1
        } else {
            let outcome = try source.copy(payload, to: target)
            guard outcome == .whole else { return try await note(outcome, payload.document, now) }
        }
        count += 1
        bytes += payload.size
    }

    private mutating func note(_ outcome: PayloadFiles.Outcome, _ document: DocumentID, _ now: StoredFacts) async throws {
        guard absent.count < BackupManifest.absentLimit else {
            throw ExchangeError(.damaged, "more than \(BackupManifest.absentLimit) payloads are missing; no backup was made")
        }
        let isNamed = try await now.hasDocument(document)
        absent[document] = isNamed ? (outcome == .missing ? .missing : .damaged) : .erased
    }
}

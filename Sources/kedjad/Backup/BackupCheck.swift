import Exchange
import ExchangeServer
import StorageSQLite

/// Holds a backup against its manifest, and the manifest against the log's key.
struct BackupCheck {
    let signed: SignedManifest
    let masters: MasterKeyring

    /// Before anything is made of its bytes.
    func require(database: (size: UInt64, digest: [UInt8])) throws {
        guard database.size == signed.manifest.databaseSize, database.digest == signed.manifest.databaseDigest else {
            throw ExchangeError(.damaged, "the backup's database isn't the one that its manifest tells of")
        }
    }

    /// SQLite's own checks, the keys, the log: leaves, tiles, checkpoint. Answers the keys, opened.
    func records(of storage: any ReadableStorage, faults: DatabaseFaults) async throws -> ExchangeKeys {
        guard faults.isEmpty else {
            throw ExchangeError(
                .damaged, "the backup's database has \(faults.integrity) faults and \(faults.dangling) rows that point at nothing")
        }
        let facts = StoredFacts(in: storage)
        guard let stored = try await facts.keys(), stored.logOrigin == signed.manifest.origin,
            stored.masterKeyID == signed.manifest.masterKeyID
        else { throw ExchangeError(.damaged, "the backup's database has other keys than its manifest tells of") }
        let keys = try stored.open(with: masters)
        try await facts.verify(signed, by: keys)
        try await facts.openSubjectKeys(with: masters)
        let head = try await StoredTree.signedHead(in: storage, keys: keys)
        guard head.map({ BackupManifest.Tree($0) }) == signed.manifest.tree else {
            throw ExchangeError(.damaged, "the backup's log isn't the one that its manifest tells of")
        }
        if let head { try await StoredTree.verify(head, in: storage) }
        return keys
    }

    /// Looks at each payload that the records name; answers those that should be whole and aren't.
    func payloads(
        of storage: any ReadableStorage, look: (NamedPayload) throws -> PayloadFiles.Outcome
    ) async throws -> [DocumentID] {
        let facts = StoredFacts(in: storage)
        var (damaged, last): ([DocumentID], DocumentID?) = ([], nil)
        repeat {
            let page = try await facts.payloads(after: last)
            for payload in page {
                let outcome = try look(payload)
                guard outcome != .whole, signed.manifest.absent[payload.document] == nil else { continue }
                damaged.append(payload.document)
            }
            last = page.last?.document
        } while last != nil
        return damaged
    }

    func error(_ damaged: [DocumentID]) -> DaemonError {
        DaemonError(
            .storage, "\(damaged.count) payloads of the backup are damaged or missing: \(DocumentID.few(damaged))",
            hint: "put whole ones into its blobs from another backup, or restore the rest by --without-damaged", code: .backupDamaged)
    }
}

package import TransparencyLog

/// A payload that a database names.
package struct NamedPayload: Hashable, Sendable {
    package let document: DocumentID
    package let size: UInt64
    /// SHA-256, 32 bytes.
    package let digest: [UInt8]

    package init(document: DocumentID, size: UInt64, digest: [UInt8]) {
        self.document = document
        self.size = size
        self.digest = digest
    }
}

/// What is asked of a data folder, or of a backup's database, by whoever makes backups, restores them or looks after them. Decides nothing, logs nothing.
package struct StoredFacts: Sendable {
    private let storage: any ReadableStorage

    package init(in storage: any ReadableStorage) { self.storage = storage }

    /// The payloads that documents name, in the order in which they came, at most `limit`, from behind `last` on.
    package func payloads(after last: DocumentID?, limit: Int = 500) async throws(ExchangeError) -> [NamedPayload] {
        try await read { facts in
            try facts.documents(matching: .all, after: last, limit: limit).map {
                NamedPayload(document: $0.id, size: $0.payloadSize, digest: $0.payloadDigest)
            }
        }
    }

    /// The same behind a page. Of its documents some may have been erased since.
    ///
    /// - Throws: `conflict` when they all were: where the next page begins isn't known then.
    package func payloads(behind page: [NamedPayload], limit: Int = 500) async throws(ExchangeError) -> [NamedPayload] {
        try await read { facts in
            guard let last = try page.last(where: { try facts.document($0.document) != nil }) else {
                throw ExchangeError(.conflict, "documents were erased while they were looked at; run the command again")
            }
            return try facts.documents(matching: .all, after: last.document, limit: limit).map {
                NamedPayload(document: $0.id, size: $0.payloadSize, digest: $0.payloadDigest)
            }
        }
    }

    package func hasDocument(_ id: DocumentID) async throws(ExchangeError) -> Bool { try await read { try $0.document(id) != nil } }

    /// Those of some documents that aren't there.
    package func unknown(of documents: [DocumentID]) async throws(ExchangeError) -> Set<DocumentID> {
        try await read { facts in Set(try documents.filter { try facts.document($0) == nil }) }
    }

    package func keys() async throws(ExchangeError) -> StoredKeys? { try await read { try $0.keys() } }

    package func checkpoint() async throws(ExchangeError) -> [UInt8]? { try await read { try $0.checkpoint() } }

    /// The change of master key that was begun last, when it isn't finished.
    package func unfinishedRotation() async throws(ExchangeError) -> KeyRotation? {
        try await read { try $0.keyRotations().last.flatMap { $0.scrubbedAt == nil ? $0 : nil } }
    }

    /// Whether an erasure has left something to be removed.
    package func hasRemovals() async throws(ExchangeError) -> Bool { try await read { try !$0.removals(limit: 1).isEmpty } }

    /// When the last entry was written; `nil` in an empty log.
    package func lastEntryTime() async throws(ExchangeError) -> Timestamp? {
        try await read { facts in
            let size = try facts.logSize()
            return size == 0 ? nil : try facts.entry(size - 1)?.at
        }
    }

    /// Opens every participant's key, so that a backup that its master key doesn't open is noticed. Throws `damaged`, `wrongMasterKey`.
    package func openSubjectKeys(with masters: MasterKeyring) async throws(ExchangeError) {
        var last: ParticipantID?
        repeat {
            let from = last
            last = try await read { facts in
                let page = try facts.subjectKeys(after: from, limit: 500)
                for wrapped in page { _ = try masters.unwrap(wrapped.key, named: wrapped.participant.text, as: SubjectUse.self) }
                return page.last?.participant
            }
        } while last != nil
    }

    /// Signs a manifest by the key that signs the log.
    package func sign(_ manifest: BackupManifest, by keys: ExchangeKeys) async throws(ExchangeError) -> SignedManifest {
        try await read { try SignedManifest(manifest, by: keys, in: $0) }
    }

    /// Throws `damaged` when the log's key hasn't signed the manifest.
    package func verify(_ manifest: SignedManifest, by keys: ExchangeKeys) async throws(ExchangeError) {
        try await read { try manifest.verify(by: keys, in: $0) }
    }

    /// Every key that the log has had.
    package func logKeys(_ keys: ExchangeKeys) async throws(ExchangeError) -> LogKeys { try await read { try keys.logKeys(in: $0) } }

    private func read<T: Sendable>(_ body: @escaping @Sendable (any StorageReader) throws -> T) async throws(ExchangeError) -> T {
        do { return try await storage.read(body) } catch { throw ExchangeError(storage: error) }
    }
}

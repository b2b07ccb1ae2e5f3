import Exchange
import TransparencyLog

/// One transaction: a copy of the rows that it may change.
final class InMemoryTransaction: StorageWriter {
    var rows: InMemoryRows

    init(_ rows: InMemoryRows) { self.rows = rows }

    func undoable<T>(_ body: () throws -> T) throws -> T {
        let before = rows
        do { return try body() } catch {
            rows = before
            throw error
        }
    }

    // MARK: Marks

    /// What one person's facts are isn't told apart from others'.
    func factsMark() throws -> FactsMark { FactsMark(whole: rows.factsMark, common: rows.factsMark) }
    func factsMark(of participant: ParticipantID) throws -> Int? { rows.participants[participant] == nil ? nil : rows.factsMark }

    // MARK: The directory

    func keys() throws -> StoredKeys? { rows.keys }
    func organisation(_ id: OrganisationID) throws -> Organisation? { rows.organisations[id] }
    func organisations() throws -> [Organisation] { rows.organisations.values.sorted { $0.id < $1.id } }
    func officer(_ id: OfficerID) throws -> Officer? { rows.officers[id] }

    func officers(of organisation: OrganisationID?) throws -> [Officer] {
        rows.officers.values.filter { organisation == nil || $0.id.organisation == organisation }.sorted { $0.id < $1.id }
    }

    func insertKeys(_ keys: StoredKeys) throws {
        guard rows.keys == nil else { throw ExchangeError.notUnique }
        rows.keys = keys
    }

    func insertOrganisation(_ organisation: Organisation) throws { try rows.organisations.insert(organisation, at: organisation.id) }
    func insertOfficer(_ officer: Officer) throws { try rows.officers.insert(officer, at: officer.id) }
    func updateOfficer(_ officer: Officer) throws { try rows.officers.change(officer.id) { $0 = officer } }

    func founding() throws -> [UInt8]? { rows.founding }
    func insertFounding(_ text: [UInt8]) throws {
        guard rows.founding == nil else { throw ExchangeError.notUnique }
        rows.founding = text
    }

    func directoryRecords(from place: UInt64, limit: Int) throws -> [StoredDirectoryRecord] {
        Array(rows.directoryRecords.filter { $0.place >= place }.sorted { $0.place < $1.place }.prefix(limit))
    }
    func lastDirectoryRecord() throws -> StoredDirectoryRecord? { rows.directoryRecords.max { $0.place < $1.place } }
    func insertDirectoryRecord(_ record: StoredDirectoryRecord) throws { try rows.directoryRecords.insert(record, by: \.place) }

    // MARK: Documents

    func document(_ id: DocumentID) throws -> StoredDocument? { rows.documents.first { $0.id == id } }
    func documents(of caseID: CaseID) throws -> [StoredDocument] {
        rows.documents.filter { $0.caseID == caseID }.oldestFirst(\.uploadedAt)
    }
    func documents(matching query: DocumentQuery, after last: DocumentID?, limit: Int) throws -> [StoredDocument] {
        let start = last.map { id in rows.documents.firstIndex { $0.id == id }.map { $0 + 1 } ?? rows.documents.count } ?? 0
        return Array(rows.documents[start...].filter { rows.fits($0, query) }.prefix(limit))
    }
    func upload(_ id: UploadID) throws -> StoredUpload? { rows.uploads[id] }
    func retrieval(_ id: RetrievalID) throws -> StoredRetrieval? { rows.retrievals[id] }
    func insertUpload(_ upload: StoredUpload) throws { try rows.uploads.insert(upload, at: upload.id) }
    func deleteUpload(_ id: UploadID) throws { rows.uploads[id] = nil }

    func expiredUploads(at now: Timestamp, limit: Int) throws -> [StoredUpload] {
        Array(rows.uploads.values.filter { $0.expiresAt < now }.sorted { ($0.expiresAt, $0.id) < ($1.expiresAt, $1.id) }.prefix(limit))
    }

    func insertDocument(_ document: StoredDocument) throws { try rows.documents.insert(document, by: \.id) }
    func supersede(_ old: DocumentID, by new: DocumentID) throws {
        try rows.documents.change(where: { $0.id == old && !$0.version.isSuperseded }) { $0.version.supersededBy = new }
    }
    func holding(of document: DocumentID) throws -> StoredHolding? { rows.holdings[document] }
    func setHolding(_ holding: StoredHolding) throws {
        guard try document(holding.document) != nil else { throw ExchangeError.missingRow }
        rows.holdings[holding.document] = holding
    }
    func documents(
        of owner: OrganisationID, notHeldBy holders: [UInt8], after last: DocumentID?, limit: Int
    ) throws -> [StoredDocument] {
        let owned = try documents(matching: .and([.owner(owner), .release(.owner)]), after: last, limit: .max)
        return Array(owned.filter { rows.holdings[$0.id]?.holders != holders }.prefix(limit))
    }
    func replaceKey(of id: DocumentID, with key: Sealed) throws {
        try rows.documents.change(where: { $0.id == id }) { $0 = $0.with(key: key) }
    }
    func insertRetrieval(_ retrieval: StoredRetrieval) throws { try rows.retrievals.insert(retrieval, at: retrieval.id) }
    func deleteRetrievals(expiredAt now: Timestamp) throws { rows.retrievals = rows.retrievals.filter { $0.value.expiresAt >= now } }
}

// MARK: The log

extension InMemoryTransaction {
    func logSize() throws -> UInt64 { UInt64(rows.entries.count) }
    func entry(_ index: UInt64) throws -> StoredEntry? { rows.entries.first { $0.index == index } }

    func entries(from index: UInt64, limit: Int, matching filter: EntryFilter) throws -> [StoredEntry] {
        Array(rows.entries.filter { $0.index >= index && filter.matches($0) }.prefix(limit))
    }

    func leaves(from index: UInt64, limit: Int) throws -> [[UInt8]] {
        Array(rows.entries.filter { $0.index >= index }.map(\.leaf).prefix(limit))
    }

    func leafHashes(from index: UInt64) throws -> [LogHash] { rows.entries.filter { $0.index >= index }.map(\.leafHash) }

    func tile(level: Int, index: UInt64) throws -> [UInt8] {
        if let tile = rows.tiles[InMemoryRows.TilePlace(level: level, index: index)] { return tile }
        return level == 0 ? try leafHashes(from: index * 256).prefix(256).flatMap(\.bytes) : []
    }

    func checkpoint() throws -> [UInt8]? { rows.checkpoint }

    func replay(of key: String, by officer: OfficerID) throws -> StoredReplay? {
        rows.replays[InMemoryRows.ReplayKey(officer: officer, key: key)]
    }

    func appendEntry(_ entry: StoredEntry) throws {
        guard try entry.index == logSize() else { throw ExchangeError.notUnique }
        rows.entries.append(entry)
    }

    func putTile(level: Int, index: UInt64, hashes: [UInt8]) throws {
        rows.tiles[InMemoryRows.TilePlace(level: level, index: index)] = hashes
    }

    func putCheckpoint(_ note: [UInt8]) throws { rows.checkpoint = note }

    func insertReplay(_ replay: StoredReplay) throws {
        try rows.replays.insert(replay, at: InMemoryRows.ReplayKey(officer: replay.officer, key: replay.key))
    }

    func deleteReplays(before time: Timestamp) throws { rows.replays = rows.replays.filter { $0.value.at >= time } }
}

extension EntryFilter {
    fileprivate func matches(_ entry: StoredEntry) -> Bool {
        (participant == nil || participant == entry.participant) && (officer == nil || officer == entry.officer)
            && (organisation == nil || organisation == entry.officer.organisation || organisation == entry.owner)
            && (action == nil || action == entry.action) && (outcome == nil || outcome == entry.outcome)
            && (from.map { $0 <= entry.at } ?? true) && (until.map { entry.at < $0 } ?? true)
    }
}

extension StoredDocument {
    fileprivate func with(key: Sealed) -> StoredDocument {
        StoredDocument(
            id: id, participant: participant, caseID: caseID, owner: owner, category: category, release: release, uploadedBy: uploadedBy,
            uploadedAt: uploadedAt, payloadDigest: payloadDigest, payloadSize: payloadSize, name: name, manifest: manifest, key: key,
            version: version)
    }
}

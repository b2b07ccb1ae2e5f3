import Exchange
import GRDB

// MARK: Documents

extension SQLiteTransaction {
    func document(_ id: DocumentID) throws -> StoredDocument? {
        try row("documents", "SELECT * FROM documents WHERE id = ?", [id], as: StoredDocument.init)
    }

    func documents(of caseID: CaseID) throws -> [StoredDocument] {
        try rows("documents", "SELECT * FROM documents WHERE case_id = ? ORDER BY uploaded_at, seq", [caseID], as: StoredDocument.init)
    }

    func insertDocument(_ document: StoredDocument) throws {
        try insert(
            "documents",
            [
                "id": document.id, "participant": document.participant, "case_id": document.caseID, "owner": document.owner,
                "category": document.category, "release": document.release, "uploaded_by": document.uploadedBy,
                "uploaded_at": document.uploadedAt, "payload_digest": document.payloadDigest, "payload_size": document.payloadSize,
                "name": document.name, "manifest": document.manifest, "key": document.key,
                "version": document.version.number, "supersedes": document.version.supersedes,
                "superseded_by": document.version.supersededBy,
            ])
    }

    func supersede(_ old: DocumentID, by new: DocumentID) throws {
        try change("UPDATE documents SET superseded_by = ? WHERE id = ? AND superseded_by IS NULL", [new, old])
    }
}

extension StoredDocument {
    init(_ columns: Columns) throws {
        self.init(
            id: try columns["id"], participant: try columns["participant"], caseID: try columns["case_id"], owner: try columns["owner"],
            category: try columns["category"], release: try columns["release"], uploadedBy: try columns["uploaded_by"],
            uploadedAt: try columns["uploaded_at"], payloadDigest: try columns["payload_digest"],
            payloadSize: try columns["payload_size"], name: try columns["name"], manifest: try columns["manifest"], key: try columns["key"],
            version: DocumentVersion(
                number: try columns["version"], supersedes: try columns.optional("supersedes"),
                supersededBy: try columns.optional("superseded_by")))
    }
}

// MARK: Holdings

extension SQLiteTransaction {
    func holding(of document: DocumentID) throws -> StoredHolding? {
        try row("holdings", "SELECT * FROM holdings WHERE document = ?", [document]) { columns in
            StoredHolding(
                document: try columns["document"], holders: try columns["holders"], rewrap: try columns.optional("rewrap"))
        }
    }

    func documents(
        of owner: OrganisationID, notHeldBy holders: [UInt8], after last: DocumentID?, limit: Int
    ) throws -> [StoredDocument] {
        let start = last == nil ? "" : "seq > (SELECT seq FROM documents WHERE id = ?) AND "
        let sql = """
            SELECT * FROM documents WHERE \(start)owner = ? AND release = ?
            AND NOT EXISTS (SELECT 1 FROM holdings WHERE document = documents.id AND holders = ?) ORDER BY seq LIMIT ?
            """
        let arguments: [(any Storable)?] = (last.map { [$0] } ?? []) + [owner, ReleaseMode.owner, holders, limit]
        return try rows("documents", sql, arguments, as: StoredDocument.init)
    }

    func replaceKey(of document: DocumentID, with key: Sealed) throws {
        try change("UPDATE documents SET key = ? WHERE id = ?", [key, document])
    }

    func setHolding(_ holding: StoredHolding) throws {
        let sql = """
            INSERT INTO holdings (document, holders, rewrap) VALUES (?, ?, ?)
            ON CONFLICT (document) DO UPDATE SET holders = excluded.holders, rewrap = excluded.rewrap
            """
        try run(sql, [holding.document, holding.holders, holding.rewrap])
    }
}

// MARK: Uploads

extension SQLiteTransaction {
    func upload(_ id: UploadID) throws -> StoredUpload? {
        try row("uploads", "SELECT * FROM uploads WHERE id = ?", [id], as: StoredUpload.init)
    }

    func insertUpload(_ upload: StoredUpload) throws {
        try insert(
            "uploads",
            [
                "id": upload.id, "officer": upload.officer, "case_id": upload.caseID, "participant": upload.participant,
                "category": upload.category, "release": upload.release, "expires_at": upload.expiresAt,
            ])
    }

    func deleteUpload(_ id: UploadID) throws {
        try run("DELETE FROM uploads WHERE id = ?", [id])
    }

    func expiredUploads(at now: Timestamp, limit: Int) throws -> [StoredUpload] {
        let sql = "SELECT * FROM uploads WHERE expires_at < ? ORDER BY expires_at, id LIMIT ?"
        return try rows("uploads", sql, [now, limit], as: StoredUpload.init)
    }
}

extension StoredUpload {
    init(_ columns: Columns) throws {
        self.init(
            id: try columns["id"], officer: try columns["officer"], caseID: try columns["case_id"],
            participant: try columns["participant"], category: try columns["category"], release: try columns["release"],
            expiresAt: try columns["expires_at"])
    }
}

// MARK: Retrievals

extension SQLiteTransaction {
    func retrieval(_ id: RetrievalID) throws -> StoredRetrieval? {
        try row("retrievals", "SELECT * FROM retrievals WHERE id = ?", [id], as: StoredRetrieval.init)
    }

    func insertRetrieval(_ retrieval: StoredRetrieval) throws {
        try insert(
            "retrievals",
            [
                "id": retrieval.id, "officer": retrieval.officer, "document": retrieval.document, "purpose": retrieval.purpose,
                "expires_at": retrieval.expiresAt, "emergency": retrieval.emergency,
            ])
    }

    func deleteRetrievals(expiredAt now: Timestamp) throws {
        try run("DELETE FROM retrievals WHERE expires_at < ?", [now])
    }
}

extension StoredRetrieval {
    init(_ columns: Columns) throws {
        self.init(
            id: try columns["id"], officer: try columns["officer"], document: try columns["document"], purpose: try columns["purpose"],
            expiresAt: try columns["expires_at"], emergency: try columns.optional("emergency"))
    }
}

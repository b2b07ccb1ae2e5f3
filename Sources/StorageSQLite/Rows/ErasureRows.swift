import Exchange
import GRDB

extension ErasureState: Storable {}

extension ErasureTarget: Storable {
    var stored: DatabaseValue { text.databaseValue }
    init?(stored: DatabaseValue) {
        guard let text = String(stored: stored) else { return nil }
        self.init(text)
    }
}

// MARK: Erasures

extension SQLiteTransaction {
    func erasure(_ id: ErasureID) throws -> StoredErasure? {
        try row("erasures", "SELECT * FROM erasures WHERE id = ?", [id], as: StoredErasure.init)
    }

    func erasures() throws -> [StoredErasure] {
        try rows("erasures", "SELECT * FROM erasures ORDER BY asked_at DESC, seq DESC", as: StoredErasure.init)
    }

    func erasures(of target: ErasureTarget) throws -> [StoredErasure] {
        let sql = "SELECT * FROM erasures WHERE target = ? ORDER BY asked_at DESC, seq DESC"
        return try rows("erasures", sql, [target], as: StoredErasure.init)
    }

    func insertErasure(_ erasure: StoredErasure) throws {
        try insert(
            "erasures",
            [
                "id": erasure.id, "target": erasure.target, "participant": erasure.participant,
                "organisations": text(erasure.organisations),
                "ground": erasure.ground, "asked_by": erasure.askedBy, "asked_at": erasure.askedAt, "expires_at": erasure.expiresAt,
                "record": erasure.record, "state": erasure.state, "ended_by": erasure.endedBy, "ended_at": erasure.endedAt,
                "answer": erasure.answer, "entry": erasure.entry,
            ])
    }

    func updateErasure(_ erasure: StoredErasure) throws {
        try change(
            "UPDATE erasures SET organisations = ?, record = ?, state = ?, ended_by = ?, ended_at = ?, answer = ?, entry = ? WHERE id = ?",
            [
                text(erasure.organisations), erasure.record, erasure.state, erasure.endedBy, erasure.endedAt, erasure.answer, erasure.entry,
                erasure.id,
            ])
    }

    private func text(_ organisations: [OrganisationID]) -> String { organisations.map(\.text).joined(separator: " ") }
}

extension StoredErasure {
    init(_ columns: Columns) throws {
        let names = (try columns["organisations"] as String).split(separator: " ").map(String.init)
        let organisations = names.compactMap { OrganisationID($0) }
        guard organisations.count == names.count else { throw columns.damaged("organisations") }
        self.init(
            id: try columns["id"], target: try columns["target"], participant: try columns["participant"], organisations: organisations,
            ground: try columns["ground"], askedBy: try columns["asked_by"], askedAt: try columns["asked_at"],
            expiresAt: try columns["expires_at"], record: try columns.optional("record"), state: try columns["state"],
            endedBy: try columns.optional("ended_by"), endedAt: try columns.optional("ended_at"), answer: try columns.optional("answer"),
            entry: try columns.optional("entry"))
    }
}

// MARK: Forgetting

extension SQLiteTransaction {
    func eraseParticipant(_ id: ParticipantID, by erasure: ErasureID, entry: UInt64) throws -> ErasedRows {
        let entries: [UInt64] = try rows(
            "entries", "SELECT log_index FROM entries WHERE participant = ? ORDER BY log_index", [id]
        ) { try $0["log_index"] }
        try noteRemovals(of: "participant", id, by: erasure)
        var counts = ErasedCounts()
        counts.retrievals = try delete("retrievals WHERE document IN (SELECT id FROM documents WHERE participant = ?)", id)
        for table in ["emergencies", "restrictions", "corrections", "objections"] {
            _ = try delete("\(table) WHERE participant = ?", id)
        }
        counts.requests = try delete("requests WHERE participant = ?", id)
        _ = try delete("due_documents WHERE document IN (SELECT id FROM documents WHERE participant = ?)", id)
        counts.documents = try delete("documents WHERE participant = ?", id)
        counts.uploads = try delete("uploads WHERE participant = ?", id)
        counts.consents = try delete("consents WHERE participant = ?", id)
        let cases = "(SELECT id FROM cases WHERE participant = ?)"
        _ = try delete("case_step_history WHERE step IN (SELECT id FROM case_steps WHERE case_id IN \(cases))", id)
        for table in ["case_steps", "case_stays", "case_indicators"] { _ = try delete("\(table) WHERE case_id IN \(cases)", id) }
        _ = try delete("case_officers WHERE case_id IN (SELECT id FROM cases WHERE participant = ?)", id)
        counts.cases = try delete("cases WHERE participant = ?", id)
        counts.registrations = try delete("registrations WHERE participant = ?", id)
        counts.replays = try delete("replays WHERE participant = ?", id)
        try run("DELETE FROM erasures WHERE participant = ? AND id <> ?", [id, erasure])
        try run("UPDATE entries SET text = x'', participant = NULL, erased_by = ? WHERE participant = ?", [entry, id])
        counts.entries = entries.count
        try change("DELETE FROM participants WHERE id = ?", [id])
        return ErasedRows(counts: counts, entries: EntryRange.covering(entries))
    }

    func eraseDocument(_ id: DocumentID, by erasure: ErasureID) throws -> ErasedRows {
        try run("DELETE FROM erasures WHERE target = ? AND id <> ?", [id, erasure])
        try noteRemovals(of: "id", id, by: erasure)
        var counts = ErasedCounts()
        counts.retrievals = try delete("retrievals WHERE document = ?", id)
        counts.requests = try delete("request_documents WHERE document = ?", id)
        // A request that asked for nothing else goes too; one that did stays for the rest.
        try run("DELETE FROM requests WHERE id NOT IN (SELECT request FROM request_documents)", [])
        _ = try delete("due_documents WHERE document = ?", id)
        _ = try delete("objections WHERE target = ?", id)
        try change("DELETE FROM documents WHERE id = ?", [id])
        counts.documents = 1
        return ErasedRows(counts: counts, entries: [])
    }

    private func delete(_ rest: String, _ id: any Storable) throws -> Int {
        try run("DELETE FROM \(rest)", [id])
        return db.changesCount
    }

    /// Payloads, files of uploads, and last what deleting leaves in SQLite's own files.
    private func noteRemovals(of column: String, _ id: any Storable, by erasure: ErasureID) throws {
        try run("INSERT INTO removals (kind, name) SELECT 'blob', id FROM documents WHERE \(column) = ?", [id])
        if column == "participant" {
            try run("INSERT INTO removals (kind, name) SELECT 'upload', id FROM uploads WHERE participant = ?", [id])
        }
        try run("INSERT INTO removals (kind, name) VALUES ('traces', ?)", [erasure])
    }
}

// MARK: What is left to be removed

extension SQLiteTransaction {
    func removals(limit: Int) throws -> [StoredRemoval] {
        let sql = "SELECT kind, name, min(seq) AS first FROM removals GROUP BY kind, name ORDER BY kind = 'traces', first LIMIT ?"
        return try rows("removals", sql, [limit]) { columns in
            switch try columns["kind"] as String {
            case "blob": .blob(try columns["name"])
            case "upload": .upload(try columns["name"])
            case "traces": .traces(of: try columns["name"] == "" ? nil : columns["name"])
            default: throw columns.damaged("kind")
            }
        }
    }

    func deleteRemoval(_ removal: StoredRemoval) throws {
        switch removal {
        case .blob(let document): try run("DELETE FROM removals WHERE kind = 'blob' AND name = ?", [document])
        case .upload(let upload): try run("DELETE FROM removals WHERE kind = 'upload' AND name = ?", [upload])
        case .traces(let erasure): try run("DELETE FROM removals WHERE kind = 'traces' AND name = ?", [erasure?.text ?? ""])
        }
    }
}

// MARK: What is due

extension SQLiteTransaction {
    func dueDocuments(of owner: OrganisationID) throws -> [DueDocument] {
        let sql = """
            SELECT documents.*, due_documents.rule AS due_rule, due_documents.since AS due_since
            FROM due_documents JOIN documents ON documents.id = due_documents.document WHERE documents.owner = ? ORDER BY documents.seq
            """
        return try rows("documents", sql, [owner], as: DueDocument.init)
    }

    func dueMark(of document: DocumentID) throws -> DueMark? {
        try row("due_documents", "SELECT rule, since FROM due_documents WHERE document = ?", [document]) {
            DueMark(rule: try $0["rule"], since: try $0["since"])
        }
    }

    func markDue(_ document: DocumentID, _ mark: DueMark?) throws {
        guard let mark else { return try run("DELETE FROM due_documents WHERE document = ?", [document]) }
        try run(
            "INSERT INTO due_documents (document, rule, since) VALUES (?, ?, ?) "
                + "ON CONFLICT DO UPDATE SET rule = excluded.rule, since = excluded.since",
            [document, mark.rule, mark.since])
    }
}

extension DueDocument {
    init(_ columns: Columns) throws {
        self.init(document: try StoredDocument(columns), mark: DueMark(rule: try columns["due_rule"], since: try columns["due_since"]))
    }
}

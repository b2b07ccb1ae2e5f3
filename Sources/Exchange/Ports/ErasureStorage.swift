package protocol ErasureReader {
    func erasure(_ id: ErasureID) throws -> StoredErasure?
    /// All, the newest first.
    func erasures() throws -> [StoredErasure]
    /// Those of one target, the newest first.
    func erasures(of target: ErasureTarget) throws -> [StoredErasure]
    /// What erasures have left to be removed outside the transaction, the oldest first, at most `limit`.
    func removals(limit: Int) throws -> [StoredRemoval]
    /// An organisation's documents that are marked as due, in the order in which they came.
    func dueDocuments(of owner: OrganisationID) throws -> [DueDocument]
    /// `nil` when the document isn't marked as due.
    func dueMark(of document: DocumentID) throws -> DueMark?
}

package protocol ErasureWriter {
    func insertErasure(_ erasure: StoredErasure) throws
    /// Stores `organisations`, `record`, `state`, `endedBy`, `endedAt`, `answer` and `entry`; the rest never changes.
    func updateErasure(_ erasure: StoredErasure) throws
    /// Forgets a person: every row that is about them but the erasure that is done, and in the log the texts and the id of the person of
    /// each entry, which keeps its leaf and is marked with `entry`, the erasure's own. Notes what is left to be removed.
    func eraseParticipant(_ id: ParticipantID, by erasure: ErasureID, entry: UInt64) throws -> ErasedRows
    /// Forgets one document, with its requests, its retrievals and earlier erasures that weren't done. Notes what is left to be removed.
    func eraseDocument(_ id: DocumentID, by erasure: ErasureID) throws -> ErasedRows
    func deleteRemoval(_ removal: StoredRemoval) throws
    /// Marks a document as due since a time by a rule; `nil` takes the mark away.
    func markDue(_ document: DocumentID, _ mark: DueMark?) throws
}

/// What an erasure did to the rows.
package struct ErasedRows: Hashable, Sendable {
    package let counts: ErasedCounts
    /// The entries whose texts went.
    package let entries: [EntryRange]

    package init(counts: ErasedCounts, entries: [EntryRange]) {
        self.counts = counts
        self.entries = entries
    }
}

/// Something outside the transaction that an erasure has left to be removed. Noted in its transaction, so that a crash forgets none.
package enum StoredRemoval: Hashable, Sendable {
    /// A kept payload.
    case blob(DocumentID)
    /// What had arrived of an upload.
    case upload(UploadID)
    /// What is left of an erasure's deleted rows in the storage's own files; `nil` in a data folder from before erasures were told apart.
    case traces(of: ErasureID?)

    package var isTraces: Bool { if case .traces = self { true } else { false } }
}

/// Since when a document is due, by which rule of `retention.yaml`.
package struct DueMark: Hashable, Sendable {
    package let rule: String
    package let since: Timestamp

    package init(rule: String, since: Timestamp) {
        self.rule = rule
        self.since = since
    }
}

package struct DueDocument: Hashable, Sendable {
    package let document: StoredDocument
    package let mark: DueMark

    package init(document: StoredDocument, mark: DueMark) {
        self.document = document
        self.mark = mark
    }
}

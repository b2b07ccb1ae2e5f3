import Exchange

extension InMemoryTransaction {
    func erasure(_ id: ErasureID) throws -> StoredErasure? { rows.erasures.first { $0.id == id } }
    func erasures() throws -> [StoredErasure] { rows.erasures.newestFirst(\.askedAt) }
    func erasures(of target: ErasureTarget) throws -> [StoredErasure] {
        rows.erasures.filter { $0.target == target }.newestFirst(\.askedAt)
    }
    func insertErasure(_ erasure: StoredErasure) throws { try rows.erasures.insert(erasure, by: \.id) }
    func updateErasure(_ erasure: StoredErasure) throws { try rows.erasures.change(where: { $0.id == erasure.id }) { $0 = erasure } }

    func eraseParticipant(_ id: ParticipantID, by erasure: ErasureID, entry: UInt64) throws -> ErasedRows {
        guard let person = rows.participants[id] else { throw ExchangeError.missingRow }
        var counts = forget { $0.participant == id }
        let uploads = rows.uploads.values.filter { $0.participant == id }.map(\.id).sorted()
        rows.removals += uploads.map { .upload($0) } + [.traces(of: erasure)]
        for upload in uploads { rows.uploads[upload] = nil }
        counts.uploads = uploads.count
        rows.emergencies.removeAll { $0.participant == id }
        rows.restrictions.removeAll { $0.participant == id }
        rows.corrections.removeAll { $0.participant == id }
        rows.objections.removeAll { $0.participant == id }
        counts.registrations = person.registrations.count
        forgetChains(of: rows.cases.filter { $0.participant == id }.map(\.id))
        counts.cases = rows.cases.take { $0.participant == id }
        counts.consents = rows.consents.take { $0.participant == id }
        counts.replays = rows.replays.values.count { $0.participant == id }
        rows.replays = rows.replays.filter { $0.value.participant != id }
        rows.erasures.removeAll { $0.participant == id && $0.id != erasure }
        let entries = rows.entries.filter { $0.participant == id }.map(\.index)
        rows.entries = rows.entries.map { $0.participant == id ? $0.forgotten(by: entry) : $0 }
        counts.entries = entries.count
        rows.participants[id] = nil
        return ErasedRows(counts: counts, entries: EntryRange.covering(entries))
    }

    func eraseDocument(_ id: DocumentID, by erasure: ErasureID) throws -> ErasedRows {
        let counts = forget { $0.id == id }
        guard counts.documents == 1 else { throw ExchangeError.missingRow }
        rows.erasures.removeAll { $0.target == .document(id) && $0.id != erasure }
        rows.objections.removeAll { $0.target == .document(id) }
        rows.removals.append(.traces(of: erasure))
        return ErasedRows(counts: counts, entries: [])
    }

    /// Documents, with what hangs on them.
    private func forget(_ isGone: (StoredDocument) -> Bool) -> ErasedCounts {
        let gone = rows.documents.filter(isGone)
        let ids = Set(gone.map(\.id))
        var counts = ErasedCounts()
        counts.documents = rows.documents.take(isGone)
        counts.requests = rows.requests.count { request in request.documents.contains { ids.contains($0.document) } }
        for index in rows.requests.indices { rows.requests[index].documents.removeAll { ids.contains($0.document) } }
        rows.requests.removeAll { $0.documents.isEmpty }
        forgetStrayEvents()
        counts.retrievals = rows.retrievals.values.count { ids.contains($0.document) }
        rows.retrievals = rows.retrievals.filter { !ids.contains($0.value.document) }
        for id in ids { (rows.due[id], rows.holdings[id]) = (nil, nil) }
        rows.removals += gone.map { .blob($0.id) }
        return counts
    }

    func removals(limit: Int) throws -> [StoredRemoval] {
        Array((rows.removals.filter { !$0.isTraces } + rows.removals.filter(\.isTraces)).prefix(limit))
    }

    func deleteRemoval(_ removal: StoredRemoval) throws { rows.removals.removeAll { $0 == removal } }

    func dueDocuments(of owner: OrganisationID) throws -> [DueDocument] {
        rows.documents.filter { $0.owner == owner }.compactMap { document in
            rows.due[document.id].map { DueDocument(document: document, mark: $0) }
        }
    }

    func dueMark(of document: DocumentID) throws -> DueMark? { rows.due[document] }

    func markDue(_ document: DocumentID, _ mark: DueMark?) throws { rows.due[document] = mark }
}

extension Array {
    /// Removes what matches, and answers how much it was.
    fileprivate mutating func take(_ isGone: (Element) -> Bool) -> Int {
        let before = count
        removeAll(where: isGone)
        return before - count
    }
}

extension StoredEntry {
    fileprivate func forgotten(by erasure: UInt64) -> StoredEntry {
        StoredEntry(
            index: index, leaf: leaf, leafHash: leafHash, text: Sealed(bytes: []), at: at, action: action, outcome: outcome,
            officer: officer, participant: nil,
            owner: owner, erasedBy: erasure)
    }
}

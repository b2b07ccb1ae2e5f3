extension Exchange {
    /// A page of what has been let out on a consent, from the log: documents that the caller may know of, to which organisations, when and why.
    package func deliveries(
        on id: ConsentID, from index: UInt64 = 0, limit: Int? = nil, by caller: OfficerID
    ) async throws(ExchangeError) -> Committed<DeliveryPage> {
        let (log, limit) = (log, min(max(limit ?? limits.pageSize, 1), limits.pageSize))
        return try await act(.readConsent, by: caller) { acting in
            let (facts, consent) = try acting.consent(id)
            try acting.authorize(on: .consent(facts))
            let wanted = EntryFilter(participant: consent.stored.participant, action: .retrieveDocument, outcome: .permitted)
            let entries = try acting.changes.entries(from: index, limit: limit, matching: wanted)
            let deliveries = try entries.compactMap { try acting.delivery($0, on: id, log, facts.of.participant) }
            return DeliveryPage(
                consent: id, deliveries: deliveries, next: entries.count == limit ? entries.last.map { $0.index + 1 } : nil)
        }
    }
}

extension Acting {
    /// `nil` when the entry tells of another consent, or of a document that is gone or that the caller may not know of.
    fileprivate func delivery(
        _ stored: StoredEntry, on consent: ConsentID, _ log: AuditLog, _ participant: ParticipantFacts
    ) throws -> Delivery? {
        let opened = try log.open(stored, subject: try loadedKey())
        guard let entry = Opening(salt: opened.salt, text: opened.text).entry, entry.consent == consent,
            let document = try entry.resource.flatMap({ DocumentID($0) }).flatMap({ try changes.document($0) }),
            let value = try changes.caseOf(document.caseID)
        else { return nil }
        let facts = try documentFacts(document, of: try caseFacts(value, of: participant))
        guard permits(.describeDocument, on: .document(facts)) else { return nil }
        return Delivery(
            index: stored.index, at: stored.at, document: document.id, category: document.category, owner: document.owner,
            organisation: stored.officer.organisation, purpose: entry.purpose)
    }
}

import SignedRecords

extension RegisterGathering {
    // MARK: Requests, retrievals, emergencies

    func addSharing(to extract: inout RegisterExtract, within scope: RegisterScope) throws {
        extract.requests = try changes.requests(of: id).filter { $0.documents.contains { scope.has($0.document) } }.map(request)
        extract.openRetrievals = try changes.retrievals(of: id).filter { scope.has($0.document) }.map {
            RegisteredOpenRetrieval(
                id: $0.id, document: $0.document, by: told($0.officer), purpose: $0.purpose, expiresAt: $0.expiresAt,
                emergency: $0.emergency)
        }
        extract.emergencies = try changes.emergencies(of: id).filter { scope.has($0.document) }.map(emergency)
    }

    private func emergency(_ stored: StoredEmergency) throws -> RegisteredEmergency {
        let reason = try acting.loadedKey().open(stored.reason, for: stored.reasonPlace)
        return RegisteredEmergency(
            id: stored.id, document: stored.document, owner: stored.owner, reader: told(stored.reader), purpose: stored.purpose,
            reason: String(decoding: reason, as: UTF8.self), readAt: stored.readAt, reviewBy: stored.reviewBy,
            overdueSince: stored.overdueSince, entry: stored.entry, reviewedBy: stored.reviewedBy.map(told),
            reviewedAt: stored.reviewedAt, verdict: stored.verdict,
            review: try stored.review.map { try record($0, for: stored.reviewPlace) })
    }

    // MARK: Rights

    func addRights(to extract: inout RegisterExtract, within scope: RegisterScope) throws {
        extract.erasures = try changes.erasures(about: id).filter { scope.has($0.askedBy.organisation, about: $0.target.text) }.map(erasure)
        extract.restrictions = try changes.restrictions(of: id).reversed().filter { scope.has($0.begunBy.organisation) }.map { stored in
            RegisteredRestriction(
                id: stored.id, ground: stored.ground, begunBy: told(stored.begunBy), begunAt: stored.begunAt,
                record: try record(stored.record, for: stored.recordPlace), endedBy: stored.endedBy.map(told), endedAt: stored.endedAt,
                lifting: try stored.lifting.map { try record($0, for: stored.liftingPlace) })
        }
        let objections = try changes.objections(of: id).filter { scope.has($0.recordedBy.organisation, about: $0.target.text) }
        extract.objections = try objections.map { stored in
            RegisteredObjection(
                id: stored.id, target: stored.target, recordedBy: told(stored.recordedBy), recordedAt: stored.recordedAt,
                record: try record(stored.record, for: stored.place))
        }
    }

    private func erasure(_ stored: StoredErasure) throws -> RegisteredErasure {
        let answer = try stored.answer.map {
            try told(try SignedRecord(parsing: try acting.keys.system.open($0, for: ErasureView.answerPlace(of: stored.id))))
        }
        return RegisteredErasure(
            id: stored.id, target: stored.target, state: stored.state(at: acting.now), ground: stored.ground,
            askedBy: told(stored.askedBy), askedAt: stored.askedAt, expiresAt: stored.expiresAt,
            record: try stored.record.map { try record($0, for: ErasureView.place(of: stored.id)) },
            endedBy: stored.endedBy.map(told), endedAt: stored.endedAt, answer: answer, entry: stored.entry)
    }

    // MARK: The log

    /// Who has read what, page after page. An entry whose text is damaged counts, and tells no more.
    func addLog(to extract: inout RegisterExtract, within scope: RegisterScope) throws {
        let key = try acting.loadedKey()
        var from: UInt64 = 0
        while true {
            let page = try changes.entries(from: from, limit: pageSize, matching: EntryFilter(participant: id))
            let opened = page.map { (stored: $0, entry: entry(of: $0, key)) }.filter { scope.has($0.stored, telling: $0.entry) }
            extract.logEntries += opened.count
            extract.retrievals += opened.compactMap { retrieval($0.stored, $0.entry) }
            guard page.count == pageSize, let last = page.last else { return }
            from = last.index + 1
        }
    }

    private func entry(of stored: StoredEntry, _ key: SubjectKey) -> AuditEntry? {
        (try? log.open(stored, subject: key)).flatMap { Opening(salt: $0.salt, text: $0.text).entry }
    }

    private func retrieval(_ stored: StoredEntry, _ entry: AuditEntry?) -> RegisteredRetrieval? {
        guard [.retrieveDocument, .emergencyRetrieve].contains(stored.action), stored.outcome == .permitted else { return nil }
        return RegisteredRetrieval(
            at: stored.at, entry: stored.index, by: told(stored.officer), document: entry?.resource, purpose: entry?.purpose,
            consent: entry?.consent, approval: entry?.approval, isEmergency: stored.action == .emergencyRetrieve)
    }
}

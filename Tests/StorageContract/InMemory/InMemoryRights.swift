import Exchange

extension InMemoryTransaction {
    // MARK: Restrictions

    func restriction(_ id: RestrictionID) throws -> StoredRestriction? { rows.restrictions.first { $0.id == id } }
    func restrictions(of participant: ParticipantID) throws -> [StoredRestriction] {
        rows.restrictions.filter { $0.participant == participant }.newestFirst(\.begunAt)
    }
    func restrictionGrounds(of participant: ParticipantID) throws -> [RestrictionGround] {
        let inForce = rows.restrictions.filter { $0.participant == participant && $0.isInForce }
        return Set(inForce.map(\.ground)).sorted { $0.rawValue < $1.rawValue }
    }
    func insertRestriction(_ restriction: StoredRestriction) throws { try rows.restrictions.insert(restriction, by: \.id) }
    func updateRestriction(_ restriction: StoredRestriction) throws {
        try rows.restrictions.change(where: { $0.id == restriction.id }) { stored in
            (stored.endedBy, stored.endedAt, stored.lifting) = (restriction.endedBy, restriction.endedAt, restriction.lifting)
        }
    }

    func dropReplays(of participant: ParticipantID) throws {
        rows.replays = rows.replays.filter { $0.value.participant != participant }
    }
    func dropReplays(by officer: OfficerID) throws { rows.replays = rows.replays.filter { $0.value.officer != officer } }

    // MARK: Corrections

    func corrections(of participant: ParticipantID) throws -> [StoredCorrection] {
        rows.corrections.filter { $0.participant == participant }.oldestFirst(\.correctedAt)
    }
    func insertCorrection(_ correction: StoredCorrection) throws { rows.corrections.append(correction) }

    func replaceRegistration(_ registration: StoredRegistration, of participant: ParticipantID) throws {
        guard var person = rows.participants[participant],
            let place = person.registrations.firstIndex(where: { $0.organisation == registration.organisation })
        else { throw ExchangeError.missingRow }
        if let index = registration.blindIndex {
            let taken = try self.participant(stated: index, by: registration.organisation)
            guard taken == nil || taken?.id == participant else { throw ExchangeError.notUnique }
        }
        person.registrations[place] = StoredRegistration(
            organisation: registration.organisation, identity: registration.identity, at: person.registrations[place].at,
            blindIndex: registration.blindIndex)
        rows.participants[participant] = person
    }

    func replaceBlindIndex(of participant: ParticipantID, with blindIndex: [UInt8]) throws {
        guard let old = rows.participants[participant] else { throw ExchangeError.missingRow }
        let holder = try self.participant(blindIndex: blindIndex)
        guard holder == nil || holder?.id == participant else { throw ExchangeError.notUnique }
        rows.participants[participant] = StoredParticipant(
            id: old.id, blindIndex: blindIndex, subjectKey: old.subjectKey, registrations: old.registrations)
    }

    func participant(stated blindIndex: [UInt8], by organisation: OrganisationID) throws -> StoredParticipant? {
        rows.participants.values.first { person in
            person.registrations.contains { $0.organisation == organisation && $0.blindIndex == blindIndex }
        }
    }

    // MARK: Objections

    func objection(_ id: ObjectionID) throws -> StoredObjection? { rows.objections.first { $0.id == id } }
    func objections(of participant: ParticipantID) throws -> [StoredObjection] {
        rows.objections.filter { $0.participant == participant }.oldestFirst(\.recordedAt)
    }
    func insertObjection(_ objection: StoredObjection) throws { try rows.objections.insert(objection, by: \.id) }
}

// MARK: What a register extract tells

extension InMemoryTransaction {
    func uploads(of participant: ParticipantID) throws -> [StoredUpload] {
        rows.uploads.values.filter { $0.participant == participant }.sorted { $0.id < $1.id }
    }
    func retrievals(of participant: ParticipantID) throws -> [StoredRetrieval] {
        let documents = Set(rows.documents.filter { $0.participant == participant }.map(\.id))
        return rows.retrievals.values.filter { documents.contains($0.document) }.sorted { $0.id < $1.id }
    }
    func emergencies(of participant: ParticipantID) throws -> [StoredEmergency] {
        rows.emergencies.filter { $0.participant == participant }.oldestFirst(\.readAt)
    }
    func erasures(about participant: ParticipantID) throws -> [StoredErasure] {
        rows.erasures.filter { $0.participant == participant }.oldestFirst(\.askedAt)
    }
    func replays(of participant: ParticipantID) throws -> [StoredReplay] {
        rows.replays.values.filter { $0.participant == participant }.sorted {
            ($0.at, $0.officer, $0.key) < ($1.at, $1.officer, $1.key)
        }
    }
    func dueDocuments(of participant: ParticipantID) throws -> [DueDocument] {
        rows.documents.filter { $0.participant == participant }.compactMap { document in
            rows.due[document.id].map { DueDocument(document: document, mark: $0) }
        }
    }
}

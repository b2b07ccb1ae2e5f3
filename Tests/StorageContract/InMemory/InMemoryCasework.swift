import Exchange

extension InMemoryTransaction {
    func participant(_ id: ParticipantID) throws -> StoredParticipant? { rows.participants[id] }

    func participant(blindIndex: [UInt8]) throws -> StoredParticipant? {
        rows.participants.values.first { $0.blindIndex == blindIndex }
    }

    func participants(knownTo organisation: OrganisationID) throws -> [StoredParticipant] {
        let byCase = Set(rows.cases.filter { $0.organisations.contains(organisation) }.map(\.participant))
        return rows.participants.values.filter { $0.organisations.contains(organisation) || byCase.contains($0.id) }
            .sorted { $0.id < $1.id }
    }

    func insertParticipant(_ participant: StoredParticipant) throws {
        guard try self.participant(blindIndex: participant.blindIndex) == nil else { throw ExchangeError.notUnique }
        try rows.participants.insert(participant, at: participant.id)
    }

    func addRegistration(_ registration: StoredRegistration, to participant: ParticipantID) throws {
        try rows.participants.change(participant) {
            if !$0.organisations.contains(registration.organisation) { $0.registrations.append(registration) }
        }
    }

    // MARK: Cases

    func caseOf(_ id: CaseID) throws -> Case? { rows.cases.first { $0.id == id } }
    func cases(of participant: ParticipantID) throws -> [Case] {
        rows.cases.filter { $0.participant == participant }.oldestFirst(\.openedAt)
    }
    func insertCase(_ value: Case) throws {
        try rows.cases.insert(value, by: \.id)
        for officer in value.officers { rows.joined[value.id, default: [:]][officer] = value.openedAt }
    }

    func addOfficer(_ officer: OfficerID, to caseID: CaseID, at time: Timestamp) throws {
        try rows.cases.change(where: { $0.id == caseID }) { $0.officers.append(officer) }
        rows.joined[caseID, default: [:]][officer] = time
    }

    func closeCase(_ id: CaseID, at time: Timestamp) throws { try rows.cases.change(where: { $0.id == id }) { $0.closedAt = time } }

    // MARK: Consents

    func consent(_ id: ConsentID) throws -> StoredConsent? { rows.consents.first { $0.id == id } }
    func consents(of participant: ParticipantID) throws -> [StoredConsent] {
        rows.consents.filter { $0.participant == participant }.newestFirst(\.recordedAt)
    }
    func insertConsent(_ consent: StoredConsent) throws { try rows.consents.insert(consent, by: \.id) }

    func consents(
        inCasesOf organisation: OrganisationID, endingFrom start: Timestamp, until end: Timestamp, after last: ConsentID?, limit: Int
    ) throws -> [StoredConsent] {
        let cases = Set(rows.cases.filter { $0.organisations.contains(organisation) }.map(\.id))
        let ordered = rows.consents.oldestFirst { $0.endsAt ?? Timestamp(milliseconds: 0) }
        let place = last.map { last in ordered.firstIndex { $0.id == last } ?? ordered.count }
        let wanted = ordered.dropFirst(place.map { $0 + 1 } ?? 0).filter {
            cases.contains($0.caseID) && $0.withdrawnAt == nil && $0.supersededBy == nil
                && ($0.endsAt.map { start < $0 && $0 <= end } ?? true)
        }
        return Array(wanted.prefix(limit))
    }

    func addWithdrawal(_ withdrawal: StoredWithdrawal, to consent: ConsentID) throws {
        try rows.consents.change(where: { $0.id == consent }) { $0.withdrawals.append(withdrawal) }
    }

    func updateConsent(_ consent: StoredConsent) throws {
        try rows.consents.change(where: { $0.id == consent.id }) { stored in
            stored.withdrawnAt = consent.withdrawnAt
            stored.supersededBy = consent.supersededBy
        }
    }

    // MARK: Requests

    func request(_ id: RequestID) throws -> StoredRequest? { rows.requests.first { $0.id == id } }
    func requests(by officer: OfficerID, after last: RequestID?, limit: Int) throws -> [StoredRequest] {
        newest(after: last, limit) { $0.requester == officer }
    }

    func requests(to organisation: OrganisationID, after last: RequestID?, limit: Int) throws -> [StoredRequest] {
        newest(after: last, limit) { $0.owner == organisation }
    }

    func requests(of participant: ParticipantID) throws -> [StoredRequest] {
        rows.requests.filter { $0.participant == participant }.oldestFirst(\.createdAt)
    }

    func approvals(of document: DocumentID, for officer: OfficerID) throws -> [StoredRequest] {
        newest { $0.requester == officer && $0.releases(document) }
    }

    func approvals(of document: DocumentID) throws -> [StoredRequest] {
        newest { $0.releases(document) }
    }

    func insertRequest(_ request: StoredRequest) throws { try rows.requests.insert(request, by: \.id) }

    func updateRequest(_ request: StoredRequest) throws {
        try rows.requests.change(where: { $0.id == request.id }) { $0 = request }
    }

    private func newest(_ wanted: (StoredRequest) -> Bool) -> [StoredRequest] { rows.requests.filter(wanted).newestFirst(\.createdAt) }

    private func newest(after last: RequestID?, _ limit: Int, _ wanted: (StoredRequest) -> Bool) -> [StoredRequest] {
        let ordered = newest { _ in true }
        let place = last.map { last in ordered.firstIndex { $0.id == last } ?? ordered.count }
        return Array(ordered.dropFirst(place.map { $0 + 1 } ?? 0).filter(wanted).prefix(limit))
    }
}

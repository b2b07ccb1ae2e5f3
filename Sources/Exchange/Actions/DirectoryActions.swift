package import SignedRecords

/// The directory as officers see it: who takes part, and whom a document can be sealed to.
package struct DirectoryView: Sendable, Codable, Hashable {
    package let organisations: [Organisation]
    package let officers: [Officer]
}

extension Exchange {
    /// Adds an organisation or an officer, or disables an officer, as an administrator has signed it.
    package func changeDirectory(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<DirectoryChange> {
        let submission = await submission(record, type: DirectoryChange.type, as: DirectoryChange.self, by: caller)
        let action = (try? submission.payload())?.action ?? .addOfficer
        return try await act(action, by: caller, idempotency: idempotency) { acting in
            let change = try submission.payload()
            acting.draft.record = record.digest
            switch change.change {
            case .addOrganisation(let organisation): try acting.add(organisation, record)
            case .addOfficer(let officer): try acting.add(officer, record)
            case .disableOfficer(let officer): try acting.disable(officer, record)
            }
            return change
        }
    }

    /// All organisations and officers.
    package func directory(by caller: OfficerID) async throws(ExchangeError) -> Committed<DirectoryView> {
        try await act(.listDirectory, by: caller) { acting in
            try acting.authorize(on: .exchange)
            return DirectoryView(organisations: try acting.changes.organisations(), officers: try acting.changes.officers(of: nil))
        }
    }
}

extension DirectoryChange {
    fileprivate var action: Action {
        switch change {
        case .addOrganisation: .addOrganisation
        case .addOfficer: .addOfficer
        case .disableOfficer: .disableOfficer
        }
    }
}

extension Acting {
    fileprivate mutating func add(_ organisation: Organisation, _ record: SignedRecord) throws {
        draft.resource = organisation.id.text
        draft.owner = organisation.id
        try authorize(on: .exchange)
        guard !organisation.host else { throw ExchangeError.invalid("the host is chosen by kedjad init; add the organisation without it") }
        guard !organisation.name.isEmpty, organisation.name.utf8.count <= 200 else {
            throw ExchangeError.invalid("an organisation's name has 1 to 200 bytes")
        }
        guard try changes.organisation(organisation.id) == nil else {
            throw ExchangeError(.alreadyExists, "the directory has an organisation \(organisation.id) already; choose another short name")
        }
        try changes.insertOrganisation(organisation, record: record.encoded)
    }

    fileprivate mutating func add(_ officer: Officer, _ record: SignedRecord) throws {
        draft.resource = officer.id.description
        draft.owner = officer.id.organisation
        try authorize(on: .organisation(try organisation(of: officer.id)))
        guard !officer.disabled, !officer.roles.isEmpty else {
            throw ExchangeError.invalid("a new officer has at least one role and isn't disabled")
        }
        try AgeKeys.checkRecipient(officer.recipient)
        guard officer.id != OfficerID.exchange(of: officer.id.organisation) else {
            throw ExchangeError.invalid("kedjad is the exchange's own name in the log; choose another name for the officer")
        }
        guard try changes.officer(officer.id) == nil else {
            throw ExchangeError(.alreadyExists, "the directory has an officer \(officer.id) already; choose another name")
        }
        try changes.insertOfficer(officer, record: record.encoded)
    }

    fileprivate mutating func disable(_ id: OfficerID, _ record: SignedRecord) throws {
        draft.resource = id.description
        draft.owner = id.organisation
        try authorize(on: .organisation(try organisation(of: id)))
        guard try changes.officer(id) != nil else { throw ExchangeError.notFound }
        try changes.disableOfficer(id, record: record.encoded)
    }

    private func organisation(of officer: OfficerID) throws -> Organisation {
        guard let organisation = try changes.organisation(officer.organisation) else {
            throw ExchangeError(.invalidInput, "there is no organisation \(officer.organisation) in the directory; add it first")
        }
        return organisation
    }
}

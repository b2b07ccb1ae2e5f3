package import SignedRecords

/// The directory as officers see it: who takes part, and whom a document can be sealed to.
package struct DirectoryView: Sendable, Codable, Hashable {
    package let organisations: [Organisation]
    package let officers: [Officer]
}

extension Exchange {
    /// Adds an organisation, adds, changes or disables an officer, as an administrator has signed it.
    ///
    /// - Parameter evenIfLast: do it though it takes an organisation's last approver away, or the last who opens what it has sealed.
    package func changeDirectory(
        _ record: SignedRecord, evenIfLast: Bool = false, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<DirectoryChange> {
        let submission = await submission(record, type: DirectoryChange.type, as: DirectoryChange.self, by: caller)
        let action = (try? submission.payload())?.change.action ?? .addOfficer
        return try await act(action, by: caller, idempotency: idempotency) { acting in
            let change = try submission.payload()
            acting.draft.record = record.digest
            let ledger = try acting.changes.directoryLedger()
            try acting.make(change.change, evenIfLast: evenIfLast)
            try acting.keep(record, of: change, following: ledger)
            return change
        }
    }

    /// All organisations and officers.
    package func directory(by caller: OfficerID) async throws(ExchangeError) -> Committed<DirectoryView> {
        try await act(.listDirectory, by: caller) { acting in
            try acting.authorize(on: .exchange)
            try acting.noteDirectory()
            return DirectoryView(organisations: try acting.changes.organisations(), officers: try acting.changes.officers(of: nil))
        }
    }
}

extension Acting {
    fileprivate mutating func make(_ change: DirectoryChange.Change, evenIfLast: Bool) throws {
        draft.resource = change.subject
        switch change {
        case .addOrganisation(let organisation): try add(organisation)
        case .addOfficer(let officer): try add(officer)
        case .changeOfficer(let officer): try replace(officer, evenIfLast: evenIfLast)
        case .disableOfficer(let officer): try disable(officer, evenIfLast: evenIfLast)
        }
    }

    /// Keeps the change's record as the next of the chain; the entry that is about to be written tells of it.
    ///
    /// What a client's ledger wouldn't take isn't taken here, whatever the policies permit: no client could verify the directory any more.
    fileprivate func keep(_ record: SignedRecord, of change: DirectoryChange, following ledger: DirectoryLedger?) throws {
        guard var ledger else { throw ExchangeError.unfounded }
        let signers = record.signatures.count == 1 ? [caller.officer.id] : []
        do throws(DirectoryFault) { try ledger.take(change, digest: record.digest, signers: signers) } catch {
            throw ExchangeError(following: error)
        }
        try changes.insertDirectoryRecord(
            StoredDirectoryRecord(
                place: change.place, subject: change.change.subject, record: record.encoded, entry: try changes.logSize(),
                latest: ledger.changedAt ?? change.changedAt))
    }

    private mutating func add(_ organisation: Organisation) throws {
        draft.owner = organisation.id
        try authorize(on: .exchange)
        guard !organisation.host else { throw ExchangeError.invalid("the host is chosen by kedjad init; add the organisation without it") }
        guard try changes.organisation(organisation.id) == nil else {
            throw ExchangeError(.alreadyExists, "the directory has an organisation \(organisation.id) already; choose another short name")
        }
        try OrganisationName.validate(organisation.name, besides: try changes.organisations().map(\.name))
        try changes.insertOrganisation(organisation)
    }

    private mutating func add(_ officer: Officer) throws {
        try authorize(onOrganisationOf: officer.id)
        try check(officer)
        guard officer.id != OfficerID.exchange(of: officer.id.organisation) else {
            throw ExchangeError.invalid("kedjad is the exchange's own name in the log; choose another name for the officer")
        }
        guard try changes.officer(officer.id) == nil else {
            throw ExchangeError(.alreadyExists, "the directory has an officer \(officer.id) already; choose another name")
        }
        try changes.insertOfficer(officer)
        draft.reason = EntryRemark(making: officer, outOf: nil)?.rawValue
    }

    /// What is sealed to an earlier key stays so, until an approver wraps it anew.
    private mutating func replace(_ officer: Officer, evenIfLast: Bool) throws {
        try authorize(onOrganisationOf: officer.id)
        try check(officer)
        guard let old = try changes.officer(officer.id) else { throw ExchangeError.notFound }
        guard !old.disabled else {
            throw ExchangeError(.conflict, "\(officer.id) is disabled and stays so; add the person under another name")
        }
        try requireNoGain(officer, over: old)
        if !evenIfLast { try requireApprovers(without: old, becoming: officer) }
        try changes.updateOfficer(officer)
        draft.reason = EntryRemark(making: officer, outOf: old)?.rawValue
        // Kept answers were given to the roles and the clearance of before.
        try changes.dropReplays(by: officer.id)
    }

    /// Nobody gives themselves anything by a change that they alone have signed. To put down the roles that see no persons would be a gain, too.
    private func requireNoGain(_ officer: Officer, over old: Officer) throws {
        guard officer.id == caller.officer.id else { return }
        let unseeing = old.roles.intersection([.administrator, .auditor])
        guard officer.roles.isSubset(of: old.roles), unseeing.isSubset(of: officer.roles),
            old.clearedForProtectedIdentity || !officer.clearedForProtectedIdentity
        else {
            throw ExchangeError(
                .denied, "nobody gives themselves roles or clearance, or puts down a role that sees no persons; ask another administrator")
        }
    }

    private mutating func disable(_ id: OfficerID, evenIfLast: Bool) throws {
        try authorize(onOrganisationOf: id)
        guard let officer = try changes.officer(id) else { throw ExchangeError.notFound }
        if !evenIfLast { try requireApprovers(without: officer, becoming: officer.disabledNow) }
        try changes.updateOfficer(officer.disabledNow)
    }

    private func check(_ officer: Officer) throws {
        guard !officer.disabled, !officer.roles.isEmpty else {
            throw ExchangeError.invalid("an officer has at least one role, and is disabled by a change of its own")
        }
        try AgeKeys.checkRecipient(officer.recipient)
    }

    private mutating func authorize(onOrganisationOf officer: OfficerID) throws {
        draft.owner = officer.organisation
        guard let organisation = try changes.organisation(officer.organisation) else {
            throw ExchangeError(.invalidInput, "there is no organisation \(officer.organisation) in the directory; add it first")
        }
        try authorize(on: .organisation(organisation))
    }
}

extension ExchangeError {
    static let unfounded = ExchangeError(.conflict, "the directory has no founding yet; restart kedjad, which writes it")

    fileprivate init(following fault: DirectoryFault) {
        switch fault {
        case .misplaced: self.init(.conflict, "the directory has been changed since the record was made; read it and sign anew")
        case .otherSigner: self.init(.invalidRecord, "a change of the directory is signed by its author alone; sign it with one key")
        case .backdated:
            self.init(.invalidRecord, "the change states a time long before the one that it follows; check the computer's clock")
        case .noAdministrator:
            self.init(
                .invalidRecord,
                "whatever the policies permit, clients take a change from administrators of the host or of the organisation alone")
        case .contradiction: self.init(.conflict, "the change doesn't fit the directory as it is; read it and sign anew")
        }
    }
}

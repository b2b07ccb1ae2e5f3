import Exchange

extension InMemoryTransaction {
    func delegation(_ id: DelegationID) throws -> StoredDelegation? { rows.delegations.first { $0.id == id } }

    func delegations(of organisation: OrganisationID, endingAfter now: Timestamp) throws -> [StoredDelegation] {
        rows.delegations.filter { $0.approver.organisation == organisation && now < $0.until }
    }

    func insertDelegation(_ delegation: StoredDelegation) throws { try rows.delegations.insert(delegation, by: \.id) }

    func updateDelegation(_ delegation: StoredDelegation) throws {
        try rows.delegations.change(where: { $0.id == delegation.id }) { $0 = delegation }
    }
}

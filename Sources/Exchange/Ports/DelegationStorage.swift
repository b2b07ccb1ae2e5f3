package protocol DelegationReader {
    func delegation(_ id: DelegationID) throws -> StoredDelegation?
    /// An organisation's delegations whose time hasn't run out before `now`, those that somebody has ended among them, in the order in which they came.
    func delegations(of organisation: OrganisationID, endingAfter now: Timestamp) throws -> [StoredDelegation]
}

package protocol DelegationWriter {
    func insertDelegation(_ delegation: StoredDelegation) throws
    /// Keeps that it was ended, by whom and when; nothing else of it changes.
    func updateDelegation(_ delegation: StoredDelegation) throws
}

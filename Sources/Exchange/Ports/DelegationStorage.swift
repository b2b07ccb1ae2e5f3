package protocol DelegationReader {
    func delegation(_ id: DelegationID) throws -> StoredDelegation?
    /// An organisation's delegations whose time hasn't ended before `now`, in the order in which they came.
    func delegations(of organisation: OrganisationID, endingAfter now: Timestamp) throws -> [StoredDelegation]
}

package protocol DelegationWriter {
    func insertDelegation(_ delegation: StoredDelegation) throws
}

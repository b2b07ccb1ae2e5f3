/// What `kedjad init` puts into an empty storage: the exchange's keys, the host organisation and its first administrator.
package struct Setup: Sendable {
    package let keys: StoredKeys
    package let host: Organisation
    package let administrator: Officer

    /// The administrator is given the role alone; they add everybody else.
    package init(keys: StoredKeys, host: Organisation, administrator: OfficerID, recipient: String) throws(ExchangeError) {
        guard administrator.organisation == host.id, host.host else {
            throw .invalid("the first administrator belongs to the host organisation")
        }
        try AgeKeys.checkRecipient(recipient)
        self.keys = keys
        self.host = host
        self.administrator = Officer(
            id: administrator, roles: [.administrator], clearedForProtectedIdentity: false, recipient: recipient)
    }

    /// One transaction. Throws `alreadyExists` when the storage has been set up before, and changes nothing.
    package func perform(in storage: any Storage) async throws {
        try await storage.write { changes in
            guard try changes.keys() == nil else {
                throw ExchangeError(.alreadyExists, "the data folder has been set up before; nothing was changed")
            }
            try changes.insertKeys(keys)
            try changes.insertOrganisation(host)
            try changes.insertOfficer(administrator)
            try changes.foundDirectory()
        }
    }
}

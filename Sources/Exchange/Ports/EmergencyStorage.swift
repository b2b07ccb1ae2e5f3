package protocol EmergencyReader {
    func emergency(_ id: EmergencyID) throws -> StoredEmergency?
    /// All, the newest first.
    func emergencies() throws -> [StoredEmergency]
    /// Those that nobody has reviewed though their time ended before `now`, and that aren't marked yet; at most `limit`.
    func unmarkedOverdueEmergencies(at now: Timestamp, limit: Int) throws -> [StoredEmergency]
}

package protocol EmergencyWriter {
    func insertEmergency(_ emergency: StoredEmergency) throws
    /// Stores `overdueSince` and all that a review brings; the rest never changes.
    func updateEmergency(_ emergency: StoredEmergency) throws
}

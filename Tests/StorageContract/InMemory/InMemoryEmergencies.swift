import Exchange

extension InMemoryTransaction {
    func emergency(_ id: EmergencyID) throws -> StoredEmergency? { rows.emergencies.first { $0.id == id } }
    func emergencies() throws -> [StoredEmergency] { rows.emergencies.newestFirst(\.readAt) }
    func unmarkedOverdueEmergencies(at now: Timestamp, limit: Int) throws -> [StoredEmergency] {
        let late = rows.emergencies.filter { $0.reviewedAt == nil && $0.reviewBy <= now && $0.overdueSince == nil }
        return Array(late.oldestFirst(\.reviewBy).prefix(limit))
    }
    func insertEmergency(_ emergency: StoredEmergency) throws { try rows.emergencies.insert(emergency, by: \.id) }
    func updateEmergency(_ emergency: StoredEmergency) throws {
        try rows.emergencies.change(where: { $0.id == emergency.id }) { $0 = emergency }
    }
}

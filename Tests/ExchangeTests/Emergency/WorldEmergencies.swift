import SignedRecords
import StorageContract
import Testing

@testable import Exchange

extension World {
    @discardableResult
    func readInEmergency(
        _ document: DocumentID, by name: String = "af/nour", reason: String = EmergencyTests.reason
    ) async throws -> Committed<Retrieval> {
        try await exchange.retrieveInEmergency(document, for: .planering, reason: reason, by: try id(name))
    }

    @discardableResult
    func reviewEmergency(
        _ emergency: EmergencyID, by name: String = "fk/granskare", entry: UInt64? = nil, note: String = "Fara för livet."
    ) async throws -> Committed<EmergencyView> {
        let read = try await ports.storage.read { try $0.emergency(emergency) }
        let review = EmergencyReview(
            emergency: emergency, entry: entry ?? read?.entry ?? 0, verdict: .justified, note: note, reviewedBy: try id(name),
            reviewedAt: clock.now)
        return try await exchange.reviewEmergency(try sign(review, as: EmergencyReview.type, by: name), by: try id(name))
    }
}

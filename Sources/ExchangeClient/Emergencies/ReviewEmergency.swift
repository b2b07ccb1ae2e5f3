package import Exchange
package import ExchangeAPI
import Foundation

/// Answers whether an emergency read was justified, with a signed record. What is signed names the log's entry of the read, and that entry,
/// opened against its leaf, must tell what the exchange shows.
///
/// Throws `emergency-unknown`, `emergency-differs`, and what sending throws.
package func reviewEmergency(
    _ id: EmergencyID, verdict: EmergencyVerdict, note: String, over connection: ExchangeConnection, signer: Signer
) async throws(ClientError) -> Answer<EmergencyView> {
    try requireSame(signer, connection)
    guard let view = try await connection.send(.emergencies()).result.first(where: { $0.id == id }) else {
        throw ClientError(.notFound, "emergency-unknown", "there is no such emergency read, or you may not see it")
    }
    let entry = try await connection.send(.auditEntry(view.entry)).result
    guard entry.tells(of: view) else {
        throw .integrity("emergency-differs", "entry \(view.entry) of the log tells something else than the exchange shows of \(id)")
    }
    let review = EmergencyReview(
        emergency: id, entry: view.entry, verdict: verdict, note: note, reviewedBy: connection.me, reviewedAt: connection.clock.now())
    let signed = try signer.sign(review, type: EmergencyReview.type).bodyText
    return try await connection.send(try made { try .reviewEmergency(id, record: signed) })
}

extension AuditEntryView {
    fileprivate func tells(of view: EmergencyView) -> Bool {
        guard index == view.entry, let leaf = Data(base64Encoded: leaf), let opening, opening.opens(Array(leaf)),
            let entry = opening.entry
        else { return false }
        return entry.action == .emergencyRetrieve && entry.outcome == .permitted && entry.index == view.entry
            && entry.officer == view.reader && entry.resource == view.document.text && entry.participant == view.participant
            && entry.reason == view.reason && entry.purpose == view.purpose && entry.at == view.readAt
    }
}

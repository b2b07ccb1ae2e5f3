import Exchange
import ExchangeAPI
import SignedRecords

/// Checks by whom, and for whom, the header of an `owner` document was made: by an approval for the very key that the directory's signed
/// changes have for the officer, or, for one of the owner's approvers, by the uploader or the newest rewrap record.
///
/// Throws `approval-signature`, `approval-differs`, `approval-recipient`, `rewrap-…`, `directory-…`, and what sending throws.
func requireRelease(
    of retrieval: Retrieval, _ manifest: DocumentManifest, over connection: ExchangeConnection
) async throws(ClientError) {
    guard manifest.release == .owner else { return }
    guard let id = retrieval.approval else {
        let holding = try await Holding(
            manifest, rewrap: retrieval.document.rewrap, trust: connection.trust, now: connection.clock.now())
        return try holding.requireHeader(retrieval.header)
    }
    let view = try await connection.send(.request(id)).result
    let (approval, signers) = try await verifiedApproval(view.answer ?? "", connection.trust)
    guard approval.schema == ApprovalRecord.schema, approval.request == id, approval.document == manifest.document,
        approval.requester == connection.me, approval.answer == .approved, signers == [approval.answeredBy],
        approval.answeredBy.organisation == manifest.owner
    else {
        throw .integrity("approval-differs", "the approval is about something else, or by somebody who isn't of the document's owner")
    }
    let mine = try await connection.verifiedDirectory().officer(connection.me)?.recipient
    guard let mine, approval.recipient == mine else {
        throw .integrity(
            "approval-recipient", "the approval was made for another key than yours",
            hint: "if your key has been changed since, ask for the document anew; else tell \(approval.answeredBy) by another way")
    }
}

/// An approval outlives its approver's certificate, as a rewrap record does (see ``Holding``): the exchange decides whether it still carries.
private func verifiedApproval(_ text: String, _ trust: Trust) async throws(ClientError) -> (ApprovalRecord, [OfficerID]) {
    do throws(RecordError) {
        let record = try SignedRecord(parsing: Array(text.utf8))
        let approval = try CanonicalJSON.decode(ApprovalRecord.self, from: record.payload)
        let verified = try await trust.anchors.verify(
            record, type: ApprovalRecord.type, at: approval.answeredAt.date, revocations: nil)
        return (approval, verified.signers.compactMap { OfficerID($0.name) })
    } catch {
        throw .integrity("approval-signature", "the approval's signature doesn't hold: \(error)")
    }
}

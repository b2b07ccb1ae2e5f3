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
    let (approval, signers, _) = try await verifiedApproval(view.answer ?? "", connection.trust)
    guard [ApprovalRecord.schema, ApprovalRecord.firstSchema].contains(approval.schema), approval.request == id,
        let part = approval.answer(on: manifest.document), part.answer == .approved, approval.requester == connection.me,
        signers == [approval.answeredBy], approval.answeredBy.organisation == manifest.owner
    else {
        throw .integrity("approval-differs", "the approval is about something else, or by somebody who isn't of the document's owner")
    }
    let mine = try await connection.verifiedDirectory().officer(connection.me)?.recipient
    guard let mine, part.recipient == mine else {
        throw .integrity(
            "approval-recipient", "the approval was made for another key than yours",
            hint: "if your key has been changed since, ask for the document anew; else tell \(approval.answeredBy) by another way")
    }
}

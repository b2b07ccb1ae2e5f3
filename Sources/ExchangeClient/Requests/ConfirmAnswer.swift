package import Exchange
package import ExchangeAPI
import SignedRecords

/// Gives a second approver's signed look at the answer that waits in `view`, which must be of the request asked for.
///
/// The answer's signature is checked first: it must be by a colleague of the owner, and no other than the one that the exchange names.
/// Throws `answer-differs`, `approval-signature`, `approval-differs`, and what sending throws.
package func confirmAnswer(
    _ id: RequestID, as view: RequestView, _ verdict: ConfirmationRecord.Verdict, assessment: String, over connection: ExchangeConnection,
    signer: Signer
) async throws(ClientError) -> Answer<RequestView> {
    try requireSame(signer, connection)
    guard view.id == id else { throw .integrity("answer-differs", "the exchange answered with another request than the one asked for") }
    guard let text = view.answer else {
        throw ClientError(.refused, "no-answer", "nobody has answered the request yet", hint: "see kedja request show")
    }
    let (approval, signers, digest) = try await verifiedApproval(text, connection.trust)
    guard approval.request == id, approval.requester == view.requester, signers == [approval.answeredBy],
        approval.answeredBy.organisation == connection.me.organisation,
        approval.documents.map(\.document) == view.documents.map(\.document)
    else {
        throw .integrity("approval-differs", "the answer is about something else, or by somebody who isn't of your organisation")
    }
    let record = ConfirmationRecord(
        request: id, answer: digest, verdict: verdict, assessment: assessment, confirmedBy: connection.me,
        confirmedAt: connection.clock.now())
    let signed = try signer.sign(record, type: ConfirmationRecord.type).bodyText
    return try await connection.send(try made { try .confirmAnswer(id, record: signed) })
}

/// An approval outlives its approver's certificate, as a rewrap record does (see ``Holding``): the exchange decides whether it still carries.
func verifiedApproval(_ text: String, _ trust: Trust) async throws(ClientError) -> (ApprovalRecord, [OfficerID], digest: String) {
    do throws(RecordError) {
        let record = try SignedRecord(parsing: Array(text.utf8))
        let approval = try CanonicalJSON.decode(ApprovalRecord.self, from: record.payload)
        let verified = try await trust.anchors.verify(
            record, type: ApprovalRecord.type, at: approval.answeredAt.date, revocations: nil)
        return (approval, verified.signers.compactMap { OfficerID($0.name) }, record.digest)
    } catch {
        throw .integrity("approval-signature", "the approval's signature doesn't hold: \(error)")
    }
}

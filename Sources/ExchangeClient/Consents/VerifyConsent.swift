package import Exchange
import SignedRecords

/// Checks what a consent's signed records prove, without asking the exchange: that its recorder signed just these terms, in this
/// wording, and that a withdrawal is one. Certificates must have been valid when the records say that they were signed.
///
/// - Parameter now: for records that come from the future, and for the state.
package func verifyConsent(_ view: ConsentView, trust: Trust, at now: Timestamp) async -> [Check] {
    let signed = await SignedStatement<ConsentRecord>(
        view.record, type: ConsentRecord.type, named: "consent-signature", trust: trust, time: \.recordedAt, signer: \.recordedBy)
    guard let terms = signed.payload else { return [signed.check] }
    var checks = [signed.check] + termsChecks(view, terms, now)
    checks += await withdrawalChecks(view, terms, trust, now)
    return checks + unknownChecks(view.unknownFields)
}

/// What a record says that this version doesn't know is signed like the rest, and so no fault; but whoever relies on it should read it.
private func unknownChecks(_ fields: [UnknownField]) -> [Check] {
    guard !fields.isEmpty else { return [] }
    let list = fields.map { "\($0.path): \($0.json)" }.joined(separator: ", ")
    return [Check("unknown-fields", true, "signed, but unknown to this version: \(list)")]
}

private func termsChecks(_ view: ConsentView, _ terms: ConsentRecord, _ now: Timestamp) -> [Check] {
    let isThis = terms.id == view.id && terms.caseID == view.caseID
    let wording = terms.wording
    let computed = ConsentRecord.Wording(id: wording.id, version: wording.version, language: wording.language, text: wording.text)
    return [
        Check(
            "consent-terms", isThis && terms == view.terms, yes: "the terms shown are those that were signed",
            no: "the terms shown aren't those that were signed"),
        Check(
            "consent-wording", computed.digest == wording.digest, yes: "the wording has the digest that is stated",
            no: "the wording isn't the one whose digest is stated"),
        Check(
            "consent-form", isComplete(terms) && terms.recordedAt <= now + ManifestCheck.skew, yes: "complete, and recorded in the past",
            no: "incomplete, or from the future"),
    ]
}

private func isComplete(_ terms: ConsentRecord) -> Bool { (try? terms.validate()) != nil }

/// A signed record's payload, once it holds: its chain, its signature and that its author alone signed it.
struct SignedStatement<Payload: Decodable & Sendable> {
    let payload: Payload?
    let check: Check
    /// SHA-256 of the record, hexadecimal; empty when it can't be read.
    let digest: String

    init(
        _ text: String, type: String, named name: String, trust: Trust, time: (Payload) -> Timestamp, signer: (Payload) -> OfficerID
    ) async {
        do throws(RecordError) {
            let record = try SignedRecord(parsing: Array(text.utf8))
            let stated = try CanonicalJSON.decode(Payload.self, from: record.payload)
            let verified = try await trust.anchors.verify(record, type: type, at: time(stated).date, revocations: trust.revocations)
            let isAuthors = verified.signers.compactMap { OfficerID($0.name) }.contains(signer(stated))
            payload = isAuthors ? stated : nil
            digest = record.digest
            check = Check(
                name, isAuthors, yes: "signed by \(signer(stated)) at \(time(stated))",
                no: "signed by somebody else than its author \(signer(stated))")
        } catch {
            payload = nil
            digest = ""
            check = Check(name, false, "the record's signature doesn't hold: \(error)")
        }
    }
}

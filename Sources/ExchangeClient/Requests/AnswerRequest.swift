import Age
package import Exchange
package import ExchangeAPI
import Foundation

/// An approver's yes, and what it rests on.
package struct ApprovalPlan: Sendable, Hashable {
    /// The secrecy assessment (menprövning) in the approver's words.
    package let assessment: String
    package let ground: DisclosureGround
    package let validUntil: Timestamp

    package init(assessment: String, ground: DisclosureGround, validUntil: Timestamp) {
        self.assessment = assessment
        self.ground = ground
        self.validUntil = validUntil
    }
}

/// What an approver answers.
package enum RequestAnswer: Sendable, Hashable {
    case approve(ApprovalPlan)
    case deny(assessment: String)
}

/// Answers a request with a signed approval record. `view` is what the exchange says of it, and must be of the request asked for.
///
/// An approval first checks the document's manifest. For an `owner` document it takes the requester's recipient from the directory's signed
/// changes, opens the header that came with the request, makes a fresh one and sends it along; the file key leaves in it alone.
///
/// Throws `answer-differs`, `not-owner`, `manifest-…`, `directory-…`, `requester-not-active`, `rewrap-…`, `not-a-holder`, `header-missing`,
/// `header-unopened`, and what sending throws.
package func answerRequest(
    _ id: RequestID, as view: RequestView, with answer: RequestAnswer, over connection: ExchangeConnection, signer: Signer,
    identities: OfficerKeys
) async throws(ClientError) -> Answer<RequestView> {
    try requireSame(signer, connection)
    guard view.id == id else { throw .integrity("answer-differs", "the exchange answered with another request than the one asked for") }
    var release: (recipient: String, header: [UInt8])?
    if case .approve = answer { release = try await freshHeader(for: view, connection, identities) }
    let approval = record(of: answer, to: view, recipient: release?.recipient, connection)
    let text = try signer.sign(approval, type: ApprovalRecord.type).bodyText
    let header = release.map { base64($0.header) }
    return try await connection.send(try made { try .answerRequest(view.id, AnswerRequestBody(record: text, header: header)) })
}

private func record(
    of answer: RequestAnswer, to view: RequestView, recipient: String?, _ connection: ExchangeConnection
) -> ApprovalRecord {
    let now = connection.clock.now()
    switch answer {
    case .approve(let plan):
        return ApprovalRecord(
            request: view.id, document: view.document, requester: view.requester, answer: .approved, assessment: plan.assessment,
            ground: plan.ground, validUntil: plan.validUntil, recipient: recipient, answeredBy: connection.me, answeredAt: now)
    case .deny(let assessment):
        return ApprovalRecord(
            request: view.id, document: view.document, requester: view.requester, answer: .denied, assessment: assessment, ground: nil,
            validUntil: nil, recipient: nil, answeredBy: connection.me, answeredAt: now)
    }
}

/// The header for the requester, and whom it was made for; `nil` where the exchange releases the document itself.
private func freshHeader(
    for view: RequestView, _ connection: ExchangeConnection, _ identities: OfficerKeys
) async throws(ClientError) -> (recipient: String, header: [UInt8])? {
    var check = await ManifestCheck(view.manifest, trust: connection.trust, now: connection.clock.now())
    check.compare(with: view)
    let manifest = try check.required()
    guard manifest.owner == connection.me.organisation else {
        throw ClientError(.refused, "not-owner", "the document is owned by \(manifest.owner), not by your organisation")
    }
    guard manifest.release == .owner else { return nil }
    let directory = try await connection.verifiedDirectory()
    let recipient = try recipient(for: view, in: directory)
    let holding = try await Holding(manifest, rewrap: view.rewrap, trust: connection.trust, now: connection.clock.now())
    guard let old = view.header else {
        throw ClientError(.refused, "header-missing", "the request doesn't bring the document's header", hint: "is it still open?")
    }
    try holding.requireHolder(connection.me, by: directory)
    try holding.requireHeader(old)
    let key = try await fileKey(in: old, identities)
    return (recipient, try header(for: [recipient], sealing: key, random: connection.random))
}

/// The requester's recipient as the directory's signed changes have it. That the request names the same shows what the exchange is about.
private func recipient(for view: RequestView, in directory: VerifiedDirectory) throws(ClientError) -> String {
    guard let officer = directory.officer(view.requester), !officer.disabled else {
        throw ClientError(.refused, "requester-not-active", "the requester is no active officer in the directory")
    }
    guard officer.recipient == view.requesterRecipient else { throw .directoryMismatch(view.requester.description, "the request") }
    return officer.recipient
}

/// A header that those recipients, and nobody else, can open. Throws `unusable-recipient`.
func header(for recipients: [String], sealing key: FileKey, random: RandomSource) throws(ClientError) -> [UInt8] {
    do throws(AgeError) {
        var parsed: [any Recipient] = []
        for text in recipients { parsed.append(try parseRecipient(text)) }
        return try Header(sealing: key, to: parsed, random: { random.bytes($0) }).encoded
    } catch {
        throw .local(
            "unusable-recipient", "the directory's recipients can't be sealed to: \(error)",
            hint: "ask the administrator; keys that are safe against quantum computers can't be mixed with others")
    }
}

import Age
package import Exchange
package import ExchangeAPI
import Foundation

/// An approver's yes about one document, and what it rests on.
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

/// What an approver answers about one document.
package enum DocumentPlan: Sendable, Hashable {
    case approve(ApprovalPlan)
    case deny(assessment: String)
}

/// What an approver answers: to each of the request's documents.
package struct RequestAnswer: Sendable, Hashable {
    package let documents: [DocumentID: DocumentPlan]
    /// How a denial is appealed, by the catalogue of grounds in force. It stands in the answer if anything is denied.
    package let appeal: Appeal?
    /// Whom the author stands in for, when they are no approver themselves.
    package let onBehalfOf: OfficerID?

    package init(documents: [DocumentID: DocumentPlan], appeal: Appeal?, onBehalfOf: OfficerID? = nil) {
        self.documents = documents
        self.appeal = appeal
        self.onBehalfOf = onBehalfOf
    }
}

/// Answers a request with one signed approval record. `view` is what the exchange says of it, and must be of the request asked for.
///
/// An approval first checks the document's manifest. For an `owner` document it takes the requester's recipient from the directory's signed
/// changes, opens the header that came with the request, makes a fresh one and sends it along; the file key leaves in it alone.
///
/// Throws `answer-differs`, `answer-incomplete`, `not-owner`, `manifest-…`, `directory-…`, `requester-not-active`, `rewrap-…`,
/// `delegate-without-key`,
/// `not-a-holder`, `header-missing`, `header-unopened`, and what sending throws.
package func answerRequest(
    _ id: RequestID, as view: RequestView, with answer: RequestAnswer, over connection: ExchangeConnection, signer: Signer,
    identities: OfficerKeys
) async throws(ClientError) -> Answer<RequestView> {
    try requireSame(signer, connection)
    guard view.id == id else { throw .integrity("answer-differs", "the exchange answered with another request than the one asked for") }
    guard answer.documents.count == view.documents.count, view.documents.allSatisfy({ answer.documents[$0.document] != nil }) else {
        throw .local("answer-incomplete", "the answer must speak of each of the request's documents, and of no other")
    }
    var headers: [AnswerRequestBody.Header] = []
    var parts: [ApprovalRecord.DocumentAnswer] = []
    for document in view.documents {
        var release: (recipient: String, header: [UInt8])?
        if case .approve = answer.documents[document.document] {
            release = try await freshHeader(for: document, of: view, connection, identities)
        }
        if let release { headers.append(.init(document: document.document, header: base64(release.header))) }
        if let plan = answer.documents[document.document] { parts.append(plan.answer(on: document.document, release?.recipient)) }
    }
    let record = ApprovalRecord(
        request: view.id, requester: view.requester, documents: parts,
        appeal: parts.contains { $0.answer == .denied } ? answer.appeal : nil, onBehalfOf: answer.onBehalfOf, answeredBy: connection.me,
        answeredAt: connection.clock.now())
    let text = try signer.sign(record, type: ApprovalRecord.type).bodyText
    let body = AnswerRequestBody(record: text, headers: headers)
    return try await connection.send(try made { try .answerRequest(view.id, body) })
}

extension DocumentPlan {
    fileprivate func answer(on document: DocumentID, _ recipient: String?) -> ApprovalRecord.DocumentAnswer {
        switch self {
        case .approve(let plan):
            ApprovalRecord.DocumentAnswer(
                document: document, answer: .approved, assessment: plan.assessment, ground: plan.ground, validUntil: plan.validUntil,
                recipient: recipient)
        case .deny(let assessment): ApprovalRecord.DocumentAnswer(document: document, answer: .denied, assessment: assessment)
        }
    }
}

/// The header for the requester, and whom it was made for; `nil` where the exchange releases the document itself.
private func freshHeader(
    for document: RequestedDocumentView, of view: RequestView, _ connection: ExchangeConnection, _ identities: OfficerKeys
) async throws(ClientError) -> (recipient: String, header: [UInt8])? {
    var check = await ManifestCheck(document.manifest ?? "", trust: connection.trust, now: connection.clock.now())
    check.compare(with: document, of: view)
    let manifest = try check.required()
    guard manifest.owner == connection.me.organisation else {
        throw ClientError(.refused, "not-owner", "the document is owned by \(manifest.owner), not by your organisation")
    }
    guard manifest.release == .owner else { return nil }
    let directory = try await connection.verifiedDirectory()
    let recipient = try recipient(for: view, in: directory)
    let holding = try await Holding(manifest, rewrap: document.rewrap, trust: connection.trust, now: connection.clock.now())
    guard directory.holders(of: manifest.owner).contains(where: { $0.officer == connection.me }) else {
        throw ClientError(
            .refused, "delegate-without-key", "the document opens for its owner's approvers alone, and you are none",
            hint: "ask one of them to answer, or to rewrap it once you are an approver")
    }
    try holding.requireHolder(connection.me, by: directory)
    guard let old = document.header else {
        throw ClientError(.refused, "header-missing", "the request doesn't bring the document's header", hint: "is it still open?")
    }
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

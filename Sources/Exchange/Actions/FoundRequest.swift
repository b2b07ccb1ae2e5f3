import Foundation
import SignedRecords

/// A request with the facts about each of its documents.
struct FoundRequest {
    var stored: StoredRequest
    let parts: [(facts: RequestFacts, document: StoredDocument)]

    func part(_ document: DocumentID) -> (facts: RequestFacts, document: StoredDocument)? { parts.first { $0.document.id == document } }
}

extension Acting {
    mutating func request(_ id: RequestID) throws -> FoundRequest {
        guard let stored = try changes.request(id) else {
            draft.resource = id.text
            throw ExchangeError.notFound
        }
        let delegates = try delegationsInForce(of: stored.owner).map(\.delegate)
        let found = try stored.documents.map { try document($0.document) }
        // The documents have brought the person's key, under which the answer lies.
        let absent = stored.state == .awaitingSecond && !found.isEmpty ? try answer(to: stored)?.onBehalfOf : nil
        let parts = found.map { part in
            let facts = RequestFacts(
                id: id, document: part.facts, requester: stored.requester, answeredBy: stored.answeredBy, answeredFor: absent,
                delegates: delegates)
            return (facts: facts, document: part.stored)
        }
        draft.resource = id.text
        draft.purpose = stored.purpose
        return FoundRequest(stored: stored, parts: parts)
    }

    /// Whether the caller may read it, without being an attempt to: all of its documents, and none is nobody's.
    func mayRead(_ found: FoundRequest, by read: PreparedDecision? = nil) -> Bool {
        !found.parts.isEmpty
            && found.parts.allSatisfy { part in
                read.map { permits($0, on: .request(part.facts)) } ?? permits(.readRequest, on: .request(part.facts))
            }
    }

    /// The policies are asked about each document; the first refusal is the answer.
    mutating func authorize(onEach found: FoundRequest) throws {
        guard !found.parts.isEmpty else { throw ExchangeError.notFound }
        for part in found.parts { try authorize(on: .request(part.facts)) }
    }

    /// What has been answered.
    func answer(to request: StoredRequest) throws -> ApprovalRecord? {
        try request.answer.map { sealed in
            let record = try openRecord(sealed, for: request.answerPlace)
            return try CanonicalJSON.decode(ApprovalRecord.self, from: record.payload)
        }
    }

    /// The request for those who may read it. In a list the documents' manifests are left out: they'd be most of it.
    func view(_ found: FoundRequest, inList: Bool = false) throws -> RequestView {
        let (key, request) = (try loadedKey(), found.stored)
        let isOwner = caller.organisation.id == request.owner
        let isInForce = request.state != .awaitingSecond
        let answer = isOwner || isInForce ? try answer(to: request) : nil
        let covering = inList ? [:] : try consentsCovering(found)
        var view = RequestView(
            id: request.id, participant: request.participant, owner: request.owner, requester: request.requester,
            requesterRecipient: try changes.officer(request.requester)?.recipient ?? "", purpose: request.purpose,
            reason: String(decoding: try key.open(request.reason, for: "request/\(request.id)/reason"), as: UTF8.self),
            createdAt: request.createdAt, state: request.state,
            documents: try found.parts.map { part in
                var view = try partView(part.document, request, key, isInForce: isInForce, inList: inList)
                view.consents = covering[part.document.id]
                return view
            })
        (view.answerBy, view.isOverdue) = (request.answerBy, request.isOverdue(at: now))
        (view.answeredBy, view.answeredAt, view.appeal) = (request.answeredBy, request.answeredAt, answer?.appeal)
        if answer != nil { view.answer = try request.answer.map { try text(of: $0, for: request.answerPlace) } }
        view.closedBecause = request.closedBecause
        (view.confirmedBy, view.confirmedAt) = (request.confirmedBy, request.confirmedAt)
        view.confirmation = try request.confirmation.map { try text(of: $0, for: request.confirmationPlace) }
        return view
    }

    private func partView(
        _ document: StoredDocument, _ request: StoredRequest, _ key: SubjectKey, isInForce: Bool, inList: Bool
    ) throws -> RequestedDocumentView {
        var view = RequestedDocumentView(document: document.id, category: document.category, release: document.release)
        if isInForce { (view.answer, view.validUntil) = (request.part(document.id)?.answer, request.part(document.id)?.validUntil) }
        guard !inList else { return view }
        let isApprover = caller.organisation.id == request.owner && caller.officer.roles.contains(.approver)
        if document.release == .owner, request.state == .open, isApprover {
            view.header = Data(try key.open(document.key, for: "document/\(document.id)/key")).base64EncodedString()
        }
        view.manifest = try manifest(of: document).text
        view.rewrap = try rewrapRecord(of: document)?.text
        return view
    }
}

extension StoredRequest {
    var answerPlace: String { "request/\(id)/answer" }
    var confirmationPlace: String { "request/\(id)/confirmation" }

    /// Seals the header that was made for the requester.
    func sealed(_ header: [UInt8], of document: DocumentID, under key: SubjectKey, _ random: RandomSource) throws(ExchangeError) -> Sealed {
        try key.seal(header, for: headerPlace(of: document), random: random)
    }

    /// The header that lets the requester open one of the documents; `nil` where the approval brought none.
    ///
    /// One from when a request asked for a single document is bound to the request alone.
    func header(of document: DocumentID, under key: SubjectKey) throws(ExchangeError) -> [UInt8]? {
        guard let sealed = part(document)?.header else { return nil }
        if documents.count == 1, let early = try? key.open(sealed, for: "request/\(id)/header") { return early }
        return try key.open(sealed, for: headerPlace(of: document))
    }

    private func headerPlace(of document: DocumentID) -> String { "request/\(id)/header/\(document)" }
}

extension DisclosureGround {
    /// As the policies tell grounds apart.
    var inContext: ApprovalInContext.Ground {
        switch self {
        case .consent: .consent
        case .listed, .law: .law
        }
    }

    var listed: ListedGround? {
        if case .listed(let ground) = self { ground } else { nil }
    }
}

/// A page of the documents that an officer may know of, and where the next begins.
package struct DocumentPage: Sendable, Codable, Hashable {
    package let documents: [DocumentView]
    /// The document to ask from next; `nil` on the last page.
    package let next: DocumentID?

    package init(documents: [DocumentView], next: DocumentID?) {
        self.documents = documents
        self.next = next
    }
}

extension Exchange {
    /// What the caller may see: documents of all cases that they may know of, in the order in which they came. With a purpose, those of them
    /// that they could read for it now. Each participant whose documents are shown gets an entry of their own.
    ///
    /// Storage is asked only for what the policies, put to this officer once, leave possible.
    package func documents(
        for purpose: Purpose? = nil, after last: DocumentID? = nil, limit: Int? = nil, by caller: OfficerID
    ) async throws(ExchangeError) -> Committed<DocumentPage> {
        let paging = paging(after: last, limit: limit)
        return try await survey(.describeDocument, by: caller) { acting in
            acting.draft.resource = "documents"
            acting.draft.purpose = purpose
            let described = acting.prepare(.describeDocument)
            let query = acting.query(described, for: purpose)
            let listing = DocumentListing(purpose, described, by: acting.caller, acting.rules)
            let page = try acting.page(paging, by: \StoredDocument.id) { acting, last in
                acting.permits(described, on: .document(try acting.document(last).facts))
            } batch: { acting, last, limit in
                try acting.reader.documents(matching: query, after: last, limit: limit)
            } show: { acting, stored in
                try acting.viewIfPermitted(stored, in: listing)
            }
            return DocumentPage(documents: page.items, next: page.next)
        }
    }
}

extension Acting {
    /// Consents and approvals differ from document to document; whatever they say, the rest must fit.
    fileprivate func query(_ described: PreparedDecision, for purpose: Purpose?) -> DocumentQuery {
        guard let purpose else { return described.documents }
        let read = rules.prepare(
            .retrieveDocument, by: caller, in: Circumstances(now: now, purpose: purpose), leaving: ["consent", "approval"])
        return .and([described.documents, read.documents])
    }

    fileprivate mutating func viewIfPermitted(_ stored: StoredDocument, in listing: DocumentListing) throws -> DocumentView? {
        var scratch = self
        let facts = try scratch.facts(of: stored, in: listing)
        guard listing.describes(facts, at: now) else { return nil }
        if let purpose = listing.purpose {
            let decision = try scratch.decideRetrieval(of: facts, for: purpose) {
                listing.alike.decide(.retrieveDocument, on: facts, in: $0)
            }
            guard decision.permitted, try scratch.canOpen(stored, caller.officer.id, decision) else { return nil }
        }
        shown[stored.participant] = scratch.draft.subjectKey
        return try scratch.view(stored)
    }

    /// As `document(_:)` of a row that has just been read.
    private mutating func facts(of stored: StoredDocument, in listing: DocumentListing) throws -> DocumentFacts {
        let owner = try listing.owner(stored.owner) { try self.owner(of: stored) }
        return DocumentFacts(stored, owner: owner, of: try caseOf(stored.caseID))
    }
}

/// What the documents of a page have in common, looked up and decided once for all of them.
private final class DocumentListing {
    let purpose: Purpose?
    let alike: AlikeQuestions
    private let described: PreparedDecision
    private let officer: OfficerFacts
    private var owners: [OrganisationID: Organisation] = [:]

    init(_ purpose: Purpose?, _ described: PreparedDecision, by officer: OfficerFacts, _ rules: Rules) {
        (self.purpose, self.described, self.officer) = (purpose, described, officer)
        alike = AlikeQuestions(by: officer, rules)
    }

    func owner(_ id: OrganisationID, _ load: () throws -> Organisation) rethrows -> Organisation {
        if let owner = owners[id] { return owner }
        let owner = try load()
        owners[id] = owner
        return owner
    }

    func describes(_ facts: DocumentFacts, at now: Timestamp) -> Bool {
        guard !described.isCertain else { return described.permits(officer, on: .document(facts)) }
        return alike.decide(.describeDocument, on: facts, in: Circumstances(now: now)).permitted
    }
}

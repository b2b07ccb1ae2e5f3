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
        let limit = min(max(limit ?? limits.pageSize, 1), limits.pageSize)
        return try await act(.describeDocument, by: caller) { acting in
            acting.draft.resource = "documents"
            acting.draft.purpose = purpose
            let described = acting.prepare(.describeDocument)
            // Behind a document that the caller may not know of lies what lies behind one that doesn't exist: an error.
            if let last { try acting.requireKnown(last, by: described) }
            return try acting.page(of: acting.query(described, for: purpose), for: purpose, after: last, limit: limit, by: described)
        }
    }
}

extension Acting {
    fileprivate func requireKnown(_ id: DocumentID, by described: PreparedDecision) throws {
        var scratch = self
        guard permits(described, on: .document(try scratch.document(id).facts)) else { throw ExchangeError.notFound }
    }

    /// Consents and approvals differ from document to document; whatever they say, the rest must fit.
    fileprivate func query(_ described: PreparedDecision, for purpose: Purpose?) -> DocumentQuery {
        guard let purpose else { return described.documents }
        let read = rules.prepare(
            .retrieveDocument, by: caller, in: Circumstances(now: now, purpose: purpose), leaving: ["consent", "approval"])
        return .and([described.documents, read.documents])
    }

    /// A page, full unless it's the last.
    fileprivate mutating func page(
        of query: DocumentQuery, for purpose: Purpose?, after last: DocumentID?, limit: Int, by described: PreparedDecision
    ) throws -> DocumentPage {
        var (found, last) = ([DocumentView](), last)
        while true {
            let batch = try changes.documents(matching: query, after: last, limit: limit)
            for stored in batch {
                guard let view = try viewIfPermitted(stored, for: purpose, by: described) else { continue }
                found.append(view)
                if found.count == limit { return DocumentPage(documents: found, next: stored.id) }
            }
            guard batch.count == limit else { return DocumentPage(documents: found, next: nil) }
            last = batch.last?.id
        }
    }

    private mutating func viewIfPermitted(
        _ stored: StoredDocument, for purpose: Purpose?, by described: PreparedDecision
    ) throws -> DocumentView? {
        var scratch = self
        let facts = try scratch.document(stored.id).facts
        guard permits(described, on: .document(facts)) else { return nil }
        if let purpose {
            let decision = try scratch.decideRetrieval(of: facts, for: purpose)
            guard decision.permitted, try scratch.canOpen(stored, caller.officer.id, decision) else { return nil }
        }
        shown[stored.participant] = scratch.draft.subjectKey
        return try scratch.view(stored)
    }
}

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
        return try await act(.describeDocument, by: caller) { acting in
            acting.draft.resource = "documents"
            acting.draft.purpose = purpose
            let described = acting.prepare(.describeDocument)
            let query = acting.query(described, for: purpose)
            let page = try acting.page(paging, by: \StoredDocument.id) { acting, last in
                acting.permits(described, on: .document(try acting.document(last).facts))
            } batch: { acting, last, limit in
                try acting.changes.documents(matching: query, after: last, limit: limit)
            } show: { acting, stored in
                try acting.viewIfPermitted(stored, for: purpose, by: described)
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

    fileprivate mutating func viewIfPermitted(
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

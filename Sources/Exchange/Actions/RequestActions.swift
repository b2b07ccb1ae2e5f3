/// Whose requests are listed.
package enum RequestBox: String, Sendable, Codable, CaseIterable {
    /// Those that the caller has made.
    case mine
    /// Those that the caller's organisation is to answer.
    case inbox
}

/// What somebody asks an owner for.
package struct RequestTerms: Sendable, Hashable {
    /// All of one participant and one owner, in the order in which they're shown.
    package let documents: [DocumentID]
    package let purpose: Purpose
    package let reason: String
    /// Until when an answer is wanted.
    package let answerBy: Timestamp?

    package init(documents: [DocumentID], purpose: Purpose, reason: String, answerBy: Timestamp? = nil) {
        self.documents = documents
        self.purpose = purpose
        self.reason = reason
        self.answerBy = answerBy
    }
}

extension Exchange {
    /// Asks documents' owner for them.
    package func createRequest(
        _ terms: RequestTerms, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<RequestView> {
        try await actOnRequest(.createRequest, by: caller, idempotency: idempotency) { acting in
            acting.draft.purpose = terms.purpose
            try terms.checkSize()
            let documents = try terms.documents.map { id in
                let (facts, stored) = try acting.document(id)
                try acting.authorize(on: .document(facts))
                return stored
            }
            try terms.check(documents, at: acting.now)
            return try acting.insertRequest(terms, for: documents)
        }
    }

    package func request(_ id: RequestID, by caller: OfficerID) async throws(ExchangeError) -> Committed<RequestView> {
        try await act(.readRequest, by: caller) { acting in
            let found = try acting.request(id)
            try acting.authorize(onEach: found)
            return try acting.view(found)
        }
    }

    /// Requests that the caller may see, the newest first. Each participant whom they're about gets an entry of their own.
    package func requests(
        in box: RequestBox, after last: RequestID? = nil, limit: Int? = nil, by caller: OfficerID
    ) async throws(ExchangeError) -> Committed<RequestPage> {
        let paging = paging(after: last, limit: limit)
        return try await act(.readRequest, by: caller) { acting in
            acting.draft.resource = "requests/\(box.rawValue)"
            let read = acting.prepare(.readRequest, on: box == .mine ? .ownRequests(of: caller) : .requests(to: caller.organisation))
            let page = try acting.page(paging, by: \StoredRequest.id) { acting, last in
                acting.mayRead(try acting.request(last))
            } batch: { acting, last, limit in
                switch box {
                case .mine: try acting.changes.requests(by: caller, after: last, limit: limit)
                case .inbox: try acting.changes.requests(to: caller.organisation, after: last, limit: limit)
                }
            } show: { acting, stored in
                try acting.viewIfPermitted(stored, by: read)
            }
            return RequestPage(requests: page.items, next: page.next)
        }
    }

    package func withdrawRequest(
        _ id: RequestID, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<RequestView> {
        try await actOnRequest(.withdrawRequest, by: caller, idempotency: idempotency) { acting in
            var found = try acting.request(id)
            try acting.authorize(onEach: found)
            try found.stored.require(RequestState.waiting)
            found.stored.state = .withdrawn
            try acting.changes.updateRequest(found.stored)
            try acting.note(.withdrawn, of: id)
            return try acting.view(found)
        }
    }
}

extension RequestTerms {
    /// What can be said without looking at anything, so that a list without end loads nothing.
    fileprivate func checkSize() throws(ExchangeError) {
        guard (1...StoredRequest.longest).contains(documents.count), Set(documents).count == documents.count else {
            throw .invalid("a request asks for 1 to \(StoredRequest.longest) documents, each once")
        }
        guard !reason.isEmpty, reason.utf8.count <= 4000 else {
            throw .invalid("a request states its reason in 1 to 4000 bytes; say why you need the documents")
        }
    }

    fileprivate func check(_ found: [StoredDocument], at now: Timestamp) throws(ExchangeError) {
        guard Set(found.map(\.participant)).count == 1, Set(found.map(\.owner)).count == 1 else {
            throw .invalid("a request asks for documents of one participant and one owner; make one request for each owner")
        }
        guard let answerBy else { return }
        guard now < answerBy, answerBy <= now + RequestTerms.longestWait else {
            throw .invalid("the time to answer by must lie ahead, within a year; state another one")
        }
    }

    private static let longestWait = Duration.seconds(366 * 24 * 3600)
}

extension StoredRequest {
    /// Requires that the request stands where this can be done.
    func require(_ states: [RequestState]) throws(ExchangeError) {
        guard states.contains(state) else {
            throw ExchangeError(.conflict, "that can't be done with a request that is \(state.rawValue); make a new one")
        }
    }
}

extension Acting {
    fileprivate mutating func insertRequest(_ terms: RequestTerms, for documents: [StoredDocument]) throws -> RequestView {
        guard let first = documents.first else { throw ExchangeError.notFound }
        let id = RequestID(random: random)
        let request = StoredRequest(
            id: id, participant: first.participant, owner: first.owner, requester: caller.officer.id, purpose: terms.purpose,
            reason: try loadedKey().seal(Array(terms.reason.utf8), for: "request/\(id)/reason", random: random), createdAt: now,
            answerBy: terms.answerBy, documents: documents.map { RequestedDocument($0.id) })
        try changes.insertRequest(request)
        try note(.created, of: id)
        draft.resource = id.text
        return try view(try self.request(id))
    }

    fileprivate mutating func viewIfPermitted(_ row: StoredRequest, by read: PreparedDecision) throws -> RequestView? {
        var scratch = self
        let found = try scratch.request(row.id)
        guard mayRead(found, by: read) else { return nil }
        shown[row.participant] = scratch.draft.subjectKey
        return try scratch.view(found, inList: true)
    }
}

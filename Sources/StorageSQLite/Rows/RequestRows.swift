import Exchange
import GRDB

extension SQLiteTransaction {
    func request(_ id: RequestID) throws -> StoredRequest? {
        try requests("SELECT * FROM requests WHERE id = ?", [id]).first
    }

    func requests(by officer: OfficerID, after last: RequestID?, limit: Int) throws -> [StoredRequest] {
        try newest("requester", officer, after: last, limit: limit)
    }

    func requests(to organisation: OrganisationID, after last: RequestID?, limit: Int) throws -> [StoredRequest] {
        try newest("owner", organisation, after: last, limit: limit)
    }

    private func newest(_ column: String, _ value: any Storable, after last: RequestID?, limit: Int) throws -> [StoredRequest] {
        let behind = last == nil ? "" : "AND (created_at, seq) < (SELECT created_at, seq FROM requests WHERE id = ?3) "
        let sql = "SELECT * FROM requests WHERE \(column) = ?1 \(behind)ORDER BY created_at DESC, seq DESC LIMIT ?2"
        return try requests(sql, [value, limit] + (last.map { [$0] } ?? []) as [(any Storable)?])
    }

    func requests(of participant: ParticipantID) throws -> [StoredRequest] {
        let sql = "SELECT * FROM requests WHERE participant = ? ORDER BY created_at, seq"
        return try requests(sql, [participant])
    }

    func approvals(of document: DocumentID, for officer: OfficerID) throws -> [StoredRequest] {
        let sql = "\(releasing) AND requester = ? ORDER BY created_at DESC, requests.seq DESC"
        return try requests(sql, [document, ApprovalRecord.Answer.approved] + states + [officer])
    }

    func approvals(of document: DocumentID) throws -> [StoredRequest] {
        let sql = "\(releasing) ORDER BY created_at DESC, requests.seq DESC"
        return try requests(sql, [document, ApprovalRecord.Answer.approved] + states)
    }

    private var releasing: String {
        """
        SELECT requests.* FROM requests JOIN request_documents AS part ON part.request = requests.id
        WHERE part.document = ? AND part.answer = ? AND state IN (\(states.map { _ in "?" }.joined(separator: ", ")))
        """
    }

    private var states: [(any Storable)?] { RequestState.releasing }

    /// A question mark for each state in which a request waits.
    var waitingMarks: String { RequestState.waiting.map { _ in "?" }.joined(separator: ", ") }

    private func withDocuments(_ requests: [StoredRequest]) throws -> [StoredRequest] {
        let sql = "SELECT * FROM request_documents WHERE request = ? ORDER BY seq"
        return try requests.map { request in
            var request = request
            request.documents = try rows("request_documents", sql, [request.id], as: RequestedDocument.init)
            return request
        }
    }

    /// Requests that a statement finds, with their documents.
    func requests(_ sql: String, _ arguments: [(any Storable)?]) throws -> [StoredRequest] {
        try withDocuments(try rows("requests", sql, arguments, as: StoredRequest.init))
    }

    func insertRequest(_ request: StoredRequest) throws {
        try insert(
            "requests",
            [
                "id": request.id, "participant": request.participant, "owner": request.owner, "requester": request.requester,
                "purpose": request.purpose, "reason": request.reason, "created_at": request.createdAt, "answer_by": request.answerBy,
                "state": request.state, "answered_by": request.answeredBy, "answered_at": request.answeredAt, "answer": request.answer,
                "confirmed_by": request.confirmedBy, "confirmed_at": request.confirmedAt, "confirmation": request.confirmation,
                "closed_because": request.closedBecause,
            ])
        for part in request.documents {
            try insert(
                "request_documents",
                [
                    "request": request.id, "document": part.document, "answer": part.answer, "valid_until": part.validUntil,
                    "header": part.header,
                ])
        }
    }

    func updateRequest(_ request: StoredRequest) throws {
        try change(
            """
            UPDATE requests SET state = ?, answered_by = ?, answered_at = ?, answer = ?, confirmed_by = ?, confirmed_at = ?,
            confirmation = ?, closed_because = ? WHERE id = ?
            """,
            [
                request.state, request.answeredBy, request.answeredAt, request.answer, request.confirmedBy, request.confirmedAt,
                request.confirmation, request.closedBecause, request.id,
            ])
        for part in request.documents {
            try change(
                "UPDATE request_documents SET answer = ?, valid_until = ?, header = ? WHERE request = ? AND document = ?",
                [part.answer, part.validUntil, part.header, request.id, part.document])
        }
    }
}

extension StoredRequest {
    fileprivate init(_ columns: Columns) throws {
        self.init(
            id: try columns["id"], participant: try columns["participant"], owner: try columns["owner"],
            requester: try columns["requester"], purpose: try columns["purpose"], reason: try columns["reason"],
            createdAt: try columns["created_at"], answerBy: try columns.optional("answer_by"), documents: [], state: try columns["state"],
            answeredBy: try columns.optional("answered_by"), answeredAt: try columns.optional("answered_at"),
            answer: try columns.optional("answer"), confirmedBy: try columns.optional("confirmed_by"),
            confirmedAt: try columns.optional("confirmed_at"), confirmation: try columns.optional("confirmation"),
            closedBecause: try columns.optional("closed_because"))
    }
}

extension RequestedDocument {
    fileprivate init(_ columns: Columns) throws {
        self.init(
            try columns["document"], answer: try columns.optional("answer"), validUntil: try columns.optional("valid_until"),
            header: try columns.optional("header"))
    }
}

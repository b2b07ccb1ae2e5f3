import Exchange
import GRDB

extension SQLiteTransaction {
    func request(_ id: RequestID) throws -> StoredRequest? {
        try row("requests", "SELECT * FROM requests WHERE id = ?", [id], as: StoredRequest.init)
    }

    func requests(by officer: OfficerID) throws -> [StoredRequest] {
        let sql = "SELECT * FROM requests WHERE requester = ? ORDER BY created_at DESC, seq DESC"
        return try rows("requests", sql, [officer], as: StoredRequest.init)
    }

    func requests(to organisation: OrganisationID) throws -> [StoredRequest] {
        let sql = "SELECT * FROM requests WHERE owner = ? ORDER BY created_at DESC, seq DESC"
        return try rows("requests", sql, [organisation], as: StoredRequest.init)
    }

    func requests(of participant: ParticipantID) throws -> [StoredRequest] {
        let sql = "SELECT * FROM requests WHERE participant = ? ORDER BY created_at, seq"
        return try rows("requests", sql, [participant], as: StoredRequest.init)
    }

    func approvals(of document: DocumentID, for officer: OfficerID) throws -> [StoredRequest] {
        let sql = "SELECT * FROM requests WHERE document = ? AND requester = ? AND state = ? ORDER BY created_at DESC, seq DESC"
        return try rows("requests", sql, [document, officer, RequestState.approved], as: StoredRequest.init)
    }

    func approvals(of document: DocumentID) throws -> [StoredRequest] {
        let sql = "SELECT * FROM requests WHERE document = ? AND state = ? ORDER BY created_at DESC, seq DESC"
        return try rows("requests", sql, [document, RequestState.approved], as: StoredRequest.init)
    }

    func insertRequest(_ request: StoredRequest) throws {
        try insert(
            "requests",
            [
                "id": request.id, "document": request.document, "participant": request.participant, "owner": request.owner,
                "requester": request.requester, "purpose": request.purpose, "reason": request.reason, "created_at": request.createdAt,
                "state": request.state, "answered_by": request.answeredBy, "answered_at": request.answeredAt,
                "valid_until": request.validUntil, "answer": request.answer, "header": request.header,
                "closed_because": request.closedBecause,
            ])
    }

    func updateRequest(_ request: StoredRequest) throws {
        try change(
            "UPDATE requests SET state = ?, answered_by = ?, answered_at = ?, valid_until = ?, answer = ?, header = ?, closed_because = ? "
                + "WHERE id = ?",
            [
                request.state, request.answeredBy, request.answeredAt, request.validUntil, request.answer, request.header,
                request.closedBecause, request.id,
            ])
    }
}

extension StoredRequest {
    init(_ columns: Columns) throws {
        self.init(
            id: try columns["id"], document: try columns["document"], participant: try columns["participant"], owner: try columns["owner"],
            requester: try columns["requester"], purpose: try columns["purpose"], reason: try columns["reason"],
            createdAt: try columns["created_at"], state: try columns["state"], answeredBy: try columns.optional("answered_by"),
            answeredAt: try columns.optional("answered_at"), validUntil: try columns.optional("valid_until"),
            answer: try columns.optional("answer"), header: try columns.optional("header"),
            closedBecause: try columns.optional("closed_because"))
    }
}

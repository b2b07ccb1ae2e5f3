import Exchange
import ExchangeAPI

extension RouteTable {
    /// Headers of owner-released documents, made anew by an approver.
    mutating func addRewraps(_ exchange: Exchange) {
        answer(.get, "/v1/rewraps") { call in try await exchange.rewraps(after: try call.last(), by: call.caller) }
        answer(.post, "/v1/documents/{document}/rewraps") { call in
            let posted = try await call.posted(RewrapBody.self)
            let (id, record): (DocumentID, _) = (try call.id("document"), try posted.body.signed())
            try record.require(id, as: \RewrapRecord.document)
            return try await exchange.rewrap(
                record, header: try posted.body.headerBytes(), by: call.caller, idempotency: posted.idempotency)
        }
    }
}

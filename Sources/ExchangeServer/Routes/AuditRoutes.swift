import Exchange
import ExchangeAPI

extension RouteTable {
    /// The access log, for those who may read it.
    mutating func addAudit(_ exchange: Exchange) {
        answer(.post, "/v1/audit/search") { call in
            let body = try await call.posted(AuditSearchBody.self).body
            return try await exchange.audit(body.filter, from: body.from, limit: body.limit, exporting: body.exporting, by: call.caller)
        }
        answer(.get, "/v1/audit/reviews") { call in try await exchange.auditReviews(by: call.caller) }
        answer(.post, "/v1/audit/reviews") { call in
            let posted = try await call.posted(RecordBody.self)
            return try await exchange.reviewAudit(posted.body.signed(), by: call.caller, idempotency: posted.idempotency)
        }
        answer(.get, "/v1/audit/{index}") { call in try await exchange.auditEntry(try call.index("index"), by: call.caller) }
    }
}

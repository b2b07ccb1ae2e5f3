import Exchange
import ExchangeAPI

extension RouteTable {
    /// Documents, without their payloads.
    mutating func addDocuments(_ exchange: Exchange) {
        answer(.get, "/v1/documents/{document}") { call in try await exchange.document(try call.id("document"), by: call.caller) }
        answer(.post, "/v1/documents/{document}/explanations") { call in
            let posted = try await call.posted(PurposeBody.self)
            return try await exchange.explain(try call.id("document"), for: posted.body.purpose, by: call.caller)
        }
        answer(.post, "/v1/documents/{document}/requests") { call in
            let posted = try await call.posted(CreateRequestBody.self)
            return try await exchange.createRequest(
                for: try call.id("document"), purpose: posted.body.purpose, reason: posted.body.reason, by: call.caller,
                idempotency: posted.idempotency)
        }
    }
}

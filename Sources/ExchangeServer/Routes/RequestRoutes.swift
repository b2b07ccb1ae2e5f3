import Exchange
import ExchangeAPI

extension RouteTable {
    /// Requests for documents and their answers.
    mutating func addRequests(_ exchange: Exchange) {
        answer(.get, "/v1/requests") { call in
            guard let box = try call.parameter("box").flatMap(RequestBox.init(rawValue:)) else {
                throw ExchangeError.invalid("the query's box must be mine or inbox")
            }
            return try await exchange.requests(in: box, by: call.caller)
        }
        answer(.get, "/v1/requests/{request}") { call in try await exchange.request(try call.id("request"), by: call.caller) }
        answer(.post, "/v1/requests/{request}/answer") { call in
            let posted = try await call.posted(AnswerRequestBody.self)
            let (id, record): (RequestID, _) = (try call.id("request"), try posted.body.signed())
            try record.require(id, as: \ApprovalRecord.request)
            return try await exchange.answerRequest(
                record, header: try posted.body.headerBytes(), by: call.caller, idempotency: posted.idempotency)
        }
        answer(.post, "/v1/requests/{request}/withdrawal") { call in
            let posted = try await call.posted(EmptyBody.self)
            return try await exchange.withdrawRequest(try call.id("request"), by: call.caller, idempotency: posted.idempotency)
        }
    }
}

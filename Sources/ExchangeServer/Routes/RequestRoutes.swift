import Exchange
import ExchangeAPI

extension RouteTable {
    /// Requests for documents, their answers, and who answers for whom.
    mutating func addRequests(_ exchange: Exchange) {
        answer(.get, "/v1/requests") { call in
            guard let box = try call.parameter("box").flatMap(RequestBox.init(rawValue:)) else {
                throw ExchangeError.invalid("the query's box must be mine or inbox")
            }
            return try await exchange.requests(in: box, after: try call.last(), by: call.caller)
        }
        answer(.post, "/v1/requests") { call in
            let posted = try await call.posted(CreateRequestBody.self)
            let body = posted.body
            let terms = RequestTerms(documents: body.documents, purpose: body.purpose, reason: body.reason, answerBy: body.answerBy)
            return try await exchange.createRequest(terms, by: call.caller, idempotency: posted.idempotency)
        }
        answer(.get, "/v1/requests/{request}") { call in try await exchange.request(try call.id("request"), by: call.caller) }
        answer(.post, "/v1/requests/{request}/answer") { call in
            let posted = try await call.posted(AnswerRequestBody.self)
            let (id, record): (RequestID, _) = (try call.id("request"), try posted.body.signed())
            try record.require(id, as: \ApprovalRecord.request)
            return try await exchange.answerRequest(
                record, headers: try posted.body.headerBytes(), by: call.caller, idempotency: posted.idempotency)
        }
        answer(.post, "/v1/requests/{request}/confirmation") { call in
            let posted = try await call.posted(RecordBody.self)
            let (id, record): (RequestID, _) = (try call.id("request"), try posted.body.signed())
            try record.require(id, as: \ConfirmationRecord.request)
            return try await exchange.confirmAnswer(record, by: call.caller, idempotency: posted.idempotency)
        }
        answer(.get, "/v1/delegations") { call in try await exchange.delegations(by: call.caller) }
        answer(.post, "/v1/delegations") { call in
            let posted = try await call.posted(RecordBody.self)
            return try await exchange.delegate(try posted.body.signed(), by: call.caller, idempotency: posted.idempotency)
        }
        answer(.post, "/v1/delegations/{delegation}/ending") { call in
            let posted = try await call.posted(EmptyBody.self)
            return try await exchange.endDelegation(try call.id("delegation"), by: call.caller, idempotency: posted.idempotency)
        }
        answer(.post, "/v1/requests/{request}/withdrawal") { call in
            let posted = try await call.posted(EmptyBody.self)
            return try await exchange.withdrawRequest(try call.id("request"), by: call.caller, idempotency: posted.idempotency)
        }
    }
}

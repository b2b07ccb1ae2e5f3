import Exchange
import ExchangeAPI

extension RouteTable {
    /// Erasures, and what the rules of retention say is due.
    mutating func addErasures(_ exchange: Exchange) {
        answer(.get, "/v1/erasures") { call in try await exchange.erasures(by: call.caller) }
        answer(.post, "/v1/erasures") { call in
            let posted = try await call.posted(RecordBody.self)
            return try await exchange.askErasure(posted.body.signed(), by: call.caller, idempotency: posted.idempotency)
        }
        answer(.get, "/v1/erasures/{erasure}") { call in try await exchange.erasure(try call.id("erasure"), by: call.caller) }
        answer(.post, "/v1/erasures/{erasure}/answer") { call in
            let posted = try await call.posted(RecordBody.self)
            let (id, record): (ErasureID, _) = (try call.id("erasure"), try posted.body.signed())
            try record.require(id, as: \ErasureAnswer.erasure)
            return try await exchange.answerErasure(record, by: call.caller, idempotency: posted.idempotency)
        }
        answer(.get, "/v1/retention") { call in try await exchange.due(by: call.caller) }
    }
}

import Exchange
import ExchangeAPI

extension RouteTable {
    /// Consents and their withdrawal.
    mutating func addConsents(_ exchange: Exchange) {
        answer(.post, "/v1/consents") { call in
            let posted = try await call.posted(RecordBody.self)
            return try await exchange.recordConsent(posted.body.signed(), by: call.caller, idempotency: posted.idempotency)
        }
        answer(.get, "/v1/consents/expiring") { call in
            let days = Int(exactly: try call.number("within")) ?? .max
            return try await exchange.consents(expiringWithin: days, after: try call.last(), by: call.caller)
        }
        answer(.get, "/v1/consents/{consent}/deliveries") { call in
            let index = try call.parameter("from") == nil ? 0 : try call.number("from")
            return try await exchange.deliveries(on: try call.id("consent"), from: index, by: call.caller)
        }
        answer(.post, "/v1/participants/{participant}/withdrawal") { call in
            let posted = try await call.posted(RecordBody.self)
            let (id, record): (ParticipantID, _) = (try call.id("participant"), try posted.body.signed())
            try record.require(id, as: \WithdrawalOfAllRecord.participant)
            return try await exchange.withdrawAll(record, by: call.caller, idempotency: posted.idempotency)
        }
        answer(.get, "/v1/consents/{consent}") { call in try await exchange.consent(try call.id("consent"), by: call.caller) }
        answer(.post, "/v1/consents/{consent}/withdrawal") { call in
            let posted = try await call.posted(RecordBody.self)
            let (id, record): (ConsentID, _) = (try call.id("consent"), try posted.body.signed())
            try record.require(id, as: \WithdrawalRecord.consent)
            return try await exchange.withdrawConsent(record, by: call.caller, idempotency: posted.idempotency)
        }
    }
}

import Exchange
import ExchangeAPI

extension RouteTable {
    /// Consents and their withdrawal.
    mutating func addConsents(_ exchange: Exchange) {
        answer(.post, "/v1/consents") { call in
            let posted = try await call.posted(RecordBody.self)
            return try await exchange.recordConsent(posted.body.signed(), by: call.caller, idempotency: posted.idempotency)
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

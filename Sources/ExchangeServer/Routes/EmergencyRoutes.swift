import Exchange
import ExchangeAPI

extension RouteTable {
    /// Reading in an emergency, and the review of it.
    mutating func addEmergencies(_ exchange: Exchange) {
        answer(.post, "/v1/documents/{document}/emergencies") { call in
            let body = try await call.posted(EmergencyBody.self).body
            return try await exchange.retrieveInEmergency(
                try call.id("document"), for: body.purpose, reason: body.reason, by: call.caller)
        }
        answer(.get, "/v1/emergencies") { call in try await exchange.emergencies(by: call.caller) }
        answer(.post, "/v1/emergencies/{emergency}/review") { call in
            let posted = try await call.posted(RecordBody.self)
            let (id, record): (EmergencyID, _) = (try call.id("emergency"), try posted.body.signed())
            try record.require(id, as: \EmergencyReview.emergency)
            return try await exchange.reviewEmergency(record, by: call.caller, idempotency: posted.idempotency)
        }
    }
}

import Exchange
import ExchangeAPI

extension RouteTable {
    /// What a person may ask for: everything that is kept about them, correction, restriction, and that they object.
    mutating func addRights(_ exchange: Exchange, _ evenTime: EvenTime) {
        // The answer isn't kept for a call that is made again: it's all that there is of the person.
        answer(.post, "/v1/participants/{participant}/register") { call in
            _ = try await call.posted(EmptyBody.self)
            return try await exchange.register(of: try call.id("participant"), by: call.caller)
        }
        answer(.post, "/v1/participants/{participant}/corrections") { call in
            let posted = try await call.posted(CorrectionBody.self)
            let id: ParticipantID = try call.id("participant")
            return try await evenTime.taking {
                try await exchange.correct(id, posted.body.wish, by: call.caller, idempotency: posted.idempotency)
            }
        }
        answer(.get, "/v1/participants/{participant}/restrictions") { call in
            try await exchange.restrictions(of: try call.id("participant"), by: call.caller)
        }
        answer(.post, "/v1/restrictions") { call in
            let posted = try await call.posted(RecordBody.self)
            return try await exchange.restrict(posted.body.signed(), by: call.caller, idempotency: posted.idempotency)
        }
        answer(.post, "/v1/restrictions/{restriction}/lifting") { call in
            let posted = try await call.posted(RecordBody.self)
            let (id, record): (RestrictionID, _) = (try call.id("restriction"), try posted.body.signed())
            try record.require(id, as: \RestrictionLifting.restriction)
            return try await exchange.liftRestriction(record, by: call.caller, idempotency: posted.idempotency)
        }
        answer(.post, "/v1/objections") { call in
            let posted = try await call.posted(RecordBody.self)
            return try await exchange.recordObjection(posted.body.signed(), by: call.caller, idempotency: posted.idempotency)
        }
    }
}

extension CorrectionBody {
    fileprivate var wish: CorrectionWish {
        CorrectionWish(
            number: number, givenName: givenName, familyName: familyName, protectedIdentity: protectedIdentity, reason: reason)
    }
}

import Exchange
import ExchangeAPI

extension RouteTable {
    /// People. Searching is a POST, so that no number stands in a URL.
    mutating func addParticipants(_ exchange: Exchange, _ evenTime: EvenTime) {
        answer(.post, "/v1/participants") { call in
            let posted = try await call.posted(RegisterParticipantBody.self)
            return try await evenTime.taking {
                try await exchange.register(posted.body.registration, by: call.caller, idempotency: posted.idempotency)
            }
        }
        answer(.post, "/v1/participants/search") { call in
            let posted = try await call.posted(SearchParticipantsBody.self)
            guard let number = posted.body.number else { return try await exchange.participants(number: nil, by: call.caller) }
            return try await evenTime.taking { try await exchange.participants(number: number, by: call.caller) }
        }
        answer(.get, "/v1/participants/{participant}") { call in
            try await exchange.participant(try call.id("participant"), by: call.caller)
        }
        answer(.get, "/v1/participants/{participant}/consents") { call in
            try await exchange.consents(of: try call.id("participant"), by: call.caller)
        }
        answer(.post, "/v1/participants/{participant}/extract") { call in
            let body = try await call.posted(ExtractBody.self).body
            return try await exchange.extract(
                of: try call.id("participant"), from: body.from, until: body.until, limit: body.limit, by: call.caller)
        }
        answer(.post, "/v1/participants/{participant}/cases") { call in
            let posted = try await call.posted(EmptyBody.self)
            return try await exchange.openCase(for: try call.id("participant"), by: call.caller, idempotency: posted.idempotency)
        }
    }
}

extension RegisterParticipantBody {
    fileprivate var registration: Registration {
        Registration(number: number, givenName: givenName, familyName: familyName, protectedIdentity: protectedIdentity)
    }
}

import Exchange
import ExchangeAPI

extension RouteTable {
    /// The policies in force.
    mutating func addPolicies(_ exchange: Exchange) {
        answer(.get, "/v1/policies") { call in try await exchange.policies(by: call.caller) }
        answer(.post, "/v1/policies/reload") { call in
            let posted = try await call.posted(EmptyBody.self)
            return try await exchange.reloadPolicies(by: call.caller, idempotency: posted.idempotency)
        }
    }
}

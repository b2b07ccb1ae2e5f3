import Exchange
import ExchangeAPI

extension RouteTable {
    /// How the exchange is, and who the caller is to it.
    mutating func addStatus(_ exchange: Exchange) {
        tell(.get, "/v1/status", as: .status) { call in try await exchange.status(by: call.caller) }
    }
}

import Exchange
import ExchangeAPI

extension RouteTable {
    /// Figures without people.
    mutating func addFigures(_ exchange: Exchange) {
        answer(.get, "/v1/figures") { call in try await exchange.figures(by: call.caller) }
    }
}

import Exchange
import ExchangeAPI
import ExchangeClient

extension Session {
    /// All consents that run out soon, page after page, with the last page's receipt.
    func consents(expiringWithin days: Int) async throws -> Answer<[ConsentView]> {
        var consents: [ConsentView] = []
        var last: ConsentID?
        while true {
            let page = try await connection.send(.consents(expiringWithin: days, after: last))
            consents += page.result.consents
            // A page leads on from its own last consent; anything else would go in a circle.
            guard let next = page.result.next, next == consents.last?.id, next != last else {
                return Answer(result: consents, receipt: page.receipt)
            }
            last = next
        }
    }

    /// All that has been let out on a consent, as far as the officer may see it.
    func deliveries(on id: ConsentID) async throws -> Answer<DeliveryPage> {
        var (deliveries, index) = ([Delivery](), UInt64(0))
        while true {
            let page = try await connection.send(.deliveries(on: id, from: index))
            deliveries += page.result.deliveries
            // Pages go forward; anything else would go in a circle.
            guard let next = page.result.next, next > index else {
                return Answer(result: DeliveryPage(consent: id, deliveries: deliveries, next: nil), receipt: page.receipt)
            }
            index = next
        }
    }
}

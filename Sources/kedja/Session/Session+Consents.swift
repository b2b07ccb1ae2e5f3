import Exchange
import ExchangeAPI
import ExchangeClient

extension Session {
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

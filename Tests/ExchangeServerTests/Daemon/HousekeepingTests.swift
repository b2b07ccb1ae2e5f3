import Exchange
import ExchangeServer
import StorageContract
import Testing

@Suite struct HousekeepingTests {
    @Test func aRoundWithNothingToDoSaysNothing() async throws {
        let world = TestWorld()
        await Housekeeping(exchange: try await Bench.ready().exchange, logger: world.logger, rest: {}).round()
        #expect(world.logged == [])
    }
}

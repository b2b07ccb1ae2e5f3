import Exchange
import ExchangeAPI
import Foundation
import HTTPTypes
import StorageContract
import Testing

@Suite("The log's keys over the wire") struct LogKeyRouteTests {
    @Test func statementsAreShownInTheirOrder() async throws {
        let bench = try await Bench.ready()
        #expect(try await shown(bench) == [])
        _ = try await bench.exchange.directory(by: Bench.frida)
        let rotation = LogKeyRotation(
            in: bench.storage, holding: MasterKeyring(bench.master), clock: bench.clock.clock, random: SeededRandom(seed: 8).source)
        let done = [try await rotation.perform(), try await rotation.perform()]
        #expect(done.map(\.size) == [2, 3] && done[0].new == done[1].old)
        let statements = try await shown(bench)
        #expect(statements.count == 2)
        for (text, done) in zip(statements, done) { #expect(text.contains("\n\(done.size)\n\(done.old)\n\(done.new)\n")) }
        #expect(try await bench.exchange.status(by: Bench.frida).logVerifierKey == done[1].new)
    }

    @Test func nobodyElseIsShownThem() async throws {
        let bench = try await Bench.ready()
        #expect(try await bench.send(.get, "/log/keys", as: nil).status == 401)
        let stranger = try #require(OfficerID("fk/nobody"))
        #expect(try await bench.send(.get, "/log/keys", as: stranger).status == 403)
        #expect(try await bench.send(.post, "/log/keys", as: Bench.frida).status == 405)
    }

    private func shown(_ bench: Bench) async throws -> [String] {
        let reply = try await bench.send(.get, "/log/keys", as: Bench.frida)
        #expect(reply.status == 200)
        return try WireJSON.decode(LogKeyStatements.self, from: Data(reply.body)).statements
    }
}

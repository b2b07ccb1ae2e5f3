import Exchange
import ExchangeAPI
import HTTPTypes
import StorageContract
import Testing

@Suite struct ConsentRouteTests {
    @Test func nothingRunsOutWhereNothingWasGiven() async throws {
        let bench = try await Bench.ready()
        _ = try await bench.openedCase()
        let page = try await bench.make(.consents(expiringWithin: 30, after: nil), as: Bench.rut)
        #expect(page == ConsentPage(consents: [], next: nil))
    }

    @Test(arguments: [
        ("", 400, "invalid-input"), ("?within=0", 400, "invalid-input"), ("?within=3651", 400, "invalid-input"),
        ("?within=-1", 400, "invalid-input"), ("?within=thirty", 400, "invalid-input"),
        ("?within=18446744073709551615", 400, "invalid-input"),
        ("?within=30&within=30", 400, "invalid-input"), ("?within=30&after=cons_x", 404, "not-found"),
        ("?within=30&after=cons_00000000000000000000000000", 404, "not-found"),
        ("?within=30&after=doc_00000000000000000000000000", 404, "not-found"),
    ])
    func theListsQueryIsChecked(query: String, status: Int, code: String) async throws {
        let bench = try await Bench.ready()
        let reply = try await bench.send(.get, "/v1/consents/expiring" + query, as: Bench.rut)
        #expect(reply.status == status && reply.problem?.code == code)
    }

    @Test func deliveriesOfAConsentThatIsNotThere() async throws {
        let bench = try await Bench.ready()
        let path = "/v1/consents/cons_00000000000000000000000000/deliveries"
        for query in ["", "?from=0", "?from=7"] {
            #expect(try await bench.send(.get, path + query, as: Bench.rut).status == 404)
        }
        #expect(try await bench.send(.get, path + "?from=x", as: Bench.rut).problem?.code == "invalid-input")
        #expect(try await bench.send(.get, "/v1/consents/nonsense/deliveries", as: Bench.rut).status == 404)
    }

    @Test(arguments: [("{\"record\":\"x\"}", 422), ("{}", 400), ("", 400)])
    func takingEverythingBackNeedsItsRecord(body: String, status: Int) async throws {
        let bench = try await Bench.ready()
        let path = "/v1/participants/\(try await bench.openedCase().participant)/withdrawal"
        let reply = try await bench.send(.post, path, as: Bench.rut, fields: Bench.posting(key: "k"), body: Array(body.utf8))
        #expect(reply.status == status)
        #expect(try await bench.send(.post, path, as: Bench.rut, fields: Bench.posting(key: nil), body: Array(body.utf8)).status == 400)
        #expect(try await bench.send(.get, path, as: Bench.rut).status == 405)
    }
}

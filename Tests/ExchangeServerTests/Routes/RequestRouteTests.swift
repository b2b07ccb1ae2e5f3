import Exchange
import ExchangeAPI
import HTTPTypes
import StorageContract
import Testing

@Suite struct RequestRouteTests {
    @Test(arguments: [
        ("/v1/requests", 400), ("/v1/requests?box=all", 400), ("/v1/requests?box=mine", 200), ("/v1/requests?box=inbox", 200),
        ("/v1/requests?box=mine&box=inbox", 400), ("/v1/requests?box=mine&after=x", 404), ("/v1/requests?box=mine&after=", 404),
        ("/v1/requests?box=mine&after=req_00000000000000000000000000", 404),
        ("/v1/requests?box=mine&after=doc_00000000000000000000000000", 404),
        ("/v1/requests?box=mine&after=req_00000000000000000000000000&after=req_00000000000000000000000000", 400),
    ])
    func queriesAreChecked(path: String, status: Int) async throws {
        let bench = try await Bench.ready()
        #expect(try await bench.send(.get, path, as: Bench.frida).status == status)
    }

    @Test func aPageOverTheWire() async throws {
        let bench = try await Bench.ready()
        #expect(try await bench.make(.requests(in: .mine, after: nil), as: Bench.frida) == RequestPage(requests: [], next: nil))
    }

    /// `/ending` takes an id of its kind, a key, and an empty object.
    @Test(arguments: [
        ("dlg_00000000000000000000000000", "{}", "not-found"), ("x", "{}", "not-found"),
        ("req_00000000000000000000000000", "{}", "not-found"), ("dlg_00000000000000000000000000", #"{"why":"x"}"#, "malformed-json"),
        ("dlg_00000000000000000000000000", "[]", "malformed-json"),
    ])
    func endingsAreChecked(id: String, body: String, code: String) async throws {
        let bench = try await Bench.ready()
        let reply = try await bench.send(
            .post, "/v1/delegations/\(id)/ending", as: Bench.frida, fields: Bench.posting(key: "k"), body: Array(body.utf8))
        #expect(reply.problem?.code == code, "\(reply)")
    }
}

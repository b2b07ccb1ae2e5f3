import Exchange
import ExchangeAPI
import HTTPTypes
import StorageContract
import Testing

@Suite struct RewrapRouteTests {
    @Test(arguments: [
        ("/v1/directory/records", 400), ("/v1/directory/records?from=x", 400), ("/v1/directory/records?from=1&from=2", 400),
        ("/v1/directory/records?from=1", 200), ("/v1/rewraps?after=x", 404), ("/v1/rewraps?after=doc_00000000000000000000000000", 404),
        ("/v1/rewraps", 200),
    ])
    func queriesAreChecked(path: String, status: Int) async throws {
        let bench = try await Bench.ready()
        #expect(try await bench.send(.get, path, as: Bench.frida).status == status)
    }

    /// The record must speak of the document in the path.
    @Test func aRecordOfAnotherDocumentIsRefused() async throws {
        let bench = try await Bench.ready()
        let ids = (0..<2).map { _ in DocumentID(random: bench.random.source) }
        let rewrap = RewrapRecord(
            document: ids[0], payloadDigest: "", holders: [], headerDigest: "", rewrappedBy: Bench.frida, rewrappedAt: bench.clock.now)
        let body = RewrapBody(record: try bench.sign(rewrap, type: RewrapRecord.type, as: Bench.frida), header: "")
        let reply = try await bench.reply(.rewrap(ids[1], body), as: Bench.frida)
        #expect(reply.problem?.code == ExchangeError.Code.invalidRecord.rawValue)
        #expect(try await bench.reply(.rewrap(ids[0], body), as: Bench.frida).problem?.code == "not-found")
        let noHeader = RewrapBody(record: body.record, header: "?")
        let refused = try await bench.reply(.rewrap(ids[0], noHeader), as: Bench.frida)
        #expect(refused.problem?.code == ExchangeError.Code.invalidInput.rawValue)
    }
}

import Exchange
import ExchangeAPI
import HTTPTypes
import StorageContract
import Testing

@Suite struct ExtractRouteTests {
    @Test func answersThePersonsEntriesWithProofs() async throws {
        let bench = try await Bench.ready()
        let opened = try await bench.openedCase()
        let first = try await bench.make(.extract(of: opened.participant, ExtractBody(limit: 1)), as: Bench.rut)
        #expect(first.lines.map(\.index) == [0] && first.next == 1 && first.logSize == 2)
        let rest = try await bench.make(.extract(of: opened.participant, ExtractBody(from: 1, until: first.logSize)), as: Bench.rut)
        #expect(rest.lines.map(\.index) == [1] && rest.next == nil)
        #expect((first.lines + rest.lines).allSatisfy { $0.opening != nil && !$0.inclusionProof.isEmpty })
        let none = try await bench.make(.extract(of: opened.participant, ExtractBody(from: 9, until: 2)), as: Bench.rut)
        #expect(none.lines.isEmpty && none.next == nil)
    }

    @Test(arguments: [
        ("{\"from\":0,\"officers\":\"shown\"}", 400), ("{\"from\":-1}", 400), ("{}", 400), ("{\"from\":0,\"until\":\"x\"}", 400), ("", 400),
        ("{\"from\":0}", 200),
    ])
    func bodiesAreChecked(body: String, status: Int) async throws {
        let bench = try await Bench.ready()
        let id = try await bench.openedCase().participant
        let path = "/v1/participants/\(id)/extract"
        let reply = try await bench.send(.post, path, as: Bench.rut, fields: Bench.posting(key: "k"), body: Array(body.utf8))
        #expect(reply.status == status)
        #expect(try await bench.send(.post, path, as: Bench.rut, fields: Bench.posting(key: nil), body: Array(body.utf8)).status == 400)
    }

    /// Who may not know of the person hears what an unknown and a malformed id hear.
    @Test func aHiddenPersonLooksAsNone() async throws {
        let bench = try await Bench.ready()
        let known = try await bench.openedCase().participant
        let unknown = ParticipantID(random: bench.random.source)
        for id in [known.text, unknown.text, "par_x"] {
            let path = "/v1/participants/\(id)/extract"
            let reply = try await bench.send(.post, path, as: Bench.frida, fields: Bench.posting(key: id), body: Array("{\"from\":0}".utf8))
            #expect(reply.status == 404 && reply.problem?.code == "not-found")
        }
    }
}

import AsyncHTTPClient
import Exchange
import ExchangeAPI
import NIOCore
import NIOHTTP1
import NIOSSL
import StorageContract
import Testing
import X509

@testable import ExchangeServer

/// The doors, through the real listener: places are held by calls whose bodies don't come.
@Suite(.timeLimit(.minutes(5))) struct AdmissionRouteTests {
    static let stalled = Array(
        """
        POST /v1/participants HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Idempotency-Key: k\r
        Content-Length: 100\r
        \r

        """.utf8)

    private func connect(_ server: TestServer, as officer: OfficerID) async throws -> RawConnection {
        var tls = try server.clientTLS(try credential(server, officer))
        tls.applicationProtocols = ["http/1.1"]
        return try await RawConnection(port: server.port, tls: tls)
    }

    private func credential(_ server: TestServer, _ officer: OfficerID) throws -> TestCredential {
        try server.authority.issue(LeafProfile(names: [.uniformResourceIdentifier("kedja:\(officer)")]))
    }

    private func ask(_ server: TestServer, _ path: String, as officer: OfficerID) async throws -> (
        status: UInt, fields: HTTPHeaders, body: String
    ) {
        try await server.withClient(try credential(server, officer)) { client in
            let response = try await client.execute(
                HTTPClientRequest(url: "https://localhost:\(server.port)\(path)"), timeout: .seconds(60))
            return (response.status.code, response.headers, String(buffer: try await response.body.collect(upTo: 1 << 22)))
        }
    }

    private func until(_ holds: () -> Bool) async {
        while !holds() { await Task.yield() }
    }

    private func run(
        _ admissions: Admissions, limits: Limits = Limits(), _ body: (TestServer, Bench) async throws -> Void
    ) async throws {
        let bench = try await Bench.ready(limits: limits)
        let router = ExchangeRouter(exchange: bench.exchange, clock: bench.clock.clock, admissions: admissions).router
        try await TestServer.run(router: router) { server in try await body(server, bench) }
    }

    @Test func oneOrganisationsStalledCallsLeaveRoomForAnother() async throws {
        let admissions = Admissions(calls: 4, transfers: 4, waiting: 4, patience: .seconds(600))
        try await run(admissions) { server, bench in
            var flood: [RawConnection] = []
            for _ in 0..<4 {
                flood.append(try await connect(server, as: Bench.rut))
                try await flood.last?.send(Self.stalled)
            }
            await until { admissions.calls.counts == (2, 2) }
            // Its next is refused: nothing is done, and nothing stands in the log.
            let refused = try await ask(server, "/v1/directory", as: Bench.rut)
            #expect(refused.status == 503 && refused.body.contains(#""code":"overloaded""#))
            #expect(refused.fields["retry-after"] == ["2"] && refused.fields["request-id"].count == 1)
            #expect(try await bench.exchange.checkpoint() == nil)
            // Another's is served, and how the exchange is, is told to everybody.
            #expect(try await ask(server, "/v1/directory", as: Bench.frida).status == 200)
            #expect(try await ask(server, "/v1/status", as: Bench.rut).status == 200)
            // One that waits goes; then one that is under way, and the next is let in.
            await flood[3].leave()
            await until { admissions.calls.counts == (2, 1) }
            await flood[0].leave()
            await until { admissions.calls.counts == (2, 0) }
            for peer in flood[1...2] { await peer.leave() }
            await until { admissions.calls.counts == (0, 0) }
            #expect(try await ask(server, "/v1/directory", as: Bench.rut).status == 200)
        }
    }

    @Test func longBodiesHoldNoPlaceOfShortCalls() async throws {
        let admissions = Admissions(calls: 2, transfers: 4, waiting: 2, patience: .seconds(600))
        try await run(admissions) { server, bench in
            let upload = try await bench.begunUpload(to: try await bench.openedCase()).upload
            let digest = "\(ContentDigest(of: [1]))"
            let part = Array(
                """
                PATCH /v1/uploads/\(upload) HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/octet-stream\r
                Upload-Offset: 0\r
                Content-Digest: \(digest)\r
                Content-Length: 1000\r
                \r

                """.utf8)
            let peer = try await connect(server, as: Bench.rut)
            try await peer.send(part)
            await until { admissions.transfers.counts == (1, 0) }
            #expect(admissions.calls.counts == (0, 0))
            #expect(try await ask(server, "/v1/directory", as: Bench.rut).status == 200)
            await peer.leave()
            await until { admissions.transfers.counts == (0, 0) }
        }
    }

    /// A large answer that isn't read holds its place; memory that nobody counts holds nothing.
    @Test func anAnswerThatIsNotReadHoldsItsPlace() async throws {
        let admissions = Admissions(calls: 4, transfers: 4, waiting: 4, patience: .seconds(600))
        var limits = Limits()
        limits.partSize = 32 << 20
        try await run(admissions, limits: limits) { server, bench in
            let payload = bench.random.bytes(20 << 20)
            let document = try await bench.storedDocument(payload, in: try await bench.openedCase())
            let grant = try await bench.make(.retrieve(document.id, for: .planering), as: Bench.rut)
            let peer = try await connect(server, as: Bench.rut)
            try await peer.freeze()
            try await peer.send(Array("GET /v1/retrievals/\(grant.id)/payload HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
            await until { admissions.transfers.counts == (1, 0) }
            #expect(try await ask(server, "/v1/status", as: Bench.rut).status == 200)
            #expect(admissions.transfers.counts == (1, 0))
            await peer.leave()
            await until { admissions.transfers.counts == (0, 0) }
        }
    }

    @Test func anOrganisationHasHalfOfTheStreams() throws {
        let streams = EventStreams(perOfficer: 10, perDaemon: 4)
        let places = [try streams.place(for: Bench.rut), try streams.place(for: Bench.ada)]
        #expect(throws: Problem(.tooManyStreams)) { _ = try streams.place(for: Bench.rut) }
        let others = [try streams.place(for: Bench.frida)]
        #expect(streams.count == places.count + others.count)
    }
}

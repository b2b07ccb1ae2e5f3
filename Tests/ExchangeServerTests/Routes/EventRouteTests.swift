import Exchange
import ExchangeAPI
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import ServiceLifecycle
import StorageContract
import Synchronization
import Testing

@testable import ExchangeServer

/// `GET /v1/events`: server-sent events over the listener's HTTP/1.1.
@Suite struct EventRouteTests {
    /// Does the next step of a test each time that the stream has waited.
    private actor Steps {
        private var left: [@Sendable () async throws -> Void]

        init(_ steps: [@Sendable () async throws -> Void]) { left = steps }

        /// Throws at the end, so that nothing more is waited for.
        func next() async throws {
            guard !left.isEmpty else { throw CancellationError() }
            try await left.removeFirst()()
        }
    }

    private func follow(
        _ bench: Bench, as officer: OfficerID, fields: HTTPFields = [:], streams: EventStreams
    ) async throws -> Reply {
        let identity = ClientIdentity(
            uri: "kedja:\(officer)", serialHex: "01", notAfter: (bench.clock.now + .seconds(3600)).date)
        return try await ClientIdentity.$current.withValue(identity) {
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let application = Application(
                router: ExchangeRouter(exchange: bench.exchange, clock: bench.clock.clock, streams: streams).router,
                configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)), logger: logger)
            return try await application.test(.live) { client in
                try await client.execute(uri: eventsPath, method: .get, headers: fields) { response in
                    Reply(status: response.status.code, fields: response.headers, body: Array(response.body.readableBytesView))
                }
            }
        }
    }

    /// A case of rut's and frida's, with a document of rut's, and a request of frida's for it.
    private func scene() async throws -> (bench: Bench, document: DocumentView) {
        let bench = try await Bench.ready()
        let opened = try await bench.openedCase()
        _ = try await bench.make(.addOfficer(Bench.frida, to: opened.id), as: Bench.rut)
        return (bench, try await bench.storedDocument(bench.random.bytes(100), in: opened))
    }

    private func ask(_ bench: Bench, _ document: DocumentView) async throws -> RequestView {
        let body = CreateRequestBody(documents: [document.id], purpose: .planering, reason: "Behövs.")
        return try await bench.make(.createRequest(body), as: Bench.frida)
    }

    @Test func whatHappensIsTold() async throws {
        let (bench, document) = try await scene()
        let first = try await ask(bench, document)
        let revoked = Mutex(false)
        let secondID = Mutex<Identifier<RequestKind>?>(nil)
        let steps = Steps([
            {
                let made = try await self.ask(bench, document)
                secondID.withLock { $0 = made.id }
            }, {},
            { revoked.withLock { $0 = true } },
        ])
        let streams = EventStreams(isInStanding: { _ in !revoked.withLock { $0 } }, pause: { try await steps.next() })
        let reply = try await follow(
            bench, as: Bench.frida, fields: [try #require(HTTPField.Name(Field.lastEventID)): "0"], streams: streams)
        #expect(reply.status == 200 && reply.fields[.contentType] == "text/event-stream" && reply.fields[.cacheControl] == "no-store")
        let second = try #require(secondID.withLock { $0 })
        #expect(reply.text.hasPrefix("id: 0\n\nid: 1\nevent: created\ndata: {"))
        for (id, request) in [(1, first.id), (2, second)] {
            #expect(
                reply.text.contains("id: \(id)\nevent: created\ndata: {\"at\":") && reply.text.contains("\"request\":\"\(request)\"}\n\n"))
        }
        #expect(!reply.text.contains("Behövs") && !reply.text.contains(document.participant.text) && !reply.text.contains("frida"))
        #expect(streams.count == 0)
        #expect(bench.exchange.bell.count == 0)
    }

    @Test func whoHearsNothingIsToldThatItStandsAndBeginsNow() async throws {
        let (bench, document) = try await scene()
        _ = try await ask(bench, document)
        let steps = Steps([{}, { bench.clock.advance(by: .seconds(3601)) }])
        let reply = try await follow(bench, as: Bench.rut, streams: EventStreams(pause: { try await steps.next() }))
        #expect(reply.text.hasPrefix("id: 1\n\n") && !reply.text.contains("event:"))
    }

    /// Nobody's certificate, nobody's access outlives a look at it.
    @Test(arguments: ["disabled", "expired"]) func itEndsWithTheAccess(kind: String) async throws {
        let (bench, document) = try await scene()
        let steps = Steps([
            {
                if kind == "expired" { return bench.clock.advance(by: .seconds(3601)) }
                try await bench.storage.write { changes in
                    let old = try #require(try changes.officer(Bench.frida))
                    try changes.updateOfficer(
                        Officer(
                            id: old.id, roles: old.roles, clearedForProtectedIdentity: false, disabled: true, recipient: old.recipient))
                }
                _ = document
            }, {},
        ])
        let reply = try await follow(bench, as: Bench.frida, streams: EventStreams(pause: { try await steps.next() }))
        #expect(reply.status == 200 && reply.text.hasPrefix("id: 0\n\n"))
    }

    @Test(arguments: ["x", "-1", "01", "", "18446744073709551616"]) func aMalformedPlaceIsRefused(_ text: String) async throws {
        let (bench, _) = try await scene()
        let reply = try await follow(
            bench, as: Bench.frida, fields: [try #require(HTTPField.Name(Field.lastEventID)): text], streams: EventStreams())
        #expect(reply.status == 400 && reply.problem?.code == "malformed-header")
    }

    @Test func aPlaceThatIsNotThereYetIsRefused() async throws {
        let (bench, _) = try await scene()
        let reply = try await follow(
            bench, as: Bench.frida, fields: [try #require(HTTPField.Name(Field.lastEventID)): "7"], streams: EventStreams())
        #expect(reply.status == 400 && reply.problem?.code == "invalid-input")
    }

    @Test func strangersDoNotFollow() async throws {
        let (bench, _) = try await scene()
        let reply = try await follow(bench, as: try #require(OfficerID("fk/nobody")), streams: EventStreams())
        #expect(reply.status == 403 && reply.problem?.code == "unknown-officer")
    }

    @Test(arguments: [(0, 5), (5, 0)]) func thereAreNoMoreThanThat(perOfficer: Int, perDaemon: Int) async throws {
        let (bench, _) = try await scene()
        let streams = EventStreams(perOfficer: perOfficer, perDaemon: perDaemon)
        let reply = try await follow(bench, as: Bench.frida, streams: streams)
        #expect(reply.status == 429 && reply.problem?.code == "too-many-streams" && streams.count == 0)
    }

    @Test func placesAreCountedForEachAndGivenBack() throws {
        let streams = EventStreams(perOfficer: 2, perDaemon: 4)
        var places = [try streams.place(for: Bench.rut), try streams.place(for: Bench.rut)]
        #expect(throws: Problem.self) { _ = try streams.place(for: Bench.rut) }
        places.append(try streams.place(for: Bench.frida))
        #expect(throws: Problem.self) { _ = try streams.place(for: Bench.frida) }
        places.removeFirst()
        #expect(streams.count == 2)
        places.append(try streams.place(for: Bench.frida))
        places.removeAll()
        #expect(streams.count == 0)
    }
}

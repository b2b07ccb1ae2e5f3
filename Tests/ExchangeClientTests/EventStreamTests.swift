import ExchangeAPI
import Foundation
import NIOHTTP1
import Testing

@testable import Exchange
@testable import ExchangeClient

/// Server-sent events as they come, and what is done when they break off.
@Suite("Following events") struct EventStreamTests {
    private func read(_ text: String, in pieces: Int = .max) throws -> [ServerSentEvent] {
        var (reader, events, bytes) = (EventStreamReader(), [ServerSentEvent](), Array(text.utf8)[...])
        while !bytes.isEmpty {
            events += try reader.take(bytes.prefix(pieces))
            bytes = bytes.dropFirst(pieces)
        }
        return events
    }

    /// Lines end with LF, CR or both; comments and names that nobody knows are passed over; an event ends with an empty line.
    @Test(arguments: [1, 2, 3, 7, Int.max]) func eventsAreTakenApartHoweverTheyCome(pieces: Int) throws {
        let text = """
            : welcome\r\nid: 3\r\n\r\nid: 4\nevent: created\ndata: {"a":1}\n\n: still here\n\nid:5\rdata:one\rdata:  two\rretry: 9\rsaid\r\r
            """
        #expect(
            try read(text + "id: 6\ndata: unfinished", in: pieces) == [
                ServerSentEvent(id: "3", data: nil), ServerSentEvent(id: "4", data: #"{"a":1}"#),
                ServerSentEvent(id: "5", data: "one\n two"),
            ])
    }

    /// The format is one of bytes: a mark behind a colon or a space doesn't make another sign of it.
    @Test func marksThatCombineAreTheValues() throws {
        #expect(
            try read("data:\u{301}a\nid: \u{301}7\n\ndata\u{301}:b\n\n") == [ServerSentEvent(id: "\u{301}7", data: "\u{301}a")])
    }

    @Test func anEventWithoutEndIsRefused() {
        #expect(throws: EventStreamReader.TooLong.self) { try read("data: " + String(repeating: "a", count: EventStreamReader.longest)) }
        #expect(throws: EventStreamReader.TooLong.self) {
            try read(String(repeating: "data: aaaaaaaaa\n", count: EventStreamReader.longest / 15 + 1))
        }
        #expect(throws: Never.self) { try read(String(repeating: ": a comment\n\n", count: 10_000)) }
    }

    @Test func pausesGrowUpToABoundAndBeginAnew() {
        var backoff = Backoff(first: .seconds(1), longest: .seconds(5))
        #expect((0..<5).map { _ in backoff.next() } == [1, 2, 4, 5, 5].map { Duration.seconds($0) })
        backoff.reset()
        #expect(backoff.next() == .seconds(1))
    }

    /// A break: what was heard last is named, and nothing is told twice. A refusal for good ends it.
    @Test func aBreakIsGoneOnFromWhereItWas() async throws {
        let (world, daemon) = (try World(), try FakeDaemon())
        let request = RequestID(random: world.random.source)
        func event(_ id: UInt64) throws -> String {
            let event = RequestEvent(id: id, request: request, kind: .created, at: testNow)
            return "id: \(id)\nevent: created\ndata: \(String(decoding: try WireJSON.encode(event), as: UTF8.self))\n\n"
        }
        let answers = [try "id: 4\n\n" + event(5), "id: 5\n\n", try "id: 5\n\n" + event(6) + event(9)]
        daemon.route("/v1/events") { _, state in
            let number = state.requests.count - 1
            guard number < answers.count else { return try .problem(403, "disabled-officer") }
            return .broken(200, Array(answers[number].utf8), headers: ["content-type": "text/event-stream"])
        }
        let connection = try world.connection(daemon, as: world.maria)
        var (told, pauses): ([FollowedEvent], [Duration]) = ([], [])
        let found = await failure {
            do {
                try await followEvents(over: connection, wait: { pauses.append($0) }) { event in
                    told.append(event)
                    return true
                }
            } catch let error as ClientError {
                throw error
            }
        }
        #expect(found?.code == "disabled-officer" && found?.exitClass == .refused)
        let ids = told.compactMap { if case .happened(let event) = $0 { event.id } else { nil } }
        #expect(ids == [5, 6, 9] && told.filter { $0 == .connected }.count == 3)
        #expect(daemon.requests.map { $0.headers.first(name: Field.lastEventID) } == [nil, "5", "5", "9"])
        #expect(pauses == [.seconds(1), .seconds(1), .seconds(1)])
    }

    @Test(arguments: ["id: x\n\n", "id: 5\n\nid: 4\n\n", "id: 5\ndata: {}\n\n", "id: 5\ndata: no\n\n", "data: {}\n\n"])
    func whatIsNoStreamOfEventsIsRefused(text: String) async throws {
        let (world, daemon) = (try World(), try FakeDaemon())
        daemon.route("/v1/events") { _, _ in .answer(200, "text/event-stream", Array(text.utf8)) }
        let connection = try world.connection(daemon, as: world.maria)
        let found = await failure { try await followEvents(over: connection, wait: { _ in }) { _ in true } }
        #expect(found?.code == "malformed-event" && found?.exitClass == .integrity)
    }

    @Test func whoHasEnoughIsLeftAlone() async throws {
        let (world, daemon) = (try World(), try FakeDaemon())
        daemon.route("/v1/events") { _, _ in .answer(200, "text/event-stream", Array("id: 1\n\n".utf8)) }
        let connection = try world.connection(daemon, as: world.maria)
        try await followEvents(over: connection, wait: { _ in }) { _ in false }
        #expect(daemon.requests.count == 1)
    }
}

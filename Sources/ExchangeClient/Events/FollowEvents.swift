import AsyncHTTPClient
package import Exchange
import ExchangeAPI
import Foundation
import NIOCore
import NIOHTTP1

/// What one who follows is told.
package enum FollowedEvent: Sendable, Hashable {
    /// The stream stands; what happens from now on is told.
    case connected
    case happened(RequestEvent)
    /// The stream broke off, for this reason; it's tried again after this time.
    case interrupted(ClientError, next: Duration)
}

/// How long to wait before the next try: twice as long each time, up to a bound, and from the beginning once something has come.
package struct Backoff: Sendable, Hashable {
    let first: Duration
    let longest: Duration
    private var following: Duration

    package init(first: Duration = .seconds(1), longest: Duration = .seconds(60)) {
        (self.first, self.longest, following) = (first, longest, first)
    }

    package mutating func next() -> Duration {
        defer { following = min(following * 2, longest) }
        return following
    }

    package mutating func reset() { following = first }
}

/// Follows the daemon's events until `tell` answers that it's enough, and goes on where it was after a break.
///
/// Throws what the daemon refuses for good, `malformed-event`, and what `wait` throws. A daemon that can't be reached is tried again.
package func followEvents(
    over connection: ExchangeConnection, backoff: Backoff = Backoff(), wait: (Duration) async throws -> Void,
    tell: (FollowedEvent) async throws -> Bool
) async throws {
    var (backoff, last) = (backoff, UInt64?.none)
    while true {
        do {
            if try await followOnce(over: connection, &last, &backoff, tell) == false { return }
        } catch let error as ClientError where error.exitClass == .unavailable {
            let pause = backoff.next()
            if try await tell(.interrupted(error, next: pause)) == false { return }
            try await wait(pause)
        }
    }
}

/// Until the stream breaks off, which is thrown, or `tell` has enough: `false`.
private func followOnce(
    over connection: ExchangeConnection, _ last: inout UInt64?, _ backoff: inout Backoff, _ tell: (FollowedEvent) async throws -> Bool
) async throws -> Bool {
    let response = try await connection.events(after: last)
    if try await tell(.connected) == false { return false }
    var (reader, chunks) = (EventStreamReader(), response.body.makeAsyncIterator())
    while let chunk = try await nextChunk(&chunks) {
        for event in try events(in: chunk, &reader) {
            let id = try reached(event, last)
            backoff.reset()
            if let happened = try event.requestEvent, try await tell(.happened(happened)) == false { return false }
            // Only now: an event that couldn't be told of is asked for again.
            last = id
        }
    }
    throw ClientError(.unavailable, "connection-closed", "the daemon ended the stream of events")
}

private func nextChunk(_ chunks: inout HTTPClientResponse.Body.AsyncIterator) async throws(ClientError) -> ByteBuffer? {
    do { return try await chunks.next() } catch { throw connectionFailure(error, daemon: "the daemon") }
}

private func events(in chunk: ByteBuffer, _ reader: inout EventStreamReader) throws(ClientError) -> [ServerSentEvent] {
    do throws(EventStreamReader.TooLong) { return try reader.take(chunk.readableBytesView) } catch { throw malformed() }
}

/// Ids grow; a stream whose ids don't would be followed in a circle.
private func reached(_ event: ServerSentEvent, _ last: UInt64?) throws(ClientError) -> UInt64 {
    guard let id = UInt64(event.id), id >= last ?? 0 else { throw malformed() }
    return id
}

private func malformed() -> ClientError {
    .integrity("malformed-event", "the daemon's events can't be read", hint: "check that client and daemon are of one version")
}

extension ServerSentEvent {
    fileprivate var requestEvent: RequestEvent? {
        get throws(ClientError) {
            guard let data else { return nil }
            guard let event = try? WireJSON.decode(RequestEvent.self, from: Data(data.utf8)), String(event.id) == id else {
                throw malformed()
            }
            return event
        }
    }
}

extension ExchangeConnection {
    /// Asks for the stream of events behind one that was heard, else from now on.
    func events(after last: UInt64?) async throws(ClientError) -> HTTPClientResponse {
        var request = request("GET", eventsPath)
        request.headers.add(name: "accept", value: "text/event-stream")
        if let last { request.headers.add(name: Field.lastEventID, value: String(last)) }
        let response = try await transport.perform(request, to: profile.daemon)
        guard response.isOf(type: "text/event-stream") else { throw malformed() }
        return response
    }
}

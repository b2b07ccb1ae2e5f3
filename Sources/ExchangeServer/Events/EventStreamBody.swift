import Exchange
import ExchangeAPI
import FoundationEssentials
import HummingbirdCore
import NIOCore
import ServiceLifecycle

/// One officer's stream of events: what they may hear of, as it happens, in the format of server-sent events (WHATWG HTML, section 9.2).
///
///     id: 17
///     event: created
///     data: {"at":"2026-11-23T08:00:00.000Z","id":17,"kind":"created","request":"req_…"}
///
/// It ends when the certificate or the officer doesn't count any more, when the daemon is told to end, and when the client is gone.
struct EventStreamBody: Sendable {
    let exchange: Exchange
    let streams: EventStreams
    let caller: OfficerID
    let identity: ClientIdentity
    let clock: Clock
    /// The event behind which it begins.
    let start: UInt64
    /// Given back when the stream goes.
    let place: EventStreams.Place

    private enum Tick: Sendable { case rung, paused }

    func write(to writer: inout any ResponseBodyWriter) async throws {
        let (ticks, continuation) = ticks()
        defer { continuation.finish() }
        try await withGracefulShutdownHandler {
            var last = start
            // The id alone: what a client that hears nothing more goes on from.
            try await writer.write(ByteBuffer(string: "id: \(last)\n\n"))
            for await tick in ticks {
                guard isInStanding, let told = try await tell(after: &last, to: &writer) else { return }
                if tick == .paused, !told { try await writer.write(ByteBuffer(string: ": still here\n\n")) }
            }
        } onGracefulShutdown: {
            continuation.finish()
        }
    }

    /// Whether anything was told; `nil` when the caller is no officer any more, or storage can't say. The client asks again, and is told why.
    private func tell(after last: inout UInt64, to writer: inout any ResponseBodyWriter) async throws -> Bool? {
        var told = false
        while true {
            let page: EventPage
            do { page = try await exchange.requestEvents(after: last, by: caller) } catch { return nil }
            for event in page.events {
                try await writer.write(ByteBuffer(string: try EventStreamBody.text(of: event)))
                told = true
            }
            last = page.after
            if !page.isFull { return told }
        }
    }

    private var isInStanding: Bool { clock.now().date <= identity.notAfter && streams.isInStanding(identity) }

    /// The first look at once; then whenever something was committed here, and after each pause for what other processes have.
    private func ticks() -> (AsyncStream<Tick>, AsyncStream<Tick>.Continuation) {
        let (stream, continuation) = AsyncStream.makeStream(of: Tick.self, bufferingPolicy: .bufferingNewest(2))
        let (bell, pause) = (exchange.bell.wakeUps(), streams.pause)
        continuation.yield(.rung)
        let ringing = Task { for await _ in bell { continuation.yield(.rung) } }
        let pausing = Task {
            while !Task.isCancelled {
                do { try await pause() } catch { break }
                continuation.yield(.paused)
            }
        }
        continuation.onTermination = { _ in
            ringing.cancel()
            pausing.cancel()
        }
        return (stream, continuation)
    }

    static func text(of event: RequestEvent) throws -> String {
        let data = String(decoding: try WireJSON.encode(event), as: UTF8.self)
        return "id: \(event.id)\nevent: \(event.kind.rawValue)\ndata: \(data)\n\n"
    }
}

import Exchange
import ExchangeAPI
import HTTPTypes
import Hummingbird

extension RouteTable {
    /// What happens to requests, as it happens.
    mutating func addEvents(_ exchange: Exchange, _ streams: EventStreams, clock: Clock) {
        respond(.get, eventsPath, as: .stream) { call in
            let place = try streams.place(for: call.caller)
            let start = try await exchange.followRequests(after: try call.lastEvent(), by: call.caller).value.after
            let body = EventStreamBody(
                exchange: exchange, streams: streams, caller: call.caller, identity: call.context.identity, clock: clock, start: start,
                place: place)
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                body: ResponseBody { writer in
                    try await body.write(to: &writer)
                    try await writer.finish(nil)
                })
        }
    }
}

extension IncomingCall {
    /// The event that the client has heard last, when it goes on. Throws `malformed-header`.
    fileprivate func lastEvent() throws(Problem) -> UInt64? {
        guard let name = HTTPField.Name(Field.lastEventID) else { return nil }
        let values = request.headers[values: name]
        guard let text = values.first else { return nil }
        guard values.count == 1, let id = UInt64(decimal: text) else { throw Problem(.malformedHeader) }
        return id
    }
}

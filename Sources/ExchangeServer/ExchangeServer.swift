package import Exchange
package import Hummingbird

// ExchangeServer: the exchange over HTTP with mutual TLS. This file puts it together.
//
//     let service = ExchangeRouter(exchange: exchange, clock: clock)
//     let application = Application(
//         router: service.router, server: .kedja(material: material, standing: standing, logger: logger),
//         configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 8443)), logger: logger)
//     try await application.runService()
//
// - `TLS/`: who is calling. `Streaming/`: bodies of any size in little memory.
// - `Admission/`: how many calls and connections there may be, and whose turn it is.
// - `Calls/`: what all calls have in common: strict JSON, ids, problem details, the log's line.
// - `Routes/`: the calls themselves, a file a noun. Thin: each reads its arguments, asks `Exchange`, and answers.
// - `Events/`: what happens to requests, told as it happens.
// - `Observing/`: how the daemon is: metrics, health and readiness for this machine alone, and its log's lines.
// - `Witnessing/`, `Timestamps/`, `SIEM/`: what the daemon does with the log of itself; `Outgoing/`: its calls to others' servers.
// - `Configuration/`, `Daemon/`: what `kedjad` reads and keeps, so that it can be tested without a process.

/// The exchange's calls, as `openapi.yaml` describes them.
package struct ExchangeRouter {
    /// Give this to the application.
    package let router: Router<ConnectionRequestContext>
    /// Every call that is taken, in the order of the files.
    package let endpoints: [Endpoint]

    /// - Parameters:
    ///   - exchange: who decides and does.
    ///   - clock: for the durations in the log, and until when a certificate counts.
    ///   - streams: who may follow events, and how many.
    ///   - admissions: how many calls may be under way.
    ///   - instruments: count and measure calls.
    ///   - isRevoked: whether a certificate was revoked, asked while a payload goes out to whose it is.
    ///   - evenTime: how long calls about a person's number take at least.
    package init(
        exchange: Exchange, clock: Clock, streams: EventStreams = EventStreams(), admissions: Admissions = Admissions(),
        instruments: CallInstruments? = nil, isRevoked: @escaping @Sendable (ClientIdentity) -> Bool = { _ in false },
        evenTime: EvenTime = .system
    ) {
        router = Router(context: ConnectionRequestContext.self)
        router.add(middleware: CallMiddleware(clock: clock, instruments: instruments))
        var table = RouteTable(router.group(context: OfficerRequestContext.self), admissions)
        table.addStatus(exchange)
        table.addDirectory(exchange)
        table.addParticipants(exchange, evenTime)
        table.addCases(exchange)
        table.addConsents(exchange)
        let receiver = PartReceiver(exchange: exchange)
        table.addUploads(exchange, receiver)
        table.addDocuments(exchange)
        table.addRetrievals(exchange, isRevoked: isRevoked)
        table.addEmergencies(exchange)
        table.addRewraps(exchange)
        table.addRequests(exchange)
        table.addEvents(exchange, streams, clock: clock)
        table.addErasures(exchange)
        table.addRights(exchange, evenTime)
        table.addFigures(exchange)
        table.addAudit(exchange)
        table.addPolicies(exchange)
        table.addLog(exchange)
        table.refuseOtherMethods()
        endpoints = table.endpoints
        instruments?.prepare(endpoints, receiver.underWay)
        instruments?.watchWaiting {
            [("calls", UInt64(admissions.calls.counts.waiting)), ("transfers", UInt64(admissions.transfers.counts.waiting))]
        }
    }
}

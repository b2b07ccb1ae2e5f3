import Exchange
import ExchangeAPI
import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1

/// Goes around every call: turns errors into problem details, marks the answer, and writes one line to the log.
///
/// The line holds method, route template, status, duration and the caller's organisation. No path, query, name or body: a path holds
/// ids of people.
struct CallMiddleware: RouterMiddleware {
    typealias Context = ConnectionRequestContext

    let clock: Clock
    /// Counts and measures; `nil` where nobody looks.
    let instruments: CallInstruments?

    func handle(
        _ request: Request, context: ConnectionRequestContext, next: (Request, ConnectionRequestContext) async throws -> Response
    ) async throws -> Response {
        let start = clock.now()
        let measured = instruments?.begin()
        var status: Int?
        defer {
            if let measured { instruments?.end(measured, method: request.method.rawValue, path: context.endpointPath, status: status) }
        }
        var response = try await answer(request, context, next)
        // Only what never changes and tells nothing of anybody says otherwise: the log's tiles.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        response.headers[.requestID] = context.requestID
        status = response.status.code
        context.logger.info(
            "call",
            metadata: [
                "method": "\(context.name(of: request.method))",
                "route": "\(context.endpointPath ?? "-")",
                "status": "\(response.status.code)",
                "milliseconds": "\(clock.now().milliseconds - start.milliseconds)",
                "organisation": "\(ClientIdentity.current?.organisation ?? "-")",
            ])
        return response
    }

    private func answer(
        _ request: Request, _ context: ConnectionRequestContext, _ next: (Request, ConnectionRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // The listener answers what isn't HTTP; a second answer would not be HTTP either.
            throw error
        } catch {
            let problem = Problem(answering: error, requestID: context.requestID)
            if problem.isInternal { context.logger.error("call failed", metadata: ["error": "\(type(of: error))"]) }
            var response = try Response.problem(problem)
            if problem.code == WireFault.overloaded.rawValue { response.headers[.retryAfter] = String(WireLimits.retryAfterSeconds) }
            return response
        }
    }
}

extension ConnectionRequestContext {
    /// A method that HTTP has. Any other is whatever word the client chose, and could name anybody.
    fileprivate func name(of method: HTTPRequest.Method) -> String { RouteTable.methods.contains(method) ? method.rawValue : "-" }

    /// The id that the application gives to each request by way of its logger; `-` where the log keeps no metadata.
    fileprivate var requestID: String { logger[metadataKey: CallLogging.libraryKey].map { "\($0)" } ?? "-" }
}

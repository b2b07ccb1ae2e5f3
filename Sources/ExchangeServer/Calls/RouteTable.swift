import Exchange
import ExchangeAPI
import HTTPTypes
import Hummingbird

/// One call that the server takes: `GET /v1/cases/{case}`.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// `GET`, `POST` or `PATCH`.
    package let method: String
    /// The path, ids as `{name}`.
    package let path: String

    /// The path as the router reads it: a tile's takes all the elements that are left.
    var routerPath: RouterPath { RouterPath(path.replacing("{tile}", with: "**")) }

    /// The same as text, as a request's context names its route.
    var routerText: String { routerPath.description }

    package var description: String { "\(method) \(path)" }
}

/// The routes as they are added; knows all of them, so that other methods can be refused and the document be compared.
struct RouteTable {
    private let group: RouterGroup<OfficerRequestContext>
    private let admissions: Admissions
    private(set) var endpoints: [Endpoint] = []

    /// Those that a path may take, or refuse with 405; any other is on no route.
    static let methods: [HTTPRequest.Method] = [.get, .head, .query, .post, .put, .patch, .delete, .options, .trace]

    init(_ group: RouterGroup<OfficerRequestContext>, _ admissions: Admissions) {
        self.group = group
        self.admissions = admissions
    }

    /// A call whose answer is what has been committed, with its receipt.
    mutating func answer<Value: Codable & Sendable>(
        _ method: Method, _ path: String, _ action: @escaping @Sendable (IncomingCall) async throws -> Committed<Value>
    ) {
        respond(method, path) { try Response.json(Answer(try await action($0))) }
    }

    /// The same for an answer that writes itself.
    mutating func answer<Value: WireText & Codable & Sendable>(
        _ method: Method, _ path: String, _ action: @escaping @Sendable (IncomingCall) async throws -> Committed<Value>
    ) {
        respond(method, path) { Response.json(Answer(try await action($0))) }
    }

    /// A call that is no action: its result alone is the answer.
    mutating func tell<Value: Encodable & Sendable>(
        _ method: Method, _ path: String, as kind: CallKind = .call, _ question: @escaping @Sendable (IncomingCall) async throws -> Value
    ) {
        respond(method, path, as: kind) { try Response.json(try await question($0)) }
    }

    /// A call that makes its own response. It's let in by the door of its kind, before its body is read, and counts until its answer is
    /// written.
    mutating func respond(
        _ method: Method, _ path: String, as kind: CallKind = .call, _ action: @escaping @Sendable (IncomingCall) async throws -> Response
    ) {
        let endpoint = Endpoint(method: method.rawValue, path: path)
        endpoints.append(endpoint)
        let door = admissions.door(for: kind)
        group.on(endpoint.routerPath, method: method.http) { request, context in
            let call = try IncomingCall(request, context)
            guard let door else { return try await action(call) }
            let place = try await door.place(for: call.caller.organisation) { leave in context.channel.whenPeerGoes(leave) }
            defer { withExtendedLifetime(place) {} }
            var response = try await action(call)
            // A short answer is written at once.
            if kind == .transfer || response.body.isLong { response.body = response.body.holding(place, context.channel.eventLoop) }
            return response
        }
    }

    /// Answers 405 with `Allow` (RFC 9110 §15.5.6) to the methods that a path doesn't take.
    func refuseOtherMethods() {
        for endpoints in Dictionary(grouping: endpoints, by: \.path).values {
            let allowed = endpoints.map(\.method).sorted()
            for method in Self.methods where !allowed.contains(method.rawValue) {
                group.on(endpoints[0].routerPath, method: method) { _, _ in
                    var response = try Response.problem(Problem(.methodNotAllowed))
                    response.headers[.allow] = allowed.joined(separator: ", ")
                    return response
                }
            }
        }
    }
}

extension Method {
    fileprivate var http: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .patch: .patch
        }
    }
}

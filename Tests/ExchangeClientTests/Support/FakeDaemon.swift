import AsyncHTTPClient
import ExchangeAPI
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import TransparencyLog

@testable import Exchange
@testable import ExchangeClient

/// A daemon in memory, that a test can make lie. It answers as the wire says, and decides nothing.
final class FakeDaemon: Sendable {
    struct Request: Sendable {
        let method: String
        let path: String
        let query: String
        let headers: HTTPHeaders
        let body: [UInt8]
    }

    struct State {
        var log: FakeLog
        /// By path: what to answer. Gets the request, may append to the log.
        var routes: [String: @Sendable (Request, inout State) throws -> HTTPClientResponse] = [:]
        var requests: [Request] = []
        var mangle: @Sendable (Receipt) -> Receipt = { $0 }
        var received: [UInt8] = []
        var officer = World.officer("af-angered/karin")
    }

    let state: Mutex<State>
    let verifierKey: String

    init() throws {
        let log = try FakeLog()
        verifierKey = log.signer.verifierKey
        state = Mutex(State(log: log))
    }

    var requests: [Request] { state.withLock { $0.requests } }

    func route(_ path: String, _ answer: @escaping @Sendable (Request, inout State) throws -> HTTPClientResponse) {
        state.withLock { $0.routes[path] = answer }
    }

    var transport: Transport { Transport { try await self.answer($0) } }

    private func answer(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        var body: [UInt8] = []
        if let sent = request.body { for try await piece in sent { body += Array(piece.readableBytesView) } }
        let parts = URLComponents(string: request.url)
        let seen = Request(
            method: request.method.rawValue, path: parts?.path ?? "", query: parts?.query ?? "", headers: request.headers, body: body)
        return try state.withLock { state in
            state.requests.append(seen)
            // A path that ends in a slash stands for all below it.
            let route = state.routes[seen.path] ?? state.routes.first { $0.key.hasSuffix("/") && seen.path.hasPrefix($0.key) }?.value
            guard let route else { return try .problem(404, "not-found") }
            return try route(seen, &state)
        }
    }
}

extension FakeDaemon.State {
    /// A result with the receipt of an entry that is appended for it.
    mutating func committed<R: Codable & Sendable>(
        _ result: R, _ action: Action, resource: String? = nil, purpose: Purpose? = nil, record: String? = nil
    ) throws -> HTTPClientResponse {
        let receipt = try log.append(action, by: officer, resource: resource, purpose: purpose, record: record)
        return try .json(Answer(result: result, receipt: mangle(receipt)))
    }
}

extension HTTPClientResponse {
    static func json(_ value: some Encodable) throws -> HTTPClientResponse {
        .answer(200, "application/json; charset=utf-8", Array(try WireJSON.encode(value)))
    }

    static func problem(_ status: Int, _ code: String) throws -> HTTPClientResponse {
        let problem = Problem(code: code, title: "T", status: status, detail: "D", auditIndex: 3)
        return .answer(status, "application/problem+json", Array(try WireJSON.encode(problem)))
    }

    static func answer(_ status: Int, _ type: String, _ bytes: [UInt8], headers: HTTPHeaders = [:]) -> HTTPClientResponse {
        var headers = headers
        headers.add(name: "content-type", value: type)
        return HTTPClientResponse(
            version: .http1_1, status: .init(statusCode: status), headers: headers, body: .bytes(ByteBuffer(bytes: bytes)))
    }

    /// Sends some bytes; then the connection breaks.
    static func broken(_ status: Int, _ bytes: [UInt8], headers: HTTPHeaders = [:]) -> HTTPClientResponse {
        let stream = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
            continuation.yield(ByteBuffer(bytes: bytes))
            continuation.finish(throwing: HTTPClientError.remoteConnectionClosed)
        }
        return HTTPClientResponse(version: .http1_1, status: .init(statusCode: status), headers: headers, body: .stream(stream))
    }
}

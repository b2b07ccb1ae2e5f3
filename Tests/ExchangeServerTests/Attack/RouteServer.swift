import AsyncHTTPClient
import Crypto
import Exchange
import Foundation
import NIOCore

import NIOHTTP1
import StorageContract
import X509

@testable import ExchangeServer

/// The daemon's routes over its own listener, and clients with certificates.
struct RouteServer: Sendable {
    let stage: RouteStage
    let server: TestServer

    /// Every route, in the order in which the daemon has them.
    let endpoints: [String]

    static func run(_ stage: RouteStage, _ body: (RouteServer) async throws -> Void) async throws {
        let router = ExchangeRouter(exchange: stage.bench.exchange, clock: stage.bench.clock.clock)
        try await TestServer.run(router: router.router) { server in
            server.world.now = stage.bench.clock.now.date
            try await body(RouteServer(stage: stage, server: server, endpoints: router.endpoints.map(\.description)))
        }
    }

    /// What came back: of a stream of events its head alone.
    struct Answered: Sendable {
        let status: UInt
        let headers: HTTPHeaders
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// An officer's certificate of the trusted authority.
    func credential(of officer: OfficerID, serial: [UInt8] = [0x1a, 0x02]) throws -> TestCredential {
        try server.authority.issue(LeafProfile(names: [.uniformResourceIdentifier("kedja:\(officer)")], serial: serial))
    }

    func send(_ call: Outgoing, over client: HTTPClient) async throws -> Answered {
        var request = HTTPClientRequest(url: "https://localhost:\(server.port)\(call.path)")
        request.method = HTTPMethod(rawValue: call.method)
        for (name, value) in call.fields { request.headers.add(name: name, value: value) }
        if let body = call.body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await client.execute(request, timeout: .seconds(60))
        let streams = response.headers.first(name: "content-type") == "text/event-stream"
        let body = streams ? [] : Array(try await response.body.collect(upTo: 1 << 22).readableBytesView)
        return Answered(status: response.status.code, headers: response.headers, body: body)
    }

    /// As an officer, on a connection of their own.
    func send(_ call: Outgoing, as officer: OfficerID) async throws -> Answered {
        try await server.withClient(try credential(of: officer), version: .http1Only) { try await send(call, over: $0) }
    }
}

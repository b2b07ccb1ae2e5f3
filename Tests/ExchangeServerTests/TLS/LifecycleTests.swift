import AsyncHTTPClient
import ExchangeServer
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing

/// Connections end when they should. Each test hangs, and so fails by its time limit, when one doesn't.
@Suite(.timeLimit(.minutes(10))) struct LifecycleTests {
    static let request = Array("GET /whoami HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
    static let http2Preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]

    private func connect(_ server: TestServer, protocols: [String] = ["http/1.1"]) async throws -> RawConnection {
        var tls = try server.clientTLS(try server.authority.issue())
        tls.applicationProtocols = protocols
        return try await RawConnection(port: server.port, tls: tls)
    }

    @Test func shutdownFinishesWithAFrozenIdlePeer() async throws {
        try await TestServer.run { server in
            let peer = try await connect(server)
            try await peer.send(Self.request)
            try await peer.receive()
            try await peer.freeze()
        }
    }

    @Test func shutdownFinishesWithAnHTTP2PeerThatDoesNotAnswer() async throws {
        var configuration = TLSListenerConfiguration()
        configuration.shutdownGrace = .milliseconds(50)
        try await TestServer.run(configuration: configuration) { server in
            let peer = try await connect(server, protocols: ["h2"])
            try await peer.send(Self.http2Preface)
            try await peer.receive()
        }
    }

    @Test func shutdownFinishesWithAPeerThatNeverShakesHands() async throws {
        var configuration = TLSListenerConfiguration()
        configuration.handshakeTimeout = .seconds(600)
        try await TestServer.run(configuration: configuration) { server in
            let peer = try await RawConnection(port: server.port, tls: nil)
            try await peer.send([0x16, 0x03])
            let officer = try server.authority.issue()
            #expect(try await server.whoami(officer).status == 200, "the peer was accepted before")
        }
    }

    @Test(.timeLimit(.minutes(2))) func slowHandshakeIsCutOff() async throws {
        var configuration = TLSListenerConfiguration()
        configuration.handshakeTimeout = .milliseconds(20)
        try await TestServer.run(configuration: configuration) { server in
            let peer = try await RawConnection(port: server.port, tls: nil)
            try await peer.closed()
        }
    }

    @Test(arguments: ["", "GET /whoami HT", "GET /whoami HTTP/1.1\r\nHost: localhost\r\n\r\n"])
    func idleConnectionIsCutOff(sent: String) async throws {
        var configuration = TLSListenerConfiguration()
        configuration.idleTimeout = .milliseconds(50)
        try await TestServer.run(configuration: configuration) { server in
            let peer = try await connect(server)
            try? await peer.send(Array(sent.utf8))
            try await peer.closed()
        }
    }

    @Test func stalledConnectionIsCutOff() async throws {
        var configuration = TLSListenerConfiguration()
        configuration.stallTimeout = .milliseconds(50)
        try await TestServer.run(configuration: configuration) { server in
            let peer = try await connect(server, protocols: ["h2"])
            try? await peer.send(Self.http2Preface)
            try await peer.closed()
        }
    }

    @Test(arguments: [(HTTPClient.Configuration.HTTPVersion.http1Only, UInt(400)), (.automatic, 431)])
    func largeHeaderIsRefused(version: HTTPClient.Configuration.HTTPVersion, status: UInt) async throws {
        var configuration = TLSListenerConfiguration()
        configuration.maximumHeaderBytes = 1024
        try await TestServer.run(configuration: configuration) { server in
            let officer = try server.authority.issue()
            let large = String(repeating: "x", count: 1024)
            let answer = try await server.withClient(officer, version: version) { client in
                try await server.whoami(client, headers: ["x-large": large])
            }
            #expect(answer.status == status)
            #expect(try await server.whoami(officer, version: version).status == 200)
        }
    }
}

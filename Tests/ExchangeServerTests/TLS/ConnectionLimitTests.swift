import AsyncHTTPClient
import Foundation
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOSSL
import Testing
import X509

@testable import ExchangeServer

/// How many connections there may be, and slow clients on them.
@Suite(.timeLimit(.minutes(5))) struct ConnectionLimitTests {
    private func connect(_ server: TestServer, as officer: String = "af-angered/anna.berg") async throws -> RawConnection {
        let profile = LeafProfile(names: [.uniformResourceIdentifier("kedja:\(officer)")])
        var tls = try server.clientTLS(try server.authority.issue(profile))
        tls.applicationProtocols = ["http/1.1"]
        return try await RawConnection(port: server.port, tls: tls)
    }

    private func ask(_ peer: RawConnection) async throws { try await peer.send(LifecycleTests.request) }

    @Test func newcomersMakeRoomOldestFirst() throws {
        let loop = EmbeddedEventLoop()
        let connections = Connections(seats: 4, newcomers: 2)
        let channels = (0..<4).map { _ in EmbeddedChannel(loop: loop) }
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
        for channel in channels { channel.connect(to: address, promise: nil) }
        for channel in channels[..<2] { connections.welcome(channel) }
        #expect(connections.seat(channels[0], for: "a") && connections.counts == (1, 1))
        connections.welcome(channels[2])
        connections.welcome(channels[3])
        #expect(channels.map(\.isActive) == [true, false, true, true] && connections.counts == (1, 2))
        channels[2].close(promise: nil)
        loop.run()
        #expect(connections.counts == (1, 1))
        connections.left("a")
        #expect(connections.counts == (0, 1))
    }

    @Test func anOrganisationHasHalfOfTheConnectionsAndTheNextIsTold() async throws {
        var configuration = TLSListenerConfiguration.patient
        configuration.maximumConnections = 4
        try await TestServer.run(configuration: configuration) { server in
            let seated = [try await connect(server), try await connect(server)]
            for peer in seated {
                try await ask(peer)
                try await peer.heard("kedja:af-angered/anna.berg")
            }
            let surplus = try await connect(server)
            try await ask(surplus)
            try await surplus.heard(#""code":"overloaded""#)
            let told = String(decoding: surplus.said, as: UTF8.self).lowercased()
            #expect(told.hasPrefix("http/1.1 503 ") && told.contains("retry-after: 2") && told.contains("connection: close"))
            try await surplus.closed()
            // Another organisation has room, and so has this one once one of its connections is gone.
            let other = try await connect(server, as: "fk/frida")
            try await ask(other)
            try await other.heard("kedja:fk/frida")
            await seated[0].leave()
            while true {
                let next = try await connect(server)
                try await ask(next)
                if (try? await next.heard("kedja:af-angered")) != nil { break }
            }
        }
    }

    @Test func aSurplusHTTP2ConnectionIsTold() async throws {
        var configuration = TLSListenerConfiguration.patient
        configuration.maximumConnections = 1
        try await TestServer.run(configuration: configuration) { server in
            let first = try await connect(server)
            try await ask(first)
            try await first.heard("kedja:")
            let answer = try await server.whoami(try server.authority.issue())
            #expect(answer.version == .http2 && answer.status == 503 && answer.body.contains("overloaded"))
            #expect(answer.headers["retry-after"] == ["2"])
        }
    }

    @Test func aSurplusConnectionThatAsksNothingIsClosed() async throws {
        var configuration = TLSListenerConfiguration.patient
        configuration.maximumConnections = 1
        configuration.surplusTime = .milliseconds(20)
        try await TestServer.run(configuration: configuration) { server in
            let first = try await connect(server)
            try await ask(first)
            try await first.heard("kedja:")
            let surplus = try await connect(server)
            try await surplus.closed()
            #expect(server.world.logged.contains { $0.hasPrefix("connection refused too-many-connections") })
        }
    }

    /// Peers that never shake hands fill all the room for newcomers, for as long as they may; whoever shakes hands gets in.
    @Test func stalledHandshakesShutNobodyOut() async throws {
        var configuration = TLSListenerConfiguration.patient
        configuration.maximumNewcomers = 8
        try await TestServer.run(configuration: configuration) { server in
            var stalled: [RawConnection] = []
            for _ in 0..<20 {
                let peer = try await RawConnection(port: server.port, tls: nil)
                try await peer.send([0x16, 0x03, 0x01])
                stalled.append(peer)
            }
            let officer = try server.authority.issue()
            #expect(try await server.whoami(officer).status == 200)
            // The first twelve have made room.
            for peer in stalled[..<12] { try await peer.closed() }
        }
    }

    /// A byte every now and then, which never makes a head.
    @Test(.timeLimit(.minutes(2))) func aHeadThatTricklesIsCutOff() async throws {
        var configuration = TLSListenerConfiguration()
        configuration.idleTimeout = .milliseconds(100)
        configuration.maximumHeaderBytes = 1 << 30
        try await TestServer.run(configuration: configuration) { server in
            let peer = try await connect(server)
            try await peer.send(Array("GET /whoami HTTP/1.1\r\nx-long: ".utf8))
            await peer.sendUntilClosed([0x78])
            #expect(peer.said.isEmpty)
        }
    }

    @Test func aBodyThatTricklesIsAnswered() async throws {
        var configuration = TLSListenerConfiguration.patient
        configuration.bodyGrace = .milliseconds(50)
        try await TestServer.run(configuration: configuration) { server in
            let peer = try await connect(server)
            try await peer.send(Array("POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n{".utf8))
            try await peer.heard("body-too-slow")
            #expect(String(decoding: peer.said, as: UTF8.self).hasPrefix("HTTP/1.1 408 "))
            try await peer.closed()
        }
    }
}

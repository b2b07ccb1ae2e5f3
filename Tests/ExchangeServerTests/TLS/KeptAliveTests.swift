import AsyncHTTPClient
import ExchangeServer
import Foundation
import NIOHTTP1
import Testing

/// A connection that was good once isn't good for ever.
@Suite(.timeLimit(.minutes(10))) struct KeptAliveTests {
    static let versions: [HTTPClient.Configuration.HTTPVersion] = [.http1Only, .automatic]

    @Test(arguments: versions) func connectionIsKept(_ version: HTTPClient.Configuration.HTTPVersion) async throws {
        try await TestServer.run { server in
            try await server.withClient(try server.authority.issue(), version: version) { client in
                let first = try await server.whoami(client)
                #expect(try await server.whoami(client).body == first.body)
            }
        }
    }

    @Test(arguments: versions) func revocationEndsTheConnection(_ version: HTTPClient.Configuration.HTTPVersion) async throws {
        let officer = LeafProfile(serial: [0x00, 0xbe, 0xef])
        try await expectRefusal(.revoked, profile: officer, version: version) { $0.world.revoke("beef") }
    }

    @Test(arguments: versions) func expiryEndsTheConnection(_ version: HTTPClient.Configuration.HTTPVersion) async throws {
        try await expectRefusal(.expired, profile: LeafProfile(), version: version) { $0.world.now = TestDates.yearEnd + 1 }
    }

    /// SIGHUP has taken another authority in its place.
    @Test(arguments: versions) func anAuthoritysEndEndsTheConnection(_ version: HTTPClient.Configuration.HTTPVersion) async throws {
        let other = try TestAuthority()
        try await expectRefusal(.untrusted, profile: LeafProfile(), version: version) { server in
            server.material.replace(with: try server.authority.material(clients: [other]))
        }
    }

    /// One that comes beside it, and the same one's next certificate, end nothing.
    @Test func anAuthorityThatStaysEndsNothing() async throws {
        try await TestServer.run { server in
            let (authority, other) = (server.authority, try TestAuthority(name: "Another"))
            try await server.withClient(try authority.issue()) { client in
                let first = try await server.whoami(client)
                for clients in [[other, authority], [try authority.renewed()]] {
                    server.material.replace(with: try authority.material(clients: clients))
                    #expect(try await server.whoami(client).body == first.body)
                }
            }
        }
    }

    @Test func lastSecondStillCounts() async throws {
        try await TestServer.run { server in
            server.world.now = TestDates.yearEnd
            let officer = try server.authority.issue()
            #expect(try await server.whoami(officer).status == 200)
        }
    }

    @Test func issuersExpiryEndsTheConnection() async throws {
        try await TestServer.run { server in
            let issuer = try server.authority.intermediate(validity: TestDates.yearStart...TestDates.now + 60)
            try await server.withClient(try issuer.issue()) { client in
                let served = try await server.whoami(client)
                server.world.now = TestDates.now + 61
                let refused = try await server.whoami(client)
                #expect(served.status == 200 && refused.status == 401)
            }
        }
    }

    /// One request that is served, `change`, one that is refused with 401 on the same connection, one that finds it closed and,
    /// on a new connection, no way in.
    private func expectRefusal(
        _ refusal: ClientRefusal, profile: LeafProfile, version: HTTPClient.Configuration.HTTPVersion, change: (TestServer) throws -> Void
    ) async throws {
        try await TestServer.run { server in
            try await server.withClient(try server.authority.issue(profile), version: version) { client in
                #expect(try await server.whoami(client).status == 200)
                try change(server)
                let refused = try await server.whoami(client)
                #expect(refused.status == 401)
                #expect(refused.headers["connection"] == (version == .http1Only ? ["close"] : []))
                #expect(refused.body.contains(#""code":"\#(refusal.rawValue)""#))
                await #expect(throws: (any Error).self) { try await server.whoami(client) }
            }
            #expect(server.world.logged.contains { $0.hasPrefix("request refused \(refusal.rawValue)") })
            #expect(server.world.logged.contains { $0.hasPrefix("handshake refused \(refusal.rawValue)") })
        }
    }
}

import ExchangeServer
import Foundation
import Hummingbird
import Testing

@Suite(.timeLimit(.minutes(10))) struct RequestContextTests {
    /// Where a router runs without the listener, there is no caller until a test binds one.
    @Test func officerContextNeedsACaller() async throws {
        try await TestServer.run { server in
            let peer = try await RawConnection(port: server.port, tls: nil)
            let source = ApplicationRequestContextSource(channel: peer.channel, logger: server.world.logger)
            let connection = ConnectionRequestContext(source: source)
            #expect(throws: HTTPError.self) { try OfficerRequestContext(context: connection) }
            let identity = try #require(ClientIdentity(uri: "kedja:fk/eva.lind", serialHex: "0a", notAfter: TestDates.yearEnd))
            let context = try ClientIdentity.$current.withValue(identity) { try OfficerRequestContext(context: connection) }
            #expect(context.identity == identity)
        }
    }
}

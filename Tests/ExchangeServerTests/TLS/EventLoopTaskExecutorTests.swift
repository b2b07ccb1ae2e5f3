import AsyncHTTPClient
import ExchangeServer
import Foundation
import Hummingbird
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct EventLoopTaskExecutorTests {
    /// At its beginning, behind a wait for another thread, and in a child task, over both protocols.
    @Test(arguments: [HTTPClient.Configuration.HTTPVersion.http1Only, .automatic])
    func aCallRunsOnItsConnectionsLoop(version: HTTPClient.Configuration.HTTPVersion) async throws {
        let router = Router(context: ConnectionRequestContext.self)
        router.get("whoami") { _, context in
            let loop = context.channel.eventLoop
            let first = loop.inEventLoop
            await withCheckedContinuation { continuation in Thread.detachNewThread { continuation.resume() } }
            async let child = loop.inEventLoop
            return "\(first) \(loop.inEventLoop) \(await child)"
        }
        try await TestServer.run(router: router) { server in
            let answer = try await server.whoami(try server.authority.issue(), version: version)
            #expect(answer.body == "true true true")
        }
    }
}

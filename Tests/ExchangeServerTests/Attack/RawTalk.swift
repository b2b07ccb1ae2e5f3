import Exchange
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// Bytes to the daemon's listener over TLS, as no client library would send them, and all that comes back.
struct RawTalk {
    private let channel: any Channel
    private let answers: AsyncStream<[UInt8]>

    /// - Parameter protocols: what ALPN offers.
    init(_ server: RouteServer, as officer: OfficerID, protocols: [String] = ["http/1.1"]) async throws {
        var tls = try server.server.clientTLS(try server.credential(of: officer))
        tls.applicationProtocols = protocols
        let context = try NIOSSLContext(configuration: tls)
        let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandlers(
                    NIOSSLClientHandler(context: context, serverHostname: "localhost"), Collecting(continuation))
            }
        }.connect(host: "127.0.0.1", port: server.server.port).get()
        answers = stream
    }

    /// Sends it all at once. That the peer has had enough already is no error.
    func send(_ bytes: [UInt8]) async throws { try? await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

    /// What came until the peer closed the connection, or until it was enough.
    func received(until isEnough: ([UInt8]) -> Bool = { _ in false }) async -> [UInt8] {
        var all: [UInt8] = []
        for await bytes in answers {
            all += bytes
            if isEnough(all) { break }
        }
        try? await channel.close()
        return all
    }
}

private final class Collecting: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let continuation: AsyncStream<[UInt8]>.Continuation

    init(_ continuation: AsyncStream<[UInt8]>.Continuation) { self.continuation = continuation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield(Array(unwrapInboundIn(data).readableBytesView))
    }
    func channelInactive(context: ChannelHandlerContext) { continuation.finish() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

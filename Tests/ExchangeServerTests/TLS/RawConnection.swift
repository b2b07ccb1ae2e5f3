import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// A peer that sends what it is told to and answers nothing by itself.
struct RawConnection: Sendable {
    let channel: any Channel
    private let firstBytes: EventLoopFuture<Void>

    /// Connects; with `tls`, begins a handshake too.
    init(port: Int, tls: TLSConfiguration?) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: Void.self)
        channel = try await ClientBootstrap(group: loop).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                if let tls {
                    let handler = try NIOSSLClientHandler(context: NIOSSLContext(configuration: tls), serverHostname: "localhost")
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
                try channel.pipeline.syncOperations.addHandler(FirstBytesHandler(promise: promise))
            }
        }.connect(host: "127.0.0.1", port: port).get()
        firstBytes = promise.futureResult
    }

    func send(_ bytes: some Sequence<UInt8> & Sendable) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Waits for the server's first application bytes.
    func receive() async throws { try await firstBytes.get() }

    /// Waits until the server has closed the connection.
    func closed() async throws { try await channel.closeFuture.get() }

    /// Reads nothing more, not even a goodbye.
    func freeze() async throws { try await channel.setOption(.autoRead, value: false).get() }
}

private final class FirstBytesHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let promise: EventLoopPromise<Void>

    init(promise: EventLoopPromise<Void>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { promise.succeed() }
    func channelInactive(context: ChannelHandlerContext) { promise.fail(ChannelError.eof) }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

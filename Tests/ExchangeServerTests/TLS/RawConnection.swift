import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization

/// A peer that sends what it is told to and answers nothing by itself. What it waits for ends with the test's time, so that a server that doesn't
/// do it fails the test instead of holding it.
struct RawConnection: Sendable {
    let channel: any Channel
    private let firstBytes: EventLoopFuture<Void>
    private let handshake: EventLoopFuture<Void>
    private let heard = Heard()

    /// Connects; with `tls`, begins a handshake too.
    init(port: Int, tls: TLSConfiguration?) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: Void.self)
        let handshake = loop.makePromise(of: Void.self)
        if tls == nil { handshake.succeed() }
        let heard = heard
        channel = try await ClientBootstrap(group: loop).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                if let tls {
                    let handler = try NIOSSLClientHandler(context: NIOSSLContext(configuration: tls), serverHostname: "localhost")
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
                try channel.pipeline.syncOperations.addHandler(FirstBytesHandler(promise: promise, handshake: handshake, heard: heard))
            }
        }.connect(host: "127.0.0.1", port: port).get()
        firstBytes = promise.futureResult
        self.handshake = handshake.futureResult
    }

    func send(_ bytes: some Sequence<UInt8> & Sendable) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Waits for the server's first application bytes.
    func receive() async throws { try await inTime(firstBytes) }

    /// All that the server has said so far.
    var said: [UInt8] { heard.bytes.withLock { $0 } }

    /// Waits until the server has said something, or has closed the connection.
    func heard(_ text: String) async throws {
        while !String(decoding: said, as: UTF8.self).contains(text) {
            try Task.checkCancellation()
            guard channel.isActive else { throw ChannelError.eof }
            await Task.yield()
        }
    }

    /// Sends again and again until the server has closed the connection.
    func sendUntilClosed(_ bytes: [UInt8]) async {
        while channel.isActive, !Task.isCancelled {
            do { try await send(bytes) } catch { break }
            await Task.yield()
        }
        try? await closed()
    }

    /// Goes, without a word.
    func leave() async { try? await channel.close() }

    /// Waits until the server has closed the connection.
    func closed() async throws { try await inTime(channel.closeFuture) }

    /// Reads nothing more, not even a goodbye. The handshake is done before, for nothing is sent until then.
    func freeze() async throws {
        try await inTime(handshake)
        try await channel.setOption(.autoRead, value: false).get()
    }

    /// Every wait ends when the connection does.
    private func inTime(_ future: EventLoopFuture<Void>) async throws {
        try await withTaskCancellationHandler {
            try await future.get()
        } onCancel: {
            channel.close(promise: nil)
        }
        try Task.checkCancellation()
    }
}

private final class Heard: Sendable {
    let bytes = Mutex<[UInt8]>([])
}

private final class FirstBytesHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let promise: EventLoopPromise<Void>
    private let handshake: EventLoopPromise<Void>
    private let heard: Heard

    init(promise: EventLoopPromise<Void>, handshake: EventLoopPromise<Void>, heard: Heard) {
        self.promise = promise
        self.handshake = handshake
        self.heard = heard
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        heard.bytes.withLock { $0 += unwrapInboundIn(data).readableBytesView }
        promise.succeed()
    }
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event { handshake.succeed() }
        context.fireUserInboundEventTriggered(event)
    }
    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(ChannelError.eof)
        handshake.fail(ChannelError.eof)
    }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

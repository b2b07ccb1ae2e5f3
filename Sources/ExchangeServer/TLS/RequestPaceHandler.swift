import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Gives up requests whose bodies don't come, and tells when the peer has gone. Stands behind the HTTP codec, of a connection or of a
/// stream.
///
/// A body that is too slow ends in an error for whoever reads it, so that it's answered; then the connection is closed. What is sent
/// after an answer is thrown away, up to a bound: somebody who is refused in the middle of a part should see the answer, not a broken
/// connection.
final class RequestPaceHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: TLSListenerConfiguration
    /// The body that is coming; `nil` between requests.
    private var pace: BodyPace?
    private var alarm: Scheduled<Void>?
    /// Whether a read has been asked for since this stands here. One from before, of the handshake, is answered without another one.
    private var hasBeenAsked = false
    /// What came after the answer.
    private var leftovers: Int?
    private var isEnding = false
    private var isGone = false
    private var whenGone: (@Sendable () -> Void)?

    init(_ limits: TLSListenerConfiguration) { self.limits = limits }

    /// Calls `action` when the peer goes away; at once when it has. One action at a time, for one call waits at a time.
    func onGone(_ action: @escaping @Sendable () -> Void) {
        if isGone { action() } else { whenGone = action }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            pace = BodyPace(grace: TimeAmount(limits.bodyGrace), lowestRate: limits.lowestBodyRate)
            leftovers = nil
        case .body(let bytes):
            pace?.came(bytes.readableBytes, at: context.eventLoop.now)
            leftovers? += bytes.readableBytes
            if let leftovers, leftovers > limits.maximumLeftovers { return context.close(promise: nil) }
        case .end:
            pace = nil
            alarm?.cancel()
            alarm = nil
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !hasBeenAsked {
            pace?.wanted(at: context.eventLoop.now)
            watch(context)
        }
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        hasBeenAsked = true
        pace?.wanted(at: context.eventLoop.now)
        watch(context)
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        whenGone = nil
        if pace != nil { leftovers = 0 }
        guard isEnding else { return context.write(data, promise: promise) }
        context.writeAndFlush(data, promise: promise)
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { gone() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        gone()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { gone() }

    private func gone() {
        alarm?.cancel()
        isGone = true
        whenGone?()
        whenGone = nil
    }

    private func watch(_ context: ChannelHandlerContext) {
        guard alarm == nil, !isEnding, let deadline = pace?.deadline else { return }
        alarm = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.alarm = nil
            guard let deadline = self.pace?.deadline, deadline <= context.eventLoop.now else { return self.watch(context) }
            self.giveUp(context)
        }
    }

    /// Whoever reads the body hears of it and answers; where nobody does, the connection goes all the same.
    private func giveUp(_ context: ChannelHandlerContext) {
        isEnding = true
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.shutdownGrace)) { context.close(promise: nil) }
        if leftovers != nil { return context.close(promise: nil) }
        context.fireErrorCaught(ServerError.bodyTooSlow)
    }
}

extension Channel {
    /// Does something when the peer goes away. Where no ``RequestPaceHandler`` stands, never.
    func whenPeerGoes(_ action: @escaping @Sendable () -> Void) {
        eventLoop.execute { try? self.pipeline.syncOperations.handler(type: RequestPaceHandler.self).onGone(action) }
    }
}

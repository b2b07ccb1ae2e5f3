internal import NIOCore
internal import NIOTLS

/// Ends connections that don't make progress: a handshake that isn't done in time, a peer that passes no byte, and whatever is
/// left after the grace that a shutdown gives.
///
/// Stands right behind the TLS handler, with an `IdleStateHandler` in front. HTTP/2 needs the last rule: it waits for the peer to
/// answer a ping before it closes, which a dead peer never does.
final class ConnectionDeadlineHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private enum State {
        case handshaking
        case open
        case ending
    }

    private let handshakeTimeout: TimeAmount
    private let shutdownGrace: TimeAmount
    private var state = State.handshaking
    private var deadline: Scheduled<Void>?

    init(handshakeTimeout: Duration, shutdownGrace: Duration) {
        self.handshakeTimeout = TimeAmount(handshakeTimeout)
        self.shutdownGrace = TimeAmount(shutdownGrace)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        scheduleClose(in: handshakeTimeout, context: context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted: finishHandshake()
        case is ChannelShouldQuiesceEvent: beginEnding(context: context)
        case is IdleStateHandler.IdleStateEvent: context.close(promise: nil)
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func finishHandshake() {
        guard state == .handshaking else { return }
        deadline?.cancel()
        state = .open
    }

    private func beginEnding(context: ChannelHandlerContext) {
        switch state {
        case .handshaking: context.close(promise: nil)
        case .open: scheduleClose(in: shutdownGrace, context: context)
        case .ending: break
        }
        state = .ending
    }

    private func scheduleClose(in amount: TimeAmount, context: ChannelHandlerContext) {
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: amount) {
            context.close(promise: nil)
        }
    }
}

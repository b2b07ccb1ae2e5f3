import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import ExchangeServer

/// Slow bodies, by an event loop whose time the test moves.
@Suite struct BodyPaceTests {
    private static var limits: TLSListenerConfiguration {
        var limits = TLSListenerConfiguration()
        limits.bodyGrace = .seconds(10)
        limits.lowestBodyRate = 1000
        limits.maximumLeftovers = 5000
        return limits
    }

    private func seconds(_ count: Int64) -> NIODeadline { .uptimeNanoseconds(0) + .seconds(count) }

    @Test func onlyWaitingCounts() {
        var pace = BodyPace(grace: .seconds(10), lowestRate: 1000)
        #expect(pace.deadline == nil)
        pace.wanted(at: seconds(100))
        #expect(pace.deadline == seconds(110))
        pace.wanted(at: seconds(105))
        #expect(pace.deadline == seconds(110))
        pace.came(2000, at: seconds(109))
        #expect(pace.deadline == nil)
        // Nine seconds are used up, two are earned, and the hour in which nobody asked is nobody's.
        pace.wanted(at: seconds(3709))
        #expect(pace.deadline == seconds(3712))
    }

    /// Keeps what is read, and answers nothing.
    private final class Reader: ChannelInboundHandler {
        typealias InboundIn = HTTPRequestPart
        var parts: [HTTPRequestPart] = []
        var errors: [any Error] = []

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { parts.append(unwrapInboundIn(data)) }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { errors.append(error) }
    }

    private struct Scene {
        let channel: EmbeddedChannel
        let reader = Reader()

        init() throws {
            channel = EmbeddedChannel()
            try channel.pipeline.syncOperations.addHandlers([RequestPaceHandler(BodyPaceTests.limits), reader])
            channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
        }

        func head() throws {
            try channel.writeInbound(HTTPRequestPart.head(HTTPRequest(method: .post, scheme: "https", authority: "a", path: "/")))
            channel.read()
        }

        func body(_ count: Int) throws {
            try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 1, count: count)))
            channel.read()
        }

        func answer() throws {
            try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
            try channel.writeOutbound(HTTPResponsePart.end(nil))
        }

        func pass(_ seconds: Int64) { channel.embeddedEventLoop.advanceTime(by: .seconds(seconds)) }
    }

    @Test func aBodyThatDoesNotComeEndsInAnErrorAndThenTheConnection() throws {
        let scene = try Scene()
        try scene.head()
        scene.pass(9)
        #expect(scene.reader.errors.isEmpty)
        scene.pass(1)
        #expect(scene.reader.errors.count == 1 && scene.reader.errors.first as? ServerError == .bodyTooSlow)
        #expect(scene.channel.isActive)
        try scene.answer()
        #expect(!scene.channel.isActive)
    }

    @Test func whoeverDoesNotAnswerLosesTheConnectionAllTheSame() throws {
        let scene = try Scene()
        try scene.head()
        scene.pass(10)
        #expect(scene.channel.isActive)
        scene.pass(10)
        #expect(!scene.channel.isActive)
    }

    @Test func aByteNowAndThenIsNotEnough() throws {
        let scene = try Scene()
        try scene.head()
        for _ in 0..<12 {
            scene.pass(1)
            if scene.reader.errors.isEmpty { try scene.body(1) }
        }
        #expect(scene.reader.errors.count == 1)
    }

    @Test func whatComesFastEnoughMayLast() throws {
        let scene = try Scene()
        try scene.head()
        for _ in 0..<600 {
            scene.pass(1)
            try scene.body(1000)
        }
        try scene.channel.writeInbound(HTTPRequestPart.end(nil))
        scene.pass(3600)
        try scene.answer()
        #expect(scene.reader.errors.isEmpty && scene.channel.isActive && scene.reader.parts.count == 602)
    }

    @Test func whatComesAfterTheAnswerIsThrownAwayUpToABound() throws {
        let scene = try Scene()
        try scene.head()
        try scene.body(9000)
        try scene.answer()
        try scene.body(5000)
        #expect(scene.channel.isActive)
        try scene.body(1)
        #expect(!scene.channel.isActive)
    }

    @Test func theNextRequestBeginsAnew() throws {
        let scene = try Scene()
        for _ in 0..<3 {
            try scene.head()
            scene.pass(8)
            try scene.body(10)
            try scene.channel.writeInbound(HTTPRequestPart.end(nil))
            try scene.answer()
        }
        #expect(scene.reader.errors.isEmpty && scene.channel.isActive)
    }

    @Test func whoHasGoneIsTold() throws {
        let scene = try Scene()
        let handler = try scene.channel.pipeline.syncOperations.handler(type: RequestPaceHandler.self)
        let told = NIOLoopBoundBox(0, eventLoop: scene.channel.eventLoop)
        try scene.head()
        handler.onGone { told.value += 1 }
        // The call got its place, was answered, and another one waits.
        try scene.channel.writeInbound(HTTPRequestPart.end(nil))
        try scene.answer()
        try scene.head()
        handler.onGone { told.value += 10 }
        scene.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(told.value == 10)
        scene.channel.close(promise: nil)
        #expect(told.value == 10)
        handler.onGone { told.value += 100 }
        #expect(told.value == 110)
    }
}

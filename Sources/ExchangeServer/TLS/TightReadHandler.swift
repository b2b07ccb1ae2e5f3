internal import NIOCore

/// Hands on what TLS has read in a buffer that isn't much larger. Stands right behind `NIOSSLHandler`.
///
/// `NIOSSLHandler` hands on its own buffer, with room for a record more, and uses it again for the next read. As long as anybody behind
/// it holds a slice of it, that next read copies all of the buffer's room, filled or not, into a new one: a body that comes in small reads
/// after large ones, and is taken more slowly than it comes, cost many times the work and the memory of what had arrived. So what fills
/// little of its buffer gets one of its own; what fills a good part of it goes on as it is, which is cheaper than copying it.
final class TightReadHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// How many times the bytes the room may be.
    static let mostRoom = 3

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let read = unwrapInboundIn(data)
        guard read.storageCapacity > Self.mostRoom * read.readableBytes else { return context.fireChannelRead(data) }
        var tight = context.channel.allocator.buffer(capacity: read.readableBytes)
        tight.writeImmutableBuffer(read)
        context.fireChannelRead(wrapInboundOut(tight))
    }
}

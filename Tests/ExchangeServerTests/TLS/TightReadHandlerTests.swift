import NIOCore
import NIOEmbedded
import Testing

@testable import ExchangeServer

@Suite("Reads in buffers of their size") struct TightReadHandlerTests {
    /// The readable bytes of a buffer with much room, from its middle.
    @Test(arguments: [0, 1, 1000, 16_384, 40_000]) func theBytesAreTheSameAndTheRoomIsTheirs(_ count: Int) throws {
        let channel = EmbeddedChannel(handler: TightReadHandler())
        var wide = channel.allocator.buffer(capacity: 1 << 20)
        wide.writeRepeatingByte(9, count: 77)
        wide.moveReaderIndex(to: 77)
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        wide.writeBytes(bytes)
        try channel.writeInbound(wide)
        let read = try #require(try channel.readInbound(as: ByteBuffer.self))
        #expect(Array(read.readableBytesView) == bytes)
        #expect(read.storageCapacity <= max(2 * count, 64))
        _ = try channel.finish()
    }

    /// What fills a good part of its buffer isn't copied: the buffer that comes out is the one that went in.
    @Test func aFullBufferGoesOnAsItIs() throws {
        let channel = EmbeddedChannel(handler: TightReadHandler())
        var full = channel.allocator.buffer(capacity: 1 << 16)
        full.writeRepeatingByte(9, count: (1 << 16) / TightReadHandler.mostRoom + 1)
        try channel.writeInbound(full)
        let read = try #require(try channel.readInbound(as: ByteBuffer.self))
        #expect(read == full && read.storageCapacity == 1 << 16)
        _ = try channel.finish()
    }
}

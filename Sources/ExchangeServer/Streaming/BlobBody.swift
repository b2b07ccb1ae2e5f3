import Exchange
import HummingbirdCore
import NIOCore

extension ResponseBody {
    /// A body that streams a stretch of a blob, no faster than the client reads.
    ///
    /// Writing returns before the bytes are on the wire: a plain loop would read the whole blob into memory. Waiting for the event
    /// loop after every fourth chunk of 64 KiB lets it take notice that the socket is full; from then on writing waits by itself.
    /// A blob that ends too early cuts the connection, so that the client sees an incomplete response.
    static func blob(_ blob: any Blob, _ range: Range<UInt64>, eventLoop: any EventLoop) -> ResponseBody {
        ResponseBody(contentLength: Int(range.count)) { writer in
            let chunkSize: UInt64 = 64 << 10
            for (index, start) in stride(from: range.lowerBound, to: range.upperBound, by: Int(chunkSize)).enumerated() {
                let wanted = Int(min(chunkSize, range.upperBound - start))
                let bytes = try await blob.read(at: start, count: wanted)
                guard bytes.count == wanted else { throw ServerError.payloadTooShort }
                try await writer.write(ByteBuffer(bytes: bytes))
                if index % 4 == 3 { try await eventLoop.submit {}.get() }
            }
            try await writer.finish(nil)
        }
    }
}

import Exchange
import HummingbirdCore
import NIOCore

extension ResponseBody {
    /// A body that streams a stretch of a blob, no faster than the client reads.
    ///
    /// Writing returns before the bytes are on the wire: a plain loop would read the whole blob into memory. Waiting for the event
    /// loop after each page of 128 KiB lets it take notice that the socket is full; from then on writing waits by itself. So a client
    /// that doesn't read costs two pages and what TLS has made of them.
    /// A blob that ends too early cuts the connection, so that the client sees an incomplete response.
    ///
    /// What fits into a chunk is read before the response's head is written, and goes out with it: one write and one record of TLS instead of
    /// three and a wait. What is wrong with it can still be said then.
    static func blob(_ blob: any Blob, _ range: Range<UInt64>, eventLoop: any EventLoop) async throws -> ResponseBody {
        if range.count <= chunkSize {
            return ResponseBody(byteBuffer: try await blob.page(at: range.lowerBound, count: range.count))
        }
        return ResponseBody(contentLength: range.count) { writer in
            for start in stride(from: range.lowerBound, to: range.upperBound, by: pageSize) {
                var page = try await blob.page(at: start, count: Int(min(UInt64(pageSize), range.upperBound - start)))
                while let chunk = page.readSlice(length: min(chunkSize, page.readableBytes)), chunk.readableBytes > 0 {
                    try await writer.write(chunk)
                }
                try await eventLoop.submit {}.get()
            }
            try await writer.finish(nil)
        }
    }
}

/// What is read at once: a page costs a change of threads.
private let pageSize = 128 << 10
/// What is written at once, a part of the page's memory.
private let chunkSize = 64 << 10

extension Blob {
    fileprivate func page(at offset: UInt64, count: Int) async throws -> ByteBuffer {
        let bytes = try await read(at: offset, count: count)
        guard bytes.count == count else { throw ServerError.payloadTooShort }
        return ByteBuffer(bytes: bytes)
    }
}

package import HummingbirdCore
package import NIOCore

extension RequestBody {
    /// The body in chunks of at most 64 KiB, cut off by an error as soon as it exceeds `limit` bytes.
    ///
    /// The next chunk is read from the connection only when it is asked for, so that memory stays flat however large the
    /// body is. May be iterated once.
    package func bounded(to limit: Int) -> BoundedBody {
        BoundedBody(body: self, limit: limit)
    }
}

/// A request's body with a limit on its size; see `RequestBody.bounded(to:)`.
package struct BoundedBody: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    /// The largest chunk in bytes.
    package static let maximumChunkBytes = 64 * 1024

    let body: RequestBody
    let limit: Int

    /// Starts reading.
    package func makeAsyncIterator() -> Iterator {
        Iterator(body: body.makeAsyncIterator(), limit: limit)
    }

    /// Reads chunk by chunk.
    package struct Iterator: AsyncIteratorProtocol {
        private var body: RequestBody.AsyncIterator
        private let limit: Int
        private var received = 0
        private var pending = ByteBuffer()

        init(body: RequestBody.AsyncIterator, limit: Int) {
            self.body = body
            self.limit = limit
        }

        /// The next chunk, never empty; `nil` at the body's end.
        ///
        /// - Throws: ``ServerError/bodyTooLarge(limit:)`` before any byte past the limit is handed out, and whatever the
        ///   connection throws.
        package mutating func next() async throws -> ByteBuffer? {
            while pending.readableBytes == 0 {
                guard let buffer = try await body.next() else { return nil }
                try receive(buffer)
            }
            return pending.readSlice(length: Swift.min(pending.readableBytes, BoundedBody.maximumChunkBytes))
        }

        private mutating func receive(_ buffer: ByteBuffer) throws(ServerError) {
            guard buffer.readableBytes <= limit - received else { throw .bodyTooLarge(limit: limit) }
            received += buffer.readableBytes
            pending = buffer
        }
    }
}

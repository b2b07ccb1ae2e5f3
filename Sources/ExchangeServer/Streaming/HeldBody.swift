import HummingbirdCore
import HTTPTypes
import NIOCore

extension ResponseBody {
    /// Whether it's more than what is written at once.
    var isLong: Bool { contentLength.map { $0 > PacedWriter.pieceSize } ?? true }

    /// The same body, during whose writing a place counts as taken.
    ///
    /// What is too large for one write goes out as fast as it's read, as a blob does: a client that doesn't read an answer holds its
    /// call's place, not memory that nobody counts.
    func holding(_ place: Admission.Place, _ eventLoop: any EventLoop) -> ResponseBody {
        let body = self
        return ResponseBody(contentLength: contentLength) { writer in
            defer { withExtendedLifetime(place) {} }
            try await body.write(PacedWriter(writer: writer, eventLoop: eventLoop))
        }
    }
}

/// Writes large buffers in pieces, each after the event loop has taken notice of what the one before has filled; see `ResponseBody.blob`.
private struct PacedWriter: ResponseBodyWriter {
    static let pieceSize = 64 << 10

    var writer: any ResponseBodyWriter
    let eventLoop: any EventLoop

    mutating func write(_ buffer: ByteBuffer) async throws {
        var rest = buffer
        while rest.readableBytes > Self.pieceSize, let piece = rest.readSlice(length: Self.pieceSize) {
            try await writer.write(piece)
            try await eventLoop.submit {}.get()
        }
        try await writer.write(rest)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws { try await writer.finish(trailingHeaders) }
}

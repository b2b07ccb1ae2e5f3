package import HummingbirdCore
package import NIOCore
internal import _NIOFileSystem

extension ResponseBody {
    /// A body that streams `slice` from its file, no faster than the client reads.
    ///
    /// Writing to the response returns before the bytes are on the wire: a plain loop would read the whole file into memory.
    /// Waiting for the event loop after every fourth chunk of 64 KiB lets it take notice that the socket is full; from then on
    /// writing waits by itself.
    ///
    /// A file that is missing or too short is noticed while the body is written: the connection is cut, and the client sees an
    /// incomplete response. Ask for the file's size before.
    ///
    /// - Parameters:
    ///   - slice: what to send.
    ///   - eventLoop: the event loop of the request's channel.
    package static func file(_ slice: FileSlice, eventLoop: any EventLoop) -> ResponseBody {
        ResponseBody(contentLength: slice.length) { writer in
            let file = try await FileSystem.shared.openFile(forReadingAt: FilePath(slice.path), options: .init())
            do {
                try await copy(slice, from: file, to: &writer, eventLoop: eventLoop)
                try await file.close()
            } catch {
                try? await file.close()
                throw error
            }
            try await writer.finish(nil)
        }
    }

    private static func copy(
        _ slice: FileSlice, from file: ReadFileHandle, to writer: inout any ResponseBodyWriter, eventLoop: any EventLoop
    ) async throws {
        let chunkBytes = 64 * 1024
        for (index, start) in stride(from: 0, to: slice.length, by: chunkBytes).enumerated() {
            let wanted = min(chunkBytes, slice.length - start)
            let chunk = try await file.readChunk(fromAbsoluteOffset: slice.offset + Int64(start), length: .bytes(Int64(wanted)))
            guard chunk.readableBytes == wanted else { throw ServerError.fileTooShort }
            try await writer.write(chunk)
            if index % 4 == 3 { try await eventLoop.submit {}.get() }
        }
    }
}

import Foundation
import Glibc

/// A file descriptor that closes itself. Used by one task at a time.
package final class OpenFile: Sendable {
    package let descriptor: Int32

    /// Takes over an open descriptor.
    package init(owning descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Opens for reading. Never waits for a pipe's other end.
    static func reading(_ path: String) throws(ClientError) -> OpenFile {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            guard errno != ENOENT else { throw .local("no-such-file", "there is no file \(path)", hint: "check the path") }
            throw .local("unreadable-file", "the file \(path) can't be read: \(String(cString: strerror(errno)))", hint: "check its mode")
        }
        return OpenFile(owning: descriptor)
    }

    /// The next bytes, at most `limit`; empty at the end.
    package func read(upTo limit: Int) throws(ClientError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            var got = -1
            repeat { got = Glibc.read(descriptor, buffer.baseAddress, limit) } while got < 0 && errno == EINTR
            if got < 0 { failure = errno }
            count = max(got, 0)
        }
        guard failure == 0 else { throw .local("unreadable-file", "reading failed: \(String(cString: strerror(failure)))") }
        return bytes
    }

    /// Fills the memory from its start, as far as there is something now; says how many bytes that is, 0 at the end.
    package func read(into memory: inout MutableRawSpan) throws(ClientError) -> Int {
        var got = -1
        memory.withUnsafeMutableBytes { memory in
            repeat { got = Glibc.read(descriptor, memory.baseAddress, memory.count) } while got < 0 && errno == EINTR
        }
        guard got >= 0 else { throw .local("unreadable-file", "reading failed: \(String(cString: strerror(errno)))") }
        return got
    }

    /// Writes all of it.
    package func write(_ bytes: [UInt8]) throws(ClientError) {
        try write(bytes.span.bytes)
    }

    /// Writes all of it.
    package func write(_ bytes: RawSpan) throws(ClientError) {
        try bytes.withUnsafeBytes { (bytes) throws(ClientError) in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                guard written >= 0 || errno == EINTR else {
                    throw .local(
                        "unwritable-file", "writing failed: \(String(cString: strerror(errno)))", hint: "check the room on the disk")
                }
                rest = rest.dropFirst(max(written, 0))
            }
        }
    }

    var status: stat? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status : nil
    }
}

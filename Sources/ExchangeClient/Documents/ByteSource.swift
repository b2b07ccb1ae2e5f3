import Age
import Glibc

/// Where a document's bytes come from.
package enum ByteSource: Sendable, Hashable, Codable {
    case file(_ path: String)
    case standardInput
}

/// How far something long has come.
package struct ProgressReport: Sendable, Hashable {
    package let bytes: UInt64
    /// `nil` when nobody knows, as with standard input.
    package let total: UInt64?

    package init(bytes: UInt64, total: UInt64?) {
        self.bytes = bytes
        self.total = total
    }
}

/// Hears of progress, on the task that makes it.
package typealias ProgressSink = @Sendable (ProgressReport) -> Void

/// A byte source, opened. Read in pieces of at most 1 MiB.
struct SourceReader: ByteReading {
    static let pieceSize = 1 << 20

    private let file: OpenFile
    /// The source's length in bytes where it is known.
    let total: UInt64?
    /// How the file looked when it was opened; `nil` for standard input.
    let stamp: SourceStamp?

    init(_ source: ByteSource) throws(ClientError) {
        switch source {
        case .file(let path):
            file = try OpenFile.reading(path)
            guard let status = file.status, status.st_mode & S_IFMT == S_IFREG else {
                throw .local("not-a-file", "\(path) is no regular file", hint: "give a file, or send the bytes by standard input")
            }
            total = UInt64(clamping: status.st_size)
            stamp = SourceStamp(path: path, status: status)
        case .standardInput:
            file = OpenFile(owning: dup(STDIN_FILENO))
            total = nil
            stamp = nil
        }
    }

    /// The next piece; empty at the end.
    func next() throws(ClientError) -> [UInt8] { try file.read(upTo: Self.pieceSize) }

    /// The next bytes, as many as come at once; none at the end.
    func read(into memory: inout MutableRawSpan) throws -> Int { try file.read(into: &memory) }
}

import Age
import ExchangeClient
import Glibc

/// A file that is read, or standard input.
struct SealingInput: ByteReading {
    private let file: OpenFile
    let path: String

    /// - Parameter path: Nil or `-` for standard input.
    init(_ path: String?) throws(LocalFault) {
        let isStandard = path == nil || path == "-"
        self.path = path ?? "-"
        // Waits for the other end of a pipe, unlike the files of a profile.
        let descriptor = isStandard ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : Glibc.open(self.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(self.path) }
        file = OpenFile(owning: descriptor)
        guard let place, !place.isFolder else { throw Self.unreadable(self.path) }
    }

    func read(into memory: inout MutableRawSpan) throws -> Int { try file.read(into: &memory) }

    /// Which file it is, whatever its name.
    var place: FilePlace? { FilePlace(of: file) }

    /// All of a small file.
    func bytes(limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let piece = try file.read(upTo: 64 << 10)
            guard !piece.isEmpty else { return bytes }
            bytes += piece
        }
        throw Self.unreadable(path)
    }

    func text(limit: Int) throws -> String {
        guard let text = String(validating: try bytes(limit: limit), as: UTF8.self) else { throw Self.unreadable(path) }
        return text
    }

    private static func unreadable(_ path: String) -> LocalFault {
        LocalFault(.unreadableFile, Words.Common.unreadable(path), hint: Words.Common.checkPath)
    }
}

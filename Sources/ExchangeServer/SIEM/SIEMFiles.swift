import Foundation

/// The index of the next event for one receiver, in a file of its own beside the database.
///
/// Written beside it, synced, renamed, and the folder synced (rename(2), fsync(2)): after a crash it holds the old number or the new one. An older
/// number means that events come again, a missing file that all do.
package struct SIEMCursor: Sendable, Hashable {
    private let path: String

    package init(path: String) { self.path = path }

    func load() throws(SIEMError) -> UInt64 {
        guard FileManager.default.fileExists(atPath: path) else { return 0 }
        guard let data = FileManager.default.contents(atPath: path), data.count <= 21,
            let next = UInt64(decimal: String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines))
        else { throw .cursorFailed }
        return next
    }

    func save(_ next: UInt64) throws(SIEMError) {
        let temporary = path + ".new"
        do {
            try withFile(temporary, O_WRONLY | O_CREAT | O_TRUNC) { file throws(SIEMError) in try append(Array("\(next)\n".utf8), to: file)
            }
            guard rename(temporary, path) == 0 else { throw SIEMError.cursorFailed }
            try withFile(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY) { folder throws(SIEMError) in
                guard fsync(folder) == 0 else { throw .cursorFailed }
            }
        } catch { throw .cursorFailed }
    }
}

/// Appends to a file and syncs it before it returns. Opens it anew each time, so that it can be rotated by renaming it.
package struct FileSink: SIEMSink {
    package let name = "file"
    private let path: String

    package init(path: String) { self.path = path }

    package func deliver(_ bytes: [UInt8]) async throws {
        try withFile(path, O_RDWR | O_CREAT | O_APPEND) { file throws(SIEMError) in
            // A crash may have left half a line: it's ended, and its event comes again whole.
            try append(isTorn(file) ? [0x0a] + bytes : bytes, to: file)
        }
    }

    private func isTorn(_ file: Int32) -> Bool {
        let size = lseek(file, 0, SEEK_END)
        var last: UInt8 = 0
        return size > 0 && pread(file, &last, 1, size - 1) == 1 && last != 0x0a
    }
}

private func withFile(_ path: String, _ flags: Int32, _ body: (Int32) throws(SIEMError) -> Void) throws(SIEMError) {
    let file = open(path, flags | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .fileFailed }
    defer { close(file) }
    try body(file)
}

/// Writes all of it and syncs it.
private func append(_ bytes: [UInt8], to file: Int32) throws(SIEMError) {
    var done = 0
    while done < bytes.count {
        let written = bytes.withUnsafeBytes { write(file, $0.baseAddress?.advanced(by: done), bytes.count - done) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw .fileFailed }
        done += written
    }
    guard fsync(file) == 0 else { throw .fileFailed }
}

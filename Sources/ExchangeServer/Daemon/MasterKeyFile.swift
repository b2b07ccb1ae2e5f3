package import Exchange
import Foundation

/// The master key in a file of its own: 64 hexadecimal digits and a newline, mode 0600.
package struct MasterKeyFile: Sendable {
    private let path: String

    package init(_ path: String) { self.path = path }

    package var exists: Bool { access(path, F_OK) == 0 }

    /// Reads the key. Refuses a file that others than its owner may read or write.
    package func read() throws(DaemonError) -> MasterKey {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw DaemonError(.configuration, "the master key \(path) can't be opened", hint: "run kedjad init, or correct masterKey")
        }
        defer { close(file) }
        try requirePrivate(file)
        var bytes = [UInt8](repeating: 0, count: 66)
        let count = Foundation.read(file, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self).trimmingCharacters(in: .newlines)
        guard let key = Hexadecimal.bytes(text).flatMap(MasterKey.init(bytes:)) else {
            throw DaemonError(.configuration, "the master key \(path) isn't 64 hexadecimal digits", hint: "restore it from its backup")
        }
        return key
    }

    /// Looked at on the open file, so that nobody can change it in between.
    private func requirePrivate(_ file: Int32) throws(DaemonError) {
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw DaemonError(.configuration, "the master key \(path) is no regular file", hint: "correct masterKey")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw DaemonError(
                .configuration, "the master key \(path) can be read by others than its owner",
                hint: "run chmod 600 \(path), and consider the key known to whoever could read it")
        }
    }

    /// Writes a new key, and never over another: created with mode 0600 (O_EXCL), written, synced.
    package func create(_ key: MasterKey) throws(DaemonError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw DaemonError(
                .cannotCreate, "the master key \(path) can't be created",
                hint: errno == EEXIST ? "there is one already; choose another masterKey" : "make its folder, and let kedjad write there")
        }
        defer { close(file) }
        let bytes = Array((Hexadecimal.text(key.exposedBytes) + "\n").utf8)
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw DaemonError(.cannotCreate, "the master key \(path) can't be written", hint: "free some space, remove the file, try again")
        }
    }
}

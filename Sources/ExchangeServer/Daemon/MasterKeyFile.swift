package import Exchange
import Foundation

/// A master key in a file of its own: 64 hexadecimal digits and a newline, mode 0600.
package struct MasterKeyFile: Hashable, Sendable {
    package let path: String
    /// Whether it's a credential of systemd's: a copy for this process, read-only.
    package let isCredential: Bool

    package init(_ path: String, isCredential: Bool = false) {
        self.path = path
        self.isCredential = isCredential
    }

    package var exists: Bool { access(path, F_OK) == 0 }

    /// Reads the key. Refuses a file that others than its owner may read or write.
    package func read() throws(DaemonError) -> MasterKey {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw errno == ENOENT ? missing : unreadable }
        defer { close(file) }
        try requirePrivate(file)
        var bytes = [UInt8](repeating: 0, count: 66)
        let count = Foundation.read(file, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self).trimmingCharacters(in: .newlines)
        guard let key = Hexadecimal.bytes(text).flatMap(MasterKey.init(bytes:)) else {
            throw DaemonError(
                .configuration, "the master key \(path) isn't 64 hexadecimal digits",
                hint: "restore it from its safe copy; a new key opens nothing", code: .masterKeyMalformed)
        }
        return key
    }

    private var missing: DaemonError {
        DaemonError(
            .configuration, "there is no master key at \(path)",
            hint: "restore it from its safe copy, or correct masterKey; without it nothing that is stored can be opened by anybody. "
                + "For a new exchange run kedjad init", code: .masterKeyMissing)
    }

    private var unreadable: DaemonError {
        DaemonError(
            .configuration, "the master key \(path) can't be opened: \(String(cString: strerror(errno)))",
            hint: "let the user that runs kedjad own it, with mode 0600", code: .masterKeyUnreadable)
    }

    /// Looked at on the open file, so that nobody can change it in between. A credential may show that its group reads it: systemd lets the
    /// service's user in by an access list, whose mask stands in the group's place in the mode.
    private func requirePrivate(_ file: Int32) throws(DaemonError) {
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw DaemonError(
                .configuration, "the master key \(path) is no regular file", hint: "correct masterKey", code: .masterKeyMalformed)
        }
        guard status.st_mode & (isCredential ? 0o037 : 0o077) == 0 else {
            throw DaemonError(
                .configuration, "the master key \(path) can be read by others than its owner",
                hint: "run chmod 600 \(path), and consider the key known to whoever could read it: change it by kedjad keys rotate",
                code: .masterKeyExposed)
        }
    }

    /// Writes a new key, and never over another: under a name beside it with mode 0600, synced, linked to its own name, the folder synced. So
    /// there's never a part of a key in its place, and once this returns a power cut doesn't take it.
    ///
    /// A process that was killed may have left that other name, of a part or of a whole key that has been moved since. It's removed first and
    /// never written through; the folder's lock keeps other processes from it meanwhile.
    package func create(_ key: MasterKey) throws(DaemonError) {
        try requireWritable()
        let folder = try lockedFolder()
        defer { close(folder) }
        guard !exists else { throw cannotCreate(EEXIST) }
        unlink(part)
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw cannotCreate(errno) }
        defer { unlink(part) }
        let bytes = Array((Hexadecimal.text(key.exposedBytes) + "\n").utf8)
        let isWritten = write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        close(file)
        guard isWritten else {
            throw DaemonError(.cannotCreate, "the master key \(path) can't be written", hint: "free some space, try again")
        }
        guard link(part, path) == 0 else { throw cannotCreate(errno) }
        guard fsync(folder) == 0 else { throw cannotSync }
    }

    /// Refuses a credential: what would be written there is gone with the service.
    func requireWritable() throws(DaemonError) {
        guard isCredential else { return }
        throw DaemonError(
            .configuration, "the master key \(path) is a credential, which can't be made or changed where it lies",
            hint: "run this outside the service, with the file that the credential comes from as masterKey", code: .masterKeyCredential)
    }

    /// Takes another file's place, at once and durably: whoever looks sees the old key or the new.
    package func move(to other: MasterKeyFile) throws(DaemonError) {
        let folder = try lockedFolder()
        defer { close(folder) }
        for name in [part, other.part] { unlink(name) }
        guard rename(path, other.path) == 0 else {
            throw DaemonError(
                .cannotCreate, "\(path) can't be moved to \(other.path)", hint: "let kedjad write there, and run kedjad keys rotate again")
        }
        guard fsync(folder) == 0 else { throw cannotSync }
    }

    /// Makes a key durable that somebody else has put there, or a process that was killed, with its one name.
    package func sync() throws(DaemonError) {
        let folder = try lockedFolder()
        defer { close(folder) }
        unlink(part)
        let file = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        guard file >= 0, fsync(file) == 0 else { throw unreadable }
        guard fsync(folder) == 0 else { throw cannotSync }
    }

    private var part: String { path + ".part" }

    /// The folder's descriptor, which nobody else holds locked; closing it lets go.
    private func lockedFolder() throws(DaemonError) -> Int32 {
        let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw cannotCreate(errno) }
        while flock(folder, LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(folder)
                throw cannotSync
            }
        }
        return folder
    }

    private func cannotCreate(_ reason: Int32) -> DaemonError {
        DaemonError(
            .cannotCreate, "the master key \(path) can't be created",
            hint: reason == EEXIST ? "there is one already; choose another masterKey" : "make its folder, and let kedjad write there")
    }

    private var cannotSync: DaemonError {
        DaemonError(.cannotCreate, "the folder of \(path) can't be synced", hint: "check its disk, and try again")
    }
}

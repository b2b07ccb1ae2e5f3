import Glibc
import TransparencyLog

/// A witness's state: for each log one file, named by the hash of its origin, that holds the checkpoint cosigned last.
///
/// What makes a new state durable, in this order: open a temporary file in the folder, write, fsync it, rename it over the old
/// one, fsync the folder. A kill or a loss of power leaves the old file or the new one, whole; a temporary file that stays behind is written over.
/// What remains: a disk that says it has synced and hasn't.
///
/// One process at a time: the file `lock` is held as long as this value lives.
package final class WitnessFolder: Sendable {
    package let path: String
    private let lock: Int32

    /// Makes the folder, for its owner alone, where there is none.
    package init(_ path: String) throws(WitnessFault) {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .unusableFolder(path) }
        lock = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .unusableFolder(path) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw .folderInUse(path)
        }
    }

    deinit { close(lock) }

    /// What was stored; `nil` when nothing was. Unverified.
    func latest(of log: String) throws(WitnessFault) -> SignedNote? {
        let file = open(name(of: log), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            guard errno == ENOENT else { throw .unreadableState(name(of: log)) }
            return nil
        }
        defer { close(file) }
        guard let bytes = contents(of: file) else { throw .unreadableState(name(of: log)) }
        guard let note = try? SignedNote(parsing: bytes) else { throw .damagedState(name(of: log)) }
        return note
    }

    /// Stores durably, or throws and has changed nothing that counts.
    func store(_ note: SignedNote, of log: String) throws(WitnessFault) {
        let temporary = name(of: log) + ".new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .unwritableState(name(of: log)) }
        let written = write(Array(note.encoded.utf8), to: file) && fsync(file) == 0
        guard close(file) == 0, written, rename(temporary, name(of: log)) == 0, syncFolder() else {
            throw .unwritableState(name(of: log))
        }
    }

    private func name(of log: String) -> String { "\(path)/\(log).checkpoint" }

    private func syncFolder() -> Bool {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return false }
        defer { close(folder) }
        return fsync(folder) == 0
    }

    private func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// At most as much as a note can be, and a byte more, which then isn't one.
    private func contents(of file: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count <= SignedNote.byteLimit {
            var count = 0
            let piece = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, filled in
                count = read(file, buffer.baseAddress, buffer.count)
                filled = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            guard count > 0 else { return bytes }
            bytes += piece
        }
        return bytes
    }
}

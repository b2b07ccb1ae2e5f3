package import Exchange
import Glibc

/// Plaintext on its way: a file that its owner alone may read and that has no name until everything has been checked.
///
/// Where the file system can (`O_TMPFILE`), there is no name at all, so nothing stays behind whatever stops the process. Elsewhere
/// it has a random hidden name until this value goes; a kill in between leaves that file, readable by its owner alone.
package final class SpoolFile: Sendable {
    private let file: OpenFile
    private let folder: String
    /// The name on a file system that can't do without.
    private let name: String?
    private let token: String

    package init(in folder: String, random: RandomSource, nameless: Bool = true) throws(ClientError) {
        self.folder = folder
        token = Hexadecimal.text(random.bytes(16))
        let anonymous = nameless ? open(folder, temporaryFlag | O_RDWR | O_CLOEXEC, 0o600) : -1
        if anonymous >= 0 {
            file = OpenFile(owning: anonymous)
            name = nil
            return
        }
        let path = "\(folder)/.kedja-\(token)"
        let named = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard named >= 0 else {
            throw .local(
                "unwritable-folder", "no file can be made in \(folder): \(String(cString: strerror(errno)))", hint: "choose another folder")
        }
        file = OpenFile(owning: named)
        name = path
    }

    deinit {
        if let name { unlink(name) }
    }

    /// Takes away a name that the file had to have: it won't be published.
    func hide() {
        if let name { unlink(name) }
    }

    package func write(_ bytes: [UInt8]) throws(ClientError) { try file.write(bytes) }

    package func write(_ bytes: RawSpan) throws(ClientError) { try file.write(bytes) }

    /// Lets others read it too, where the user wants that.
    package func setMode(_ mode: UInt32) throws(ClientError) {
        guard fchmod(file.descriptor, mode) == 0 else { throw failure(name ?? folder) }
    }

    /// Gives the file its name, synced. Without `replacing`, a name that is taken meanwhile is left alone: `destination-exists`.
    package func publish(as path: String, replacing: Bool) throws(ClientError) {
        guard fsync(file.descriptor) == 0 else { throw failure(path) }
        guard replacing else { return try link(to: path) }
        let temporary = "\(folder)/.kedja-\(token)-new"
        try link(to: temporary)
        guard rename(temporary, path) == 0 else {
            let error = failure(path)
            unlink(temporary)
            throw error
        }
    }

    /// Copies all of it to another descriptor.
    func copy(to descriptor: Int32) throws(ClientError) {
        guard lseek(file.descriptor, 0, SEEK_SET) == 0 else { throw failure("the spooled document") }
        let output = OpenFile(owning: dup(descriptor))
        while true {
            let piece = try file.read(upTo: 1 << 20)
            guard !piece.isEmpty else { return }
            try output.write(piece)
        }
    }

    /// `link` fails where the name is taken, also by a link.
    private func link(to path: String) throws(ClientError) {
        let source = name ?? "/proc/self/fd/\(file.descriptor)"
        guard linkat(AT_FDCWD, source, AT_FDCWD, path, name == nil ? AT_SYMLINK_FOLLOW : 0) == 0 else {
            guard errno != EEXIST else { throw .destinationExists(path) }
            throw failure(path)
        }
    }

    private func failure(_ path: String) -> ClientError {
        .local("unwritable-file", "\(path) can't be written: \(String(cString: strerror(errno)))", hint: "check the folder and its room")
    }
}

/// `O_TMPFILE` of open(2): the macro isn't imported.
private let temporaryFlag: Int32 = 0o20000000 | O_DIRECTORY

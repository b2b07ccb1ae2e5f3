import Exchange
import Foundation

/// The system calls that durable files need, with the exchange's error where one fails. Paths never come into an error.
enum FileCalls {
    /// Makes a folder for the owner alone (0700), with those above it; nothing happens when it's there. The folder above is synced.
    static func makeFolder(_ path: String) throws(ExchangeError) {
        if mkdir(path, 0o700) == 0 { return try syncFolder(parent(of: path)) }
        if errno == EEXIST { return }
        guard errno == ENOENT, access(parent(of: path), F_OK) != 0, parent(of: path) != path else { throw failure("make a folder") }
        try makeFolder(parent(of: path))
        try makeFolder(path)
    }

    /// Makes an empty file for the owner alone (0600), unless there is one.
    static func makePrivateFile(_ path: String) throws(ExchangeError) {
        let file = try openFile(path, O_RDWR | O_CREAT)
        close(file)
    }

    /// An open file's descriptor; the caller closes it.
    static func openFile(_ path: String, _ flags: Int32) throws(ExchangeError) -> Int32 {
        let descriptor = Foundation.open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("open a file") }
        return descriptor
    }

    /// An open file's descriptor, or `nil` when there is no file.
    static func openIfPresent(_ path: String, _ flags: Int32) throws(ExchangeError) -> Int32? {
        let descriptor = Foundation.open(path, flags | O_CLOEXEC, 0o600)
        if descriptor >= 0 { return descriptor }
        guard errno == ENOENT else { throw failure("open a file") }
        return nil
    }

    static func size(of descriptor: Int32) throws(ExchangeError) -> UInt64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("look at a file") }
        return UInt64(max(0, status.st_size))
    }

    /// The mark is the file and when it was last written to. A kernel that counts time in ticks gives two writes within one the same time
    /// (Linux until 6.13: up to 10 ms); sizes tell these apart unless the second has taken away and put back as much.
    /// An empty file is no other than none: the first write finds the one that it has just made.
    static func state(of descriptor: Int32) throws(ExchangeError) -> UploadState {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("look at a file") }
        guard status.st_size > 0 else { return .empty }
        let mark = "\(status.st_ino) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        return UploadState(size: UInt64(max(0, status.st_size)), mark: mark)
    }

    /// Reads up to `count` bytes; fewer at the file's end only.
    static func read(_ descriptor: Int32, at offset: UInt64, count: Int) throws(ExchangeError) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset) + off_t(filled))
                if got < 0, errno == EINTR { continue }
                failed = got < 0
                guard got > 0 else { return }
                filled += got
            }
        }
        guard !failed else { throw failure("read a file") }
        return bytes
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32, at offset: UInt64) throws(ExchangeError) {
        let complete = bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let put = pwrite(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset) + off_t(done))
                if put < 0, errno == EINTR { continue }
                guard put > 0 else { return false }
                done += put
            }
            return true
        }
        guard complete else { throw failure("write a file") }
    }

    static func cut(_ descriptor: Int32, to size: UInt64) throws(ExchangeError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw failure("cut a file") }
    }

    /// Waits until nobody else, in this process or another, holds the file. Closing it lets go.
    static func lock(_ descriptor: Int32) throws(ExchangeError) {
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure("lock a file") }
        }
    }

    /// An open file's descriptor, locked; `nil` when there is no file. Whoever waited for the lock may have opened what has lost its name meanwhile:
    /// then it's what has the name now.
    static func openLocked(_ path: String, _ flags: Int32) throws(ExchangeError) -> Int32? {
        while let file = try openIfPresent(path, flags) {
            do throws(ExchangeError) {
                try lock(file)
                if try isSame(file, as: path) { return file }
            } catch {
                close(file)
                throw error
            }
            close(file)
        }
        return nil
    }

    /// Throws `storageStopped`: it isn't tried again, see `WriteStop`.
    static func sync(_ descriptor: Int32) throws(ExchangeError) {
        guard fsync(descriptor) == 0 else { throw .storageStopped }
    }

    /// Makes the names in a folder durable.
    static func syncFolder(_ path: String) throws(ExchangeError) {
        let descriptor = try openFile(path, O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        try sync(descriptor)
    }

    /// As ``syncFolder(_:)``; nothing happens when there is none.
    static func syncFolderIfPresent(_ path: String) throws(ExchangeError) {
        guard let descriptor = try openIfPresent(path, O_RDONLY | O_DIRECTORY) else { return }
        defer { close(descriptor) }
        try sync(descriptor)
    }

    static func names(in folder: String) throws(ExchangeError) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch { throw failure("list a folder") }
    }

    /// When a file or any of its names was last changed, which nobody can set back; `nil` when there is no such file.
    static func lastChange(of path: String) throws(ExchangeError) -> Timestamp? {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw failure("look at a file") }
            return nil
        }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Timestamp(milliseconds: Int64(status.st_ctim.tv_sec) * 1000 + Int64(status.st_ctim.tv_nsec) / 1_000_000)
    }

    /// Whether a name is that of a file, and not of a link, folder or device; `nil` when nothing has it.
    static func isFile(_ path: String) throws(ExchangeError) -> Bool? {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw failure("look at a file") }
            return nil
        }
        return status.st_mode & S_IFMT == S_IFREG
    }

    /// An open file's descriptor, for reading; whatever else has this name, a link among it, is refused and never waited for.
    static func openPlainFile(_ path: String) throws(ExchangeError) -> Int32 {
        guard try isFile(path) ?? true else {
            throw ExchangeError(.damaged, "\((path as NSString).lastPathComponent) is a link or a device there, and must be a file")
        }
        return try openFile(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    }

    /// As long as the descriptor is open, nobody else has the folder; `nil` when somebody has it.
    static func lockFolder(_ path: String) throws(ExchangeError) -> Int32? {
        let folder = try openFile(path, O_RDONLY | O_DIRECTORY)
        if flock(folder, LOCK_EX | LOCK_NB) == 0 { return folder }
        close(folder)
        return nil
    }

    /// Gives a file a second name; `false` when something has that name.
    static func link(_ from: String, to: String) throws(ExchangeError) -> Bool {
        if Foundation.link(from, to) == 0 { return true }
        guard errno == EEXIST else { throw failure("name a file") }
        return false
    }

    /// Gives a file or folder another name, in the place of what has it.
    static func rename(_ from: String, to: String) throws(ExchangeError) {
        guard Foundation.rename(from, to) == 0 else { throw failure("rename a file") }
    }

    /// Whether the open file has this name too.
    static func isSame(_ descriptor: Int32, as path: String) throws(ExchangeError) -> Bool {
        var (mine, other) = (stat(), stat())
        guard fstat(descriptor, &mine) == 0 else { throw failure("look at a file") }
        guard lstat(path, &other) == 0 else {
            guard errno == ENOENT else { throw failure("look at a file") }
            return false
        }
        return mine.st_dev == other.st_dev && mine.st_ino == other.st_ino
    }

    /// Removes a file; nothing happens when there is none.
    static func remove(_ path: String) throws(ExchangeError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove a file") }
    }

    private static func parent(of path: String) -> String {
        let parent = (path as NSString).deletingLastPathComponent
        return parent.isEmpty ? "." : parent
    }

    private static func failure(_ deed: String) -> ExchangeError {
        let reason = String(cString: strerror(errno))
        return ExchangeError(.storageFailed, "the exchange could not \(deed) in its data folder: \(reason); check disk space and rights")
    }
}

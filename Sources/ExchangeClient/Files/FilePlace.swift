import Glibc

/// A file by its device and number, whatever its name.
package struct FilePlace: Hashable, Sendable {
    private let device: dev_t
    private let number: ino_t
    /// Neither a folder, a pipe nor a device.
    package let isRegular: Bool
    package let isFolder: Bool
    /// Who may read and write it.
    package let mode: UInt32

    private init(_ status: stat) {
        device = status.st_dev
        number = status.st_ino
        isRegular = status.st_mode & S_IFMT == S_IFREG
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        mode = status.st_mode & 0o7777
    }

    /// Nil where the system doesn't tell.
    package init?(of file: OpenFile) {
        guard let status = file.status else { return nil }
        self.init(status)
    }

    /// Nil where there is nothing at `path`; a link is followed.
    package init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }
}

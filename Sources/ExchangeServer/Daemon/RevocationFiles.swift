import Exchange
import Foundation
import SignedRecords

/// Where lists of revocations lie, as it was when it was looked at: one file, or a folder of them.
struct RevocationFiles {
    let path: String
    let isFolder: Bool
    /// The lists' own paths, in order.
    let paths: [String]
    private let stamps: [FileStamp?]

    init(at path: String) {
        // Stamps first: what changes after them is seen the next time.
        let own = FileStamp(of: path)
        self.path = path
        isFolder = own?.isFolder ?? false
        let names = isFolder ? (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] : []
        paths = isFolder ? names.filter(RevocationLists.isList(named:)).sorted().map { path + "/" + $0 } : [path]
        stamps = [own] + (isFolder ? paths.map(FileStamp.init) : [])
    }

    /// Whether something else lies there now.
    var haveChanged: Bool {
        guard FileStamp(of: path) == stamps[0] else { return true }
        return isFolder && !zip(paths, stamps.dropFirst()).allSatisfy { FileStamp(of: $0) == $1 }
    }

    /// A list that one of the authorities has signed.
    static func list(at path: String, _ anchors: TrustAnchors, _ clock: Clock) throws -> RevocationList {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw Unreadable() }
        return try RevocationList(verifying: Array(bytes), against: anchors, at: clock.now().date)
    }

    private struct Unreadable: Error, CustomStringConvertible {
        let description = "it can't be read"
    }
}

/// What changes when a file's content does; `nil` fields can't occur: no file, no stamp.
private struct FileStamp: Equatable {
    let isFolder: Bool
    let inode: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int

    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        inode = status.st_ino
        size = status.st_size
        seconds = status.st_ctim.tv_sec
        nanoseconds = status.st_ctim.tv_nsec
    }
}

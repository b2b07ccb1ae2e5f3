import Foundation

/// What a disk has, for whoever isn't root.
package struct DiskSpace: Hashable, Sendable {
    package let free: UInt64
    package let size: UInt64

    /// The disk that a folder lies on; `nil` when it can't be asked.
    package init?(of folder: String) {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        let block = UInt64(status.f_frsize)
        (free, size) = (UInt64(status.f_bavail) * block, UInt64(status.f_blocks) * block)
    }
}

/// What Linux tells of this process (proc(5)).
enum ProcessFigures {
    /// `/proc/self/statm`, its second number, in pages.
    static var residentBytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let words = text.split(separator: " ")
        return words.count > 1 ? Int(words[1]).map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } : nil
    }

    static var openDescriptors: Int? { try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
}

internal import HummingbirdCore
internal import NIOCore
internal import _NIOFileSystem

/// A stretch of a file, for a whole download or one range of it.
package struct FileSlice: Hashable, Sendable {
    /// The file's path.
    package let path: String
    /// Where it starts, in bytes.
    package let offset: Int64
    /// How many bytes it has.
    package let length: Int

    /// A slice of the file at `path`.
    ///
    /// - Throws: ``ServerError/invalidFileSlice`` when `offset` or `length` is negative or their sum too large.
    package init(path: String, offset: Int64 = 0, length: Int) throws(ServerError) {
        guard offset >= 0, length >= 0, !offset.addingReportingOverflow(Int64(length)).overflow else { throw .invalidFileSlice }
        self.path = path
        self.offset = offset
        self.length = length
    }
}

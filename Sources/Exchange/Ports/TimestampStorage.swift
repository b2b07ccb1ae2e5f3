/// What an authority of time has said of the log's checkpoints (RFC 3161). Storage keeps both texts as they are and looks into neither.
package protocol StampReader {
    /// The stamp of the checkpoint of this size.
    func stamp(ofSize size: UInt64) throws -> StoredStamp?
    /// The one of the largest checkpoint that is stamped.
    func lastStamp() throws -> StoredStamp?
    /// In the order of their sizes, from `size` on, at most `limit`.
    func stamps(from size: UInt64, limit: Int) throws -> [StoredStamp]
}

package protocol StampWriter {
    /// Once for a size; replaces nothing.
    func insertStamp(_ stamp: StoredStamp) throws
}

/// A checkpoint with its time-stamp, which is over the SHA-256 of the note, every byte of it as it was served.
package struct StoredStamp: Hashable, Sendable {
    /// How many entries the checkpoint's tree has.
    package let size: UInt64
    /// When the authority had it, as it says.
    package let at: Timestamp
    /// The checkpoint, a signed note.
    package let note: [UInt8]
    /// The time-stamp token, DER.
    package let token: [UInt8]

    package init(size: UInt64, at: Timestamp, note: [UInt8], token: [UInt8]) {
        self.size = size
        self.at = at
        self.note = note
        self.token = token
    }
}

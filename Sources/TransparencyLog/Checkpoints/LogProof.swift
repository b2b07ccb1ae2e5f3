/// A proof that an entry is in a log, which anybody can check offline with the log's key alone (C2SP tlog-proof).
///
///     c2sp.org/tlog-proof@v1
///     index 1
///     bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=
///
///     log.example/a
///     2
///     +sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=
///
///     — log.example/a …
///
/// What parses encodes to the same bytes. Files are named `.tlog-proof`.
public struct LogProof: Hashable, Sendable {
    /// The first line of every such proof.
    public static let header = "c2sp.org/tlog-proof@v1"

    /// The largest proof that is read, in bytes: a note of its own limit, 64 KiB of extra data, and the hashes.
    public static let byteLimit = SignedNote.byteLimit + 100_000

    /// The most hashes a proof can have: one for each level of the largest tree.
    public static let hashLimit = 64

    /// The most extra data, in bytes.
    public static let extraLimit = 1 << 16

    /// Application data that nothing authenticates; not empty where present.
    public let extra: [UInt8]?

    /// The entry's place in the log, from 0.
    public let index: UInt64

    /// The inclusion proof (RFC 6962 §2.1.1), from the leaf's sibling to the root's child.
    public let hashes: [LogHash]

    /// The signed checkpoint, verbatim.
    public let checkpoint: SignedNote

    /// Puts a proof together; it isn't verified.
    ///
    /// - Throws: `LogError.malformedProof` when `extra` is empty or too long, or there are more hashes than a proof can have.
    public init(extra: [UInt8]? = nil, index: UInt64, hashes: [LogHash], checkpoint: SignedNote) throws(LogError) {
        guard hashes.count <= Self.hashLimit, extra.map({ (1...Self.extraLimit).contains($0.count) }) ?? true else {
            throw .malformedProof
        }
        self.extra = extra
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// Checks the log's signature, then that the leaf is in the signed tree (tlog-proof, "Verifying a tlog proof", steps 2 and 4).
    ///
    /// - Returns: the verified checkpoint.
    /// - Throws: what `NoteVerifier.checkpoint(in:)` and `verifyInclusion(of:at:size:proof:root:)` throw.
    @discardableResult
    public func verify(leaf: LogHash, by log: NoteVerifier) throws(LogError) -> Checkpoint {
        let head = try log.checkpoint(in: checkpoint)
        try verifyInclusion(of: leaf, at: index, size: head.size, proof: hashes, root: head.root)
        return head
    }
}

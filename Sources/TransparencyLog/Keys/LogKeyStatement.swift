/// Says that a log's key was replaced, and from which size of the tree on the new one signs.
///
///     kedja/log-key/v1
///     kedja.example/log
///     42
///     kedja.example/log+8fa0c3e1+AQz4…
///     kedja.example/log+1b70d2f6+AXk9…
///
///     — kedja.example/log j6DD4c…
///     — kedja.example/log G3DS9k…
///
/// A signed note (C2SP signed-note) whose text has exactly these five lines: the kind, the log's origin, the size, the old and the new verifier
/// key. Both keys have the origin as their name and sign the note, the old one first, nobody else: so who knows the old key learns the new one, and
/// who knows the new one learns which was before. Checkpoints of fewer entries than the size are signed by the old key, all others by the new one;
/// the entry that tells of the change is the first that the new one seals, the one before the size.
///
/// The kind stands where a checkpoint has its origin, and the origin where that has its size: neither passes for the other. What parses is
/// verified, and encodes to the same bytes.
public struct LogKeyStatement: Sendable {
    /// The first line.
    public static let kind = "kedja/log-key/v1"

    /// The largest statement that is read, in bytes.
    public static let byteLimit = 4096

    /// The log's identity.
    public let origin: String

    /// The smallest size whose checkpoint the new key signs; at least 1.
    public let size: UInt64

    /// The key that was replaced.
    public let old: NoteVerifier

    /// The key that took over.
    public let new: NoteVerifier

    /// The statement, with both signatures.
    public let note: SignedNote

    /// States that `new` takes over from `old`.
    ///
    /// - Throws: `LogError.malformedKeyStatement` when the keys aren't two of one name, or the size is 0.
    public init(replacing old: NoteSigner, by new: NoteSigner, from size: UInt64) throws(LogError) {
        let text = [Self.kind, old.name, String(size), old.verifierKey, new.verifierKey].map { $0 + "\n" }.joined()
        let signed = try old.sign(text: text)
        try self.init(verifying: try signed.adding(try new.sign(text: text).signatures))
    }

    /// Reads a statement and verifies both signatures.
    ///
    /// - Throws: `LogError.tooLarge`, `LogError.malformedKeyStatement`, and what reading a note and its keys and verifying them throws.
    public init(parsing bytes: some Collection<UInt8>) throws(LogError) {
        guard bytes.count <= Self.byteLimit else { throw .tooLarge(limit: Self.byteLimit) }
        try self.init(verifying: try SignedNote(parsing: bytes))
    }

    private init(verifying note: SignedNote) throws(LogError) {
        let lines = note.text.utf8.dropLast().split(separator: String.newline, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count == 5, lines[0].isSameBytes(as: Self.kind), let size = UInt64(canonicalDecimal: Array(lines[2].utf8)), size > 0
        else { throw .malformedKeyStatement }
        (origin, self.size, self.note) = (lines[1], size, note)
        old = try NoteVerifier(verifierKey: lines[3])
        new = try NoteVerifier(verifierKey: lines[4])
        guard old.verifierKey.isSameBytes(as: lines[3]), new.verifierKey.isSameBytes(as: lines[4]) else { throw .malformedKeyStatement }
        guard old.name.isSameBytes(as: origin), new.name.isSameBytes(as: origin) else { throw .originMismatch }
        guard note.signatures.count == 2 else { throw .malformedKeyStatement }
        try old.verify(note)
        try new.verify(note)
        // Each has one line then, unless both are one key, or are taken for one another.
        guard old.keyID != new.keyID, note.signatures[0].keyID == old.keyID else { throw .malformedKeyStatement }
    }

    /// The statement as it is written.
    public var encoded: String { note.encoded }
}

extension LogKeyStatement: Hashable {
    /// Whether both are written with the same bytes.
    public static func == (left: LogKeyStatement, right: LogKeyStatement) -> Bool { left.note == right.note }

    /// Hashes the statement's bytes.
    public func hash(into hasher: inout Hasher) { hasher.combine(note) }
}

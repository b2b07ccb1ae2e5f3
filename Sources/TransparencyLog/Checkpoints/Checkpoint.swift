/// A log's tree head: the text of a signed note that says how large the log is and what its root is (C2SP tlog-checkpoint).
///
///     example.com/behind-the-sofa
///     20852163
///     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///
/// What parses encodes to the same bytes.
public struct Checkpoint: Sendable {
    /// The log's identity; not empty.
    public let origin: String

    /// The number of leaves.
    public let size: UInt64

    /// The root over all leaves.
    public let root: LogHash

    /// Opaque further lines, none of them empty. The specification advises against them: nobody audits them.
    public let extensions: [String]

    /// States a tree head.
    ///
    /// - Throws: `LogError.malformedCheckpoint` when the origin or an extension is empty or holds a control character.
    public init(origin: String, size: UInt64, root: LogHash, extensions: [String] = []) throws(LogError) {
        guard origin.isNoteLine, extensions.allSatisfy(\.isNoteLine) else { throw .malformedCheckpoint }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Parses a note's text. The signature is checked elsewhere: see `NoteVerifier.checkpoint(in:)`.
    ///
    /// - Throws: `LogError.malformedCheckpoint`; `LogError.tooLarge` beyond `SignedNote.byteLimit`.
    public init(parsing text: String) throws(LogError) {
        guard text.utf8.count <= SignedNote.byteLimit else { throw .tooLarge(limit: SignedNote.byteLimit) }
        guard text.utf8.last == String.newline else { throw .malformedCheckpoint }
        let lines = text.utf8.dropLast().split(separator: String.newline, omittingEmptySubsequences: false)
        guard lines.count >= 3, let size = UInt64(canonicalDecimal: lines[1]),
            let hash = Base64.decode(lines[2]), let root = try? LogHash(bytes: hash)
        else { throw .malformedCheckpoint }
        let extensions = lines.dropFirst(3).map { String(decoding: $0, as: UTF8.self) }
        try self.init(origin: String(decoding: lines[0], as: UTF8.self), size: size, root: root, extensions: extensions)
    }

    /// The canonical text that is signed, each line ended by a newline.
    public var text: String {
        ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined()
    }
}

extension Checkpoint: Hashable {
    /// Whether both have the same text, byte for byte.
    public static func == (left: Checkpoint, right: Checkpoint) -> Bool {
        left.text.isSameBytes(as: right.text)
    }

    /// Hashes the text's bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(Array(text.utf8))
    }
}

/// A text with the signatures of one or more keys (C2SP signed-note).
///
///     This is an example message.
///
///     — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
///
/// A parsed note is not verified: don't act on `text` before `NoteVerifier.verify(_:)` has returned it.
/// What parses encodes to the same bytes.
public struct SignedNote: Sendable {
    /// The largest note that is read, in bytes; enough for 100 post-quantum signatures.
    public static let byteLimit = 1 << 20

    /// The most signatures that are read; the specification asks for at least 16.
    public static let signatureLimit = 100

    /// The signed text, with its final newline. Unverified.
    public let text: String

    /// The signatures in their order, at least one, of known and unknown keys.
    public let signatures: [NoteSignature]

    /// Puts a text and its signatures together.
    ///
    /// - Throws: `LogError.malformedNote` when the text doesn't end in a newline, holds other control characters, or no signature is
    ///   given; `LogError.tooManySignatures`, `LogError.tooLarge`.
    public init(text: String, signatures: [NoteSignature]) throws(LogError) {
        guard Self.isText(text), !signatures.isEmpty else { throw .malformedNote }
        guard signatures.count <= Self.signatureLimit else { throw .tooManySignatures(limit: Self.signatureLimit) }
        self.text = text
        self.signatures = signatures
        guard encoded.utf8.count <= Self.byteLimit else { throw .tooLarge(limit: Self.byteLimit) }
    }

    /// Parses a note.
    ///
    /// - Throws: `LogError.tooLarge`, `LogError.tooManySignatures`, `LogError.malformedNote`, `LogError.malformedSignatureLine`.
    public init(parsing bytes: some Collection<UInt8>) throws(LogError) {
        guard bytes.count <= Self.byteLimit else { throw .tooLarge(limit: Self.byteLimit) }
        let all = Array(bytes)
        guard let blankLine = Self.lastBlankLine(in: all), all.last == String.newline else { throw .malformedNote }
        guard let text = String(validating: all[..<blankLine], as: UTF8.self) else { throw .malformedNote }

        try self.init(text: text, signatures: NoteSignature.lines(parsing: all[(blankLine + 1)...]))
    }

    /// The note as it is written: text, blank line, signature lines.
    public var encoded: String {
        text + "\n" + NoteSignature.lines(signatures)
    }

    /// The same note with further signatures behind those it has, as witnesses add them.
    ///
    /// - Throws: `LogError.tooManySignatures`, `LogError.tooLarge`.
    public func adding(_ more: [NoteSignature]) throws(LogError) -> SignedNote {
        try SignedNote(text: text, signatures: signatures + more)
    }

    /// Whether a text can be signed: it ends in a newline and holds no other ASCII control character ("Format").
    static func isText(_ text: String) -> Bool {
        text.utf8.last == String.newline && text.utf8.allSatisfy { $0 >= 0x20 || $0 == String.newline }
    }

    /// Where the newline of the last empty line stands, which parts text from signatures.
    private static func lastBlankLine(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 2 else { return nil }
        return (1..<bytes.count).last { bytes[$0] == String.newline && bytes[$0 - 1] == String.newline }
    }
}

extension SignedNote: Hashable {
    /// Whether both notes are written with the same bytes.
    public static func == (left: SignedNote, right: SignedNote) -> Bool {
        left.encoded.isSameBytes(as: right.encoded)
    }

    /// Hashes the note's bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(Array(encoded.utf8))
    }
}

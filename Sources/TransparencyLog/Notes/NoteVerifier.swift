import Crypto

/// Verifies notes with one Ed25519 key (C2SP signed-note).
public struct NoteVerifier: Sendable {
    /// The key's name.
    public let name: String

    /// The key's id.
    public let keyID: UInt32

    private let publicKey: [UInt8]

    /// Reads a verifier key, `name+hash+key`.
    ///
    ///     example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k
    ///
    /// - Throws: `LogError.malformedVerifierKey`; `LogError.unsupportedKeyType` for any type but Ed25519;
    ///   `LogError.verifierKeyMismatch` when the id isn't the one derived from name and key.
    public init(verifierKey text: String) throws(LogError) {
        (name, keyID, publicKey) = try NoteKey.read(verifierKey: text, type: NoteKey.ed25519Type)
    }

    /// The key as `name+hash+key`.
    public var verifierKey: String {
        NoteKey.verifierKey(name: name, id: keyID, type: NoteKey.ed25519Type, publicKey: publicKey)
    }

    /// Checks every signature that names this key, and passes over those of other keys.
    ///
    /// - Returns: the note's text, now vouched for by this key.
    /// - Throws: `LogError.unknownSigner` when no signature names the key; `LogError.invalidSignature` when one does and is wrong.
    @discardableResult
    public func verify(_ note: SignedNote) throws(LogError) -> String {
        let mine = note.signatures.filter { $0.keyID == keyID && $0.name.isSameBytes(as: name) }
        guard !mine.isEmpty else { throw .unknownSigner }
        let text = Array(note.text.utf8)
        for signature in mine {
            guard isValid(signature.bytes, of: text) else { throw .invalidSignature }
        }
        return note.text
    }

    /// Parses a note, verifies it, and reads the checkpoint in it.
    ///
    /// - Throws: what `SignedNote.init(parsing:)`, `verify(_:)` and `Checkpoint.init(parsing:)` throw; `LogError.originMismatch`
    ///   when the origin isn't the key's name.
    public func checkpoint(in note: some Collection<UInt8>) throws(LogError) -> Checkpoint {
        try checkpoint(in: SignedNote(parsing: note))
    }

    /// Verifies a note and reads the checkpoint in it, with the errors of `checkpoint(in:)` for bytes.
    @discardableResult
    public func checkpoint(in note: SignedNote) throws(LogError) -> Checkpoint {
        let checkpoint = try Checkpoint(parsing: try verify(note))
        guard checkpoint.origin.isSameBytes(as: name) else { throw .originMismatch }
        return checkpoint
    }

    private func isValid(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: text)
    }
}

extension NoteVerifier: Hashable {
    /// Whether both are the same key under the same name.
    public static func == (left: NoteVerifier, right: NoteVerifier) -> Bool {
        left.publicKey == right.publicKey && left.name.isSameBytes(as: right.name)
    }

    /// Hashes name and key.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(Array(name.utf8))
        hasher.combine(publicKey)
    }
}

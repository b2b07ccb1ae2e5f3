import Crypto

/// Signs notes with an Ed25519 key (C2SP signed-note, "Ed25519 signatures").
///
/// Holds a private key: it prints as `<redacted>` and can't be encoded.
///
/// A log must never sign two checkpoints that contradict each other (tlog-checkpoint, "Signatures"). The signer can't know
/// them; who calls it signs a size only after every hash up to it is stored, and never two roots for one size.
public struct NoteSigner: Sendable {
    /// The key's name; for a log, the origin of its checkpoints.
    public let name: String

    /// The key's id, derived from name and public key.
    public let keyID: UInt32

    private let privateKey: Curve25519.Signing.PrivateKey

    /// Makes a signer of a name and the 32-byte private key (the seed of RFC 8032).
    ///
    /// - Throws: `LogError.malformedKeyName`, `LogError.malformedPrivateKey`.
    public init(name: String, privateKeyBytes: some Collection<UInt8>) throws(LogError) {
        guard NoteKey.isName(name) else { throw .malformedKeyName }
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Array(privateKeyBytes)) else {
            throw .malformedPrivateKey
        }
        self.name = name
        privateKey = key
        keyID = NoteKey.id(name: name, type: NoteKey.ed25519Type, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// The public half, as `name+hash+key`, for those who verify ("Verifier keys").
    public var verifierKey: String {
        NoteKey.verifierKey(
            name: name, id: keyID, type: NoteKey.ed25519Type, publicKey: Array(privateKey.publicKey.rawRepresentation))
    }

    /// Signs a checkpoint of the log that this key is named after.
    ///
    /// - Throws: `LogError.originMismatch` when the checkpoint's origin isn't the key's name.
    public func sign(_ checkpoint: Checkpoint) throws(LogError) -> SignedNote {
        guard checkpoint.origin.isSameBytes(as: name) else { throw .originMismatch }
        return try sign(text: checkpoint.text)
    }

    /// Signs a text.
    ///
    /// - Throws: `LogError.malformedNote` when the text doesn't end in a newline or holds other control characters;
    ///   `LogError.tooLarge`; `LogError.malformedPrivateKey` when the library refuses to sign.
    public func sign(text: String) throws(LogError) -> SignedNote {
        guard SignedNote.isText(text) else { throw .malformedNote }
        guard let bytes = try? privateKey.signature(for: Array(text.utf8)) else { throw .malformedPrivateKey }
        let signature = try NoteSignature(name: name, keyID: keyID, bytes: Array(bytes))
        return try SignedNote(text: text, signatures: [signature])
    }
}

extension NoteSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `<redacted>`.
    public var description: String { "<redacted>" }

    /// `<redacted>`.
    public var debugDescription: String { "<redacted>" }

    /// Shows nothing, so that `dump` doesn't either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

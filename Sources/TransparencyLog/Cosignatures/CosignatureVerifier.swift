import Crypto

/// Verifies one witness's cosignatures (C2SP tlog-cosignature, Ed25519).
///
/// Keys of the ML-DSA-44 form (type 6) are refused by name, and its lines in a note passed over like those of any unknown key.
public struct CosignatureVerifier: Sendable {
    /// The key's name.
    public let name: String

    /// The key's id.
    public let keyID: UInt32

    let publicKey: [UInt8]

    init(name: String, keyID: UInt32, publicKey: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.publicKey = publicKey
    }

    /// Reads a witness's verifier key, `name+hash+base64(4 || key)`.
    ///
    /// - Throws: `LogError.malformedVerifierKey`; `LogError.unsupportedKeyType` for any type but 4; `LogError.verifierKeyMismatch`.
    public init(verifierKey text: String) throws(LogError) {
        (name, keyID, publicKey) = try NoteKey.read(verifierKey: text, type: NoteKey.cosignatureType)
    }

    /// The key as `name+hash+key`.
    public var verifierKey: String {
        NoteKey.verifierKey(name: name, id: keyID, type: NoteKey.cosignatureType, publicKey: publicKey)
    }

    /// This key's lines of a note.
    public func signatures(in note: SignedNote) -> [NoteSignature] {
        note.signatures.filter { $0.keyID == keyID && $0.name.isSameBytes(as: name) }
    }

    /// Checks every cosignature of this key, and passes over other lines.
    ///
    /// - Returns: the newest time that it states, in seconds since 1970.
    /// - Throws: `LogError.unknownSigner` when no line names the key; `LogError.invalidSignature` when one does and is wrong.
    @discardableResult
    public func verify(_ note: SignedNote) throws(LogError) -> UInt64 {
        var newest: UInt64?
        for line in signatures(in: note) {
            guard let cosignature = Cosignature(line.bytes), isValid(cosignature, of: note.text) else { throw .invalidSignature }
            newest = max(newest ?? 0, cosignature.time)
        }
        guard let newest else { throw .unknownSigner }
        return newest
    }

    private func isValid(_ cosignature: Cosignature, of text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(cosignature.signature, for: Cosignature.message(text, at: cosignature.time))
    }
}

extension CosignatureVerifier: Hashable {
    /// Whether both are the same key under the same name.
    public static func == (left: CosignatureVerifier, right: CosignatureVerifier) -> Bool {
        left.publicKey == right.publicKey && left.name.isSameBytes(as: right.name)
    }

    /// Hashes name and key.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(Array(name.utf8))
        hasher.combine(publicKey)
    }
}

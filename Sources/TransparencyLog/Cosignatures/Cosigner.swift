import Crypto

/// Cosigns checkpoints as a witness (C2SP tlog-cosignature, Ed25519).
///
/// Holds a private key: it prints as `<redacted>` and can't be encoded. It signs whatever it's given; `WitnessedLog` is who knows whether it may.
public struct Cosigner: Sendable {
    /// The key's name, `witness.example/w1`.
    public let name: String

    /// The key's id.
    public let keyID: UInt32

    private let privateKey: Curve25519.Signing.PrivateKey

    /// Makes a cosigner of a name and the 32-byte private key (the seed of RFC 8032), which must sign nothing else.
    ///
    /// - Throws: `LogError.malformedKeyName`, `LogError.malformedPrivateKey`.
    public init(name: String, privateKeyBytes: some Collection<UInt8>) throws(LogError) {
        guard NoteKey.isName(name) else { throw .malformedKeyName }
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Array(privateKeyBytes)) else {
            throw .malformedPrivateKey
        }
        self.name = name
        privateKey = key
        keyID = NoteKey.id(name: name, type: NoteKey.cosignatureType, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// The public half, as `name+hash+key`.
    public var verifierKey: String {
        NoteKey.verifierKey(name: name, id: keyID, type: NoteKey.cosignatureType, publicKey: publicKey)
    }

    /// Those who verify with the public half.
    public var verifier: CosignatureVerifier { CosignatureVerifier(name: name, keyID: keyID, publicKey: publicKey) }

    private var publicKey: [UInt8] { Array(privateKey.publicKey.rawRepresentation) }

    /// Cosigns a checkpoint at a time, in seconds since 1970.
    ///
    /// - Throws: `LogError.cosignatureTime`; `LogError.malformedPrivateKey` when the library refuses to sign.
    public func cosign(_ checkpoint: Checkpoint, at time: UInt64) throws(LogError) -> NoteSignature {
        guard Cosignature.isTime(time) else { throw .cosignatureTime }
        guard let signature = try? privateKey.signature(for: Cosignature.message(checkpoint.text, at: time)) else {
            throw .malformedPrivateKey
        }
        return try NoteSignature(name: name, keyID: keyID, bytes: Cosignature(time: time, signature: Array(signature)).bytes)
    }
}

extension Cosigner {
    private static let secretPrefix = "PRIVATE+KEY+"

    /// The private key as a file holds it, in the form of Go's note keys: `PRIVATE+KEY+name+hash+base64(4 || seed)`.
    public var secretText: String {
        let seed = Array(privateKey.rawRepresentation)
        return Self.secretPrefix + NoteKey.verifierKey(name: name, id: keyID, type: NoteKey.cosignatureType, publicKey: seed)
    }

    /// Reads what `secretText` wrote, without line break.
    ///
    /// - Throws: `LogError.malformedSecretKey`; `LogError.unsupportedKeyType`, `LogError.malformedPrivateKey`; `LogError.verifierKeyMismatch`
    ///   when the id isn't that of name and key.
    public init(secretText text: String) throws(LogError) {
        guard text.hasPrefix(Self.secretPrefix) else { throw .malformedSecretKey }
        let name: String, hash: String, seed: [UInt8]
        do throws(LogError) {
            (name, hash, seed) = try NoteKey.parts(of: text.dropFirst(Self.secretPrefix.count), type: NoteKey.cosignatureType)
        } catch {
            if case .unsupportedKeyType = error { throw error }
            throw .malformedSecretKey
        }
        try self.init(name: name, privateKeyBytes: seed)
        guard hash.isSameBytes(as: Base16.encode(keyID.bigEndianBytes)) else { throw .verifierKeyMismatch }
    }
}

extension Cosigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `<redacted>`.
    public var description: String { "<redacted>" }

    /// `<redacted>`.
    public var debugDescription: String { "<redacted>" }

    /// Shows nothing, so that `dump` doesn't either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

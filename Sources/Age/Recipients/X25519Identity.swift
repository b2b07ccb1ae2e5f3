import Crypto
import FoundationEssentials

/// The secret key to an ``X25519Recipient``.
public struct X25519Identity: KeyPair {
    static let textPrefix = "AGE-SECRET-KEY-"

    private let privateKey: Curve25519.KeyAgreement.PrivateKey
    /// The public key that files are sealed for.
    public let recipient: X25519Recipient

    /// Reads the Bech32 text, `AGE-SECRET-KEY-1…`.
    ///
    /// - Throws: `identity-malformed`.
    public init(_ text: String) throws(AgeError) {
        guard let secret = KeyText.decode(text, prefix: Self.textPrefix, count: X25519Recipient.keyByteCount) else {
            throw .identityMalformed(reason: "not the text of an X25519 key, AGE-SECRET-KEY-1…")
        }
        try self.init(secret: secret)
    }

    /// Makes a fresh key.
    ///
    /// - Throws: `randomness-malformed`.
    public init(random: RandomBytes) throws(AgeError) {
        try self.init(secret: try draw(X25519Recipient.keyByteCount, from: random))
    }

    private init(secret: [UInt8]) throws(AgeError) {
        guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: secret) else {
            throw .identityMalformed(reason: "not an X25519 key")
        }
        privateKey = key
        recipient = X25519Recipient(publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// The secret key as text, for a key file that nobody else can read.
    public var secretText: String {
        Bech32.encode(prefix: Self.textPrefix.lowercased(), Array(privateKey.rawRepresentation)).uppercased()
    }

    /// The file key of the first X25519 stanza that this key opens; nil where none does.
    ///
    /// - Throws: `header-malformed` where such a stanza breaks the rules of its type.
    public func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
        for stanza in stanzas where stanza.type == X25519Recipient.stanzaType {
            if let fileKey = try open(stanza) {
                return fileKey
            }
        }
        return nil
    }

    private func open(_ stanza: Stanza) throws(AgeError) -> FileKey? {
        guard stanza.arguments.count == 1, let share = Base64.decode(stanza.arguments[0].utf8),
            share.count == X25519Recipient.keyByteCount
        else {
            throw .headerMalformed(reason: "an X25519 stanza without exactly one share of 32 bytes")
        }
        try WrapKey.checkLength(of: stanza.body)
        guard let secret = try? X25519Recipient.sharedSecret(of: privateKey, with: share) else {
            throw .headerMalformed(reason: "an X25519 share of low order")
        }
        return recipient.wrapKey(secret, share: share).open(stanza.body)
    }
}

extension X25519Identity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `<redacted>`.
    public var description: String { redacted }
    /// Always `<redacted>`.
    public var debugDescription: String { redacted }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

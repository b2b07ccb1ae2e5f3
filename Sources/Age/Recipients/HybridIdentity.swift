import Crypto
import FoundationEssentials

/// The secret key to a ``HybridRecipient``.
public struct HybridIdentity: KeyPair {
    static let textPrefix = "AGE-SECRET-KEY-PQ-"
    private static let seedByteCount = 32

    private let privateKey: XWingMLKEM768X25519.PrivateKey
    /// The public key that files are sealed for.
    public let recipient: HybridRecipient

    /// Reads the Bech32 text, `AGE-SECRET-KEY-PQ-1…`.
    ///
    /// - Throws: `identity-malformed`.
    public init(_ text: String) throws(AgeError) {
        guard let seed = KeyText.decode(text, prefix: Self.textPrefix, count: Self.seedByteCount) else {
            throw .identityMalformed(reason: "not the text of a post-quantum key, AGE-SECRET-KEY-PQ-1…")
        }
        try self.init(seed: seed)
    }

    /// Makes a fresh key.
    ///
    /// - Throws: `randomness-malformed`.
    public init(random: RandomBytes) throws(AgeError) {
        try self.init(seed: try draw(Self.seedByteCount, from: random))
    }

    private init(seed: [UInt8]) throws(AgeError) {
        guard let key = try? XWingMLKEM768X25519.PrivateKey(seedRepresentation: seed, publicKey: nil) else {
            throw .identityMalformed(reason: "not a post-quantum key")
        }
        privateKey = key
        recipient = HybridRecipient(key.publicKey)
    }

    /// The secret key as text, for a key file that nobody else can read.
    public var secretText: String {
        Bech32.encode(prefix: Self.textPrefix.lowercased(), Array(privateKey.seedRepresentation)).uppercased()
    }

    /// The file key of the first post-quantum stanza that this key opens; nil where none does.
    ///
    /// - Throws: `header-malformed` where such a stanza breaks the rules of its type.
    public func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
        for stanza in stanzas where stanza.type == HybridRecipient.stanzaType {
            if let fileKey = try open(stanza) {
                return fileKey
            }
        }
        return nil
    }

    private func open(_ stanza: Stanza) throws(AgeError) -> FileKey? {
        guard stanza.arguments.count == 1, let encapsulated = Base64.decode(stanza.arguments[0].utf8),
            encapsulated.count == HybridRecipient.encapsulatedByteCount
        else {
            throw .headerMalformed(reason: "a post-quantum stanza without exactly one encapsulated key of 1,120 bytes")
        }
        try WrapKey.checkLength(of: stanza.body)
        // A foreign encapsulation gives a wrong secret and fails when it opens; only a point of low order fails here.
        guard
            var hpke = try? HPKE.Recipient(
                privateKey: privateKey,
                ciphersuite: HybridRecipient.ciphersuite,
                info: HybridRecipient.info,
                encapsulatedKey: Data(encapsulated)
            )
        else {
            throw .headerMalformed(reason: "a post-quantum share of low order")
        }
        guard let bytes = try? hpke.open(stanza.body) else { return nil }
        return try FileKey(bytes: bytes)
    }
}

extension HybridIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `<redacted>`.
    public var description: String { redacted }
    /// Always `<redacted>`.
    public var debugDescription: String { redacted }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

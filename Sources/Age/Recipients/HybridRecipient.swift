import Crypto
import FoundationEssentials

/// A post-quantum public key: ML-KEM-768 and X25519 together, that is X-Wing (C2SP age.md, "The MLKEM768-X25519 hybrid
/// post-quantum recipient type"). Its text begins with `age1pq1` and has 1,959 characters.
public struct HybridRecipient: Recipient, Hashable, CustomStringConvertible {
    static let stanzaType = "mlkem768x25519"
    static let textPrefix = "age1pq"
    static let encapsulatedByteCount = 1120
    private static let keyByteCount = 1216

    /// HPKE base mode with these, RFC 9180 §6.1.
    static let ciphersuite = HPKE.Ciphersuite(kem: .XWingMLKEM768X25519, kdf: .HKDF_SHA256, aead: .chaChaPoly)
    static let info = Data("age-encryption.org/mlkem768x25519".utf8)

    /// `postquantum`: beside a classic recipient the file would be no safer than for that one alone.
    public var labels: Set<String> { [WrappedKey.postQuantumLabel] }

    /// The encapsulation key, 1,216 bytes.
    private let publicKey: [UInt8]

    /// Reads the Bech32 text. Whether it is a point that can be sealed for shows in ``wrap(_:using:)``.
    ///
    /// - Throws: `recipient-malformed`.
    public init(_ text: String) throws(AgeError) {
        guard let key = KeyText.decode(text, prefix: Self.textPrefix, count: Self.keyByteCount) else {
            throw .recipientMalformed(reason: "not the text of a post-quantum key, age1pq1…")
        }
        publicKey = key
    }

    init(_ key: XWingMLKEM768X25519.PublicKey) {
        publicKey = Array(key.rawRepresentation)
    }

    /// The Bech32 text, `age1pq1…`.
    public var description: String {
        Bech32.encode(prefix: Self.textPrefix, publicKey)
    }

    /// One stanza with the encapsulated key and the file key sealed by HPKE. The encapsulation's randomness is the
    /// library's own: HPKE there takes none from outside, so `random` stays unused.
    public func wrap(_ fileKey: FileKey, using random: RandomBytes) throws(AgeError) -> [Stanza] {
        guard let (encapsulated, body) = try? seal(fileKey) else {
            throw .recipientMalformed(reason: "a post-quantum key that nothing can be sealed for")
        }
        let argument = String(decoding: Base64.encode(encapsulated), as: UTF8.self)
        return [try Stanza(type: Self.stanzaType, arguments: [argument], body: body)]
    }

    private func seal(_ fileKey: FileKey) throws -> (encapsulated: [UInt8], body: [UInt8]) {
        let key = try XWingMLKEM768X25519.PublicKey(rawRepresentation: publicKey)
        var sender = try HPKE.Sender(recipientKey: key, ciphersuite: Self.ciphersuite, info: Self.info)
        let body = try sender.seal(fileKey.exposedBytes)
        return (Array(sender.encapsulatedKey), Array(body))
    }
}

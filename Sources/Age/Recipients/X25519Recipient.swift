import Crypto
import FoundationEssentials

/// A classic public key (C2SP age.md, "The X25519 recipient type"). Not secure against quantum computers.
///
///     age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj
public struct X25519Recipient: Recipient, Hashable, CustomStringConvertible {
    static let stanzaType = "X25519"
    static let textPrefix = "age"
    static let keyByteCount = 32

    /// The u-coordinate, 32 bytes.
    let publicKey: [UInt8]

    /// Reads the Bech32 text.
    ///
    /// - Throws: `recipient-malformed`.
    public init(_ text: String) throws(AgeError) {
        guard let key = KeyText.decode(text, prefix: Self.textPrefix, count: Self.keyByteCount) else {
            throw .recipientMalformed(reason: "not the text of an X25519 key, age1…")
        }
        publicKey = key
    }

    init(publicKey: [UInt8]) {
        self.publicKey = publicKey
    }

    /// The Bech32 text, `age1…`.
    public var description: String {
        Bech32.encode(prefix: Self.textPrefix, publicKey)
    }

    /// One stanza with an ephemeral share and the file key sealed under the shared secret.
    public func wrap(_ fileKey: FileKey, using random: RandomBytes) throws(AgeError) -> [Stanza] {
        let seed = try draw(Self.keyByteCount, from: random)
        guard let (share, body) = try? seal(fileKey, ephemeralSecret: seed), let body else {
            throw .recipientMalformed(reason: "an X25519 key of low order")
        }
        let argument = String(decoding: Base64.encode(share), as: UTF8.self)
        return [try Stanza(type: Self.stanzaType, arguments: [argument], body: body)]
    }

    private func seal(_ fileKey: FileKey, ephemeralSecret: [UInt8]) throws -> (share: [UInt8], body: [UInt8]?) {
        let ephemeral = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: ephemeralSecret)
        let share = Array(ephemeral.publicKey.rawRepresentation)
        let secret = try Self.sharedSecret(of: ephemeral, with: publicKey)
        return (share, try secret.map { try wrapKey($0, share: share).seal(fileKey) })
    }

    /// X25519; nil where the result is all zero, which the library lets pass and the specification doesn't.
    static func sharedSecret(of key: Curve25519.KeyAgreement.PrivateKey, with point: [UInt8]) throws -> SharedSecret? {
        let secret = try key.sharedSecretFromKeyAgreement(with: .init(rawRepresentation: point))
        let bits = secret.withUnsafeBytes { $0.reduce(0) { $0 | $1 } }
        return bits == 0 ? nil : secret
    }

    /// HKDF-SHA-256 of the shared secret, bound to both public keys.
    func wrapKey(_ secret: SharedSecret, share: [UInt8]) -> WrapKey {
        WrapKey(
            secret.hkdfDerivedSymmetricKey(
                using: SHA256.self,
                salt: share + publicKey,
                sharedInfo: Array("age-encryption.org/v1/X25519".utf8),
                outputByteCount: 32
            )
        )
    }
}

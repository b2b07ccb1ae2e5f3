import Crypto
import FoundationEssentials

/// A P-256 key in hardware (C2SP age.md, "The tagged recipient types"). Only sealing is defined: the identity is a
/// plugin's, which knows by the tag whether a stanza is meant for it before it asks its owner for a touch.
///
///     age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e
public struct TagRecipient: Recipient, Hashable, CustomStringConvertible {
    static let stanzaType = "p256tag"
    static let textPrefix = "age1tag"
    static let info = "age-encryption.org/p256tag"
    private static let keyByteCount = 33
    private static let ciphersuite = HPKE.Ciphersuite(kem: .P256_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .chaChaPoly)

    /// The point, compressed.
    private let publicKey: [UInt8]

    /// Reads the Bech32 text.
    ///
    /// - Throws: `recipient-malformed`, also where the bytes are no point of the curve.
    public init(_ text: String) throws(AgeError) {
        guard let key = KeyText.decode(text, prefix: Self.textPrefix, count: Self.keyByteCount),
            (try? P256.KeyAgreement.PublicKey(compressedRepresentation: key)) != nil
        else {
            throw .recipientMalformed(reason: "not the text of a P-256 key, age1tag1…")
        }
        publicKey = key
    }

    /// The Bech32 text, `age1tag1…`.
    public var description: String {
        Bech32.encode(prefix: Self.textPrefix, publicKey)
    }

    /// One stanza with the tag, the encapsulated key and the file key sealed by HPKE, whose randomness is the library's.
    public func wrap(_ fileKey: FileKey, using random: RandomBytes) throws(AgeError) -> [Stanza] {
        guard let (encapsulated, body) = try? seal(fileKey) else {
            throw .recipientMalformed(reason: "a P-256 key that nothing can be sealed for")
        }
        let tag = Tag.bytes(encapsulated: encapsulated, recipient: publicKey, info: Self.info)
        return [try Tag.stanza(Self.stanzaType, tag: tag, encapsulated: encapsulated, body: body)]
    }

    private func seal(_ fileKey: FileKey) throws -> (encapsulated: [UInt8], body: [UInt8]) {
        let key = try P256.KeyAgreement.PublicKey(compressedRepresentation: publicKey)
        var sender = try HPKE.Sender(recipientKey: key, ciphersuite: Self.ciphersuite, info: Data(Self.info.utf8))
        let body = try sender.seal(fileKey.exposedBytes)
        return (Array(sender.encapsulatedKey), Array(body))
    }
}

/// The four bytes by which hardware recognises its stanza.
enum Tag {
    /// HKDF-Extract over the encapsulated key and the start of the public key's hash, with the type's name as salt.
    static func bytes(encapsulated: [UInt8], recipient: some Sequence<UInt8>, info: String) -> [UInt8] {
        let hash = SHA256.hash(data: Array(recipient))
        let material = SymmetricKey(data: encapsulated + hash.prefix(4))
        return Array(HKDF<SHA256>.extract(inputKeyMaterial: material, salt: Array(info.utf8)).prefix(4))
    }

    static func stanza(_ type: String, tag: [UInt8], encapsulated: [UInt8], body: [UInt8]) throws(AgeError) -> Stanza {
        let arguments = [tag, encapsulated].map { String(decoding: Base64.encode($0), as: UTF8.self) }
        return try Stanza(type: type, arguments: arguments, body: body)
    }
}

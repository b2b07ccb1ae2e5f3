import Crypto
import FoundationEssentials

/// An ML-KEM-768 and P-256 key in hardware (C2SP age.md, "mlkem768p256tag recipient stanza"): what ``TagRecipient`` is,
/// secure against quantum computers too. Its text begins with `age1tagpq1`.
public struct HybridTagRecipient: Recipient, Hashable, CustomStringConvertible {
    static let stanzaType = "mlkem768p256tag"
    static let textPrefix = "age1tagpq"
    static let info = "age-encryption.org/mlkem768p256tag"
    private static let latticeByteCount = 1184
    private static let keyByteCount = latticeByteCount + 65

    /// `postquantum`, as ``HybridRecipient/labels``.
    public var labels: Set<String> { [WrappedKey.postQuantumLabel] }

    /// The ML-KEM encapsulation key, then the point, uncompressed.
    private let publicKey: [UInt8]

    /// Reads the Bech32 text.
    ///
    /// - Throws: `recipient-malformed`, also where one of the two keys isn't valid.
    public init(_ text: String) throws(AgeError) {
        guard let key = KeyText.decode(text, prefix: Self.textPrefix, count: Self.keyByteCount),
            (try? MLKEM768.PublicKey(rawRepresentation: Data(key.prefix(Self.latticeByteCount)))) != nil,
            (try? P256.KeyAgreement.PublicKey(x963Representation: Data(key.dropFirst(Self.latticeByteCount)))) != nil
        else {
            throw .recipientMalformed(reason: "not the text of a post-quantum key in hardware, age1tagpq1…")
        }
        publicKey = key
    }

    /// The Bech32 text, `age1tagpq1…`.
    public var description: String {
        Bech32.encode(prefix: Self.textPrefix, publicKey)
    }

    /// One stanza with the tag, the encapsulated key and the file key sealed by HPKE, whose randomness is the library's.
    public func wrap(_ fileKey: FileKey, using random: RandomBytes) throws(AgeError) -> [Stanza] {
        guard let (encapsulated, body) = try? seal(fileKey) else {
            throw .recipientMalformed(reason: "a post-quantum key that nothing can be sealed for")
        }
        // Over the point alone: the hardware may not have the other half at hand.
        let tag = Tag.bytes(encapsulated: encapsulated, recipient: publicKey.dropFirst(Self.latticeByteCount), info: Self.info)
        return [try Tag.stanza(Self.stanzaType, tag: tag, encapsulated: encapsulated, body: body)]
    }

    private func seal(_ fileKey: FileKey) throws -> (encapsulated: [UInt8], body: [UInt8]) {
        let lattice = try MLKEM768.PublicKey(rawRepresentation: Data(publicKey.prefix(Self.latticeByteCount)))
        let point = try P256.KeyAgreement.PublicKey(x963Representation: Data(publicKey.dropFirst(Self.latticeByteCount)))
        let inner = try lattice.encapsulate()
        let ephemeral = P256.KeyAgreement.PrivateKey(compactRepresentable: false)
        let share = Array(ephemeral.publicKey.x963Representation)
        let secret = try MLKEM768P256.sharedSecret(
            lattice: inner.sharedSecret, curve: ephemeral.sharedSecretFromKeyAgreement(with: point), share: share,
            recipient: Array(point.x963Representation))
        let schedule = HPKESchedule(suite: MLKEM768P256.suite(aead: HPKESchedule.chaChaPoly))
        let (key, nonce) = schedule.keyAndNonce(sharedSecret: secret, info: Array(Self.info.utf8), keyByteCount: 32)
        let box = try ChaChaPoly.seal(
            fileKey.exposedBytes, using: SymmetricKey(data: key), nonce: ChaChaPoly.Nonce(data: nonce))
        return (Array(inner.encapsulated) + share, Array(box.ciphertext + box.tag))
    }
}

import Crypto
import Foundation

@testable import Age

/// What a token does with a tagged stanza, in software.
struct TagIdentity: Identity {
    let curve = P256.KeyAgreement.PrivateKey(compactRepresentable: false)
    /// Nil for the classic kind.
    let lattice: MLKEM768.PrivateKey?

    init(isHybrid: Bool) throws {
        lattice = isHybrid ? try MLKEM768.PrivateKey() : nil
    }

    var recipientText: String {
        guard let lattice else { return Bech32.encode(prefix: "age1tag", Array(curve.publicKey.compressedRepresentation)) }
        return Bech32.encode(prefix: "age1tagpq", Array(lattice.publicKey.rawRepresentation + curve.publicKey.x963Representation))
    }

    private var point: [UInt8] {
        Array(lattice == nil ? curve.publicKey.compressedRepresentation : curve.publicKey.x963Representation)
    }

    func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
        let type = lattice == nil ? "p256tag" : "mlkem768p256tag"
        for stanza in stanzas where stanza.type == type {
            let parts = stanza.arguments.compactMap { Base64.decode($0.utf8) }
            guard parts.count == 2, parts[0].count == 4, parts[1].count == (lattice == nil ? 65 : 1153) else {
                throw .headerMalformed(reason: "a tagged stanza without tag and key")
            }
            let info = "age-encryption.org/\(type)"
            guard Tag.bytes(encapsulated: parts[1], recipient: point, info: info) == parts[0] else { continue }
            return try? FileKey(bytes: open(stanza.body, parts[1], Array(info.utf8)))
        }
        return nil
    }

    private func open(_ body: [UInt8], _ encapsulated: [UInt8], _ info: [UInt8]) throws -> [UInt8] {
        guard let lattice else {
            let suite = HPKE.Ciphersuite(kem: .P256_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .chaChaPoly)
            var hpke = try HPKE.Recipient(
                privateKey: curve, ciphersuite: suite, info: Data(info), encapsulatedKey: Data(encapsulated))
            return Array(try hpke.open(body))
        }
        let secret = try Self.decapsulate(encapsulated, lattice: lattice, curve: curve)
        let (key, nonce) = HPKESchedule(suite: MLKEM768P256.suite(aead: HPKESchedule.chaChaPoly))
            .keyAndNonce(sharedSecret: secret, info: info, keyByteCount: 32)
        let box = try ChaChaPoly.SealedBox(combined: nonce + body)
        return Array(try ChaChaPoly.open(box, using: SymmetricKey(data: key)))
    }

    static func decapsulate(
        _ encapsulated: [UInt8], lattice: MLKEM768.PrivateKey, curve: P256.KeyAgreement.PrivateKey
    ) throws -> [UInt8] {
        let share = Array(encapsulated.dropFirst(1088))
        let point = try P256.KeyAgreement.PublicKey(x963Representation: share)
        return MLKEM768P256.sharedSecret(
            lattice: try lattice.decapsulate(encapsulated.prefix(1088)), curve: try curve.sharedSecretFromKeyAgreement(with: point),
            share: share, recipient: Array(curve.publicKey.x963Representation))
    }
}

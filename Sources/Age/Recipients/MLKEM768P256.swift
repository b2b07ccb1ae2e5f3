import Crypto

/// The hybrid KEM of ML-KEM-768 and P-256 (draft-ietf-hpke-pq-03), which the library doesn't have.
enum MLKEM768P256 {
    private static let identifier: [UInt8] = [0x00, 0x50]
    private static let label = Array("MLKEM768-P256".utf8)

    /// HPKE's suite identifier with this KEM and HKDF-SHA-256.
    static func suite(aead: [UInt8]) -> [UInt8] {
        Array("HPKE".utf8) + identifier + [0x00, 0x01] + aead
    }

    /// SHA3-256 over both secrets, the ephemeral point, the recipient's point and the name.
    static func sharedSecret(lattice: SymmetricKey, curve: SharedSecret, share: [UInt8], recipient: [UInt8]) -> [UInt8] {
        var hash = SHA3_256()
        lattice.withUnsafeBytes { hash.update(bufferPointer: $0) }
        curve.withUnsafeBytes { hash.update(bufferPointer: $0) }
        hash.update(data: share + recipient + label)
        return Array(hash.finalize())
    }
}

/// HPKE's key schedule in base mode with HKDF-SHA-256 (RFC 9180 §5.1), for a KEM that the library doesn't have.
struct HPKESchedule {
    /// ChaCha20-Poly1305's identifier (RFC 9180 §7.3).
    static let chaChaPoly: [UInt8] = [0x00, 0x03]
    private static let version = Array("HPKE-v1".utf8)
    private static let nonceByteCount = 12

    let suite: [UInt8]

    /// The key, and the nonce of the first message.
    func keyAndNonce(sharedSecret: [UInt8], info: [UInt8], keyByteCount: Int) -> (key: [UInt8], nonce: [UInt8]) {
        let context = [0x00] + extract(salt: [], "psk_id_hash", []) + extract(salt: [], "info_hash", info)
        let secret = extract(salt: sharedSecret, "secret", [])
        return (
            expand(secret, "key", context, count: keyByteCount),
            expand(secret, "base_nonce", context, count: Self.nonceByteCount)
        )
    }

    private func extract(salt: [UInt8], _ label: String, _ material: [UInt8]) -> [UInt8] {
        let labelled = Self.version + suite + Array(label.utf8) + material
        return Array(HKDF<SHA256>.extract(inputKeyMaterial: SymmetricKey(data: labelled), salt: salt))
    }

    private func expand(_ secret: [UInt8], _ label: String, _ context: [UInt8], count: Int) -> [UInt8] {
        let labelled = [UInt8(count >> 8), UInt8(count & 0xFF)] + Self.version + suite + Array(label.utf8) + context
        let key = HKDF<SHA256>.expand(pseudoRandomKey: secret, info: labelled, outputByteCount: count)
        return key.withUnsafeBytes { Array($0) }
    }
}

import Crypto

/// What tells a key of signed notes from all others: its name and a 32-bit id (C2SP signed-note, "Signatures").
enum NoteKey {
    /// The signature type of plain Ed25519: a log's.
    static let ed25519Type: UInt8 = 0x01

    /// The signature type of timestamped Ed25519 cosignatures: a witness's.
    static let cosignatureType: UInt8 = 0x04

    /// Whether the text may name a key: not empty, no Unicode spaces, no plus, no ASCII control characters.
    static func isName(_ text: String) -> Bool {
        text.isNoteLine && text.unicodeScalars.allSatisfy { $0 != "+" && !$0.properties.isWhitespace }
    }

    /// `SHA-256(name || 0x0A || type || public key)[:4]`, big-endian.
    static func id(name: String, type: UInt8, publicKey: [UInt8]) -> UInt32 {
        let digest = SHA256.hash(data: Array(name.utf8) + [String.newline, type] + publicKey)
        return UInt32(bigEndianBytes: digest.prefix(4))
    }

    /// `name+hex(id)+base64(type || public key)` ("Verifier keys").
    static func verifierKey(name: String, id: UInt32, type: UInt8, publicKey: [UInt8]) -> String {
        "\(name)+\(Base16.encode(id.bigEndianBytes))+\(Base64.encode([type] + publicKey))"
    }

    /// Takes a text `name+hex(id)+base64(type || key)` apart, of this type alone; its id isn't checked.
    static func parts(of text: some StringProtocol, type: UInt8) throws(LogError) -> (name: String, id: String, key: [UInt8]) {
        // The key's Base 64 may hold a plus; the name may not.
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(validating: parts[0], as: UTF8.self), isName(name),
            let id = String(validating: parts[1], as: UTF8.self), let key = Base64.decode(parts[2]), let found = key.first
        else { throw .malformedVerifierKey }
        guard found == type else { throw .unsupportedKeyType(found) }
        return (name, id, Array(key.dropFirst()))
    }

    /// Reads an Ed25519 verifier key of this type.
    static func read(verifierKey text: String, type: UInt8) throws(LogError) -> (name: String, id: UInt32, publicKey: [UInt8]) {
        let (name, hash, publicKey) = try parts(of: text, type: type)
        let id = id(name: name, type: type, publicKey: publicKey)
        guard (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil else { throw .malformedVerifierKey }
        guard hash.isSameBytes(as: Base16.encode(id.bigEndianBytes)) else { throw .verifierKeyMismatch }
        return (name, id, publicKey)
    }
}

extension UInt32 {
    init(bigEndianBytes bytes: some Sequence<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    var bigEndianBytes: [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) }
    }
}

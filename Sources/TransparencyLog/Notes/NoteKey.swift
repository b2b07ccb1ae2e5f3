import Crypto

/// What tells a key of signed notes from all others: its name and a 32-bit id (C2SP signed-note, "Signatures").
enum NoteKey {
    /// The signature type of plain Ed25519, the only one this target signs and verifies with.
    static let ed25519Type: UInt8 = 0x01

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
    static func verifierKey(name: String, id: UInt32, publicKey: [UInt8]) -> String {
        "\(name)+\(Base16.encode(id.bigEndianBytes))+\(Base64.encode([ed25519Type] + publicKey))"
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

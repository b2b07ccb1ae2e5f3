import Crypto
import FoundationEssentials

/// Seals a file key under a key that is used once, hence the fixed nonce (C2SP age.md, "X25519 recipient stanza" and
/// "scrypt recipient stanza").
struct WrapKey {
    /// A wrapped file key in bytes: the key and the tag.
    static let sealedByteCount = FileKey.byteCount + 16

    private let key: SymmetricKey
    private static let nonce = [UInt8](repeating: 0, count: 12)

    init(_ key: SymmetricKey) {
        self.key = key
    }

    /// The body of a stanza.
    func seal(_ fileKey: FileKey) throws -> [UInt8] {
        let nonce = try ChaChaPoly.Nonce(data: Self.nonce)
        return Array(try ChaChaPoly.seal(fileKey.exposedBytes, using: key, nonce: nonce).combined.dropFirst(Self.nonce.count))
    }

    /// The file key; nil where the body was sealed under another key.
    func open(_ body: [UInt8]) -> FileKey? {
        guard let box = try? ChaChaPoly.SealedBox(combined: Self.nonce + body),
            let bytes = try? ChaChaPoly.open(box, using: key)
        else { return nil }
        return try? FileKey(bytes: bytes)
    }

    /// Bodies of another length are refused before they are opened, against partitioning oracles.
    static func checkLength(of body: [UInt8]) throws(AgeError) {
        guard body.count == sealedByteCount else {
            throw .headerMalformed(reason: "a wrapped file key doesn't have \(sealedByteCount) bytes")
        }
    }
}

import Crypto
import FoundationEssentials

/// Seals or opens any chunk of a payload, in any order (C2SP age.md, "Payload"): ChaCha20-Poly1305 under a nonce of an
/// 88-bit big-endian counter and a byte that is 1 for the final chunk.
struct ChunkKey: Sendable {
    /// A chunk's plaintext in bytes.
    static let chunkByteCount = 64 << 10
    /// What sealing adds to a chunk.
    static let tagByteCount = 16
    /// A full chunk as it stands in the file.
    static let sealedChunkByteCount = chunkByteCount + tagByteCount

    private let key: SymmetricKey

    init(_ key: SymmetricKey) {
        self.key = key
    }

    /// Fills `output`, which has room for the tag besides, with the sealed chunk.
    func seal(_ plaintext: UnsafeRawBufferPointer, number: UInt64, isFinal: Bool, to output: UnsafeMutableRawBufferPointer) -> Bool {
        guard let nonce = try? Self.nonce(number, isFinal: isFinal),
            let box = try? ChaChaPoly.seal(Self.borrowed(plaintext), using: key, nonce: nonce)
        else { return false }
        box.combined.withUnsafeBytes { output.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0.dropFirst(Self.nonceByteCount))) }
        return true
    }

    /// Fills `output`, which has no room for the tag, with the plaintext. False, with nothing written, where the chunk isn't
    /// authentic under this number and flag.
    func open(_ sealed: UnsafeRawBufferPointer, number: UInt64, isFinal: Bool, to output: UnsafeMutableRawBufferPointer) -> Bool {
        guard sealed.count >= Self.tagByteCount, let nonce = try? Self.nonce(number, isFinal: isFinal),
            let box = try? ChaChaPoly.SealedBox(
                nonce: nonce,
                ciphertext: Self.borrowed(UnsafeRawBufferPointer(rebasing: sealed.dropLast(Self.tagByteCount))),
                tag: Self.borrowed(UnsafeRawBufferPointer(rebasing: sealed.suffix(Self.tagByteCount)))
            ),
            let plaintext = try? ChaChaPoly.open(box, using: key)
        else { return false }
        plaintext.withUnsafeBytes { output.copyMemory(from: $0) }
        return true
    }

    private static let nonceByteCount = 12

    /// The bytes as the library takes them, for as long as the pointer is good.
    private static func borrowed(_ bytes: UnsafeRawBufferPointer) -> UnsafeBufferPointer<UInt8> {
        bytes.assumingMemoryBound(to: UInt8.self)
    }

    /// The format counts to 2⁸⁸; 64 bits number more data than there is.
    private static func nonce(_ number: UInt64, isFinal: Bool) throws -> ChaChaPoly.Nonce {
        let counterBytes = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        return try ChaChaPoly.Nonce(data: [0, 0, 0] + counterBytes + [isFinal ? 1 : 0])
    }
}

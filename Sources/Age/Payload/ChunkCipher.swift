import Crypto
import FoundationEssentials

/// Seals or opens a payload's chunks in order (C2SP age.md, "Payload"): ChaCha20-Poly1305 under a nonce of an 88-bit
/// big-endian counter and a byte that is 1 for the final chunk.
struct ChunkCipher: Sendable {
    /// A chunk's plaintext in bytes.
    static let chunkByteCount = 64 << 10
    /// What sealing adds to a chunk.
    static let tagByteCount = 16
    /// A full chunk as it stands in the file.
    static let sealedChunkByteCount = chunkByteCount + tagByteCount

    private let key: SymmetricKey
    /// The number of the next chunk. The format counts to 2⁸⁸; 64 bits number more data than there is.
    private(set) var counter: UInt64

    init(key: SymmetricKey, counter: UInt64 = 0) {
        self.key = key
        self.counter = counter
    }

    /// Appends the sealed chunk to `output`.
    mutating func seal(_ plaintext: ArraySlice<UInt8>, isFinal: Bool, into output: inout [UInt8]) throws(AgeError) {
        guard counter < .max else { throw .payloadTooLong }
        guard let nonce = try? nonce(isFinal: isFinal), let box = try? ChaChaPoly.seal(plaintext, using: key, nonce: nonce) else {
            throw .payloadDamaged(reason: "a chunk can't be sealed")
        }
        box.combined.withUnsafeBytes { output.append(contentsOf: $0.dropFirst(Self.nonceByteCount)) }
        counter += 1
    }

    /// The chunk's plaintext; nil where it isn't authentic as the next one with this flag.
    mutating func open(_ sealed: ArraySlice<UInt8>, isFinal: Bool) throws(AgeError) -> Data? {
        guard counter < .max else { throw .payloadTooLong }
        guard sealed.count >= Self.tagByteCount, let nonce = try? nonce(isFinal: isFinal),
            let box = try? ChaChaPoly.SealedBox(
                nonce: nonce,
                ciphertext: sealed.dropLast(Self.tagByteCount),
                tag: sealed.suffix(Self.tagByteCount)
            ),
            let plaintext = try? ChaChaPoly.open(box, using: key)
        else { return nil }
        counter += 1
        return plaintext
    }

    private static let nonceByteCount = 12

    private func nonce(isFinal: Bool) throws -> ChaChaPoly.Nonce {
        let counterBytes = withUnsafeBytes(of: counter.bigEndian) { Array($0) }
        return try ChaChaPoly.Nonce(data: [0, 0, 0] + counterBytes + [isFinal ? 1 : 0])
    }
}

import Crypto
import Synchronization

/// Seals or opens any chunk of a payload, in any order (C2SP age.md, "Payload"): ChaCha20-Poly1305 under a nonce of an
/// 88-bit big-endian counter and a byte that is 1 for the final chunk.
///
/// Any task may use it; several at once wait for each other, so each lane has its own. Nothing of the key can be printed.
final class ChunkKey: Sendable {
    /// A chunk's plaintext in bytes.
    static let chunkByteCount = 64 << 10
    /// What sealing adds to a chunk.
    static let tagByteCount = 16
    /// A full chunk as it stands in the file.
    static let sealedChunkByteCount = chunkByteCount + tagByteCount

    /// Nil where the system's library doesn't offer the cipher.
    private let cipher: Mutex<LibCryptoCipher?>

    init(_ key: SymmetricKey) {
        cipher = Mutex(LibCryptoCipher(key))
    }

    /// Writes the sealed chunk, tag included, to `output` from `offset` on.
    ///
    /// - Throws: `cipher-missing`.
    func seal(_ plaintext: RawSpan, number: UInt64, isFinal: Bool, to output: inout MutableRawSpan, at offset: Int) throws(AgeError) {
        let nonce = ChunkNonce(number, isFinal: isFinal)
        let isSealed = cipher.withLock { $0?.seal(plaintext, nonce, to: &output, at: offset) ?? false }
        guard isSealed else { throw .cipherMissing }
    }

    /// Writes the chunk's plaintext to `output` from `offset` on. False, with nothing of it left there, where the chunk isn't
    /// authentic under this number and flag.
    ///
    /// - Throws: `cipher-missing`.
    func open(
        _ sealed: RawSpan, number: UInt64, isFinal: Bool, to output: inout MutableRawSpan, at offset: Int
    ) throws(AgeError) -> Bool {
        let nonce = ChunkNonce(number, isFinal: isFinal)
        let isOpen = cipher.withLock { $0?.open(sealed, nonce, to: &output, at: offset) }
        guard let isOpen else { throw .cipherMissing }
        return isOpen
    }
}

/// The 12 bytes of a chunk's nonce.
struct ChunkNonce: Sendable {
    /// As they lie in memory.
    let words: (UInt32, UInt32, UInt32)

    /// The format counts to 2⁸⁸; 64 bits number more data than there is.
    init(_ number: UInt64, isFinal: Bool) {
        let low = UInt32(truncatingIfNeeded: number << 8) | (isFinal ? 1 : 0)
        words = (UInt32(number >> 56).bigEndian, UInt32(truncatingIfNeeded: number >> 24).bigEndian, low.bigEndian)
    }
}

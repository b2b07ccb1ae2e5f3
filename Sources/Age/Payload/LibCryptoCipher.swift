import CLibCrypto
import Crypto
import Glibc

/// ChaCha20-Poly1305 by the system's libcrypto, whose code for wide vectors is about twice as fast as what swift-crypto brings.
/// The one place that calls it: everything else here is swift-crypto's.
///
/// It owns its context, and with it the key's only copy, which the library overwrites when the context goes. A call sets the nonce
/// alone, so that nothing is allocated and the key isn't set up anew. For one task at a time.
struct LibCryptoCipher: ~Copyable {
    private let context: OpaquePointer

    /// Nil where the library can't: it is out of memory, or its configuration forbids the cipher.
    init?(_ key: SymmetricKey) {
        guard key.bitCount == 256, let context = EVP_CIPHER_CTX_new() else { return nil }
        let isReady = key.withUnsafeBytes { key in
            EVP_CipherInit_ex(context, EVP_chacha20_poly1305(), nil, key.baseAddress?.assumingMemoryBound(to: UInt8.self), nil, 1)
        }
        guard isReady == 1 else {
            EVP_CIPHER_CTX_free(context)
            return nil
        }
        self.context = context
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    /// Writes the ciphertext and the tag to `output` from `offset` on.
    mutating func seal(_ plaintext: RawSpan, _ nonce: ChunkNonce, to output: inout MutableRawSpan, at offset: Int) -> Bool {
        let end = offset + plaintext.byteCount + ChunkKey.tagByteCount
        guard (0...end).contains(offset), end <= output.byteCount, begin(nonce, seals: true) else { return false }
        return plaintext.withUnsafeBytes { plaintext in
            output.withUnsafeMutableBytes { output in
                let room = UnsafeMutableRawBufferPointer(rebasing: output[offset..<end])
                let tag = room.baseAddress.map { $0 + plaintext.count }
                return update(plaintext, to: room) && finish()
                    && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(ChunkKey.tagByteCount), tag) == 1
            }
        }
    }

    /// Writes the plaintext to `output` from `offset` on. The library writes before it has compared the tag: where that differs, what
    /// it wrote is overwritten.
    mutating func open(_ sealed: RawSpan, _ nonce: ChunkNonce, to output: inout MutableRawSpan, at offset: Int) -> Bool {
        let count = sealed.byteCount - ChunkKey.tagByteCount
        guard count >= 0, offset >= 0, offset + count <= output.byteCount, begin(nonce, seals: false) else { return false }
        return sealed.withUnsafeBytes { sealed in
            output.withUnsafeMutableBytes { output in
                let room = UnsafeMutableRawBufferPointer(rebasing: output[offset..<(offset + count)])
                // The library copies the tag out of what it asks to be mutable.
                let tag = sealed.baseAddress.map { UnsafeMutableRawPointer(mutating: $0 + count) }
                let isOpen =
                    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(ChunkKey.tagByteCount), tag) == 1
                    && update(UnsafeRawBufferPointer(rebasing: sealed[..<count]), to: room) && finish()
                if !isOpen, let start = room.baseAddress { explicit_bzero(start, count) }
                return isOpen
            }
        }
    }

    private func begin(_ nonce: ChunkNonce, seals: Bool) -> Bool {
        withUnsafeBytes(of: nonce.words) { nonce in
            EVP_CipherInit_ex(context, nil, nil, nil, nonce.baseAddress?.assumingMemoryBound(to: UInt8.self), seals ? 1 : 0) == 1
        }
    }

    private func update(_ input: UnsafeRawBufferPointer, to output: UnsafeMutableRawBufferPointer) -> Bool {
        guard !input.isEmpty else { return true }
        let (source, target) = (input.assumingMemoryBound(to: UInt8.self), output.assumingMemoryBound(to: UInt8.self))
        var count: Int32 = 0
        guard let length = Int32(exactly: source.count) else { return false }
        return EVP_CipherUpdate(context, target.baseAddress, &count, source.baseAddress, length) == 1 && count == length
    }

    /// When opening, this is where the tags are compared.
    private func finish() -> Bool {
        var none: UInt8 = 0
        var count: Int32 = 0
        return EVP_CipherFinal_ex(context, &none, &count) == 1 && count == 0
    }
}

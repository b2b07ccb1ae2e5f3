import Crypto

/// Seals or opens a payload's chunks in order.
struct ChunkCipher: Sendable {
    private let key: ChunkKey
    /// The number of the next chunk.
    private(set) var counter: UInt64

    init(key: SymmetricKey, counter: UInt64 = 0) {
        self.key = ChunkKey(key)
        self.counter = counter
    }

    /// Appends the sealed chunk to `output`.
    mutating func seal(_ plaintext: ArraySlice<UInt8>, isFinal: Bool, into output: inout [UInt8]) throws(AgeError) {
        guard counter < .max else { throw .payloadTooLong }
        var isSealed = false
        let sealed = plaintext.withUnsafeBytes { plaintext in
            [UInt8](unsafeUninitializedCapacity: plaintext.count + ChunkKey.tagByteCount) { buffer, count in
                isSealed = key.seal(plaintext, number: counter, isFinal: isFinal, to: .init(buffer))
                count = isSealed ? buffer.count : 0
            }
        }
        guard isSealed else { throw .payloadDamaged(reason: "a chunk can't be sealed") }
        output += sealed
        counter += 1
    }

    /// The chunk's plaintext; nil where it isn't authentic as the next one with this flag.
    mutating func open(_ sealed: ArraySlice<UInt8>, isFinal: Bool) throws(AgeError) -> [UInt8]? {
        guard counter < .max else { throw .payloadTooLong }
        var isOpen = false
        let plaintext = sealed.withUnsafeBytes { sealed in
            [UInt8](unsafeUninitializedCapacity: max(0, sealed.count - ChunkKey.tagByteCount)) { buffer, count in
                isOpen = key.open(sealed, number: counter, isFinal: isFinal, to: .init(buffer))
                count = isOpen ? buffer.count : 0
            }
        }
        guard isOpen else { return nil }
        counter += 1
        return plaintext
    }
}

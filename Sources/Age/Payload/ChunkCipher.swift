import Crypto
import Glibc

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
        let start = output.count
        output.appendRoom(for: plaintext.count + ChunkKey.tagByteCount)
        var span = output.mutableSpan
        var bytes = span.mutableBytes
        try key.seal(plaintext.span.bytes, number: counter, isFinal: isFinal, to: &bytes, at: start)
        counter += 1
    }

    /// Appends the chunk's plaintext to `output`; says whether the chunk is authentic as the next one with this flag.
    mutating func open(_ sealed: ArraySlice<UInt8>, isFinal: Bool, into output: inout [UInt8]) throws(AgeError) -> Bool {
        guard counter < .max else { throw .payloadTooLong }
        let start = output.count
        output.appendRoom(for: max(0, sealed.count - ChunkKey.tagByteCount))
        var span = output.mutableSpan
        var bytes = span.mutableBytes
        let isOpen = try key.open(sealed.span.bytes, number: counter, isFinal: isFinal, to: &bytes, at: start)
        guard isOpen else {
            output.removeLast(output.count - start)
            return false
        }
        counter += 1
        return true
    }
}

extension [UInt8] {
    /// Appends zeros, as a block: a sequence of them is appended one by one in a build for debugging, which takes minutes for a large file.
    fileprivate mutating func appendRoom(for count: Int) {
        append(
            contentsOf: [UInt8](unsafeUninitializedCapacity: count) { room, filled in
                if let start = room.baseAddress { memset(start, 0, count) }
                filled = count
            })
    }
}

/// Seals a payload piece by piece: plaintext goes in, the nonce and sealed chunks come out.
///
/// It holds at most one chunk. A value, for one task at a time: a copy would seal other data under the same nonces.
public struct PayloadSealer: Sendable {
    /// The length of a payload's nonce in bytes.
    public static let nonceByteCount = 16

    private var cipher: ChunkCipher
    private var output: [UInt8]
    /// A full chunk waits until there is more: only then it is known not to be the final one.
    private var splitter = ChunkSplitter(
        chunkByteCount: ChunkKey.chunkByteCount,
        neededByteCount: ChunkKey.chunkByteCount + 1
    )
    private var isFinished = false

    /// - Parameter nonce: 16 fresh random bytes, for this payload only.
    /// - Throws: `randomness-malformed` where they aren't 16.
    public init(fileKey: FileKey, nonce: [UInt8]) throws(AgeError) {
        guard nonce.count == Self.nonceByteCount else { throw .randomnessMalformed }
        cipher = ChunkCipher(key: fileKey.payloadKey(nonce: nonce))
        output = nonce
    }

    /// Seals the next piece, of any size.
    ///
    /// - Returns: What can be written now; may be empty.
    /// - Throws: `payload-finished`, `payload-too-long`.
    public mutating func update(_ plaintext: some Collection<UInt8>) throws(AgeError) -> [UInt8] {
        guard !isFinished else { throw .payloadFinished }
        output.reserveCapacity(output.count + Int(clamping: sealedPayloadSize(plaintext: UInt64(plaintext.count))))
        var input = ArraySlice(plaintext)
        while let chunk = splitter.next(from: &input) {
            try cipher.seal(chunk, isFinal: false, into: &output)
        }
        return takeOutput()
    }

    /// Seals what is left as the final chunk.
    ///
    /// - Throws: `payload-finished` when called twice, `payload-too-long`.
    public mutating func finish() throws(AgeError) -> [UInt8] {
        guard !isFinished else { throw .payloadFinished }
        isFinished = true
        try cipher.seal(splitter.pending[...], isFinal: true, into: &output)
        return takeOutput()
    }

    private mutating func takeOutput() -> [UInt8] {
        defer { output = [] }
        return output
    }
}

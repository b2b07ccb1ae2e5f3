/// Seals a whole payload on several cores: what ``PayloadSealer`` does, faster, with the same bytes as result.
///
///     let sealer = try ParallelSealer(fileKey: fileKey, nonce: random(16), cores: 2)
///     output = try await sealer.run(from: input, to: output)
///
/// Memory stays the same whatever the length: about 2 MiB a core.
public struct ParallelSealer: Sendable {
    private let fileKey: FileKey
    private let nonce: [UInt8]
    private let cores: Int

    /// - Parameters:
    ///   - nonce: 16 fresh random bytes, for this payload only.
    ///   - cores: How many are to be busy.
    /// - Throws: `randomness-malformed` where the nonce doesn't have 16 bytes.
    public init(fileKey: FileKey, nonce: [UInt8], cores: Int) throws(AgeError) {
        guard nonce.count == PayloadSealer.nonceByteCount else { throw .randomnessMalformed }
        self.fileKey = fileKey
        self.nonce = nonce
        self.cores = cores
    }

    /// Seals what `source` gives, to its end. To be called once.
    ///
    /// - Returns: The sink, which has taken everything.
    /// - Throws: What the streams throw, `cipher-missing`, `CancellationError`: then what was written is no whole payload.
    public func run<Sink: ByteWriting>(from source: some ByteReading, to sink: Sink) async throws -> Sink {
        var sink = sink
        try sink.write(nonce.span.bytes)
        let lanes = Lanes(
            cores: cores, key: fileKey.payloadKey(nonce: nonce),
            chunkByteCounts: (input: ChunkKey.chunkByteCount, output: ChunkKey.sealedChunkByteCount))
        return try await lanes.run(from: source, to: sink) { cipher, input, output in
            do throws(AgeError) { return (try cipher.seal(input, to: &output), nil) } catch { return (0, error) }
        }
    }
}

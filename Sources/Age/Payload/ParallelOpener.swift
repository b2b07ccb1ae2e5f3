/// Opens a whole payload on several cores: what ``PayloadOpener`` does, faster, with the same plaintext and the same refusals.
///
/// Nothing of a chunk is given out before it is authenticated, and chunks come out in order: what came out is what was
/// sealed, from the start. That it is all of it is known only once ``run(from:to:)`` has returned.
public struct ParallelOpener: Sendable {
    private let fileKey: FileKey
    private let cores: Int

    /// - Parameter cores: How many are to be busy.
    public init(fileKey: FileKey, cores: Int) {
        self.fileKey = fileKey
        self.cores = cores
    }

    /// Opens what `source` gives, to its end; the first byte is the one after the header.
    ///
    /// - Returns: The sink, which has taken everything.
    /// - Throws: `payload-nonce-missing`, `payload-damaged`, `payload-truncated`, `payload-trailing-data`, each after the
    ///   plaintext of the chunks before; what the streams throw; `cipher-missing`; `CancellationError`.
    public func run<Sink: ByteWriting>(from source: some ByteReading, to sink: Sink) async throws -> Sink {
        var source = source
        let nonce = try Self.nonce(from: &source)
        let lanes = Lanes(
            cores: cores, key: fileKey.payloadKey(nonce: nonce),
            chunkByteCounts: (input: ChunkKey.sealedChunkByteCount, output: ChunkKey.chunkByteCount))
        return try await lanes.run(from: source, to: sink) { $0.open($1, to: &$2) }
    }

    private static func nonce(from source: inout some ByteReading) throws -> [UInt8] {
        var nonce = [UInt8](repeating: 0, count: PayloadSealer.nonceByteCount)
        var count = 0
        while count < nonce.count {
            let read = try nonce.withUnsafeMutableBytes { bytes in
                var rest = UnsafeMutableRawBufferPointer(rebasing: bytes[count...]).mutableBytes
                return try source.read(into: &rest)
            }
            guard read > 0 else { throw AgeError.payloadNonceMissing }
            count += read
        }
        return nonce
    }
}

/// Opens a whole payload on several cores: what ``PayloadOpener`` does, faster, with the same plaintext and the same refusals.
///
/// Nothing of a chunk is given out before it is authenticated, and chunks come out in order: what came out is what was
/// sealed, from the start. That it is all of it is known only once ``run(from:to:)`` has returned.
public struct ParallelOpener: Sendable {
    private let fileKey: FileKey
    private let lanes: OrderedLanes

    /// - Parameter lanes: How many chunks are opened at once; the number of cores.
    public init(fileKey: FileKey, lanes: Int) {
        self.fileKey = fileKey
        self.lanes = OrderedLanes(lanes)
    }

    /// Opens what `source` gives, to its end; the first byte is the one after the header.
    ///
    /// - Throws: `payload-nonce-missing`, `payload-damaged`, `payload-truncated`, `payload-trailing-data`, each after the
    ///   plaintext of the chunks before; what the streams throw; `CancellationError`.
    public func run(from source: ByteStream, to sink: ([UInt8]) async throws -> Void) async throws {
        var reader = BlockReader(blockByteCount: ParallelSealer.chunksPerBlock * ChunkKey.sealedChunkByteCount)
        let nonce = try await reader.exactly(PayloadSealer.nonceByteCount, from: source)
        guard nonce.count == PayloadSealer.nonceByteCount else { throw AgeError.payloadNonceMissing }
        let key = ChunkKey(fileKey.payloadKey(nonce: nonce))
        var number: UInt64 = 0
        try await lanes.run(
            next: { () -> SealedBlock? in
                guard let (bytes, isLast) = try await reader.next(from: source) else { return nil }
                defer { number += UInt64(ParallelSealer.chunksPerBlock) }
                return SealedBlock(bytes: bytes, firstNumber: number, isLast: isLast)
            },
            work: { $0.opened(with: key) },
            deliver: { (plaintext, failure) in
                if !plaintext.isEmpty { try await sink(plaintext) }
                if let failure { throw failure }
            }
        )
    }
}

/// Some sealed chunks in a row.
struct SealedBlock: Sendable {
    let bytes: [UInt8]
    let firstNumber: UInt64
    /// Whether the payload ends with it.
    let isLast: Bool

    /// The plaintext up to the first chunk that is refused, and why that one is.
    func opened(with key: ChunkKey) -> (plaintext: [UInt8], failure: AgeError?) {
        var failure: AgeError?
        let plaintext = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
            bytes.withUnsafeBytes { sealed in
                var (start, number) = (0, firstNumber)
                repeat {
                    let end = min(sealed.count, start + ChunkKey.sealedChunkByteCount)
                    let isEnd = isLast && end == sealed.count
                    let chunk = Chunk(bytes: UnsafeRawBufferPointer(rebasing: sealed[start..<end]), number: number, isEnd: isEnd)
                    let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(output)[count...])
                    let (opened, fault) = chunk.open(with: key, to: room)
                    (start, number, failure) = (end, number + 1, fault)
                    count += opened
                } while failure == nil && start < sealed.count
            }
        }
        return (plaintext, failure)
    }
}

/// One sealed chunk, and whether the payload ends with it.
private struct Chunk {
    let bytes: UnsafeRawBufferPointer
    let number: UInt64
    let isEnd: Bool

    /// How many bytes of plaintext were written, and what is wrong. Both may be: a chunk that is authentic with the other
    /// flag is given out before the refusal, as in a stream that is opened chunk by chunk.
    func open(with key: ChunkKey, to room: UnsafeMutableRawBufferPointer) -> (count: Int, failure: AgeError?) {
        guard bytes.count >= ChunkKey.tagByteCount else { return (0, .payloadTruncated) }
        let count = bytes.count - ChunkKey.tagByteCount
        guard count > 0 || number == 0 else { return (0, .payloadDamaged(reason: "the final chunk is empty")) }
        let output = UnsafeMutableRawBufferPointer(rebasing: room[..<count])
        if key.open(bytes, number: number, isFinal: isEnd, to: output) { return (count, nil) }
        guard count == ChunkKey.chunkByteCount else {
            return (0, .payloadDamaged(reason: "the final chunk fails its authentication, or isn't whole"))
        }
        if key.open(bytes, number: number, isFinal: !isEnd, to: output) {
            return (count, isEnd ? .payloadTruncated : .payloadTrailingData)
        }
        return (0, .payloadDamaged(reason: "chunk \(number) fails its authentication"))
    }
}

/// Seals a whole payload on several cores: what ``PayloadSealer`` does, faster, with the same bytes as result.
///
///     let sealer = try ParallelSealer(fileKey: fileKey, nonce: random(16), lanes: 2)
///     try await sealer.run(from: { try file.read(upTo: $0) }, to: { try output.write($0) })
///
/// Memory stays the same whatever the length: about 1 MiB a lane. The streams are called by one task, one at a time, so that
/// a slow one holds the other back.
public struct ParallelSealer: Sendable {
    /// The chunks that a lane works on at once: enough to make a task's cost small, few enough to stay in a core's cache.
    static let chunksPerBlock = 4

    private let key: ChunkKey
    private let nonce: [UInt8]
    private let lanes: OrderedLanes

    /// - Parameters:
    ///   - nonce: 16 fresh random bytes, for this payload only.
    ///   - lanes: How many chunks are sealed at once; the number of cores.
    /// - Throws: `randomness-malformed` where the nonce doesn't have 16 bytes.
    public init(fileKey: FileKey, nonce: [UInt8], lanes: Int) throws(AgeError) {
        guard nonce.count == PayloadSealer.nonceByteCount else { throw .randomnessMalformed }
        key = ChunkKey(fileKey.payloadKey(nonce: nonce))
        self.nonce = nonce
        self.lanes = OrderedLanes(lanes)
    }

    /// Seals what `source` gives, to its end. To be called once.
    ///
    /// - Throws: What the streams throw, and `CancellationError`: then what was written is no whole payload.
    public func run(from source: ByteStream, to sink: ([UInt8]) async throws -> Void) async throws {
        try await sink(nonce)
        var reader = BlockReader(blockByteCount: Self.chunksPerBlock * ChunkKey.chunkByteCount)
        var number: UInt64 = 0
        try await lanes.run(
            next: { () -> Block? in
                guard let (bytes, isLast) = try await reader.next(from: source) else { return nil }
                defer { number += UInt64(Self.chunksPerBlock) }
                return Block(bytes: bytes, firstNumber: number, isLast: isLast)
            },
            work: { [key] in $0.sealed(with: key) },
            deliver: {
                guard let sealed = $0 else { throw AgeError.payloadDamaged(reason: "a chunk can't be sealed") }
                try await sink(sealed)
            }
        )
    }
}

/// Some chunks in a row.
private struct Block: Sendable {
    let bytes: [UInt8]
    let firstNumber: UInt64
    let isLast: Bool

    /// Nil where the cipher fails.
    func sealed(with key: ChunkKey) -> [UInt8]? {
        let chunkCount = max(1, (bytes.count + ChunkKey.chunkByteCount - 1) / ChunkKey.chunkByteCount)
        var isSealed = true
        let sealed = [UInt8](unsafeUninitializedCapacity: bytes.count + chunkCount * ChunkKey.tagByteCount) { output, count in
            bytes.withUnsafeBytes { plaintext in
                for index in 0..<chunkCount where isSealed {
                    let chunk = plaintext.dropFirst(index * ChunkKey.chunkByteCount).prefix(ChunkKey.chunkByteCount)
                    let room = UnsafeMutableRawBufferPointer(output)[count..<(count + chunk.count + ChunkKey.tagByteCount)]
                    isSealed = key.seal(
                        UnsafeRawBufferPointer(rebasing: chunk), number: firstNumber + UInt64(index),
                        isFinal: isLast && index == chunkCount - 1, to: UnsafeMutableRawBufferPointer(rebasing: room))
                    count += room.count
                }
            }
        }
        return isSealed ? sealed : nil
    }
}

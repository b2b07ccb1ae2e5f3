/// Reads a payload at any place without what comes before (C2SP age.md, "Payload": "The payload can be seeked").
///
///     let reader = try await PayloadReader(fileKey: fileKey, sealedSize: size) { offset, count in
///         try file.read(at: headerLength + offset, count)
///     }
///     let page = try await reader.read(at: 899 * 4096, count: 4096)
///
/// A value that several tasks may use at once. The length of the plaintext is authentic, for the final chunk is opened first;
/// of the rest only what is read is checked.
public struct PayloadReader: Sendable {
    /// Gives `count` bytes of the sealed payload from `offset` on; its first byte is the one after the header.
    public typealias Source = @Sendable (_ offset: UInt64, _ count: Int) async throws -> [UInt8]

    /// The chunks that are asked of the source at once.
    private static let chunksPerRead = 16

    /// The length of the plaintext in bytes.
    public let size: UInt64
    private let fileKey: FileKey
    private let nonce: [UInt8]
    private let source: Source

    /// Reads the nonce and the final chunk.
    ///
    /// - Parameter sealedSize: The length of the sealed payload in bytes, nonce included and header not.
    /// - Throws: `payload-nonce-missing`, `payload-truncated` where no payload has that length or the source gives less,
    ///   `payload-damaged` where the last chunk isn't the final one; what the source throws.
    public init(fileKey: FileKey, sealedSize: UInt64, source: @escaping Source) async throws {
        guard sealedSize >= UInt64(PayloadSealer.nonceByteCount) else { throw AgeError.payloadNonceMissing }
        guard let size = plaintextSize(sealedPayload: sealedSize) else { throw AgeError.payloadTruncated }
        let nonce = try await source(0, PayloadSealer.nonceByteCount)
        guard nonce.count == PayloadSealer.nonceByteCount else { throw AgeError.payloadNonceMissing }
        self.size = size
        self.source = source
        self.fileKey = fileKey
        self.nonce = nonce
        _ = try await open(chunks: lastChunk...lastChunk, with: key)
    }

    /// The plaintext from `offset` on: `count` bytes, fewer where it ends before, none from its end on.
    ///
    /// - Throws: `payload-damaged`, `payload-truncated`; what the source throws; `CancellationError`.
    public func read(at offset: UInt64, count: Int) async throws -> [UInt8] {
        guard offset < size, count > 0 else { return [] }
        let end = offset + min(size - offset, UInt64(count))
        let chunkSize = UInt64(ChunkKey.chunkByteCount)
        var plaintext: [UInt8] = []
        plaintext.reserveCapacity(Int(end - offset))
        let key = key
        var first = offset / chunkSize
        let last = (end - 1) / chunkSize
        while first <= last {
            try Task.checkCancellation()
            let upTo = min(last, first + UInt64(Self.chunksPerRead) - 1)
            let opened = try await open(chunks: first...upTo, with: key)
            let start = Int(max(offset, first * chunkSize) - first * chunkSize)
            plaintext += opened[start..<min(opened.count, Int(end - first * chunkSize))]
            first = upTo + 1
        }
        return plaintext
    }

    private var lastChunk: UInt64 {
        size == 0 ? 0 : (size - 1) / UInt64(ChunkKey.chunkByteCount)
    }

    /// For one reading: readings at once don't wait for each other.
    private var key: ChunkKey { ChunkKey(fileKey.payloadKey(nonce: nonce)) }

    private func open(chunks: ClosedRange<UInt64>, with key: ChunkKey) async throws -> [UInt8] {
        let sealedChunk = UInt64(ChunkKey.sealedChunkByteCount)
        let isLast = chunks.upperBound == lastChunk
        let lastSize = size - lastChunk * UInt64(ChunkKey.chunkByteCount) + UInt64(ChunkKey.tagByteCount)
        let count = (chunks.upperBound - chunks.lowerBound) * sealedChunk + (isLast ? lastSize : sealedChunk)
        let bytes = try await source(UInt64(PayloadSealer.nonceByteCount) + chunks.lowerBound * sealedChunk, Int(count))
        guard bytes.count == Int(count) else { throw AgeError.payloadTruncated }
        var failure: AgeError?
        let plaintext = [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
            var room = UnsafeMutableRawBufferPointer(output).mutableBytes
            let cipher = BlockCipher(key: key, firstNumber: chunks.lowerBound, isLast: isLast)
            (count, failure) = cipher.open(bytes.span.bytes, to: &room)
        }
        if let failure { throw failure }
        return plaintext
    }
}

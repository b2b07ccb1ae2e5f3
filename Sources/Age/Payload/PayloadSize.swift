/// The length of a sealed payload in bytes, nonce included and header not (C2SP age.md, "Payload").
///
/// - Parameter plaintext: The plaintext's length in bytes.
/// - Returns: `UInt64.max` where the length can't be expressed.
public func sealedPayloadSize(plaintext: UInt64) -> UInt64 {
    let chunk = UInt64(ChunkKey.chunkByteCount)
    let chunks = max(1, plaintext / chunk + (plaintext % chunk == 0 ? 0 : 1))
    let overhead = UInt64(PayloadSealer.nonceByteCount) + chunks * UInt64(ChunkKey.tagByteCount)
    let (size, overflow) = plaintext.addingReportingOverflow(overhead)
    return overflow ? .max : size
}

/// The length in bytes of the plaintext in a sealed payload; nil where no payload has that length.
///
/// - Parameter sealedPayload: The payload's length in bytes, nonce included and header not.
public func plaintextSize(sealedPayload: UInt64) -> UInt64? {
    let nonce = UInt64(PayloadSealer.nonceByteCount)
    guard sealedPayload > nonce else { return nil }
    let body = sealedPayload - nonce
    let sealedChunk = UInt64(ChunkKey.sealedChunkByteCount)
    let chunks = body / sealedChunk + (body % sealedChunk == 0 ? 0 : 1)
    let (size, underflow) = body.subtractingReportingOverflow(chunks * UInt64(ChunkKey.tagByteCount))
    guard !underflow, sealedPayloadSize(plaintext: size) == sealedPayload else { return nil }
    return size
}

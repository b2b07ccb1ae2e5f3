/// Works on some chunks in a row.
struct BlockCipher {
    let key: ChunkKey
    let firstNumber: UInt64
    /// Whether the payload ends with the block.
    let isLast: Bool

    /// Fills `output` from its start with the sealed chunks; says how many bytes it wrote.
    func seal(_ plaintext: RawSpan, to output: inout MutableRawSpan) throws(AgeError) -> Int {
        var (start, number, count) = (0, firstNumber, 0)
        repeat {
            let end = min(plaintext.byteCount, start + ChunkKey.chunkByteCount)
            let sealedCount = end - start + ChunkKey.tagByteCount
            let isFinal = isLast && end == plaintext.byteCount
            try key.seal(plaintext.extracting(start..<end), number: number, isFinal: isFinal, to: &output, at: count)
            (start, number, count) = (end, number + 1, count + sealedCount)
        } while start < plaintext.byteCount
        return count
    }

    /// Fills `output` from its start with the plaintext up to the first chunk that is refused; says how many bytes that is, and why
    /// that chunk is.
    func open(_ sealed: RawSpan, to output: inout MutableRawSpan) -> (count: Int, failure: AgeError?) {
        var (start, number, count) = (0, firstNumber, 0)
        repeat {
            let end = min(sealed.byteCount, start + ChunkKey.sealedChunkByteCount)
            let isEnd = isLast && end == sealed.byteCount
            let (opened, failure) = open(sealed.extracting(start..<end), number: number, isEnd: isEnd, to: &output, at: count)
            count += opened
            if let failure { return (count, failure) }
            (start, number) = (end, number + 1)
        } while start < sealed.byteCount
        return (count, nil)
    }

    /// How many bytes of plaintext were written, and what is wrong. Both may be: a chunk that is authentic with the other flag is
    /// given out before the refusal, as in a stream that is opened chunk by chunk.
    private func open(
        _ chunk: RawSpan, number: UInt64, isEnd: Bool, to output: inout MutableRawSpan, at offset: Int
    ) -> (count: Int, failure: AgeError?) {
        guard chunk.byteCount >= ChunkKey.tagByteCount else { return (0, .payloadTruncated) }
        let count = chunk.byteCount - ChunkKey.tagByteCount
        guard count > 0 || number == 0 else { return (0, .payloadDamaged(reason: "the final chunk is empty")) }
        do throws(AgeError) {
            if try key.open(chunk, number: number, isFinal: isEnd, to: &output, at: offset) { return (count, nil) }
            guard count == ChunkKey.chunkByteCount else {
                return (0, .payloadDamaged(reason: "the final chunk fails its authentication, or isn't whole"))
            }
            if try key.open(chunk, number: number, isFinal: !isEnd, to: &output, at: offset) {
                return (count, isEnd ? .payloadTruncated : .payloadTrailingData)
            }
            return (0, .payloadDamaged(reason: "chunk \(number) fails its authentication"))
        } catch {
            return (0, error)
        }
    }
}

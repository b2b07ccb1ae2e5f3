/// Opens a payload piece by piece: the nonce and sealed chunks go in, authenticated plaintext comes out.
///
/// Every chunk is checked before any of it is given out, so what came out is what was sealed, in order and from the
/// start. That it is all of it is known only once ``finish()`` has returned.
public struct PayloadOpener: Sendable {
    private enum State {
        case nonce
        case chunks(ChunkCipher)
        /// The final chunk came out already: only the end may follow.
        case ended
        case failed(AgeError)
    }

    private let fileKey: FileKey
    private var state = State.nonce
    private var nonce: [UInt8] = []
    private var splitter = ChunkSplitter(
        chunkByteCount: ChunkKey.sealedChunkByteCount,
        neededByteCount: ChunkKey.sealedChunkByteCount
    )

    /// An opener at the payload's start, which is the first byte after the header.
    public init(fileKey: FileKey) {
        self.fileKey = fileKey
    }

    /// Opens the next piece, of any size.
    ///
    /// Where plaintext came out before a failure in the same piece, it is returned, and the next call throws: the
    /// plaintext before the damage is the same however the payload was cut into pieces.
    ///
    /// - Returns: The plaintext of the chunks that are complete; may be empty.
    /// - Throws: `payload-damaged`, `payload-trailing-data`, `payload-too-long`; then always the same.
    public mutating func update(_ sealed: some Collection<UInt8>) throws(AgeError) -> [UInt8] {
        var input = ArraySlice(sealed)
        var output: [UInt8] = []
        output.reserveCapacity(input.count)
        do {
            takeNonce(from: &input)
            try openChunks(from: &input, into: &output)
        } catch {
            state = .failed(error)
            guard !output.isEmpty else { throw error }
        }
        return output
    }

    /// Opens what is left as the final chunk.
    ///
    /// - Returns: The last of the plaintext; may be empty.
    /// - Throws: `payload-truncated`, `payload-nonce-missing`, `payload-damaged`, what ``update(_:)`` still owes;
    ///   `payload-finished` when called twice.
    public mutating func finish() throws(AgeError) -> [UInt8] {
        let current = state
        state = .failed(.payloadFinished)
        switch current {
        case .nonce: throw .payloadNonceMissing
        case .failed(let error): throw error
        case .ended: return []
        case .chunks(var cipher): return try openFinal(with: &cipher)
        }
    }

    private mutating func takeNonce(from input: inout ArraySlice<UInt8>) {
        guard case .nonce = state else { return }
        let head = input.prefix(PayloadSealer.nonceByteCount - nonce.count)
        nonce += head
        input = input.dropFirst(head.count)
        if nonce.count == PayloadSealer.nonceByteCount {
            state = .chunks(ChunkCipher(key: fileKey.payloadKey(nonce: nonce)))
        }
    }

    private mutating func openChunks(from input: inout ArraySlice<UInt8>, into output: inout [UInt8]) throws(AgeError) {
        while !input.isEmpty {
            switch state {
            case .nonce: return
            case .failed(let error): throw error
            case .ended: throw .payloadTrailingData
            case .chunks(var cipher):
                guard let chunk = splitter.next(from: &input) else { return }
                let isFinal = try open(chunk, with: &cipher, into: &output)
                state = isFinal ? .ended : .chunks(cipher)
            }
        }
        if case .failed(let error) = state { throw error }
    }

    /// Opens a full chunk, which may be the final one; says whether it was.
    private func open(
        _ chunk: ArraySlice<UInt8>, with cipher: inout ChunkCipher, into output: inout [UInt8]
    ) throws(AgeError) -> Bool {
        for isFinal in [false, true] {
            if try cipher.open(chunk, isFinal: isFinal, into: &output) { return isFinal }
        }
        throw .payloadDamaged(reason: "chunk \(cipher.counter) fails its authentication")
    }

    private func openFinal(with cipher: inout ChunkCipher) throws(AgeError) -> [UInt8] {
        let last = splitter.pending
        guard last.count >= ChunkKey.tagByteCount else { throw .payloadTruncated }
        guard last.count > ChunkKey.tagByteCount || cipher.counter == 0 else {
            throw .payloadDamaged(reason: "the final chunk is empty")
        }
        var plaintext: [UInt8] = []
        guard try cipher.open(last[...], isFinal: true, into: &plaintext) else {
            throw .payloadDamaged(reason: "the final chunk fails its authentication, or isn't whole")
        }
        return plaintext
    }
}

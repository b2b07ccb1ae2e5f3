import Synchronization
import Testing

@testable import Age

/// Sealing and opening on several cores gives what one core gives.
@Suite struct ParallelTests {
    private static let chunk = ChunkKey.chunkByteCount
    private static let block = ParallelSealer.chunksPerBlock * chunk
    static let sizes = [0, 1, chunk - 1, chunk, chunk + 1, block - 1, block, block + 1, 2 * block, 2 * block + chunk, 9 * block + 7]
    private let random = SeededRandom(21)
    private let fileKey: FileKey
    private let nonce: [UInt8]

    init() throws {
        fileKey = try FileKey(random: random.bytes)
        nonce = random.bytes(16)
    }

    private func sealed(_ plaintext: [UInt8]) throws -> [UInt8] {
        var sealer = try PayloadSealer(fileKey: fileKey, nonce: nonce)
        return try sealer.update(plaintext) + sealer.finish()
    }

    private static func plaintext(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    }

    @Test(arguments: sizes, [1, 2, 3])
    func sealsTheSameBytes(size: Int, lanes: Int) async throws {
        let plaintext = Self.plaintext(size)
        let whole = try sealed(plaintext)
        for pieceSize in [nil, 1 << 16, 100_003, 3 * Self.block] {
            let stream = MemoryStream(plaintext, pieceSize: pieceSize)
            try await ParallelSealer(fileKey: fileKey, nonce: nonce, lanes: lanes).run(from: stream.read, to: stream.write)
            #expect(stream.written == whole)
        }
    }

    @Test(arguments: sizes, [1, 2, 3])
    func opensTheSameBytes(size: Int, lanes: Int) async throws {
        let plaintext = Self.plaintext(size)
        let whole = try sealed(plaintext)
        for pieceSize in [nil, 65_552, 99_991, 3 * Self.block] {
            let stream = MemoryStream(whole, pieceSize: pieceSize)
            try await ParallelOpener(fileKey: fileKey, lanes: lanes).run(from: stream.read, to: stream.write)
            #expect(stream.written == plaintext)
        }
    }

    /// What came out before the refusal, and the refusal, by one core.
    private func openSequentially(_ sealed: [UInt8]) -> ([UInt8], AgeError?) {
        var opener = PayloadOpener(fileKey: fileKey)
        var plaintext: [UInt8] = []
        do {
            plaintext = try opener.update(sealed)
            plaintext += try opener.finish()
            return (plaintext, nil)
        } catch {
            return (plaintext, error)
        }
    }

    private func open(_ sealed: [UInt8], lanes: Int) async -> ([UInt8], AgeError?) {
        let stream = MemoryStream(sealed)
        do {
            try await ParallelOpener(fileKey: fileKey, lanes: lanes).run(from: stream.read, to: stream.write)
            return (stream.written, nil)
        } catch {
            return (stream.written, error as? AgeError)
        }
    }

    /// Cuts, flips, swaps, additions: the same plaintext comes out, and the same refusal.
    @Test(arguments: [1, 2])
    func refusesWhatOneCoreRefuses(lanes: Int) async throws {
        let chunk = ChunkKey.sealedChunkByteCount
        var seen: Set<String> = []
        for size in [0, 100, Self.chunk, Self.block, Self.block + Self.chunk, 2 * Self.block + 5] {
            let whole = try sealed(Self.plaintext(size))
            var cases = [0, 5, 16, 20, 32, 33, chunk + 16, chunk + 17, 4 * chunk + 16, whole.count - 1].filter { $0 < whole.count }
                .map { Array(whole[..<$0]) }
            cases += [whole + [0], whole + [UInt8](repeating: 1, count: 16), whole + [UInt8](repeating: 1, count: 2 * chunk)]
            cases += (0..<8).map { _ in
                var changed = whole
                changed[random.below(changed.count)] ^= 1
                return changed
            }
            if whole.count > 3 * chunk { cases.append(nonce + whole[(16 + chunk)..<(16 + 2 * chunk)] + whole[16...]) }
            for sealed in cases {
                let (plaintext, refusal) = openSequentially(sealed)
                let (parallel, parallelRefusal) = await open(sealed, lanes: lanes)
                #expect(refusal != nil)
                #expect(parallelRefusal == refusal)
                #expect(parallel == plaintext)
                seen.insert(refusal?.code ?? "")
            }
        }
        #expect(seen == ["payload-nonce-missing", "payload-truncated", "payload-damaged", "payload-trailing-data"])
    }

    @Test func emptyFinalChunkIsRefused() async throws {
        var cipher = ChunkCipher(key: fileKey.payloadKey(nonce: nonce))
        var sealed = nonce
        for _ in 0..<4 { try cipher.seal(Self.plaintext(Self.chunk)[...], isFinal: false, into: &sealed) }
        try cipher.seal([], isFinal: true, into: &sealed)
        let (plaintext, refusal) = await open(sealed, lanes: 2)
        #expect(refusal == openSequentially(sealed).1)
        #expect(refusal?.code == "payload-damaged")
        #expect(plaintext.count == 4 * Self.chunk)
    }

    /// However slow the sink: no more is read ahead than the window and the block that waits.
    @Test(arguments: [1, 2, 4])
    func readsNoMoreAheadThanItsWindow(lanes: Int) async throws {
        let stream = MemoryStream(Self.plaintext(40 * Self.block))
        try await ParallelSealer(fileKey: fileKey, nonce: nonce, lanes: lanes).run(
            from: stream.read,
            to: { piece in
                await Task.yield()
                stream.write(piece)
            })
        #expect(stream.mostAhead <= (2 * lanes + 2) * Self.block)
        #expect(stream.mostAhead >= Self.block)
    }

    private struct Broken: Error {}

    @Test(arguments: [1, 2])
    func failuresOfTheStreamsArePassedOn(lanes: Int) async throws {
        let sealer = try ParallelSealer(fileKey: fileKey, nonce: nonce, lanes: lanes)
        let stream = MemoryStream(Self.plaintext(20 * Self.block))
        await #expect(throws: Broken.self) {
            try await sealer.run(from: stream.read, to: { _ in if stream.readCount > 5 * Self.block { throw Broken() } })
        }
        #expect(stream.readCount < 20 * Self.block)
        await #expect(throws: Broken.self) {
            try await sealer.run(from: { _ in throw Broken() }, to: stream.write)
        }
        let opener = ParallelOpener(fileKey: fileKey, lanes: lanes)
        await #expect(throws: Broken.self) { try await opener.run(from: { _ in throw Broken() }, to: { _ in }) }
    }

    @Test(arguments: [1, 2])
    func cancellationEndsIt(lanes: Int) async throws {
        let sealer = try ParallelSealer(fileKey: fileKey, nonce: nonce, lanes: lanes)
        let given = Mutex(0)
        let task = Task {
            // An endless stream: only cancellation ends it.
            try await sealer.run(
                from: { count in [UInt8](repeating: 0, count: count) },
                to: { _ in
                    given.withLock { $0 += 1 }
                    if given.withLock({ $0 }) == 5 { withUnsafeCurrentTask { $0?.cancel() } }
                })
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(given.withLock { $0 } < 5 + 3 * lanes)
    }

    @Test func nonceOfAnotherLengthIsRefused() {
        #expect(code { () throws(AgeError) in _ = try ParallelSealer(fileKey: fileKey, nonce: [1], lanes: 2) } == "randomness-malformed")
    }
}

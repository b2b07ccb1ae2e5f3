import Testing

@testable import Age

/// Sealing and opening on several cores gives what one core gives.
@Suite struct ParallelTests {
    private static let chunk = ChunkKey.chunkByteCount
    private static let block = Lanes.chunksPerBlock * chunk
    static let sizes = [0, 1, chunk - 1, chunk, chunk + 1, block - 1, block, block + 1, 2 * block, 2 * block + chunk, 5 * block + 7]
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

    private static let longest = (0..<(20 * block)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }

    private static func plaintext(_ count: Int) -> [UInt8] { Array(longest[..<count]) }

    @Test(arguments: sizes, [1, 2, 3])
    func sealsTheSameBytes(size: Int, cores: Int) async throws {
        let plaintext = Self.plaintext(size)
        let whole = try sealed(plaintext)
        for pieceSize in [nil, 1 << 16, 100_003, 3 * Self.block] {
            let stream = MemoryStream(plaintext, pieceSize: pieceSize)
            _ = try await ParallelSealer(fileKey: fileKey, nonce: nonce, cores: cores).run(from: stream, to: stream)
            #expect(stream.written == whole)
        }
    }

    @Test(arguments: sizes, [1, 2, 3])
    func opensTheSameBytes(size: Int, cores: Int) async throws {
        let plaintext = Self.plaintext(size)
        let whole = try sealed(plaintext)
        for pieceSize in [nil, 65_552, 99_991, 3 * Self.block] {
            let stream = MemoryStream(whole, pieceSize: pieceSize)
            _ = try await ParallelOpener(fileKey: fileKey, cores: cores).run(from: stream, to: stream)
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

    private func open(_ sealed: [UInt8], cores: Int) async -> ([UInt8], AgeError?) {
        let stream = MemoryStream(sealed)
        do {
            _ = try await ParallelOpener(fileKey: fileKey, cores: cores).run(from: stream, to: stream)
            return (stream.written, nil)
        } catch {
            return (stream.written, error as? AgeError)
        }
    }

    /// Cuts, flips, swaps, additions: the same plaintext comes out, and the same refusal.
    @Test(arguments: [1, 2])
    func refusesWhatOneCoreRefuses(cores: Int) async throws {
        let chunk = ChunkKey.sealedChunkByteCount
        var seen: Set<String> = []
        for size in [0, 100, Self.chunk, Self.block, Self.block + Self.chunk, 2 * Self.block + 5] {
            let whole = try sealed(Self.plaintext(size))
            var cases = [0, 5, 16, 20, 32, 33, chunk + 16, chunk + 17, Lanes.chunksPerBlock * chunk + 16, whole.count - 1].filter {
                $0 < whole.count
            }
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
                let (parallel, parallelRefusal) = await open(sealed, cores: cores)
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
        for _ in 0..<Lanes.chunksPerBlock { try cipher.seal(Self.plaintext(Self.chunk)[...], isFinal: false, into: &sealed) }
        try cipher.seal([], isFinal: true, into: &sealed)
        let (plaintext, refusal) = await open(sealed, cores: 2)
        #expect(refusal == openSequentially(sealed).1)
        #expect(refusal?.code == "payload-damaged")
        #expect(plaintext.count == Self.block)
    }

    /// However slow the sink: no more is read ahead than each lane's block, and a glance at the next.
    @Test(arguments: [1, 2, 4])
    func readsNoMoreAheadThanItsLanes(cores: Int) async throws {
        let stream = MemoryStream(Self.plaintext(20 * Self.block))
        _ = try await ParallelSealer(fileKey: fileKey, nonce: nonce, cores: cores).run(from: stream, to: stream)
        #expect(stream.mostAhead <= (cores > 1 ? 2 * cores : 1) * Self.block + 64)
        #expect(stream.mostAhead >= Self.block - 100)
    }

    /// The blocks before the one that can't be read whole, or can't be written, are handed on.
    @Test(arguments: [1, 2, 3])
    func failuresOfTheStreamsArePassedOn(cores: Int) async throws {
        let sealer = try ParallelSealer(fileKey: fileKey, nonce: nonce, cores: cores)
        let plaintext = Self.plaintext(12 * Self.block)
        let full = MemoryStream(plaintext, writesUpTo: 5 * Self.block)
        await #expect(throws: MemoryStream.Broken.self) { _ = try await sealer.run(from: full, to: full) }
        #expect(full.readCount < 12 * Self.block)
        #expect(full.written == Array(try sealed(plaintext)[..<full.written.count]))
        #expect(full.written.count > 3 * Self.block)

        for place in [0, 5 * Self.block] {
            let torn = MemoryStream(plaintext, readsUpTo: place)
            await #expect(throws: MemoryStream.Broken.self) { _ = try await sealer.run(from: torn, to: torn) }
            #expect(torn.written.count == 16 + max(0, place - Self.block) / Self.chunk * ChunkKey.sealedChunkByteCount)
        }
        let opener = ParallelOpener(fileKey: fileKey, cores: cores)
        let torn = MemoryStream([], readsUpTo: 0)
        await #expect(throws: MemoryStream.Broken.self) { _ = try await opener.run(from: torn, to: torn) }
    }

    private struct Bin: ByteWriting {
        let onWrite: @Sendable () -> Void
        func write(_ bytes: RawSpan) { onWrite() }
    }

    @Test(arguments: [1, 2])
    func cancellationEndsIt(cores: Int) async throws {
        let sealer = try ParallelSealer(fileKey: fileKey, nonce: nonce, cores: cores)
        let (began, begin) = AsyncStream.makeStream(of: Void.self)
        // An endless stream: only cancellation ends it.
        let task = Task { _ = try await sealer.run(from: EndlessStream(), to: Bin { begin.yield() }) }
        for await _ in began { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func nonceOfAnotherLengthIsRefused() {
        #expect(code { () throws(AgeError) in _ = try ParallelSealer(fileKey: fileKey, nonce: [1], cores: 2) } == "randomness-malformed")
    }
}

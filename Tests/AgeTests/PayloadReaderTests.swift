import Synchronization
import Testing

@testable import Age

/// Reading a payload at any place.
@Suite struct PayloadReaderTests {
    private static let chunk = ChunkKey.chunkByteCount
    private static let sealedChunk = ChunkKey.sealedChunkByteCount
    private let random = SeededRandom(22)
    private let fileKey: FileKey

    init() throws {
        fileKey = try FileKey(random: random.bytes)
    }

    private func sealed(_ plaintext: [UInt8]) throws -> [UInt8] {
        var sealer = try PayloadSealer(fileKey: fileKey, nonce: random.bytes(16))
        return try sealer.update(plaintext) + sealer.finish()
    }

    private static func plaintext(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 13 >> 2) }
    }

    private func reader(_ sealed: [UInt8], size: Int? = nil) async throws -> PayloadReader {
        try await PayloadReader(fileKey: fileKey, sealedSize: UInt64(size ?? sealed.count)) { offset, count in
            Array(sealed.dropFirst(Int(offset)).prefix(count))
        }
    }

    /// The code of what `body` throws; nil where it doesn't.
    private func refusal(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? AgeError)?.code ?? "another"
        }
    }

    @Test(arguments: [0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 20 * chunk + 77])
    func everyRangeIsThePlaintexts(size: Int) async throws {
        let plaintext = Self.plaintext(size)
        let reader = try await reader(try sealed(plaintext))
        #expect(reader.size == UInt64(size))
        let edges = [0, 1, Self.chunk - 1, Self.chunk, Self.chunk + 1, 16 * Self.chunk, size - 1, size, size + 1].filter { $0 >= 0 }
        for start in edges {
            for count in [0, 1, 100, Self.chunk, 17 * Self.chunk, size + 5, .max] {
                let expected = plaintext.dropFirst(start).prefix(count)
                #expect(try await reader.read(at: UInt64(start), count: count) == Array(expected))
            }
        }
        #expect(try await reader.read(at: .max, count: 10) == [])
        #expect(try await reader.read(at: 0, count: -1) == [])
    }

    /// Page 900 without the first 899: the source is asked for the final chunk and the chunk that has the page.
    @Test func onlyWhatIsNeededIsAskedFor() async throws {
        let plaintext = Self.plaintext(60 * Self.chunk + 9)
        let sealed = try sealed(plaintext)
        let asked = Mutex<[Range<Int>]>([])
        let reader = try await PayloadReader(fileKey: fileKey, sealedSize: UInt64(sealed.count)) { offset, count in
            asked.withLock { $0.append(Int(offset)..<(Int(offset) + count)) }
            return Array(sealed[Int(offset)..<(Int(offset) + count)])
        }
        let page = try await reader.read(at: 899 * 4096, count: 4096)
        #expect(page == Array(plaintext[(899 * 4096)..<(900 * 4096)]))
        let chunk = 899 * 4096 / Self.chunk
        let place = 16 + chunk * Self.sealedChunk
        #expect(asked.withLock { $0 } == [0..<16, (sealed.count - 25)..<sealed.count, place..<(place + Self.sealedChunk)])
    }

    @Test func damageIsFoundWhereItIsRead() async throws {
        var sealed = try sealed(Self.plaintext(5 * Self.chunk))
        sealed[16 + 2 * Self.sealedChunk + 99] ^= 1
        let reader = try await reader(sealed)
        #expect(try await reader.read(at: 0, count: 2 * Self.chunk).count == 2 * Self.chunk)
        #expect(try await reader.read(at: UInt64(3 * Self.chunk), count: 9).count == 9)
        for (start, count) in [(2 * Self.chunk, 1), (3 * Self.chunk - 1, 1), (0, 3 * Self.chunk), (2 * Self.chunk - 1, 2)] {
            #expect(await refusal { _ = try await reader.read(at: UInt64(start), count: count) } == "payload-damaged")
        }
    }

    @Test func theFinalChunkIsCheckedFirst() async throws {
        let sealed = try sealed(Self.plaintext(3 * Self.chunk))
        #expect(await refusal { _ = try await reader(Array(sealed[..<(16 + 2 * Self.sealedChunk)])) } == "payload-truncated")
        #expect(await refusal { _ = try await reader(Array(sealed.dropLast())) } == "payload-damaged")
        #expect(await refusal { _ = try await reader(sealed + [UInt8](repeating: 0, count: 17)) } == "payload-damaged")
        #expect(await refusal { _ = try await reader(sealed + [0]) } == "payload-truncated")
        #expect(await refusal { _ = try await reader(sealed, size: sealed.count + Self.sealedChunk) } == "payload-truncated")
        #expect(await refusal { _ = try await reader([], size: 15) } == "payload-nonce-missing")
        #expect(await refusal { _ = try await reader([], size: 32) } == "payload-nonce-missing")
        #expect(await refusal { _ = try await reader([], size: 16) } == "payload-truncated")
        #expect(await refusal { _ = try await reader(try self.sealed([])) } == nil)
    }

    @Test func chunksCannotBeSwapped() async throws {
        let sealed = try sealed(Self.plaintext(4 * Self.chunk))
        let chunks = (0..<4).map { sealed[(16 + $0 * Self.sealedChunk)..<(16 + ($0 + 1) * Self.sealedChunk)] }
        let swapped = sealed[..<16] + [1, 0, 2, 3].flatMap { chunks[$0] }
        let reader = try await reader(Array(swapped))
        #expect(await refusal { _ = try await reader.read(at: 0, count: 1) } == "payload-damaged")
        #expect(try await reader.read(at: UInt64(2 * Self.chunk), count: 1).count == 1)
    }

    @Test func aSourceThatGivesLessIsRefused() async throws {
        let sealed = try sealed(Self.plaintext(3 * Self.chunk))
        let isShort = Mutex(false)
        let reader = try await PayloadReader(fileKey: fileKey, sealedSize: UInt64(sealed.count)) { offset, count in
            Array(sealed[Int(offset)..<(Int(offset) + count)].dropLast(isShort.withLock { $0 } ? 1 : 0))
        }
        isShort.withLock { $0 = true }
        #expect(await refusal { _ = try await reader.read(at: 0, count: 1) } == "payload-truncated")
    }
}

import Crypto
import Foundation
import Testing

@testable import Age

@Suite struct PayloadTests {
    private static let chunk = ChunkKey.chunkByteCount
    private static let sizes = [0, 1, 100, chunk - 1, chunk, chunk + 1, 2 * chunk, 2 * chunk + 1, 3 * chunk]
    private let random = SeededRandom(6)
    private let fileKey: FileKey
    private let nonce: [UInt8]

    init() throws {
        fileKey = try FileKey(random: random.bytes)
        nonce = random.bytes(16)
    }

    private func plaintext(_ count: Int) -> [UInt8] {
        Array(Data(repeating: UInt8(count & 0xFF), count: count))
    }

    private func sealed(_ plaintext: [UInt8]) throws -> [UInt8] {
        var sealer = try PayloadSealer(fileKey: fileKey, nonce: nonce)
        return try sealer.update(plaintext) + sealer.finish()
    }

    /// What came out before the refusal, and its code.
    private func open(_ sealed: [UInt8], pieceSize: Int = .max) -> (plaintext: [UInt8], code: String?) {
        var opener = PayloadOpener(fileKey: fileKey)
        var plaintext: [UInt8] = []
        let refusal = code { () throws(AgeError) in
            var rest = sealed[...]
            while !rest.isEmpty {
                plaintext += try opener.update(rest.prefix(pieceSize))
                rest = rest.dropFirst(pieceSize)
            }
            plaintext += try opener.finish()
        }
        return (plaintext, refusal)
    }

    @Test(arguments: sizes)
    func whatIsSealedIsOpened(size: Int) throws {
        let sealed = try sealed(plaintext(size))
        #expect(sealed.count == Int(sealedPayloadSize(plaintext: UInt64(size))))
        #expect(plaintextSize(sealedPayload: UInt64(sealed.count)) == UInt64(size))
        #expect(sealed.starts(with: nonce))
        #expect(open(sealed) == (plaintext(size), nil))
    }

    @Test(arguments: sizes, [1000, chunk - 1, chunk, chunk + 16, chunk + 17])
    func piecesOfAnySizeGiveTheSame(size: Int, pieceSize: Int) throws {
        let whole = try sealed(plaintext(size))
        var sealer = try PayloadSealer(fileKey: fileKey, nonce: nonce)
        var sealed: [UInt8] = []
        for start in stride(from: 0, to: size, by: pieceSize) {
            sealed += try sealer.update(Data(repeating: UInt8(size & 0xFF), count: min(pieceSize, size - start)))
        }
        sealed += try sealer.finish()
        #expect(sealed == whole)
        #expect(open(whole, pieceSize: pieceSize) == (plaintext(size), nil))
    }

    @Test(arguments: [1, chunk, 2 * chunk, 2 * chunk + 1])
    func everyTruncationIsRefused(size: Int) throws {
        let sealed = try sealed(plaintext(size))
        let full = ChunkKey.sealedChunkByteCount
        let cuts: [Int] = [0, 1, 15, 16, 17, 31, 32, 33, 15 + full, 16 + full, 17 + full, 32 + full, 16 + 2 * full, sealed.count - 1]
        for cut in cuts where cut < sealed.count {
            let (plaintext, code) = open(Array(sealed[..<cut]))
            #expect(code == (cut < 16 ? "payload-nonce-missing" : code == "payload-damaged" ? code : "payload-truncated"))
            #expect(plaintext.count % Self.chunk == 0 && plaintext.count <= size)
        }
    }

    @Test func cutAtAChunksEndIsKnownAsTruncation() throws {
        let sealed = try sealed(plaintext(3 * Self.chunk))
        let cut = Array(sealed[..<(16 + 2 * ChunkKey.sealedChunkByteCount)])
        #expect(open(cut) == (plaintext(3 * Self.chunk).prefix(2 * Self.chunk).map { $0 }, "payload-truncated"))
    }

    @Test func trailingDataIsRefused() throws {
        let sealed = try sealed(plaintext(Self.chunk))
        #expect(open(sealed + [0]).code == "payload-trailing-data")
        #expect(open(sealed + [0], pieceSize: sealed.count).code == "payload-trailing-data")
        #expect(open(try self.sealed([1]) + [0]).code == "payload-damaged")
    }

    @Test func emptyFinalChunkIsRefusedSaveInAnEmptyFile() throws {
        var cipher = ChunkCipher(key: fileKey.payloadKey(nonce: nonce))
        var sealed = nonce
        try cipher.seal(plaintext(Self.chunk)[...], isFinal: false, into: &sealed)
        try cipher.seal([], isFinal: true, into: &sealed)
        #expect(open(sealed).code == "payload-damaged")
        #expect(open(try self.sealed([])) == ([], nil))
    }

    @Test func chunksCannotBeSwappedOrRepeated() throws {
        let sealed = try sealed(plaintext(3 * Self.chunk))
        let size = ChunkKey.sealedChunkByteCount
        let chunks = (0..<3).map { sealed[(16 + $0 * size)..<(16 + ($0 + 1) * size)] }
        for order in [[1, 0, 2], [0, 0, 1, 2], [0, 2, 1], [1, 2]] {
            #expect(open(nonce + order.flatMap { chunks[$0] }).code != nil)
        }
    }

    @Test func everyChangedByteIsFound() throws {
        let sealed = try sealed(plaintext(50))
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= UInt8(1 << random.below(8))
            #expect(open(changed) == ([], "payload-damaged"))
        }
    }

    @Test func plaintextBeforeTheDamageComesOutAndTheFailureStays() throws {
        var sealed = try sealed(plaintext(3 * Self.chunk))
        sealed[16 + 2 * ChunkKey.sealedChunkByteCount] ^= 1
        for pieceSize in [Int.max, 1000, ChunkKey.sealedChunkByteCount] {
            let (plaintext, code) = open(sealed, pieceSize: pieceSize)
            #expect(plaintext.count == 2 * Self.chunk)
            #expect(code == "payload-damaged")
        }
        var opener = PayloadOpener(fileKey: fileKey)
        _ = try opener.update(sealed)
        #expect(code { () throws(AgeError) in _ = try opener.update([]) } == "payload-damaged")
        #expect(code { () throws(AgeError) in _ = try opener.finish() } == "payload-damaged")
    }

    @Test func finishedStreamIsRefused() throws {
        var sealer = try PayloadSealer(fileKey: fileKey, nonce: nonce)
        let sealed = try sealer.finish()
        #expect(code { () throws(AgeError) in _ = try sealer.update([1]) } == "payload-finished")
        #expect(code { () throws(AgeError) in _ = try sealer.finish() } == "payload-finished")
        var opener = PayloadOpener(fileKey: fileKey)
        _ = try opener.update(sealed) + opener.finish()
        #expect(code { () throws(AgeError) in _ = try opener.finish() } == "payload-finished")
        #expect(code { () throws(AgeError) in _ = try opener.update([1]) } == "payload-finished")
    }

    @Test func counterDoesNotWrap() throws {
        var cipher = ChunkCipher(key: fileKey.payloadKey(nonce: nonce), counter: .max)
        var output: [UInt8] = []
        #expect(code { () throws(AgeError) in try cipher.seal([1], isFinal: true, into: &output) } == "payload-too-long")
        #expect(code { () throws(AgeError) in _ = try cipher.open([1], isFinal: true, into: &output) } == "payload-too-long")
        #expect(output.isEmpty)
    }

    @Test(arguments: [0, 15, 16, 17, 31, 16 + 65_552 + 16, 16 + 65_552 + 1] as [UInt64])
    func impossibleSizesHaveNoPlaintext(size: UInt64) {
        #expect(plaintextSize(sealedPayload: size) == nil)
    }

    @Test func sizesAtTheEdge() {
        #expect(sealedPayloadSize(plaintext: 0) == 32)
        #expect(sealedPayloadSize(plaintext: 1 << 31) == 16 + (1 << 31) + 16 * (1 << 15))
        #expect(sealedPayloadSize(plaintext: .max) == .max)
        #expect(plaintextSize(sealedPayload: 32) == 0)
    }
}

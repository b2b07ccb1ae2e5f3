import Crypto
import Foundation
import Testing

@testable import Age

/// The system's cipher beside swift-crypto's: the same bytes, the same refusals.
@Suite struct ChunkKeyTests {
    private let random = SeededRandom(31)
    private let secret: SymmetricKey
    private let key: ChunkKey

    init() {
        secret = SymmetricKey(data: random.bytes(32))
        key = ChunkKey(secret)
    }

    private static let sizes = [0, 1, 15, 16, 17, 63, 64, 65, 255, 256, 257, 4096, 65_535, 65_536]

    private func nonce(_ number: UInt64, _ isFinal: Bool) throws -> ChaChaPoly.Nonce {
        let counter = (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
        return try ChaChaPoly.Nonce(data: [0, 0, 0] + counter + [isFinal ? 1 : 0])
    }

    private func reference(_ plaintext: [UInt8], _ number: UInt64, _ isFinal: Bool) throws -> [UInt8] {
        let box = try ChaChaPoly.seal(plaintext, using: secret, nonce: nonce(number, isFinal))
        return Array(box.ciphertext + box.tag)
    }

    private func seal(_ plaintext: [UInt8], _ number: UInt64, _ isFinal: Bool, with key: ChunkKey? = nil) throws -> [UInt8] {
        var output = [UInt8](repeating: 0xEE, count: plaintext.count + 16)
        var span = output.mutableSpan
        var bytes = span.mutableBytes
        try (key ?? self.key).seal(plaintext.span.bytes, number: number, isFinal: isFinal, to: &bytes, at: 0)
        return output
    }

    /// The plaintext; nil where it is refused, and then what is left in the memory.
    private func open(_ sealed: [UInt8], _ number: UInt64, _ isFinal: Bool) throws -> (plaintext: [UInt8]?, left: [UInt8]) {
        var output = [UInt8](repeating: 0xEE, count: max(0, sealed.count - 16))
        var span = output.mutableSpan
        var bytes = span.mutableBytes
        let isOpen = try key.open(sealed.span.bytes, number: number, isFinal: isFinal, to: &bytes, at: 0)
        return (isOpen ? output : nil, output)
    }

    /// One context seals and opens in turns, in any order of numbers.
    @Test func cipherIsSwiftCryptos() throws {
        let numbers: [UInt64] = [0, 1, 255, 256, 1 << 24, 1 << 32, 1 << 56, .max - 1]
        for round in 0..<300 {
            let size = round < Self.sizes.count ? Self.sizes[round] : random.below(65_537)
            let (number, isFinal) = (numbers[random.below(numbers.count)], random.below(2) == 0)
            let plaintext = random.bytes(size)
            let sealed = try seal(plaintext, number, isFinal)
            #expect(sealed == (try reference(plaintext, number, isFinal)))
            #expect(try open(sealed, number, isFinal).plaintext == plaintext)
        }
    }

    /// Tags, ciphertext, number and flag that are another chunk's: refused, with nothing of the plaintext left behind, and the next
    /// chunk opens all the same.
    @Test(arguments: sizes)
    func tamperedChunkIsRefused(size: Int) throws {
        let plaintext = random.bytes(size)
        let sealed = try seal(plaintext, 7, false)
        var places = (0..<16).map { size + $0 } + [0, size / 2]
        places += (0..<5).map { _ in random.below(sealed.count) }
        for place in places {
            var changed = sealed
            changed[place] ^= 1 << UInt8(random.below(8))
            let (opened, left) = try open(changed, 7, false)
            #expect(opened == nil)
            #expect(left == [UInt8](repeating: 0, count: size))
        }
        for (number, isFinal) in [(7, true), (8, false), (6, false), (7 + 1 << 32, false)] as [(UInt64, Bool)] {
            #expect(try open(sealed, number, isFinal).plaintext == nil)
        }
        #expect(try open(Array(sealed.dropLast()), 7, false).plaintext == nil)
        #expect(try open(sealed + [0], 7, false).plaintext == nil)
        #expect(try open(sealed, 7, false).plaintext == plaintext)
    }

    @Test(arguments: [0, 1, 15]) func chunkWithoutATagIsRefused(size: Int) throws {
        #expect(try open([UInt8](repeating: 0, count: size), 0, true).plaintext == nil)
    }

    /// Memory before and behind a chunk's place is left alone, and a place that isn't there isn't written.
    @Test func chunkIsWrittenInItsPlace() throws {
        let plaintext = random.bytes(100)
        var output = [UInt8](repeating: 0xEE, count: 200)
        for (offset, fits) in [(30, true), (84, true), (85, false), (200, false), (-1, false)] {
            output = [UInt8](repeating: 0xEE, count: 200)
            var error: AgeError?
            do throws(AgeError) {
                var span = output.mutableSpan
                var bytes = span.mutableBytes
                try key.seal(plaintext.span.bytes, number: 3, isFinal: true, to: &bytes, at: offset)
            } catch let caught {
                error = caught
            }
            #expect((error == nil) == fits)
            let expected = fits ? try reference(plaintext, 3, true) : []
            let surroundings = [UInt8](repeating: 0xEE, count: 200 - expected.count)
            #expect(output == surroundings.prefix(max(0, fits ? offset : 0)) + expected + surroundings.dropFirst(fits ? offset : 0))
        }
    }

    /// Several tasks at once wait for each other, and don't mix their nonces.
    @Test func keyIsForAnyTask() async throws {
        let plaintext = random.bytes(5000)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 as Range<UInt64> {
                group.addTask { try seal(plaintext, number, false) == (try reference(plaintext, number, false)) }
            }
            for try await isSame in group { #expect(isSame) }
        }
    }

    @Test func anotherKeyIsAnotherCipher() throws {
        let other = ChunkKey(SymmetricKey(data: random.bytes(32)))
        #expect(try seal([1, 2, 3], 0, true) != seal([1, 2, 3], 0, true, with: other))
        #expect(
            code { () throws(AgeError) in
                var output = [UInt8](repeating: 0, count: 16)
                var span = output.mutableSpan
                var bytes = span.mutableBytes
                try ChunkKey(SymmetricKey(size: .bits128)).seal([UInt8]().span.bytes, number: 0, isFinal: true, to: &bytes, at: 0)
            } == "cipher-missing")
    }

    @Test func keyIsNeverPrinted() {
        let bytes = secret.withUnsafeBytes { Array($0) }
        for text in ["\(key)", String(reflecting: key)] {
            #expect(text.utf8.count < 40)
            #expect(!text.contains("\(bytes[0]), \(bytes[1])"))
        }
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("\(bytes[0])\n") && dumped.utf8.count < 200, "\(dumped)")
    }
}

import Foundation
import Testing

@testable import Age

/// Every CCTV vector has exactly the outcome it names.
@Suite(.enabled(if: AgeVector.isPresent, "the vectors of the age format aren't there"))
struct VectorTests {
    @Test func everyVectorIsThere() throws {
        let vectors = try AgeVector.names.map(AgeVector.init(named:))
        let counts = Dictionary(grouping: vectors, by: \.expectation).mapValues(\.count)
        #expect(vectors.count == 143)
        #expect(vectors.count(where: \.isArmored) == 33)
        #expect(
            counts == [
                .success: 26, .noMatch: 13, .macFailure: 1, .headerFailure: 62, .armorFailure: 22, .payloadFailure: 19,
            ])
    }

    @Test(arguments: AgeVector.names, [1 << 30, 4093])
    func outcome(name: String, pieceSize: Int) throws {
        let vector = try AgeVector(named: name)
        let (outcome, plaintext) = Self.open(vector, pieceSize: pieceSize)
        #expect(outcome == vector.expectation)
        guard let digest = vector.plaintextDigest else { return }
        #expect(AgeVector.digest(of: plaintext) == digest)
    }

    @Test(arguments: AgeVector.names)
    func whatParsesIsEncodedToTheSameBytes(name: String) throws {
        let vector = try AgeVector(named: name)
        guard let file = vector.isArmored ? try? Armor.decode(vector.file) : vector.file,
            let (header, length) = try? Header.parse(file)
        else { return }
        #expect(header.encoded == Array(file[..<length]))
        guard vector.expectation == .success else { return }
        let fileKey = try header.open(with: vector.identities)
        var opener = PayloadOpener(fileKey: fileKey)
        let plaintext = try opener.update(file[length...]) + opener.finish()
        var sealer = try PayloadSealer(fileKey: fileKey, nonce: Array(file[length..<length + PayloadSealer.nonceByteCount]))
        #expect(try sealer.update(plaintext) + sealer.finish() == Array(file[length...]))
        #expect(sealedPayloadSize(plaintext: UInt64(plaintext.count)) == UInt64(file.count - length))
        #expect(plaintextSize(sealedPayload: UInt64(file.count - length)) == UInt64(plaintext.count))
    }

    /// Opens as a program does that reads a stream, and keeps the plaintext that came before a failure.
    private static func open(_ vector: AgeVector, pieceSize: Int) -> (AgeVector.Expectation?, [UInt8]) {
        var plaintext: [UInt8] = []
        do {
            let file = vector.isArmored ? try Armor.decode(vector.file) : vector.file
            let (header, rest) = try readHeader(file)
            var opener = PayloadOpener(fileKey: try header.open(with: vector.identities))
            for start in stride(from: 0, to: rest.count, by: pieceSize) {
                plaintext += try opener.update(rest[start..<min(rest.count, start + pieceSize)])
            }
            plaintext += try opener.finish()
            return (.success, plaintext)
        } catch {
            return (expectation(for: error), plaintext)
        }
    }

    private static func readHeader(_ file: [UInt8]) throws(AgeError) -> (Header, [UInt8]) {
        var reader = HeaderReader()
        guard case .complete(let header, let rest) = try reader.feed(file) else { throw .headerTruncated }
        return (header, rest)
    }

    /// The vectors count the payload's nonce to the header.
    static func expectation(for error: AgeError) -> AgeVector.Expectation? {
        switch error {
        case .noMatch: .noMatch
        case .headerMAC: .macFailure
        case .armorMalformed: .armorFailure
        case .headerMalformed, .headerTruncated, .headerTooLarge, .payloadNonceMissing: .headerFailure
        case .payloadDamaged, .payloadTruncated, .payloadTrailingData: .payloadFailure
        default: nil
        }
    }
}

import Foundation
import Testing

@testable import Age

/// Whole files that come as streams, as a program opens them.
@Suite struct SealedFileStreamTests {
    private let random = SeededRandom(41)

    private func open(_ bytes: [UInt8], with identities: [any Identity], pieceSize: Int?) async throws -> (plaintext: [UInt8], AgeError?) {
        let stream = MemoryStream(bytes, pieceSize: pieceSize)
        do {
            let file = try SealedFileStream(stream)
            let opener = ParallelOpener(fileKey: try file.header.open(with: identities), cores: 2)
            _ = try await opener.run(from: file, to: stream)
            return (stream.written, nil)
        } catch let error as AgeError {
            return (stream.written, error)
        }
    }

    @Test(arguments: [0, 1, 65_536, 300_000], [nil, 1, 100, 65_536])
    func fileIsOpened(size: Int, pieceSize: Int?) async throws {
        let identity = try X25519Identity(random: random.bytes)
        let plaintext = random.bytes(size)
        let file = try WholeFile.seal(plaintext, to: [identity.recipient], random: random.bytes)
        for text in [file, Armor.encode(file), Array(" \r\n\n".utf8) + Armor.encode(file) + Array("\n \n".utf8)] {
            let (opened, error) = try await open(text, with: [identity], pieceSize: pieceSize)
            #expect(error == nil)
            #expect(opened == plaintext)
        }
    }

    /// Every CCTV vector by this way too: the same plaintext and the same refusal as by the other.
    @Test(.enabled(if: AgeVector.isPresent, "the vectors of the age format aren't there"), arguments: AgeVector.names)
    func vectorHasItsOutcome(name: String) async throws {
        let vector = try AgeVector(named: name)
        for pieceSize in [nil, 1009] {
            let (plaintext, error) = try await open(vector.file, with: vector.identities, pieceSize: pieceSize)
            let outcome = error.map(VectorTests.expectation(for:)) ?? .success
            // Damage in the armor shows only where the stream comes to it, and what precedes it may fail on its own.
            if vector.isArmored && vector.expectation == .armorFailure {
                #expect(outcome != .success)
            } else {
                #expect(outcome == vector.expectation)
            }
            guard let digest = vector.plaintextDigest else { continue }
            #expect(AgeVector.digest(of: plaintext) == digest)
        }
    }

    @Test func streamThatEndsInTheHeaderIsRefused() async throws {
        let file = try WholeFile.seal([1], to: [try X25519Identity(random: random.bytes).recipient], random: random.bytes)
        for cut in [0, 1, 30, 100] {
            #expect(try await open(Array(file[..<cut]), with: [], pieceSize: nil).1 == .headerTruncated)
        }
    }
}

import Foundation
import Testing

@testable import TransparencyLog

@Suite("LogHash and encodings")
struct LogHashTests {
    @Test("any other length than 32 is refused", arguments: [0, 31, 33, 64])
    func length(count: Int) {
        #expect(throws: LogError.wrongHashLength(count)) { try LogHash(bytes: [UInt8](repeating: 0, count: count)) }
        #expect(throws: LogError.wrongHashLength(count)) {
            try LogHash(base64: Data(repeating: 0, count: count).base64EncodedString())
        }
    }

    @Test("leaf and node hash with their prefixes")
    func prefixes() throws {
        #expect(LogHash.leaf([UInt8]()).hex == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        let inner = LogHash.node(.leaf([UInt8]()), .leaf([0]))
        #expect(inner.hex == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")
        #expect("\(inner)" == inner.base64)
        #expect(try LogHash(base64: inner.base64) == inner)
    }

    @Test("Base 64 agrees with Foundation's at every length")
    func base64() {
        var generator = SeededGenerator(seed: 64)
        for count in 0...200 {
            let bytes = generator.bytes(count)
            let text = Base64.encode(bytes)
            #expect(text == Data(bytes).base64EncodedString())
            #expect(Base64.decode(text.utf8) == bytes)
        }
    }

    @Test(
        "Base 64 that isn't the one spelling is refused",
        arguments: ["A", "AA", "AAA", "AA=", "A===", "====", "=AAA", "AA=A", "AB==", "AAB=", "AA==AA==", "AA==\n", "AA AA", "_-AA", "AAÅ"])
    func strictBase64(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
        #expect(throws: LogError.malformedBase64) { try LogHash(base64: text) }
    }

    @Test(
        "decimals have one spelling",
        arguments: [("0", 0), ("7", 7), ("18446744073709551615", UInt64.max)] as [(String, UInt64)])
    func decimal(text: String, value: UInt64) {
        #expect(UInt64(canonicalDecimal: text.utf8) == value)
    }

    @Test(
        "other spellings are refused",
        arguments: ["", "00", "01", "-0", "+1", "1 ", "1_0", "18446744073709551616", "20000000000000000000", "a"])
    func notDecimal(text: String) {
        #expect(UInt64(canonicalDecimal: text.utf8) == nil)
    }
}

@Suite("LogError")
struct LogErrorTests {
    static let all: [LogError] = [
        .wrongHashLength(1), .malformedBase64, .wrongFrontier(size: 1, hashes: 2), .lastLeafUnknown, .indexOutsideTree(index: 1, size: 1),
        .sizesReversed(old: 2, new: 1), .consistencyFromEmptyTree, .inclusionNotProven, .consistencyNotProven, .malformedKeyName,
        .malformedPrivateKey, .malformedVerifierKey, .verifierKeyMismatch, .unsupportedKeyType(4), .tooLarge(limit: 1), .malformedNote,
        .malformedSignatureLine, .tooManySignatures(limit: 1), .unknownSigner, .invalidSignature, .malformedCheckpoint, .originMismatch,
        .malformedProof, .malformedTilePath, .tileOutOfRange, .malformedBundle, .entryTooLong(1),
        .malformedKeyStatement, .brokenKeyChain, .replacedKey(from: 1),
    ]

    @Test("each has a code of its own and a sentence that says what to do")
    func codes() {
        #expect(Self.all.count == 30)
        #expect(Set(Self.all.map(\.code)).count == Self.all.count)
        for error in Self.all {
            #expect(error.code.hasPrefix("log-"))
            #expect(error.description.contains(";"))
        }
    }
}

import Testing

@testable import Age

@Suite struct ErrorTests {
    private static let all: [AgeError] = [
        .noMatch, .headerMAC, .headerMalformed(reason: "r"), .headerTruncated, .headerTooLarge(reason: "r"), .payloadNonceMissing,
        .payloadDamaged(reason: "r"), .payloadTruncated, .payloadTrailingData, .payloadTooLong, .payloadFinished, .cipherMissing,
        .recipientMalformed(reason: "r"), .identityMalformed(reason: "r"), .recipientsMissing, .recipientsMixed(reason: "r"),
        .fileKeyMalformed, .randomnessMalformed, .stanzaMalformed(reason: "r"), .armorMalformed(reason: "r"),
        .pluginMissing(name: "n"), .pluginRefused(name: "n", message: "m"), .pluginMisbehaved(name: "n", reason: "r"),
    ]

    @Test func everyErrorHasItsOwnCodeAndASentence() {
        #expect(Set(Self.all.map(\.code)).count == 23)
        for error in Self.all {
            #expect(error.code.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") })
            #expect(error.description.hasSuffix("."))
        }
    }
}

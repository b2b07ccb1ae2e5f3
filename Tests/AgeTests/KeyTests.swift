import Crypto
import Foundation
import Testing

@testable import Age

/// Keys as text, with the examples of C2SP age.md.
@Suite struct KeyTests {
    static let x25519Secret = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
    static let x25519Public = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
    static let hybridSecret = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"

    @Test func theSpecificationsKeysAreRead() throws {
        let identity = try X25519Identity(Self.x25519Secret)
        #expect(identity.recipient.description == Self.x25519Public)
        #expect(identity.secretText == Self.x25519Secret)
        #expect(try X25519Recipient(Self.x25519Public) == identity.recipient)

        let hybrid = try HybridIdentity(Self.hybridSecret)
        #expect(hybrid.secretText == Self.hybridSecret)
        #expect(hybrid.recipient.description.hasPrefix("age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87pzf5zr"))
        // The text has 1,959 characters, of which this is the digest.
        let digest = SHA256.hash(data: Array(hybrid.recipient.description.utf8)).map { String(format: "%02x", $0) }.joined()
        #expect(digest == "a091dd7e0ee9d62b75173dcc98441a0424baa941e66a8776e570a4ae60ff61ea")
        #expect(try HybridRecipient(hybrid.recipient.description) == hybrid.recipient)
    }

    @Test(arguments: [
        "", "age", "age1", x25519Public.uppercased(), x25519Public + "q", String(x25519Public.dropLast()),
        x25519Public.replacingOccurrences(at: 10), "Age1" + x25519Public.dropFirst(4), " " + x25519Public, x25519Public + "\n",
        x25519Secret, "age1pq1" + x25519Public.dropFirst(4), "age1\u{E5}" + x25519Public.dropFirst(5),
        Bech32.encode(prefix: "age", [UInt8](repeating: 1, count: 31)),
        "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqpfwgqrs",
        Bech32.encode(prefix: "agf", [UInt8](repeating: 1, count: 32)),
        Bech32.encode(prefix: "age1pq", [UInt8](repeating: 1, count: 1215)), String(repeating: "a", count: 5000),
    ])
    func publicKeyIsRefused(text: String) {
        #expect(code { () throws(AgeError) in _ = try parseRecipient(text) } == "recipient-malformed")
    }

    @Test(arguments: [
        "", x25519Secret.lowercased(), x25519Secret + "Q", x25519Secret.replacingOccurrences(at: 30), x25519Public,
        "AGE-SECRET-KEY-PQ-1" + x25519Secret.dropFirst(16), hybridSecret.lowercased(), "\u{212A}" + x25519Secret,
        x25519Secret.replacing("K", with: "\u{212A}"),
    ])
    func secretKeyIsRefused(text: String) {
        #expect(code { () throws(AgeError) in _ = try X25519Identity(text) } == "identity-malformed")
        guard text != Self.hybridSecret else { return }
        #expect(code { () throws(AgeError) in _ = try HybridIdentity(text) } == "identity-malformed")
    }

    @Test func keyFileIsReadLineByLine() throws {
        let text = "# made today\r\n\n\(Self.x25519Secret)\r\n# public\n\(Self.hybridSecret)"
        let identities = try parseIdentities(file: text)
        #expect(identities.count == 2)
        #expect(identities.first is X25519Identity)
        #expect(identities.last is HybridIdentity)
    }

    /// Not an argument, for the runner's output would hold all of it.
    @Test func aKeyFileThatIsTooLongIsRefused() {
        keyFileIsRefused(text: String(repeating: "\n", count: 1 << 20 + 1))
    }

    @Test(arguments: ["", "# only a comment\n", x25519Secret + "\nrubbish\n", " " + x25519Secret])
    func keyFileIsRefused(text: String) {
        #expect(code { () throws(AgeError) in _ = try parseIdentities(file: text) } == "identity-malformed")
    }

    @Test func refusalOfAKeyFileNamesTheLineAndNotItsText() {
        let error = #expect(throws: AgeError.self) { try parseIdentities(file: "\n\(Self.x25519Secret)X\n") }
        #expect(error?.description.contains("line 2") == true)
        #expect(error?.description.contains("AGE-SECRET") == false)
    }

    @Test func secretsPrintAsRedacted() throws {
        let random = SeededRandom(1).bytes
        let secrets: [Any] = [
            try FileKey(random: random), try X25519Identity(random: random), try HybridIdentity(random: random),
            try ScryptIdentity(passphrase: "korrekt häst"), try ScryptRecipient(passphrase: "korrekt häst"),
        ]
        for secret in secrets {
            var dumped = ""
            dump(secret, to: &dumped)
            #expect(String(describing: secret) == "<redacted>")
            #expect(String(reflecting: secret) == "<redacted>")
            #expect(dumped == "- <redacted>\n")
        }
    }

    @Test func fileKeyHas16Bytes() throws {
        #expect(try FileKey(bytes: 0..<16).exposedBytes == Array(0..<16))
        #expect(code { () throws(AgeError) in _ = try FileKey(bytes: 0..<15) } == "file-key-malformed")
        #expect(code { () throws(AgeError) in _ = try FileKey(bytes: []) } == "file-key-malformed")
    }

    @Test func shortRandomnessIsRefused() throws {
        let short: RandomBytes = { [UInt8](repeating: 0, count: $0 - 1) }
        let fileKey = try FileKey(bytes: 0..<16)
        let recipient = try X25519Recipient(Self.x25519Public)
        #expect(code { () throws(AgeError) in _ = try FileKey(random: short) } == "randomness-malformed")
        #expect(code { () throws(AgeError) in _ = try X25519Identity(random: short) } == "randomness-malformed")
        #expect(code { () throws(AgeError) in _ = try HybridIdentity(random: short) } == "randomness-malformed")
        #expect(code { () throws(AgeError) in _ = try recipient.wrap(fileKey, using: short) } == "randomness-malformed")
        #expect(code { () throws(AgeError) in _ = try PayloadSealer(fileKey: fileKey, nonce: short(16)) } == "randomness-malformed")
    }

    @Test func unusablePublicKeysAreRefusedWhenSealing() throws {
        let fileKey = try FileKey(bytes: 0..<16)
        let random = SeededRandom(2).bytes
        let lowOrder = try X25519Recipient(Bech32.encode(prefix: "age", [UInt8](repeating: 0, count: 32)))
        let outOfRange = try HybridRecipient(Bech32.encode(prefix: "age1pq", [UInt8](repeating: 255, count: 1216)))
        #expect(code { () throws(AgeError) in _ = try lowOrder.wrap(fileKey, using: random) } == "recipient-malformed")
        #expect(code { () throws(AgeError) in _ = try outOfRange.wrap(fileKey, using: random) } == "recipient-malformed")
    }

    @Test(arguments: [0, 23, -1])
    func workFactorOutOfBoundsIsRefused(workFactor: Int) {
        #expect(code { () throws(AgeError) in _ = try ScryptRecipient(passphrase: "a", workFactor: workFactor) } == "recipient-malformed")
        #expect(
            code { () throws(AgeError) in _ = try ScryptIdentity(passphrase: "a", maximumWorkFactor: workFactor) } == "identity-malformed"
        )
    }

    @Test func emptyPassphraseIsRefused() {
        #expect(code { () throws(AgeError) in _ = try ScryptRecipient(passphrase: "") } == "recipient-malformed")
        #expect(code { () throws(AgeError) in _ = try ScryptIdentity(passphrase: "") } == "identity-malformed")
    }
}

extension String {
    /// The text with another letter in that place.
    fileprivate func replacingOccurrences(at offset: Int) -> String {
        var characters = Array(self)
        characters[offset] = characters[offset] == "q" || characters[offset] == "Q" ? "p" : "q"
        return String(characters)
    }
}

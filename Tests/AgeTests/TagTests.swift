import Crypto
import Foundation
import Testing

@testable import Age

/// Recipients in hardware (C2SP age.md, "The tagged recipient types").
@Suite struct TagTests {
    /// The specification's example.
    static let classic = "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e"
    private let random = SeededRandom(11)

    @Test func theSpecificationsKeyIsRead() throws {
        let recipient = try parseRecipient(Self.classic)
        #expect((recipient as? TagRecipient)?.description == Self.classic)
        #expect(recipient.labels.isEmpty)
    }

    @Test(arguments: [false, true])
    func whatIsSealedTheTokenOpens(isHybrid: Bool) throws {
        let identity = try TagIdentity(isHybrid: isHybrid)
        let recipient = try parseRecipient(identity.recipientText)
        #expect(String(describing: recipient) == identity.recipientText)
        let file = try WholeFile.seal([1, 2, 3], to: [recipient], random: random.bytes)
        #expect(try WholeFile.open(file, with: [identity]) == [1, 2, 3])
        let other = try TagIdentity(isHybrid: isHybrid)
        #expect(code { () throws(AgeError) in _ = try WholeFile.open(file, with: [other]) } == "no-match")
        let (header, _) = try Header.parse(file)
        #expect(header.stanzas.map(\.type) == [isHybrid ? "mlkem768p256tag" : "p256tag"])
        #expect(header.stanzas[0].body.count == 32)
    }

    @Test func hybridSecretAndScheduleAreTheVectors() throws {
        let lattice = try MLKEM768.PrivateKey(seedRepresentation: HybridTagVector.latticeSeed, publicKey: nil)
        let curve = try P256.KeyAgreement.PrivateKey(rawRepresentation: HybridTagVector.scalar)
        let secret = try TagIdentity.decapsulate(HybridTagVector.encapsulated, lattice: lattice, curve: curve)
        #expect(secret == HybridTagVector.sharedSecret)
        let (key, nonce) = HPKESchedule(suite: MLKEM768P256.suite(aead: [0, 1]))
            .keyAndNonce(sharedSecret: secret, info: HybridTagVector.info, keyByteCount: 16)
        #expect(key == HybridTagVector.key)
        #expect(nonce == HybridTagVector.baseNonce)
    }

    /// HMAC-SHA-256 by another implementation, over 65 bytes of 4 and the example's key.
    @Test func tagIsAsSpecified() throws {
        let key = try #require(Bech32.decode(Self.classic)).bytes
        let tag = Tag.bytes(encapsulated: [UInt8](repeating: 4, count: 65), recipient: key, info: TagRecipient.info)
        #expect(tag == hexadecimal("e33dd211"))
    }

    @Test func malformedKeysAreRefused() throws {
        let hybrid = try #require(Bech32.decode(try TagIdentity(isHybrid: true).recipientText)).bytes
        let offCurve = [UInt8](repeating: 5, count: 33)
        let texts = [
            Bech32.encode(prefix: "age1tag", offCurve), Bech32.encode(prefix: "age1tag", [2] + [UInt8](repeating: 255, count: 32)),
            Bech32.encode(prefix: "age1tag", Array(hybrid.prefix(32))), Self.classic.uppercased(), Self.classic + "q",
            Bech32.encode(prefix: "age1tagpq", hybrid.dropLast() + [hybrid[1248] ^ 1]),
            Bech32.encode(prefix: "age1tagpq", [255, 255] + hybrid.dropFirst(2)),
            Bech32.encode(prefix: "age1tagpq", hybrid.dropLast()), Bech32.encode(prefix: "age1tagpq", hybrid + [0]),
        ]
        for text in texts {
            #expect(code { () throws(AgeError) in _ = try parseRecipient(text) } == "recipient-malformed")
            #expect(code { () throws(AgeError) in _ = try RecipientFile.Key(text) } == "recipient-malformed")
        }
    }

    @Test func postQuantumStandsBesidePostQuantumOnly() throws {
        let tag = try parseRecipient(try TagIdentity(isHybrid: false).recipientText)
        let hybridTag = try parseRecipient(try TagIdentity(isHybrid: true).recipientText)
        let hybrid = try HybridIdentity(random: random.bytes).recipient
        let classic = try X25519Identity(random: random.bytes).recipient
        for good: [any Recipient] in [[tag, classic], [hybridTag, hybrid], [hybrid, hybrid]] {
            #expect(throws: Never.self) { try HeaderTests.header(good) }
        }
        for bad: [any Recipient] in [[tag, hybrid], [classic, hybridTag], [hybridTag, tag]] {
            let error = #expect(throws: AgeError.self) { try HeaderTests.header(bad) }
            #expect(error?.code == "recipients-mixed")
        }
    }
}

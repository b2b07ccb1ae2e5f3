import Crypto
import Testing
import TransparencyLog

@Suite("NoteSigner and NoteVerifier")
struct NoteSignerTests {
    @Test("what a signer signs its verifier key verifies")
    func roundTrip() throws {
        let signer = try testSigner()
        let verifier = try NoteVerifier(verifierKey: signer.verifierKey)
        let note = try signer.sign(text: "first\n\nsecond\n")
        #expect(try verifier.verify(SignedNote(parsing: note.encoded.utf8)) == "first\n\nsecond\n")
        #expect(verifier.keyID == signer.keyID)
        #expect(verifier.verifierKey == signer.verifierKey)
    }

    @Test("a changed text, or one changed bit of the signature, is refused")
    func mutations() throws {
        let signer = try testSigner()
        let verifier = try NoteVerifier(verifierKey: signer.verifierKey)
        let note = try signer.sign(text: "text\n")
        #expect(throws: LogError.invalidSignature) {
            try verifier.verify(SignedNote(text: "Text\n", signatures: note.signatures))
        }
        let signature = note.signatures[0]
        for bit in 0..<(64 * 8) {
            var bytes = signature.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let changed = try NoteSignature(name: signature.name, keyID: signature.keyID, bytes: bytes)
            #expect(throws: LogError.invalidSignature) { try verifier.verify(SignedNote(text: "text\n", signatures: [changed])) }
        }
        for bytes in [Array(signature.bytes.dropLast()), signature.bytes + [0]] {
            let changed = try NoteSignature(name: signature.name, keyID: signature.keyID, bytes: bytes)
            #expect(throws: LogError.invalidSignature) { try verifier.verify(SignedNote(text: "text\n", signatures: [changed])) }
        }
    }

    @Test("signatures of unknown keys are passed over; a bad one of the known key is not")
    func several() throws {
        let signer = try testSigner()
        let verifier = try NoteVerifier(verifierKey: signer.verifierKey)
        let good = try signer.sign(text: "text\n").signatures[0]
        let other = try testSigner("other.example", seed: 8).sign(text: "text\n").signatures[0]
        let sameName = try NoteSignature(name: good.name, keyID: good.keyID ^ 1, bytes: [1])
        let sameID = try NoteSignature(name: "other.example", keyID: good.keyID, bytes: [1])
        let bad = try NoteSignature(name: good.name, keyID: good.keyID, bytes: other.bytes)

        let note = try SignedNote(text: "text\n", signatures: [other, sameName, sameID, good])
        #expect(try verifier.verify(note) == "text\n")
        #expect(throws: LogError.unknownSigner) {
            try verifier.verify(SignedNote(text: "text\n", signatures: [other, sameName, sameID]))
        }
        for signatures in [[good, bad], [bad, good], [bad]] {
            #expect(throws: LogError.invalidSignature) { try verifier.verify(SignedNote(text: "text\n", signatures: signatures)) }
        }
    }

    @Test("a name that Unicode equates with the key's is another key")
    func equivalentNames() throws {
        let signer = try testSigner("caf\u{E9}")
        let verifier = try NoteVerifier(verifierKey: signer.verifierKey)
        let signature = try signer.sign(text: "text\n").signatures[0]
        let renamed = try NoteSignature(name: "cafe\u{301}", keyID: signature.keyID, bytes: signature.bytes)
        #expect(throws: LogError.unknownSigner) { try verifier.verify(SignedNote(text: "text\n", signatures: [renamed])) }
    }

    static let malformedKeys: [(String, LogError)] = [
        ("", .malformedVerifierKey),
        ("example.com/foo", .malformedVerifierKey),
        ("example.com/foo+530d903a", .malformedVerifierKey),
        ("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedVerifierKey),
        ("example.com foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .malformedVerifierKey),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2", .malformedVerifierKey),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==", .malformedVerifierKey),
        ("example.com/foo+530d903a+", .malformedVerifierKey),
        ("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n", .malformedVerifierKey),
        ("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .verifierKeyMismatch),
        ("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .verifierKeyMismatch),
        ("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .verifierKeyMismatch),
        ("example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", .unsupportedKeyType(4)),
    ]

    @Test("verifier keys that are none", arguments: malformedKeys)
    func malformedKey(text: String, error: LogError) {
        #expect(throws: error) { try NoteVerifier(verifierKey: text) }
    }

    @Test("keys whose Base 64 holds a plus are read whole")
    func plusInKey() throws {
        let keys = try (UInt64(0)..<40).map { try testSigner(seed: $0).verifierKey }
        #expect(keys.contains { $0.filter { $0 == "+" }.count > 2 })
        for key in keys { #expect(try NoteVerifier(verifierKey: key).verifierKey == key) }
        #expect(Set(try keys.map(NoteVerifier.init(verifierKey:))).count == 40)
    }

    @Test("a private key of another length is refused", arguments: [0, 31, 33, 64])
    func privateKeyLength(count: Int) {
        #expect(throws: LogError.malformedPrivateKey) {
            try NoteSigner(name: "a", privateKeyBytes: [UInt8](repeating: 1, count: count))
        }
    }

    @Test("a signer doesn't print its key")
    func redaction() throws {
        let signer = try testSigner()
        var dumped = ""
        dump(signer, to: &dumped)
        for text in ["\(signer)", String(reflecting: signer), "\([signer])", dumped] {
            #expect(text.contains("<redacted>"))
            #expect(!text.contains("Curve25519") && !text.contains("privateKey"))
        }
    }

    @Test("a text that isn't a note's is not signed", arguments: ["", "no newline", "tab\t\n"])
    func unsignable(text: String) throws {
        let signer = try testSigner()
        #expect(throws: LogError.malformedNote) { try signer.sign(text: text) }
    }
}

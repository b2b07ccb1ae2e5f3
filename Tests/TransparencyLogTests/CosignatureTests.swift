import Crypto
import Foundation
import Testing
import TransparencyLog

/// What C2SP tlog-cosignature and tlog-witness print.
enum PublishedCosignatures {
    static let note =
        PublishedNotes.checkpoint
        + "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"

    static let signedMessage = """
        cosignature/v1
        time 1679315147
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        """

    static let addCheckpoint = """
        old 20852014
        PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
        jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
        5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
        /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
        — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=

        """

    static let answer = """
        — witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==
        — witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==
        — witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==

        """
}

/// A cosigner whose key follows from a number; for tests alone.
func testCosigner(_ name: String = "witness.example/w1", seed: UInt64 = 70) throws -> Cosigner {
    var generator = SeededGenerator(seed: seed)
    return try Cosigner(name: name, privateKeyBytes: generator.bytes(32))
}

@Suite("Cosignatures")
struct CosignatureTests {
    let checkpoint: Checkpoint

    init() throws { checkpoint = try Checkpoint(parsing: SignedNote(parsing: PublishedNotes.checkpoint.utf8).text) }

    func cosigned(_ cosigners: Cosigner..., at time: UInt64 = 1_679_315_147) throws -> SignedNote {
        try SignedNote(parsing: PublishedNotes.checkpoint.utf8).adding(try cosigners.map { try $0.cosign(checkpoint, at: time) })
    }

    @Test("the specification's note, request and answer parse and encode to the same bytes")
    func published() throws {
        let note = try SignedNote(parsing: PublishedCosignatures.note.utf8)
        #expect(note.encoded == PublishedCosignatures.note)
        #expect(note.signatures[1].bytes.count == 72)
        #expect(note.signatures[1].bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } == 1_679_315_147)
        let request = try AddCheckpointRequest(parsing: PublishedCosignatures.addCheckpoint.utf8)
        #expect(request.oldSize == 20_852_014 && request.proof.count == 4 && request.note.signatures.count == 2)
        #expect(request.checkpoint.size == 20_852_163)
        #expect(request.encoded == PublishedCosignatures.addCheckpoint)
        let lines = try NoteSignature.lines(parsing: PublishedCosignatures.answer.utf8)
        #expect(lines.map(\.name) == ["witness.example/w1", "witness.example/w1", "witness.example/w2"])
        #expect(NoteSignature.lines(lines) == PublishedCosignatures.answer)
    }

    @Test("what is signed is the specification's message, under the key id of type 4")
    func message() throws {
        var generator = SeededGenerator(seed: 70)
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: generator.bytes(32)).publicKey
        let cosigner = try testCosigner()
        let line = try cosigner.cosign(checkpoint, at: 1_679_315_147)
        #expect(Array(line.bytes.prefix(8)) == [0, 0, 0, 0, 0x64, 0x18, 0x50, 0xCB])
        #expect(key.isValidSignature(Array(line.bytes.dropFirst(8)), for: Array(PublishedCosignatures.signedMessage.utf8)))
        let id = SHA256.hash(data: Array("witness.example/w1\n".utf8) + [4] + Array(key.rawRepresentation)).prefix(4)
        #expect(line.keyID == id.reduce(0) { $0 << 8 | UInt32($1) })
    }

    @Test("a verifier key reads back, verifies, and tells the newest time")
    func roundTrip() throws {
        let cosigner = try testCosigner()
        let verifier = try CosignatureVerifier(verifierKey: cosigner.verifierKey)
        #expect(verifier == cosigner.verifier && verifier.verifierKey == cosigner.verifierKey)
        let note = try cosigned(cosigner).adding([try cosigner.cosign(checkpoint, at: 1_700_000_000)])
        #expect(try verifier.verify(SignedNote(parsing: note.encoded.utf8)) == 1_700_000_000)
    }

    @Test("every bit of time, signature and text counts; other keys' lines don't")
    func mutations() throws {
        let (cosigner, other) = (try testCosigner(), try testCosigner("witness.example/w2", seed: 71))
        let note = try cosigned(cosigner, other)
        let line = note.signatures[1]
        for bit in 0..<(72 * 8) {
            var bytes = line.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let changed = try NoteSignature(name: line.name, keyID: line.keyID, bytes: bytes)
            #expect(throws: LogError.invalidSignature) { try cosigner.verifier.verify(SignedNote(text: note.text, signatures: [changed])) }
        }
        for bytes in [Array(line.bytes.dropLast()), line.bytes + [0], [UInt8](repeating: 0, count: 2428)] {
            let changed = try NoteSignature(name: line.name, keyID: line.keyID, bytes: bytes)
            #expect(throws: LogError.invalidSignature) { try cosigner.verifier.verify(SignedNote(text: note.text, signatures: [changed])) }
        }
        let text = note.text.replacing("20852163", with: "20852164")
        #expect(throws: LogError.invalidSignature) { try cosigner.verifier.verify(SignedNote(text: text, signatures: note.signatures)) }
        #expect(throws: LogError.unknownSigner) { try testCosigner(seed: 72).verifier.verify(note) }
    }

    @Test("a log's signature is no cosignature, nor the other way, though the key be the same")
    func types() throws {
        var generator = SeededGenerator(seed: 5)
        let seed = generator.bytes(32)
        let signer = try NoteSigner(name: "example.com/behind-the-sofa", privateKeyBytes: seed)
        let cosigner = try Cosigner(name: "example.com/behind-the-sofa", privateKeyBytes: seed)
        #expect(signer.keyID != cosigner.keyID)
        #expect(throws: LogError.unsupportedKeyType(1)) { try CosignatureVerifier(verifierKey: signer.verifierKey) }
        #expect(throws: LogError.unsupportedKeyType(4)) { try NoteVerifier(verifierKey: cosigner.verifierKey) }
        let plain = try signer.sign(checkpoint).signatures[0]
        let posing = try NoteSignature(name: cosigner.name, keyID: cosigner.keyID, bytes: [0, 0, 0, 0, 0, 0, 0, 1] + plain.bytes)
        #expect(throws: LogError.invalidSignature) { try cosigner.verifier.verify(SignedNote(text: checkpoint.text, signatures: [posing])) }
    }

    @Test("a key of the ML-DSA form is named for what it is, and its line passed over")
    func postQuantum() throws {
        let name = "witness.example/pq"
        let key = [UInt8](repeating: 7, count: 1312)
        let id = Array(SHA256.hash(data: Array("\(name)\n".utf8) + [6] + key).prefix(4))
        let text = "\(name)+\(id.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())"
        #expect(throws: LogError.unsupportedKeyType(6)) {
            try CosignatureVerifier(verifierKey: "\(text)+\(Data([6] + key).base64EncodedString())")
        }
        let line = try NoteSignature(name: name, keyID: id.reduce(0) { $0 << 8 | UInt32($1) }, bytes: [UInt8](repeating: 1, count: 2428))
        let cosigner = try testCosigner()
        let note = try SignedNote(parsing: cosigned(cosigner).adding([line]).encoded.utf8)
        #expect(try cosigner.verifier.verify(note) == 1_679_315_147)
    }

    @Test("a time of 0, or beyond 63 bits, is neither made nor taken", arguments: [0, 1 << 63, UInt64.max])
    func times(time: UInt64) throws {
        let cosigner = try testCosigner()
        #expect(throws: LogError.cosignatureTime) { try cosigner.cosign(checkpoint, at: time) }
        var generator = SeededGenerator(seed: 70)
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: generator.bytes(32))
        let signed = try key.signature(for: Array("cosignature/v1\ntime \(time)\n\(checkpoint.text)".utf8))
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: time >> UInt64(56 - 8 * $0)) } + Array(signed)
        let line = try NoteSignature(name: cosigner.name, keyID: cosigner.keyID, bytes: bytes)
        #expect(throws: LogError.invalidSignature) { try cosigner.verifier.verify(SignedNote(text: checkpoint.text, signatures: [line])) }
    }

    @Test("a secret key reads back from its text, shows itself nowhere, and is refused with anything changed")
    func secret() throws {
        let cosigner = try testCosigner()
        let text = cosigner.secretText
        #expect(text.hasPrefix("PRIVATE+KEY+witness.example/w1+"))
        #expect(try Cosigner(secretText: text).verifierKey == cosigner.verifierKey)
        #expect("\(cosigner)" == "<redacted>" && String(reflecting: cosigner) == "<redacted>")
        #expect(throws: LogError.malformedSecretKey) { try Cosigner(secretText: cosigner.verifierKey) }
        #expect(throws: LogError.malformedSecretKey) { try Cosigner(secretText: text + "=") }
        #expect(throws: LogError.malformedPrivateKey) { try Cosigner(secretText: "PRIVATE+KEY+a+00000000+BAAA") }
        #expect(throws: LogError.verifierKeyMismatch) { try Cosigner(secretText: text.replacing("/w1+", with: "/w2+")) }
    }

    static let malformed: [(String, LogError)] = [
        ("", .malformedAddCheckpoint), ("old 1\n", .malformedAddCheckpoint), ("old 01\n\n", .malformedAddCheckpoint),
        ("old -1\n\n", .malformedAddCheckpoint), ("size 1\n\n", .malformedAddCheckpoint),
        ("old 18446744073709551616\n\n", .malformedAddCheckpoint),
        ("old 1\nAAAA\n\n", .malformedAddCheckpoint), ("old 1\n\n", .malformedNote), ("old 1\n\ntext\n", .malformedNote),
        ("old 0\n\n" + PublishedNotes.spec, .malformedCheckpoint),
        (
            "old 0\n" + String(repeating: LogHash.emptyTree.base64 + "\n", count: 64) + "\n" + PublishedNotes.checkpoint,
            .malformedAddCheckpoint
        ),
        (String(repeating: "x", count: AddCheckpointRequest.byteLimit + 1), .tooLarge(limit: AddCheckpointRequest.byteLimit)),
    ]

    @Test("a request that isn't one is refused", arguments: malformed.indices)
    func malformedRequests(position: Int) {
        let (text, error) = Self.malformed[position]
        #expect(throws: error) { try AddCheckpointRequest(parsing: text.utf8) }
    }

    @Test("63 hashes are read")
    func longestProof() throws {
        let text = "old 0\n" + String(repeating: LogHash.emptyTree.base64 + "\n", count: 63) + "\n" + PublishedNotes.checkpoint
        #expect(try AddCheckpointRequest(parsing: text.utf8).encoded == text)
    }
}

@Suite("WitnessPolicy")
struct WitnessPolicyTests {
    let cosigners: [Cosigner]
    let note: SignedNote

    init() throws {
        cosigners = try (0..<4).map { try testCosigner("witness.example/w\($0)", seed: 80 + UInt64($0)) }
        note = try SignedNote(parsing: PublishedNotes.checkpoint.utf8)
    }

    /// Witnesses 0 and 1 are one organisation's.
    func policy(quorum: Int) throws -> WitnessPolicy {
        let organisations = ["af", "af", "fk", "kommun"]
        return try WitnessPolicy(zip(organisations, cosigners).map { .init(organisation: $0, key: $1.verifier) }, quorum: quorum)
    }

    func cosigned(by numbers: Int...) throws -> SignedNote {
        let checkpoint = try Checkpoint(parsing: note.text)
        return try note.adding(try numbers.map { try cosigners[$0].cosign(checkpoint, at: 1_700_000_000) })
    }

    @Test("organisations are counted, not keys")
    func counts() throws {
        let policy = try policy(quorum: 2)
        let two = try policy.count(cosigned(by: 0, 2))
        #expect(two.signed == ["af", "fk"] && two.organisations == 3 && two.isQuorum)
        let one = try policy.count(cosigned(by: 0, 1))
        #expect(one.signed == ["af"] && !one.isQuorum)
        #expect(try policy.count(note).signed == [])
        #expect(try self.policy(quorum: 0).count(note).isQuorum)
    }

    @Test("a wrong line of a known witness refuses the whole note")
    func wrongLine() throws {
        let good = try cosigned(by: 0, 2)
        var bytes = good.signatures[2].bytes
        bytes[20] ^= 1
        let line = try NoteSignature(name: good.signatures[2].name, keyID: good.signatures[2].keyID, bytes: bytes)
        let bad = try SignedNote(text: good.text, signatures: [good.signatures[0], good.signatures[1], line])
        #expect(throws: LogError.invalidSignature) { try policy(quorum: 1).count(bad) }
    }

    @Test("one key isn't two voices, and a quorum can be reached")
    func malformed() throws {
        var generator = SeededGenerator(seed: 80)
        let sameKey = try Cosigner(name: "other.example/w", privateKeyBytes: generator.bytes(32))
        #expect(throws: LogError.malformedWitnessPolicy) {
            try WitnessPolicy(
                [.init(organisation: "af", key: cosigners[0].verifier), .init(organisation: "fk", key: sameKey.verifier)], quorum: 1)
        }
        for quorum in [-1, 4] { #expect(throws: LogError.malformedWitnessPolicy) { try policy(quorum: quorum) } }
    }
}

import Testing
import TransparencyLog

@Suite("Checkpoint")
struct CheckpointTests {
    static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    @Test(
        "what parses has the same text",
        arguments: [
            "log.example/a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "log.example/a\n1\n\(root)\n",
            "name with spaces + plus\n18446744073709551615\n\(root)\n", "a\n7\n\(root)\nextension\n— another\n",
        ])
    func roundTrip(text: String) throws {
        let checkpoint = try Checkpoint(parsing: text)
        #expect(checkpoint.text == text)
        let again = try Checkpoint(
            origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root, extensions: checkpoint.extensions)
        #expect(again == checkpoint)
        #expect(again.hashValue == checkpoint.hashValue)
    }

    @Test(
        "malformed checkpoints",
        arguments: [
            "", "\n", "a\n", "a\n1\n", "a\n1\n\(root)", "\n1\n\(root)\n", "a\n\n\(root)\n", "a\n1\n\n", "a\n01\n\(root)\n",
            "a\n-1\n\(root)\n",
            "a\n+1\n\(root)\n", "a\n 1\n\(root)\n", "a\n1 \n\(root)\n", "a\n0x1\n\(root)\n", "a\n18446744073709551616\n\(root)\n",
            "a\n99999999999999999999999\n\(root)\n", "a\n٣\n\(root)\n", "a\n1\nAAAA\n", "a\n1\n\(root.dropLast())\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", "a\n1\n\(root)\n\n", "a\n1\n\(root)\n\nextension\n",
            "a\r\n1\n\(root)\n",
            "a\n1\n\(root)\next\tension\n",
        ])
    func malformed(text: String) {
        #expect(throws: LogError.malformedCheckpoint) { try Checkpoint(parsing: text) }
    }

    @Test("a checkpoint that couldn't be read again can't be made")
    func construction() throws {
        for origin in ["", "a\nb", "a\u{0}"] {
            #expect(throws: LogError.malformedCheckpoint) { try Checkpoint(origin: origin, size: 1, root: .emptyTree) }
        }
        for line in ["", "a\nb", "\r"] {
            #expect(throws: LogError.malformedCheckpoint) {
                try Checkpoint(origin: "a", size: 1, root: .emptyTree, extensions: ["fine", line])
            }
        }
        let long = String(repeating: "a", count: SignedNote.byteLimit + 1)
        #expect(throws: LogError.tooLarge(limit: SignedNote.byteLimit)) { try Checkpoint(parsing: long) }
    }

    @Test("origins that Unicode equates are different logs")
    func exactOrigins() throws {
        let composed = try Checkpoint(origin: "\u{E9}", size: 1, root: .emptyTree)
        #expect(try composed != Checkpoint(origin: "e\u{301}", size: 1, root: .emptyTree))
    }

    @Test("a signed checkpoint is read back by the log's key alone")
    func signed() throws {
        let signer = try testSigner("log.example/a")
        let verifier = try NoteVerifier(verifierKey: signer.verifierKey)
        let head = try Checkpoint(origin: "log.example/a", size: 3, root: .leaf([1]))
        let note = try signer.sign(head)
        #expect(try verifier.checkpoint(in: note.encoded.utf8) == head)

        let stranger = try NoteVerifier(verifierKey: testSigner("log.example/a", seed: 9).verifierKey)
        #expect(throws: LogError.unknownSigner) { try stranger.checkpoint(in: note.encoded.utf8) }
        let changed = note.encoded.replacing("\n3\n", with: "\n4\n")
        #expect(throws: LogError.invalidSignature) { try verifier.checkpoint(in: changed.utf8) }
    }

    @Test("a key neither signs nor accepts a checkpoint of another origin")
    func originMismatch() throws {
        let signer = try testSigner("log.example/a")
        let verifier = try NoteVerifier(verifierKey: signer.verifierKey)
        let other = try Checkpoint(origin: "log.example/b", size: 3, root: .leaf([1]))
        #expect(throws: LogError.originMismatch) { try signer.sign(other) }
        let note = try signer.sign(text: other.text)
        #expect(throws: LogError.originMismatch) { try verifier.checkpoint(in: note) }
        let prose = try signer.sign(text: "no checkpoint\n")
        #expect(throws: LogError.malformedCheckpoint) { try verifier.checkpoint(in: prose) }
    }
}

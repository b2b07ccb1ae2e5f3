import Testing
import TransparencyLog

@Suite("LogProof")
struct LogProofTests {
    let log = MemoryLog(entries: 21, seed: 2)
    let signer: NoteSigner
    let verifier: NoteVerifier

    init() throws {
        signer = try testSigner("log.example/a")
        verifier = try NoteVerifier(verifierKey: signer.verifierKey)
    }

    private func proof(of index: UInt64, size: UInt64 = 21, extra: [UInt8]? = nil) throws -> LogProof {
        let head = try Checkpoint(origin: "log.example/a", size: size, root: log.root(size))
        let hashes = try inclusionProof(of: index, inTreeOf: size, node: log.node)
        return try LogProof(extra: extra, index: index, hashes: hashes, checkpoint: signer.sign(head))
    }

    @Test("every leaf's proof verifies after it was written and read", arguments: UInt64(0)..<21)
    func roundTrip(index: UInt64) throws {
        let text = try proof(of: index, extra: index.isMultiple(of: 2) ? nil : [1, 2, 3]).encoded
        let read = try LogProof(parsing: text.utf8)
        #expect(Array(read.encoded.utf8) == Array(text.utf8))
        #expect(read.extra == (index.isMultiple(of: 2) ? nil : [1, 2, 3]))
        #expect(try read.verify(leaf: log.leaves[Int(index)], by: verifier).size == 21)
    }

    @Test("the text has the specified lines")
    func text() throws {
        let lines = try proof(of: 1, size: 2, extra: [0xFF]).encoded.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 11)
        #expect(lines[0...2] == ["c2sp.org/tlog-proof@v1", "extra /w==", "index 1"])
        #expect(lines[3] == log.leaves[0].base64[...])
        #expect(lines[4...6] == ["", "log.example/a", "2"])
        #expect(try proof(of: 0, size: 1).encoded.hasPrefix("c2sp.org/tlog-proof@v1\nindex 0\n\nlog.example/a\n1\n"))
    }

    @Test("another leaf, index, proof, key or checkpoint is refused")
    func refused() throws {
        let right = try proof(of: 4)
        let leaf = log.leaves[4]
        #expect(throws: LogError.inclusionNotProven) { try right.verify(leaf: log.leaves[5], by: verifier) }
        let moved = try LogProof(index: 5, hashes: right.hashes, checkpoint: right.checkpoint)
        #expect(throws: LogError.inclusionNotProven) { try moved.verify(leaf: leaf, by: verifier) }
        let outside = try LogProof(index: 21, hashes: right.hashes, checkpoint: right.checkpoint)
        #expect(throws: LogError.indexOutsideTree(index: 21, size: 21)) { try outside.verify(leaf: leaf, by: verifier) }
        for position in right.hashes.indices {
            var hashes = right.hashes
            hashes[position] = try flipped(hashes[position])
            let changed = try LogProof(index: 4, hashes: hashes, checkpoint: right.checkpoint)
            #expect(throws: LogError.inclusionNotProven) { try changed.verify(leaf: leaf, by: verifier) }
        }
        let older = try LogProof(index: 4, hashes: right.hashes, checkpoint: proof(of: 4, size: 20).checkpoint)
        #expect(throws: LogError.inclusionNotProven) { try older.verify(leaf: leaf, by: verifier) }
        let stranger = try NoteVerifier(verifierKey: testSigner("log.example/a", seed: 3).verifierKey)
        #expect(throws: LogError.unknownSigner) { try right.verify(leaf: leaf, by: stranger) }
    }

    static let note = "a\n1\n\(CheckpointTests.root)\n\n\(SignedNoteTests.signature)\n"
    static let header = "c2sp.org/tlog-proof@v1\n"

    static let malformed: [(String, LogError)] = [
        ("", .malformedProof),
        ("c2sp.org/tlog-proof@v1", .malformedProof),
        (header, .malformedProof),
        ("c2sp.org/tlog-proof@v2\nindex 0\n\n" + note, .malformedProof),
        (header + "\n" + note, .malformedProof),
        (header + "index 00\n\n" + note, .malformedProof),
        (header + "index -1\n\n" + note, .malformedProof),
        (header + "index\n\n" + note, .malformedProof),
        (header + "index 18446744073709551616\n\n" + note, .malformedProof),
        (header + "Index 0\n\n" + note, .malformedProof),
        (header + "index 0\nextra AQ==\n\n" + note, .malformedProof),
        (header + "extra \nindex 0\n\n" + note, .malformedProof),
        (header + "extra AQ=\nindex 0\n\n" + note, .malformedProof),
        (header + "extra AQ==\n", .malformedProof),
        (header + "extra AQ==\nextra AQ==\nindex 0\n\n" + note, .malformedProof),
        (header + "index 0\nAQ==\n\n" + note, .malformedProof),
        (header + "index 0\n\(CheckpointTests.root)\n", .malformedProof),
        (header + "index 0\n" + String(repeating: CheckpointTests.root + "\n", count: 65) + "\n" + note, .malformedProof),
        (header + "index 0\n\n", .malformedNote),
        (header + "index 0\n\n" + note.dropLast(), .malformedNote),
        (header + "index 0\n\na\n", .malformedNote),
    ]

    @Test("malformed proofs", arguments: malformed)
    func refusedParsing(text: String, error: LogError) {
        #expect(throws: error) { try LogProof(parsing: text.utf8) }
    }

    @Test("a proof beyond the limit isn't read")
    func tooLarge() {
        #expect(throws: LogError.tooLarge(limit: LogProof.byteLimit)) {
            try LogProof(parsing: [UInt8](repeating: 0x61, count: LogProof.byteLimit + 1))
        }
    }

    @Test("the table's note itself is fine")
    func control() throws {
        let text = Self.header + "index 0\n\n" + Self.note
        #expect(try LogProof(parsing: text.utf8).encoded == text)
    }

    @Test("extra data must not be empty or too long", arguments: [0, LogProof.extraLimit + 1])
    func extra(count: Int) {
        #expect(throws: LogError.malformedProof) { try proof(of: 0, extra: [UInt8](repeating: 0, count: count)) }
    }
}

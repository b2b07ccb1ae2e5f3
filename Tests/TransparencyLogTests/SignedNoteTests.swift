import Testing
import TransparencyLog

@Suite("SignedNote: what is refused and what is kept")
struct SignedNoteTests {
    static let signature = "— log.example/a AAAAAQE="

    struct Malformed: Sendable, CustomTestStringConvertible {
        let why: String
        let bytes: [UInt8]
        let error: LogError

        var testDescription: String { why }

        init(_ why: String, _ text: String, _ error: LogError) {
            self.init(why, Array(text.utf8), error)
        }

        init(_ why: String, _ bytes: [UInt8], _ error: LogError) {
            (self.why, self.bytes, self.error) = (why, bytes, error)
        }
    }

    static let malformed = [
        Malformed("nothing", "", .malformedNote),
        Malformed("no blank line", "a\n\(signature)\n", .malformedNote),
        Malformed("no final newline", "a\n\n\(signature)", .malformedNote),
        Malformed("no text", "\n\(signature)\n", .malformedNote),
        Malformed("no signatures", "a\n\n", .malformedSignatureLine),
        Malformed("an empty signature line", "a\n\n\(signature)\n\n", .malformedSignatureLine),
        Malformed("text not UTF-8", [0xFF] + Array("\n\n\(signature)\n".utf8), .malformedNote),
        Malformed("overlong UTF-8", [0xC0, 0x80] + Array("\n\n\(signature)\n".utf8), .malformedNote),
        Malformed("a tab", "a\tb\n\n\(signature)\n", .malformedNote),
        Malformed("a carriage return", "a\r\n\n\(signature)\n", .malformedNote),
        Malformed("a null", "a\0\n\n\(signature)\n", .malformedNote),
        Malformed("carriage returns in signatures", "a\n\n\(signature)\r\n", .malformedSignatureLine),
        Malformed("a hyphen for the dash", "a\n\n- log.example/a AAAAAQE=\n", .malformedSignatureLine),
        Malformed("no space behind the dash", "a\n\n—log.example/a AAAAAQE=\n", .malformedSignatureLine),
        Malformed("no name", "a\n\n— AAAAAQE=\n", .malformedSignatureLine),
        Malformed("an empty name", "a\n\n—  AAAAAQE=\n", .malformedSignatureLine),
        Malformed("a plus in the name", "a\n\n— a+b AAAAAQE=\n", .malformedSignatureLine),
        Malformed("a no-break space in the name", "a\n\n— a\u{A0}b AAAAAQE=\n", .malformedSignatureLine),
        Malformed("an ideographic space in the name", "a\n\n— a\u{3000}b AAAAAQE=\n", .malformedSignatureLine),
        Malformed("a name not UTF-8", Array("a\n\n— ".utf8) + [0xFF] + Array(" AAAAAQE=\n".utf8), .malformedSignatureLine),
        Malformed("three words", "a\n\n— a AAAAAQE= b\n", .malformedSignatureLine),
        Malformed("a trailing space", "a\n\n— a AAAAAQE= \n", .malformedSignatureLine),
        Malformed("no padding", "a\n\n— a AAAAAQE\n", .malformedSignatureLine),
        Malformed("stray bits", "a\n\n— a AAAAAQF=\n", .malformedSignatureLine),
        Malformed("the URL alphabet", "a\n\n— a AAAA_-E=\n", .malformedSignatureLine),
        Malformed("a key id alone", "a\n\n— a AAAAAQ==\n", .malformedSignatureLine),
        Malformed("101 signatures", "a\n\n" + String(repeating: signature + "\n", count: 101), .tooManySignatures(limit: 100)),
    ]

    @Test("malformed notes", arguments: malformed)
    func refused(note: Malformed) {
        #expect(throws: note.error, "\(note.why)") { try SignedNote(parsing: note.bytes) }
    }

    @Test("a note beyond the limit isn't read")
    func tooLarge() {
        #expect(throws: LogError.tooLarge(limit: 1 << 20)) { try SignedNote(parsing: [UInt8](repeating: 0x61, count: 1 << 20 + 1)) }
    }

    @Test(
        "notes that look odd and are right encode to the same bytes",
        arguments: [
            "\n\n\(signature)\n", "a\n\n\n\(signature)\n", "a\n\n— not a signature\n\n\(signature)\n", "e\u{301}\n\n— å\u{30A} AAAAAQE=\n",
            "a\n\n" + String(repeating: signature + "\n", count: 100), "a b\u{85}\n\n\(signature)\n",
        ])
    func kept(text: String) throws {
        #expect(Array(try SignedNote(parsing: text.utf8).encoded.utf8) == Array(text.utf8))
    }

    @Test("whatever parses encodes to the same bytes, under random edits", arguments: UInt64(1)...4)
    func canonical(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let original = Array(PublishedNotes.spec.utf8)
        var parsed = 0
        for _ in 0..<2000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...2, using: &generator) {
                let position = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: position)
                default: bytes.insert(bytes[position], at: position)
                }
            }
            guard let note = try? SignedNote(parsing: bytes) else { continue }
            parsed += 1
            #expect(Array(note.encoded.utf8) == bytes)
        }
        #expect(parsed > 100)
    }

    @Test("spellings that Unicode equates stay different")
    func exactComparison() throws {
        let composed = try NoteSignature(name: "\u{E9}", keyID: 1, bytes: [1])
        let decomposed = try NoteSignature(name: "e\u{301}", keyID: 1, bytes: [1])
        #expect(composed.name == decomposed.name)
        #expect(composed != decomposed)
        #expect(try SignedNote(text: "\u{E9}\n", signatures: [composed]) != SignedNote(text: "e\u{301}\n", signatures: [composed]))
        #expect(Set([composed, decomposed, composed]).count == 2)
    }

    @Test("a note can't be made of text that isn't one, or without signatures")
    func construction() throws {
        let signature = try NoteSignature(name: "a", keyID: 1, bytes: [1])
        for text in ["", "a", "a\r\n", "a\u{1}\n"] {
            #expect(throws: LogError.malformedNote) { try SignedNote(text: text, signatures: [signature]) }
        }
        #expect(throws: LogError.malformedNote) { try SignedNote(text: "a\n", signatures: []) }
        #expect(throws: LogError.tooLarge(limit: 1 << 20)) {
            try SignedNote(text: String(repeating: "a", count: 1 << 20) + "\n", signatures: [signature])
        }
        let note = try SignedNote(text: "a\n", signatures: [signature])
        #expect(try note.adding([signature, signature]).signatures.count == 3)
        #expect(throws: LogError.tooManySignatures(limit: 100)) { try note.adding(Array(repeating: signature, count: 100)) }
    }

    @Test("a signature line needs a name and bytes", arguments: ["", "a b", "a+b", "a\nb", "a\u{2003}b", "a\u{0}"])
    func names(name: String) {
        #expect(throws: LogError.malformedKeyName) { try NoteSignature(name: name, keyID: 1, bytes: [1]) }
        #expect(throws: LogError.malformedKeyName) { try NoteSigner(name: name, privateKeyBytes: [UInt8](repeating: 1, count: 32)) }
        #expect(throws: LogError.malformedSignatureLine) { try NoteSignature(name: "a", keyID: 1, bytes: []) }
    }
}

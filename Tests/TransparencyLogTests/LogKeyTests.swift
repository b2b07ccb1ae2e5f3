import Testing

@testable import TransparencyLog

/// Keys of one log whose bytes follow from a number.
func numberedSigner(_ number: UInt8, _ origin: String = "kedja.example/log") throws -> NoteSigner {
    try NoteSigner(name: origin, privateKeyBytes: [UInt8](repeating: number, count: 32))
}

extension NoteSigner {
    fileprivate var verifier: NoteVerifier {
        get throws { try NoteVerifier(verifierKey: verifierKey) }
    }
}

@Suite("A statement that a log's key was replaced") struct LogKeyStatementTests {
    private let old: NoteSigner
    private let new: NoteSigner

    init() throws {
        old = try numberedSigner(1)
        new = try numberedSigner(2)
    }

    @Test func readsAsItIsWritten() throws {
        let statement = try LogKeyStatement(replacing: old, by: new, from: 42)
        let lines = statement.encoded.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[..<6] == ["kedja/log-key/v1", "kedja.example/log", "42", old.verifierKey[...], new.verifierKey[...], ""])
        #expect(lines.count == 9)
        let read = try LogKeyStatement(parsing: Array(statement.encoded.utf8))
        #expect(read == statement && read.encoded == statement.encoded)
        #expect(try (read.origin, read.size) == ("kedja.example/log", 42) && (read.old, read.new) == (old.verifier, new.verifier))
        #expect(throws: LogError.malformedCheckpoint) { try Checkpoint(parsing: statement.note.text) }
    }

    /// One byte at a time, wherever it stands: nothing that was changed is taken.
    @Test func everyChangedByteIsRefused() throws {
        let bytes = Array(try LogKeyStatement(replacing: old, by: new, from: 42).encoded.utf8)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            #expect(throws: LogError.self, "byte \(place)") { try LogKeyStatement(parsing: changed) }
        }
        for count in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: LogError.self) { try LogKeyStatement(parsing: bytes.prefix(count)) }
        }
    }

    @Test func onlyBothKeysInTheirOrderSign() throws {
        let statement = try LogKeyStatement(replacing: old, by: new, from: 42)
        let (first, second) = (statement.note.signatures[0], statement.note.signatures[1])
        let third = try numberedSigner(3).sign(text: statement.note.text).signatures[0]
        let cases: [([NoteSignature], LogError)] = [
            ([first], .malformedKeyStatement), ([second], .malformedKeyStatement), ([second, first], .malformedKeyStatement),
            ([first, second, third], .malformedKeyStatement), ([first, first], .unknownSigner), ([first, third], .unknownSigner),
            ([third, second], .unknownSigner),
        ]
        for (signatures, error) in cases {
            let note = try SignedNote(text: statement.note.text, signatures: signatures)
            #expect(throws: error) { try LogKeyStatement(parsing: Array(note.encoded.utf8)) }
        }
    }

    @Test func textsOfAnotherFormAreRefused() throws {
        let (a, b, c) = (old.verifierKey, new.verifierKey, try numberedSigner(2, "other.example/log"))
        let kind = LogKeyStatement.kind
        let cases: [(String, LogError)] = [
            ("kedja/log-key/v2\n\(old.name)\n42\n\(a)\n\(b)\n", .malformedKeyStatement),
            ("\(kind)\n\(old.name)\n0\n\(a)\n\(b)\n", .malformedKeyStatement),
            ("\(kind)\n\(old.name)\n042\n\(a)\n\(b)\n", .malformedKeyStatement),
            ("\(kind)\n\(old.name)\n18446744073709551616\n\(a)\n\(b)\n", .malformedKeyStatement),
            ("\(kind)\n\(old.name)\n42\n\(a)\n\(b)\nmore\n", .malformedKeyStatement),
            ("\(kind)\n\(old.name)\n42\n\(a)\n", .malformedKeyStatement),
            ("\(kind)\nother.example/log\n42\n\(a)\n\(b)\n", .originMismatch),
            ("\(kind)\n\(old.name)\n42\n\(a)\n\(c.verifierKey)\n", .originMismatch),
            ("\(kind)\n\(old.name)\n42\n\(a)\nkey\n", .malformedVerifierKey),
        ]
        for (text, error) in cases {
            let note = try old.sign(text: text).adding(try new.sign(text: text).signatures)
            #expect(throws: error, "\(text)") { try LogKeyStatement(parsing: Array(note.encoded.utf8)) }
        }
        #expect(throws: LogError.malformedKeyStatement) { try LogKeyStatement(replacing: old, by: old, from: 42) }
        #expect(throws: LogError.malformedKeyStatement) { try LogKeyStatement(replacing: old, by: new, from: 0) }
        #expect(throws: LogError.originMismatch) { try LogKeyStatement(replacing: old, by: c, from: 42) }
        #expect(throws: LogError.tooLarge(limit: 4096)) { try LogKeyStatement(parsing: [UInt8](repeating: 10, count: 4097)) }
    }
}

@Suite("The keys that a log has had") struct LogKeysTests {
    private let signers: [NoteSigner]
    private let statements: [LogKeyStatement]

    init() throws {
        let signers = try (1...4).map { try numberedSigner($0) }
        self.signers = signers
        statements = try zip(zip(signers, signers.dropFirst()), [5, 9, 30]).map { pair, size in
            try LogKeyStatement(replacing: pair.0, by: pair.1, from: size)
        }
    }

    private func note(_ size: UInt64, by signers: NoteSigner...) throws -> SignedNote {
        let checkpoint = try Checkpoint(origin: "kedja.example/log", size: size, root: .emptyTree)
        let signed = try signers.map { try $0.sign(checkpoint).signatures[0] }
        return try SignedNote(text: checkpoint.text, signatures: signed)
    }

    /// Whichever key one knows, all others are found, before and after.
    @Test(arguments: 0..<4) func anyOfThemLeadsToAll(_ number: Int) throws {
        let keys = try LogKeys(knowing: signers[number].verifier, statements: statements)
        #expect(try keys.all == signers.map { try $0.verifier } && keys.newest == signers[3].verifier)
        for (size, place) in [(0, 0), (4, 0), (5, 1), (8, 1), (9, 2), (29, 2), (30, 3), (1000, 3)] as [(UInt64, Int)] {
            #expect(try keys.key(ofSize: size) == signers[place].verifier)
            for (other, signer) in signers.enumerated() {
                let note = try note(size, by: signer)
                if other == place {
                    #expect(try keys.checkpoint(in: note).size == size)
                } else if other < place {
                    let from = statements[other].size
                    #expect(throws: LogError.replacedKey(from: from)) { try keys.checkpoint(in: note) }
                } else {
                    #expect(throws: LogError.unknownSigner) { try keys.checkpoint(in: note) }
                }
            }
        }
        #expect(try keys.checkpoint(in: note(7, by: signers[0], signers[1])).size == 7)
    }

    @Test func chainsThatBreakAreRefused() throws {
        let known = try signers[0].verifier
        let cases: [[LogKeyStatement]] = [
            [statements[1]], [statements[0], statements[2]], [statements[1], statements[0]], [statements[0], statements[0]],
            [statements[0], try LogKeyStatement(replacing: signers[1], by: signers[2], from: 5)],
            [statements[0], try LogKeyStatement(replacing: signers[1], by: signers[2], from: 4)],
            [statements[0], try LogKeyStatement(replacing: signers[1], by: signers[0], from: 9)],
        ]
        for statements in cases { #expect(throws: LogError.brokenKeyChain) { try LogKeys(knowing: known, statements: statements) } }
        let stranger = try numberedSigner(9).verifier
        #expect(throws: LogError.brokenKeyChain) { try LogKeys(knowing: stranger, statements: statements) }
        let other = try NoteVerifier(verifierKey: numberedSigner(1, "other.example/log").verifierKey)
        #expect(throws: LogError.originMismatch) { try LogKeys(knowing: other, statements: statements) }
    }

    /// What was followed once can't be taken back, nor another branch be shown.
    @Test func whatFollowsGoesOnFromWhatIsKnown() throws {
        let known = try LogKeys(signers[0].verifier).followed(by: Array(statements[..<2]))
        #expect(try known.followed(by: statements).newest == signers[3].verifier)
        let branch = try LogKeyStatement(replacing: signers[1], by: numberedSigner(9), from: 9)
        for statements in [[], [statements[0]], [statements[0], branch], [statements[1], statements[2]]] {
            #expect(throws: LogError.brokenKeyChain) { try known.followed(by: statements) }
        }
    }

    @Test func aStrangerIsTold() throws {
        let keys = try LogKeys(knowing: signers[0].verifier, statements: [statements[0]])
        #expect(try keys.isStrange(note(3, by: signers[0])) == false && keys.isStrange(note(3, by: signers[1])) == false)
        #expect(try keys.isStrange(note(3, by: signers[2])) && !keys.isStrange(note(3, by: signers[2], signers[1])))
        let elsewhere = try numberedSigner(7, "other.example/log").sign(text: "x\n")
        #expect(!keys.isStrange(elsewhere))
    }
}

import FuzzKit
@testable import TransparencyLog

/// Signed notes, checkpoints, signature lines, statements of a new key: each is written as it was read, and only what was signed verifies.
enum NoteProperties {
    static let target = FuzzTarget("note", dictionary: "log", replays: 700, seeds: { seeds }, check)

    private static var seeds: [[UInt8]] {
        let lines = NoteSignature.lines(LogFixtures.cosigned.signatures)
        let texts = [LogFixtures.cosigned.encoded, LogFixtures.heads[0].text, lines, LogFixtures.statement.encoded]
        return (texts + [LogFixtures.signer.verifierKey, LogFixtures.cosigners[0].verifierKey]).map(Array.init)
    }

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome { try [note(bytes), checkpoint(bytes), lines(bytes), statement(bytes), keys(bytes)].contains(true) }
    }

    private static func note(_ bytes: [UInt8]) throws -> Bool {
        guard let note = try? SignedNote(parsing: bytes) else { return false }
        try require(Array(note.encoded) == bytes, "a note is written otherwise")
        try require((1...SignedNote.signatureLimit).contains(note.signatures.count), "\(note.signatures.count) signatures")
        _ = try checkpoint(Array(note.text))
        let texts = LogFixtures.heads.map(\.text) + [LogFixtures.statement.note.text]
        if (try? LogFixtures.verifier.verify(note)) != nil {
            try require(texts.contains { $0.isSame(as: note.text) }, "a text verifies that nobody signed")
        }
        guard let count = try? LogFixtures.policy.count(note) else { return true }
        let isCosigned = note.text.isSame(as: LogFixtures.cosigned.text)
        try require(count.signed.isEmpty || isCosigned, "a text counts that nobody cosigned")
        try require(count.isQuorum == (count.signed.count == 2) && count.isQuorum == (count.quorumTime != nil), "a quorum of \(count)")
        return true
    }

    private static func checkpoint(_ bytes: [UInt8]) throws -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self), let checkpoint = try? Checkpoint(parsing: text) else { return false }
        try require(checkpoint.text.isSame(as: text), "a checkpoint is written otherwise")
        return true
    }

    private static func lines(_ bytes: [UInt8]) throws -> Bool {
        guard let lines = try? NoteSignature.lines(parsing: bytes) else { return false }
        try require(Array(NoteSignature.lines(lines)) == bytes, "signature lines are written otherwise")
        return true
    }

    private static func statement(_ bytes: [UInt8]) throws -> Bool {
        guard let statement = try? LogKeyStatement(parsing: bytes) else { return false }
        try require(Array(statement.encoded) == bytes && bytes.count <= LogKeyStatement.byteLimit, "a statement is written otherwise")
        let isOurs = statement.old == LogFixtures.verifier
        try require(!isOurs || statement == LogFixtures.statement, "a statement that the old key didn't sign")
        guard let keys = try? LogKeys(knowing: LogFixtures.verifier, statements: [statement]) else { return true }
        try require(isOurs && keys.all.count == 2, "keys that don't lead from the known one")
        return true
    }

    private static func keys(_ bytes: [UInt8]) throws -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        let read = (try? NoteVerifier(verifierKey: text))?.verifierKey ?? (try? CosignatureVerifier(verifierKey: text))?.verifierKey
        let secret = (try? Cosigner(secretText: text))?.secretText
        guard let again = read ?? secret else { return false }
        try require(again.isSame(as: text), "a key is written otherwise")
        return true
    }
}

import StorageContract
import Testing
import TransparencyLog

@testable import Exchange

@Suite("A backup's manifest") struct BackupManifestTests {
    private static let random = SeededRandom(seed: 5)

    private func manifest(tree: Bool = true, absent: Int = 2) throws -> BackupManifest {
        let random = Self.random
        let reasons: [BackupManifest.Absence] = [.erased, .missing, .damaged]
        let pairs = (0..<absent).map { (DocumentID(random: random.source), reasons[$0 % 3]) }
        return BackupManifest(
            origin: "kedja.example/log", madeAt: WorldAuthority.start, masterKeyID: "1f2e3d4c5b6a7988", databaseSize: 4096,
            databaseDigest: random.bytes(32), tree: tree ? .init(size: 7, root: try LogHash(bytes: random.bytes(32))) : nil,
            payloadCount: 3,
            payloadBytes: 1234, absent: Dictionary(uniqueKeysWithValues: pairs))
    }

    @Test func whatIsWrittenIsRead() throws {
        for (tree, absent) in [(true, 0), (true, 40), (false, 1), (false, 0)] {
            let manifest = try manifest(tree: tree, absent: absent)
            #expect(try BackupManifest(parsing: manifest.text) == manifest)
        }
    }

    /// One spelling each, and nothing that reads as something else.
    @Test func otherSpellingsAreRefused() throws {
        let text = try manifest().text
        let changes: [(String, String)] = [
            ("kedja/backup/v1\n", "kedja/backup/v2\n"), ("kedja/backup/v1\n", ""), ("made ", "made  "), ("database 4096", "database 04096"),
            ("database 4096", "database +4096"), ("payloads 3 ", "payloads 3"), ("tree 7 ", "tree 7 7 "), ("tree 7 ", "tree -7 "),
            ("absent doc_", "absent par_"), ("absent doc_", "absent ../doc_"),
            ("absent doc_", "absent /doc_"), (" missing", " lost"), ("payloads", "Payloads"), ("master-key", "master key"),
        ]
        for (old, new) in changes {
            #expect(text.contains(old), "\(old)")
            let changed = text.replacing(old, with: new, maxReplacements: 1)
            #expect(throws: ExchangeError.any(.invalidInput), "\(new)") { try BackupManifest(parsing: changed) }
        }
        for rest in ["\n", "more\n", "absent"] {
            #expect(throws: ExchangeError.any(.invalidInput)) { try BackupManifest(parsing: text + rest) }
        }
        #expect(throws: ExchangeError.any(.invalidInput)) { try BackupManifest(parsing: String(text.dropLast())) }
        #expect(throws: ExchangeError.any(.invalidInput)) { try BackupManifest(parsing: "") }
    }

    /// It's signed by the log's key, and neither passes for the other.
    @Test func isNoCheckpoint() async throws {
        let world = try await World()
        let facts = StoredFacts(in: world.storage)
        let signed = try await facts.sign(try manifest(), by: world.keys)
        #expect(try SignedManifest(parsing: signed.bytes).manifest == signed.manifest)
        try await facts.verify(try SignedManifest(parsing: signed.bytes), by: world.keys)
        let verifier = try NoteVerifier(verifierKey: world.keys.logVerifierKey)
        #expect(throws: LogError.self) { try verifier.checkpoint(in: signed.bytes) }
        let receipt = try await world.exchange.directory(by: try world.id("vard/admin")).receipt
        #expect(throws: ExchangeError.any(.invalidInput)) { try SignedManifest(parsing: Array(receipt.checkpoint.utf8)) }
    }

    /// Changed after it was signed, or signed by somebody else.
    @Test func isTheLogsOwn() async throws {
        let (world, other) = (try await World(), try await World(seed: 2))
        let signed = try await StoredFacts(in: other.storage).sign(try manifest(), by: other.keys)
        await #expect(throws: ExchangeError.any(.damaged)) { try await StoredFacts(in: world.storage).verify(signed, by: world.keys) }
        let own = try await StoredFacts(in: world.storage).sign(try manifest(), by: world.keys)
        let changed = String(decoding: own.bytes, as: UTF8.self).replacing("payloads 3 ", with: "payloads 4 ")
        let parsed = try SignedManifest(parsing: Array(changed.utf8))
        await #expect(throws: ExchangeError.any(.damaged)) { try await StoredFacts(in: world.storage).verify(parsed, by: world.keys) }
    }
}

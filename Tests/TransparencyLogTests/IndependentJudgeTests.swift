import Foundation
import Testing
import TransparencyLog

/// `Tests/Judges/verify_log.py`, written from the specifications in another language.
enum Judge {
    static let script = packageRoot.appending(path: "Tests/Judges/verify_log.py").path()

    static let isPresent = (try? python(["-c", "import cryptography"]).status) == 0

    static func python(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    static func judge(_ log: JudgedLog) throws -> (status: Int32, output: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try JSONEncoder().encode(log).write(to: file)
        return try python([script, file.path()])
    }
}

/// What the judge reads.
struct JudgedLog: Codable {
    struct Inclusion: Codable {
        let index: UInt64
        let size: UInt64
        var hashes: [String]
    }

    struct Consistency: Codable {
        let old: UInt64
        let new: UInt64
        var hashes: [String]
    }

    struct Cosigner: Codable {
        let key: String
        var time: UInt64
    }

    var verifierKey: String
    var checkpoint: String
    var leaves: [String]
    var inclusion: [Inclusion] = []
    var consistency: [Consistency] = []
    var proofs: [String] = []
    var cosigners: [Cosigner] = []
    var firstKey: String?
    var statements: [String]?

    /// A log of 37 entries with all its proofs.
    init() throws {
        var generator = SeededGenerator(seed: 37)
        let entries = (0..<37).map { generator.bytes($0 * 3) }
        let log = MemoryLog(leaves: entries.map { .leaf($0) })
        let signer = try testSigner("log.example/åäö")
        let head = try Checkpoint(origin: signer.name, size: 37, root: log.frontier.root)
        var note = try signer.sign(head)
        for number in UInt64(0)..<3 {
            let cosigner = try testCosigner("witness.example/ö\(number)", seed: 90 + number)
            note = try note.adding([cosigner.cosign(head, at: 1_700_000_000 + number)])
            cosigners.append(Cosigner(key: cosigner.verifierKey, time: 1_700_000_000 + number))
        }
        verifierKey = signer.verifierKey
        let earlier = try (1...2).map { try numberedSigner($0, signer.name) }
        firstKey = earlier[0].verifierKey
        statements = [
            try LogKeyStatement(replacing: earlier[0], by: earlier[1], from: 12).encoded,
            try LogKeyStatement(replacing: earlier[1], by: signer, from: 30).encoded,
        ]
        checkpoint = note.encoded
        leaves = entries.map { Data($0).base64EncodedString() }
        for size in UInt64(1)...37 {
            for index in 0..<size {
                let path = try TransparencyLog.inclusionProof(of: index, inTreeOf: size, node: log.node)
                inclusion.append(Inclusion(index: index, size: size, hashes: path.map(\.base64)))
                let growth = try consistencyProof(from: index + 1, to: size, node: log.node)
                consistency.append(Consistency(old: index + 1, new: size, hashes: growth.map(\.base64)))
            }
        }
        for index in UInt64(0)..<37 {
            let path = try TransparencyLog.inclusionProof(of: index, inTreeOf: 37, node: log.node)
            let extra: [UInt8]? = index == 3 ? [1, 2] : nil
            proofs.append(try LogProof(extra: extra, index: index, hashes: path, checkpoint: note).encoded)
        }
    }
}

@Suite("An independent judge", .enabled(if: Judge.isPresent, "no python3 with cryptography: pip install cryptography"))
struct IndependentJudgeTests {
    @Test("verifies a log of ours: note, root, every proof")
    func accepts() throws {
        let verdict = try Judge.judge(JudgedLog())
        #expect(verdict.output == "verified: 37 entries, 703 inclusion, 703 consistency, 37 proofs, 3 cosignatures\n")
        #expect(verdict.status == 0)
    }

    static let changes: [(String, @Sendable (inout JudgedLog) -> Void)] = [
        ("an entry", { $0.leaves[5] = "AAAA" }),
        ("an entry left out", { $0.leaves.removeLast() }),
        ("the root", { $0.checkpoint = $0.checkpoint.replacing("\n37\n", with: "\n36\n") }),
        ("the key", { log in log.verifierKey = (try? testSigner("log.example/åäö", seed: 1).verifierKey) ?? "" }),
        ("the key that was first", { log in log.firstKey = (try? numberedSigner(2, "log.example/åäö").verifierKey) ?? "" }),
        ("a statement's size", { log in log.statements = log.statements?.map { $0.replacing("\n30\n", with: "\n31\n") } }),
        ("a statement left out", { $0.statements?.removeLast() }),
        ("the order of statements", { $0.statements?.reverse() }),
        ("an inclusion proof", { $0.inclusion[100].hashes[0] = LogHash.emptyTree.base64 }),
        ("a shorter inclusion proof", { $0.inclusion[100].hashes.removeLast() }),
        ("a consistency proof", { $0.consistency[100].hashes[0] = LogHash.emptyTree.base64 }),
        ("a cosignature's time", { $0.cosigners[1].time += 1 }),
        (
            "a cosignature",
            { log in
                guard let note = try? SignedNote(parsing: log.checkpoint.utf8), let line = note.signatures.last else { return }
                let bytes = Array(line.bytes.dropLast()) + [(line.bytes.last ?? 0) ^ 1]
                guard let changed = try? NoteSignature(name: line.name, keyID: line.keyID, bytes: bytes),
                    let again = try? SignedNote(text: note.text, signatures: note.signatures.dropLast() + [changed])
                else { return }
                log.checkpoint = again.encoded
            }
        ),
        (
            "a witness that hasn't cosigned",
            { log in
                log.cosigners[0] = JudgedLog.Cosigner(key: (try? testCosigner(seed: 3).verifierKey) ?? "", time: 1_700_000_000)
            }
        ),
        ("a proof for another index", { $0.proofs[0] = $0.proofs[0].replacing("index 0\n", with: "index 1\n") }),
    ]

    @Test("refuses a log with anything changed", arguments: changes.indices)
    func refuses(position: Int) throws {
        let (what, change) = Self.changes[position]
        var log = try JudgedLog()
        change(&log)
        let verdict = try Judge.judge(log)
        #expect(verdict.status == 1 && verdict.output.hasPrefix("wrong:"), "\(what): \(verdict.output)")
    }

    @Test("makes a log of its own, which we accept whole")
    func makes() throws {
        let made = try Judge.python([Judge.script, "--make"])
        let log = try JSONDecoder().decode(JudgedLog.self, from: Data(made.output.utf8))
        let leaves = try log.leaves.map { LogHash.leaf(try #require(Data(base64Encoded: $0))) }
        let tree = MemoryLog(leaves: leaves)
        let verifier = try NoteVerifier(verifierKey: log.verifierKey)
        let note = try SignedNote(parsing: log.checkpoint.utf8)
        let head = try verifier.checkpoint(in: note)
        #expect(head.size == 23 && head.root == tree.root(23))
        #expect(log.cosigners.count == 3 && log.inclusion.count == 276 && log.consistency.count == 276 && log.proofs.count == 23)
        for cosigner in log.cosigners {
            #expect(try CosignatureVerifier(verifierKey: cosigner.key).verify(note) == cosigner.time)
        }
        for item in log.inclusion {
            let proof = try item.hashes.map { try LogHash(base64: $0) }
            try verifyInclusion(of: leaves[Int(item.index)], at: item.index, size: item.size, proof: proof, root: tree.root(item.size))
        }
        for item in log.consistency {
            let proof = try item.hashes.map { try LogHash(base64: $0) }
            try verifyConsistency(from: item.old, tree.root(item.old), to: item.new, tree.root(item.new), proof: proof)
        }
        for (index, text) in log.proofs.enumerated() {
            let proof = try LogProof(parsing: text.utf8)
            #expect(proof.encoded == text && proof.index == UInt64(index))
            try proof.verify(leaf: leaves[index], by: verifier)
        }
    }
}

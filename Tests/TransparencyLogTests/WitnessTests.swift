import Testing
import TransparencyLog

/// A log with a key, which can be made to lie, and a witness that knows it.
struct WitnessWorld {
    static let time: UInt64 = 1_700_000_000

    let signer: NoteSigner
    let cosigner: Cosigner
    let log: MemoryLog
    var witness: Witness

    init(entries: Int = 20) throws {
        signer = try testSigner("log.example/a")
        cosigner = try testCosigner()
        log = MemoryLog(entries: entries)
        witness = Witness([try WitnessedLog(keys: [NoteVerifier(verifierKey: signer.verifierKey)], latest: nil, cosigner: cosigner)])
    }

    var known: WitnessedLog? { witness["log.example/a"] }

    func note(_ size: UInt64, root: LogHash? = nil) throws -> SignedNote {
        try signer.sign(Checkpoint(origin: signer.name, size: size, root: root ?? log.root(size)))
    }

    func proof(_ old: UInt64, _ new: UInt64) throws -> [LogHash] {
        old == 0 || old > new ? [] : try consistencyProof(from: old, to: new, node: log.node)
    }

    func request(_ old: UInt64, _ new: UInt64) throws -> AddCheckpointRequest {
        try AddCheckpointRequest(oldSize: old, proof: proof(old, new), note: note(new))
    }

    mutating func add(_ request: AddCheckpointRequest) throws -> String {
        try witness.add(Array(request.encoded.utf8), at: Self.time)
    }
}

@Suite("A witness")
struct WitnessTests {
    @Test("cosigns what continues the last, the first on trust, and the same again")
    func grows() throws {
        var world = try WitnessWorld()
        for (old, new): (UInt64, UInt64) in [(0, 0), (0, 3), (3, 8), (8, 8), (8, 20)] {
            let answer = try world.add(world.request(old, new))
            let note = try world.note(new).adding(try NoteSignature.lines(parsing: answer.utf8))
            #expect(try world.cosigner.verifier.verify(note) == WitnessWorld.time)
            #expect(world.known?.size == new && world.known?.root == world.log.root(new))
            #expect(world.known?.latest == note)
        }
    }

    /// In the specification's order: what is wrong in several ways is refused for the first.
    static let refusals: [(String, Int, @Sendable (WitnessWorld) throws -> AddCheckpointRequest)] = [
        (
            "an unknown log, whatever else", 404,
            { world in
                let other = try testSigner("log.example/b")
                let note = try other.sign(Checkpoint(origin: other.name, size: 1, root: .emptyTree))
                return try AddCheckpointRequest(oldSize: 9, proof: [], note: note)
            }
        ),
        (
            "a name that Unicode equates with the log's", 404,
            { world in
                let other = try testSigner("log.example/\u{61}\u{301}")
                return try AddCheckpointRequest(
                    oldSize: 8, proof: [], note: other.sign(Checkpoint(origin: other.name, size: 8, root: .emptyTree)))
            }
        ),
        (
            "another key under the log's name, with sizes reversed", 403,
            { world in
                let note = try testSigner("log.example/a", seed: 9).sign(Checkpoint(origin: "log.example/a", size: 3, root: .emptyTree))
                return try AddCheckpointRequest(oldSize: 8, proof: [], note: note)
            }
        ),
        (
            "a text that isn't what was signed", 403,
            { world in
                let note = try SignedNote(text: world.note(9).text.replacing("\n9\n", with: "\n10\n"), signatures: world.note(9).signatures)
                return try AddCheckpointRequest(oldSize: 8, proof: world.proof(8, 10), note: note)
            }
        ),
        (
            "a right signature beside a wrong one of the same key", 403,
            { world in
                let note = try world.note(9).adding(world.note(10).signatures)
                return try AddCheckpointRequest(oldSize: 8, proof: world.proof(8, 9), note: note)
            }
        ),
        (
            "an old size beyond the checkpoint's, and not the witness's", 400,
            { try AddCheckpointRequest(oldSize: 9, proof: [], note: $0.note(7)) }
        ),
        ("a rollback", 400, { try AddCheckpointRequest(oldSize: 8, proof: [], note: $0.note(7)) }),
        ("an old size that is too small, with no proof", 409, { try AddCheckpointRequest(oldSize: 3, proof: [], note: $0.note(20)) }),
        ("the first again", 409, { try $0.request(0, 3) }),
        ("an old size that is too large", 409, { try $0.request(9, 20) }),
        ("another root of the same size", 422, { try AddCheckpointRequest(oldSize: 8, proof: [], note: $0.note(8, root: $0.log.root(7))) }),
        ("the same size with a proof", 422, { try AddCheckpointRequest(oldSize: 8, proof: [.emptyTree], note: $0.note(8)) }),
        (
            "a fork", 422,
            {
                try AddCheckpointRequest(
                    oldSize: 8, proof: $0.proof(8, 12), note: $0.note(12, root: MemoryLog(entries: 12, seed: 2).root(12)))
            }
        ),
        ("a proof from another size", 422, { try AddCheckpointRequest(oldSize: 8, proof: $0.proof(7, 12), note: $0.note(12)) }),
        (
            "a proof that is too long", 422,
            { try AddCheckpointRequest(oldSize: 8, proof: $0.proof(8, 12) + [.emptyTree], note: $0.note(12)) }
        ),
        ("no proof", 422, { try AddCheckpointRequest(oldSize: 8, proof: [], note: $0.note(12)) }),
    ]

    @Test("refuses with the specification's status, and stays as it was", arguments: refusals.indices)
    func refuses(position: Int) throws {
        let (what, status, make) = Self.refusals[position]
        var world = try WitnessWorld()
        _ = try world.add(world.request(0, 8))
        let before = world.known?.latest
        let request = try make(world)
        let refusal = #expect(throws: WitnessRefusal.self, "\(what)") { try world.add(request) }
        #expect(refusal?.status == status, "\(what)")
        #expect(world.known?.latest == before, "\(what)")
        if status == 409 {
            #expect(refusal?.body == "8\n" && refusal?.contentType == "text/x.tlog.size")
        } else {
            #expect(refusal?.contentType == "text/plain; charset=utf-8")
        }
    }

    @Test("before the first: a proof from nothing, and an empty tree with a root, are refused")
    func firstRefusals() throws {
        var world = try WitnessWorld()
        let proof = try AddCheckpointRequest(oldSize: 0, proof: [.emptyTree], note: world.note(3))
        #expect(throws: WitnessRefusal.inconsistent) { try world.add(proof) }
        let root = try AddCheckpointRequest(oldSize: 0, proof: [], note: world.note(0, root: world.log.root(1)))
        #expect(throws: WitnessRefusal.inconsistent) { try world.add(root) }
        let ahead = try world.request(3, 8)
        #expect(throws: WitnessRefusal.conflict(size: 0)) { try world.add(ahead) }
        #expect(throws: WitnessRefusal.malformed(.malformedAddCheckpoint)) { try world.witness.add([1, 2], at: 1) }
        #expect(WitnessRefusal.malformed(.malformedAddCheckpoint).status == 400)
        let first = try world.request(0, 3)
        #expect(throws: WitnessRefusal.cannotSign(.cosignatureTime)) { try world.witness.add(Array(first.encoded.utf8), at: 0) }
        #expect(world.known?.size == 0)
    }

    @Test("takes any of the log's keys, ignores other lines, keeps those it has verified")
    func severalKeys() throws {
        let (old, new) = (try testSigner("log.example/a"), try testSigner("log.example/a", seed: 8))
        let log = MemoryLog(entries: 5)
        let keys = try [old, new].map { try NoteVerifier(verifierKey: $0.verifierKey) }
        let known = try WitnessedLog(keys: keys, latest: nil, cosigner: testCosigner())
        let checkpoint = try Checkpoint(origin: "log.example/a", size: 5, root: log.root(5))
        let stranger = try NoteSignature(name: "other.example", keyID: 1, bytes: [1])
        let note = try new.sign(checkpoint).adding([stranger])
        let next = try known.adding(AddCheckpointRequest(oldSize: 0, proof: [], note: note), at: 1)
        #expect(next.latest?.signatures.map(\.name) == ["log.example/a", "witness.example/w1"])
    }

    @Test("takes up what it stored, and nothing that is damaged or another log's")
    func restarts() throws {
        var world = try WitnessWorld()
        _ = try world.add(world.request(0, 8))
        let stored = try #require(world.known?.latest)
        let keys = [try NoteVerifier(verifierKey: world.signer.verifierKey)]
        let again = try WitnessedLog(keys: keys, latest: SignedNote(parsing: stored.encoded.utf8), cosigner: world.cosigner)
        #expect(again.size == 8 && again.root == world.log.root(8))
        #expect(throws: WitnessRefusal.conflict(size: 8)) { try again.adding(world.request(0, 3), at: 1) }

        let changed = try SignedNote(text: stored.text.replacing("\n8\n", with: "\n7\n"), signatures: stored.signatures)
        #expect(throws: LogError.invalidSignature) { try WitnessedLog(keys: keys, latest: changed, cosigner: world.cosigner) }
        let unsigned = try SignedNote(text: stored.text, signatures: [NoteSignature(name: "x", keyID: 1, bytes: [1])])
        #expect(throws: LogError.unknownSigner) { try WitnessedLog(keys: keys, latest: unsigned, cosigner: world.cosigner) }
        let other = [try NoteVerifier(verifierKey: testSigner("log.example/b").verifierKey)]
        #expect(throws: LogError.originMismatch) { try WitnessedLog(keys: other, latest: stored, cosigner: world.cosigner) }
        let renewed = [try NoteVerifier(verifierKey: testSigner("log.example/a", seed: 99).verifierKey)]
        #expect(try WitnessedLog(keys: renewed, latest: stored, cosigner: world.cosigner).size == 8, "its own signature vouches")
    }

    /// A log that lies as it likes: two histories that part somewhere, rollbacks, replays, proofs of the wrong kind. Whatever it asks, in
    /// whatever order, all that was ever cosigned is one history.
    @Test("never cosigns two checkpoints that contradict each other", arguments: 1...40)
    func property(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var world = try WitnessWorld(entries: 0)
        let common = (0..<Int.random(in: 0...12, using: &generator)).map { _ in LogHash.leaf(generator.bytes(8)) }
        let histories = (0..<2).map { _ in
            MemoryLog(leaves: common + (0..<20).map { _ in LogHash.leaf(generator.bytes(8)) })
        }
        var requests: [AddCheckpointRequest] = []
        var cosigned: [Checkpoint] = []
        for _ in 0..<300 {
            let request =
                try generator.next() % 4 == 0 && !requests.isEmpty
                ? requests[Int.random(in: 0..<requests.count, using: &generator)]
                : lie(histories, known: world.known?.size ?? 0, world.signer, &generator)
            requests.append(request)
            guard (try? world.add(request)) != nil else { continue }
            cosigned.append(request.checkpoint)
        }
        #expect(cosigned.count > 1)
        let fits = histories.filter { history in cosigned.allSatisfy { $0.size <= 32 && history.root($0.size) == $0.root } }
        #expect(!fits.isEmpty, "seed \(seed): \(cosigned.map(\.size)) aren't of one history")
        #expect(zip(cosigned, cosigned.dropFirst()).allSatisfy { $0.size <= $1.size }, "seed \(seed): rolled back")
    }

    private func lie(
        _ histories: [MemoryLog], known: UInt64, _ signer: NoteSigner, _ generator: inout SeededGenerator
    ) throws -> AddCheckpointRequest {
        let (shown, proven) = (histories[Int(generator.next() % 2)], histories[Int(generator.next() % 2)])
        let count = UInt64(shown.leaves.count)
        let size = min(count, generator.next() % 3 == 0 ? generator.next() % (count + 1) : known + generator.next() % 4)
        let old = generator.next() % 3 == 0 ? generator.next() % (count + 1) : known
        let proof = old == 0 || old > size ? [] : try consistencyProof(from: old, to: size, node: proven.node)
        let note = try signer.sign(Checkpoint(origin: signer.name, size: size, root: shown.root(size)))
        return try AddCheckpointRequest(oldSize: old, proof: generator.next() % 10 == 0 ? proof.dropLast() : proof, note: note)
    }
}

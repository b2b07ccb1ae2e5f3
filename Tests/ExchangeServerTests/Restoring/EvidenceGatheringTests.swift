import Exchange
import Foundation
import StorageContract
import Synchronization
import Testing
import TransparencyLog

@testable import ExchangeServer

@Suite("Witnesses and kept checkpoints are compared with a backup's log") struct EvidenceGatheringTests {
    private let signer: NoteSigner
    private let cosigner: Cosigner

    init() throws {
        signer = try NoteSigner(name: "kedja.example/log", privateKeyBytes: Array(repeating: 3, count: 32))
        cosigner = try Cosigner(name: "af.example/w", privateKeyBytes: Array(repeating: 4, count: 32))
    }

    /// The checkpoint of a tree of so many leaves; `other` makes another history.
    private func note(_ size: UInt64, other: Bool = false, by another: NoteSigner? = nil) throws -> [UInt8] {
        var tree = TreeFrontier()
        for index in 0..<size { tree.append(.leaf(leaf(index, other: other))) }
        let checkpoint = try Checkpoint(origin: "kedja.example/log", size: size, root: tree.root)
        return Array(try (another ?? signer).sign(checkpoint).encoded.utf8)
    }

    private func leaf(_ index: UInt64, other: Bool = false) -> [UInt8] { Array(repeating: UInt8(index), count: other ? 40 : 41) }

    /// A backup with a log of so many entries.
    private func gathering(_ size: UInt64, call: @escaping WitnessCall = { _, _ in throw CancellationError() }) async throws
        -> EvidenceGathering
    {
        let (storage, note) = (InMemoryStorage(), try note(size))
        let leaves = (0..<size).map { leaf($0) }
        let officer = try #require(OfficerID("af/a"))
        try await storage.write { changes in
            for (index, leaf) in leaves.enumerated() {
                try changes.appendEntry(
                    StoredEntry(
                        index: UInt64(index), leaf: leaf, text: Sealed(bytes: [1]), at: Timestamp(milliseconds: 0), action: .readCase,
                        outcome: .permitted, officer: officer, participant: nil, owner: nil))
            }
            try changes.putCheckpoint(note)
        }
        let verifier = try NoteVerifier(verifierKey: signer.verifierKey)
        return EvidenceGathering(
            storage: storage, note: note, head: try verifier.checkpoint(in: note), keys: LogKeys(verifier), call: call)
    }

    /// A witness that has cosigned this note, or none.
    private func witness(_ latest: [UInt8]?, knowing keys: [NoteVerifier]? = nil) throws -> WitnessCall {
        let log = try WitnessedLog(
            keys: try keys ?? [NoteVerifier(verifierKey: signer.verifierKey)], latest: try latest.map { try SignedNote(parsing: $0) },
            cosigner: cosigner)
        return { _, body in
            var witness = Witness([log])
            do throws(WitnessRefusal) {
                return OutgoingAnswer(status: 200, contentType: nil, body: Array(try witness.add(body, at: 1).utf8))
            } catch {
                return OutgoingAnswer(status: error.status, contentType: error.contentType, body: Array(error.body.utf8))
            }
        }
    }

    private func finding(of call: @escaping WitnessCall) async throws -> LogEvidence.Finding? {
        let configured = ConfiguredWitness(organisation: "af", key: cosigner.verifier, url: "http://af")
        return try await gathering(9, call: call).ask([configured]).first?.finding
    }

    @Test func aWitnessThatHasSeenNoMoreCosigns() async throws {
        #expect(try await finding(of: try witness(nil)) == .within(9))
    }

    @Test(arguments: [UInt64(1), 4, 8, 9]) func aWitnessOfAnOlderCheckpointIsProvenTo(_ size: UInt64) async throws {
        #expect(try await finding(of: try witness(try note(size))) == .within(9))
    }

    @Test func aWitnessThatHasSeenMoreTellsHowMuch() async throws {
        #expect(try await finding(of: try witness(try note(14))) == .ahead(14))
    }

    @Test func aWitnessOfAnotherHistoryContradicts() async throws {
        #expect(try await finding(of: try witness(try note(6, other: true))) == .contradicted)
        #expect(try await finding(of: try witness(try note(9, other: true))) == .contradicted)
    }

    /// As C2SP tlog-witness has it: 409 for a tree of the same size with another root, which tells no size or the same.
    @Test func aTreeOfTheSameSizeWithAnotherRootContradicts() async throws {
        for (type, body) in [("text/x.tlog.size", "9\n"), ("text/plain", "roots differ\n")] {
            let asked = Mutex(0)
            let found = try await finding { _, _ in
                let isFirst = asked.withLock { count in
                    count += 1
                    return count == 1
                }
                return isFirst
                    ? OutgoingAnswer(status: 409, contentType: "text/x.tlog.size", body: Array("9\n".utf8))
                    : OutgoingAnswer(status: 409, contentType: type, body: Array(body.utf8))
            }
            #expect(found == .contradicted)
        }
    }

    @Test func aWitnessThatTellsAnotherSizeEachTimeSaysNothing() async throws {
        let asked = Mutex(UInt64(0))
        let found = try await finding { _, _ in
            let size = asked.withLock { count in
                count += 1
                return count
            }
            return OutgoingAnswer(status: 409, contentType: "text/x.tlog.size", body: Array("\(size)\n".utf8))
        }
        #expect(found == .silent("it told another size each time"))
    }

    @Test func whoCannotBeAskedOrKnowsAnotherKeySaysNothing() async throws {
        #expect(try await finding(of: { _, _ in throw CancellationError() }) == .silent("it can't be asked"))
        let other = try NoteSigner(name: "kedja.example/log", privateKeyBytes: Array(repeating: 9, count: 32))
        let strange = try witness(nil, knowing: [try NoteVerifier(verifierKey: other.verifierKey)])
        #expect(try await finding(of: strange) == .silent("it answered 403"))
        let handsIn = ConfiguredWitness(organisation: "af", key: cosigner.verifier, url: nil)
        #expect(try await gathering(2).ask([handsIn]).isEmpty)
    }

    @Test func keptCheckpointsAreCompared() async throws {
        let gathering = try await gathering(9)
        let folder = FileManager.default.temporaryDirectory.appending(path: "kedja-seen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func look(_ bytes: [UInt8]) async throws -> LogEvidence.Finding {
            let file = folder.appending(path: UUID().uuidString)
            try Data(bytes).write(to: file)
            return try await gathering.look(at: file.path).finding
        }
        for size: UInt64 in [1, 5, 8, 9] { #expect(try await look(try note(size)) == .within(size)) }
        #expect(try await look(try note(10)) == .ahead(10))
        for size: UInt64 in [3, 9] { #expect(try await look(try note(size, other: true)) == .contradicted) }
        // By a key that took over after the backup.
        let later = try NoteSigner(name: "kedja.example/log", privateKeyBytes: Array(repeating: 9, count: 32))
        #expect(try await look(try note(20, by: later)) == .ahead(20))
        let stranger = try NoteSigner(name: "kedja.example/other", privateKeyBytes: Array(repeating: 9, count: 32))
        let foreign = Array(try stranger.sign(try Checkpoint(origin: "kedja.example/other", size: 20, root: .emptyTree)).encoded.utf8)
        for bad in [Array("nothing".utf8), [], try note(4, by: later), foreign] {
            let error = await #expect(throws: DaemonError.self) { try await look(bad) }
            #expect(error?.code == .seenUnusable)
        }
        let error = await #expect(throws: DaemonError.self) { try await gathering.look(at: folder.path + "/none") }
        #expect(error?.code == .seenUnusable)
    }
}

import ExchangeAPI
import Foundation
import SignedRecords
import Synchronization
import Testing
import TransparencyLog

@testable import Exchange
@testable import ExchangeClient

/// What a test makes of the log before it is shown.
private struct Forgery: Sendable, CustomTestStringConvertible {
    let name: String
    let expected: [LogFault]
    /// Changes the entries, which also changes the leaves that are shown.
    let forge: @Sendable (inout [AuditEntryView]) -> Void
    var testDescription: String { name }

    init(_ name: String, _ faults: [(UInt64?, LogFault.Kind)], _ forge: @escaping @Sendable (inout [AuditEntryView]) -> Void) {
        self.name = name
        expected = faults.map { LogFault(index: $0.0, kind: $0.1, sentence: "") }
        self.forge = forge
    }
}

@Suite("Verifying the log")
struct LogTests {
    let world: World
    let daemon: FakeDaemon
    let folder: TemporaryFolder
    let memory: LogMemory

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        folder = try TemporaryFolder()
        memory = LogMemory(folder: folder.file("checkpoints"), profile: "test")
        daemon.state.withLock { $0.officer = world.karin }
    }

    private func fill(_ count: Int) throws {
        try daemon.state.withLock { state in
            for _ in 0..<count { try state.log.append(.readCase, by: world.maria, resource: "case_x") }
        }
    }

    /// Shows the log in pages of `page`; the entries as `forge` makes them, frozen at the beginning.
    private func serve(page: Int = 3, forge: @Sendable (inout [AuditEntryView]) -> Void = { _ in }) {
        var entries = daemon.state.withLock { $0.log.views }
        forge(&entries)
        let shown = entries
        daemon.route("/log/checkpoint") { _, state in .answer(200, "text/plain", Array(try state.log.note().utf8)) }
        daemon.route("/log/tile/") { request, _ in
            guard let bytes = try TestTiles(shown).bytes(at: String(request.path.dropFirst("/log/".count))) else {
                return try .problem(500, "damaged")
            }
            return .answer(200, "application/octet-stream", bytes)
        }
        daemon.route("/v1/audit/search") { request, state in
            let body = try WireJSON.decode(AuditSearchBody.self, from: Data(request.body))
            let slice = Array(shown.filter { $0.index >= body.from }.prefix(page))
            let next = slice.count == page ? slice.last.map { $0.index + 1 } : nil
            return try state.committed(AuditPage(entries: slice, next: next, logSize: UInt64(shown.count)), .readAudit)
        }
    }

    private func verify(_ entries: LogEntries = .all) async throws -> LogVerification {
        try await verifyLog(over: try world.connection(daemon), memory: memory, entries: entries, progress: { _ in })
    }

    @Test("a sound log of any size passes, and is remembered", arguments: [1, 2, 3, 4, 7, 9])
    func sound(count: Int) async throws {
        try fill(count)
        serve()
        let verdict = try await verify()
        #expect(verdict.faults.isEmpty)
        #expect(verdict.size == UInt64(count) && verdict.checked == UInt64(count) && verdict.opened == UInt64(count))
        #expect(verdict.rememberedSize == nil)
        let verifier = try NoteVerifier(verifierKey: daemon.verifierKey)
        #expect(try memory.load(verifier)?.size == UInt64(count))
        #expect(try folder.mode("checkpoints/test.note") == 0o600)
    }

    @Test("entries about the log's key are compared with the statements", arguments: ["true", "false", "invented"])
    func keyEntries(kind: String) async throws {
        try fill(2)
        if kind == "invented" {
            _ = try daemon.state.withLock { try $0.log.append(.rotateLogKey, by: World.officer("sdf-angered/kedjad"), record: "ab") }
        } else {
            let new = try NoteSigner(name: FakeLog.origin, privateKeyBytes: [UInt8](repeating: 21, count: 32))
            let statement = try daemon.state.withLock { try $0.log.replaceKey(by: new, record: kind == "false" ? "ab" : nil) }
            daemon.route("/log/keys") { _, _ in try .json(LogKeyStatements(statements: [statement.encoded])) }
        }
        try fill(1)
        serve()
        let found = try await verify()
        #expect(found.size == 4 && found.checked == 4)
        #expect(found.faults.map(\.index) == (kind == "true" ? [] : [2]) && found.faults.allSatisfy { $0.kind == .changed }, "\(found)")
    }

    @Test("a log that began anew under another name has no statements of the one before, and any other lack is told")
    func restoredLog() async throws {
        let daemonID = World.officer("sdf-angered/kedjad")
        let rows: [(resource: String, faults: [UInt64?])] = [
            ("kedja.example/log 3 of unknown, goes on as kedja.example/log-2", []), ("kedja.example/log 3", [2]),
        ]
        for (resource, faults) in rows {
            let empty = try FakeLog()
            daemon.state.withLock { $0.log = empty }
            try fill(2)
            try daemon.state.withLock { state in
                try state.log.append(.rotateLogKey, by: daemonID, record: "ab")
                try state.log.append(.restoreBackup, by: daemonID, resource: resource)
            }
            serve()
            #expect(try await verify().faults.map(\.index) == faults)
            try memory.forget()
        }
    }

    @Test("an older directory that was shown when there was a newer one stands in the log")
    func outdatedDirectory() async throws {
        let steps: [(Action, String?, AuditOutcome)] = [
            (.listDirectory, "root", .permitted), (.addOfficer, "d1", .permitted), (.listDirectory, "d1", .permitted),
            (.changeOfficer, "d2", .permitted), (.disableOfficer, "bad", .denied), (.listDirectory, nil, .permitted),
            (.listDirectory, "d2", .permitted), (.listDirectory, "d1", .permitted), (.disableOfficer, "d3", .permitted),
            (.listDirectory, "root", .permitted), (.readCase, "d1", .permitted), (.listDirectory, "d1", .failed),
            (.addOrganisation, "d4", .permitted), (.listDirectory, "d4", .permitted),
        ]
        try daemon.state.withLock { state in
            for (action, record, outcome) in steps { try state.log.append(action, by: world.maria, outcome: outcome, record: record) }
        }
        serve()
        let faults = try await verify().faults
        #expect(faults.map(\.index) == [7, 9])
        #expect(faults.allSatisfy { $0.kind == .outdated && $0.sentence.contains("sdf-angered/maria") })
    }

    @Test("a log that has grown since passes")
    func grown() async throws {
        try fill(3)
        serve()
        _ = try await verify()
        try fill(4)
        serve()
        let verdict = try await verify()
        #expect(verdict.faults.isEmpty && verdict.rememberedSize == 3)
    }

    @Test("a log that was rewritten, or is shorter, is noticed, and the old checkpoint is kept", arguments: [2, 9])
    func rewritten(count: Int) async throws {
        try fill(5)
        serve()
        _ = try await verify()
        let old = try folder.bytes("checkpoints/test.note")
        try daemon.state.withLock { state in
            state.log = try FakeLog()
            for _ in 0..<count { try state.log.append(.readParticipant, by: world.maria) }
        }
        serve()
        #expect(try await verify().faults.map(\.kind) == [.rewritten])
        #expect(try folder.bytes("checkpoints/test.note") == old)
    }

    @Test("an unsigned checkpoint is a fault")
    func unsigned() async throws {
        try fill(3)
        serve()
        let other = try NoteSigner(name: FakeLog.origin, privateKeyBytes: [UInt8](repeating: 1, count: 32))
        daemon.route("/log/checkpoint") { _, state in .answer(200, "text/plain", Array(try state.log.note(by: other).utf8)) }
        #expect(try await verify().faults.map(\.kind) == [.unsigned])
    }

    @Test("entries without any checkpoint are a fault")
    func noCheckpoint() async throws {
        try fill(3)
        serve()
        daemon.route("/log/checkpoint") { _, _ in try .problem(404, "not-found") }
        #expect(try await verify().faults.map(\.kind) == [.unsigned])
    }

    @Test("a log without entries has nothing to find fault with")
    func empty() async throws {
        let verdict = try await verify(.none)
        #expect(verdict.faults.isEmpty && verdict.size == 0 && verdict.root == nil)
    }

    private static let forgeries: [Forgery] = [
        Forgery("changed text", [(3, .changed)]) {
            $0[3] = $0[3].with(text: $0[3].opening?.text.replacingOccurrences(of: "maria", with: "marja"))
        },
        Forgery("changed leaf", [(2, .changed)]) { $0[2] = $0[2].with(leaf: $0[4].leaf) },
        Forgery("changed leaf and text", [(2, .changed)]) { entries in
            let forged = Array((entries[2].opening?.text ?? "").replacingOccurrences(of: "maria", with: "marja").utf8)
            let salt = [UInt8](repeating: 0, count: 32)
            let leaf = Data(Commitment(to: forged, salt: salt, at: testNow).leaf).base64EncodedString()
            entries[2] = entries[2].with(leaf: leaf, opening: Opening(salt: salt, text: forged))
        },
        Forgery("text that doesn't open", [(4, .changed)]) { $0[4] = $0[4].closed(.damaged) },
        Forgery("text that is missing without a reason", [(4, .changed)]) { $0[4] = $0[4].closed(nil) },
        Forgery("a hash of the tree changed", [(1, .changed)]) { $0[1] = $0[1].with(leafHash: $0[0].leafHash) },
        Forgery("an entry gone", [(3, .missing)]) { $0.remove(at: 3) },
        Forgery("the first gone", [(0, .missing)]) { $0.remove(at: 0) },
        Forgery("the last gone", [(6, .missing)]) { $0.removeLast() },
        Forgery("two gone", [(1, .missing), (5, .missing)]) {
            $0.remove(at: 5)
            $0.remove(at: 1)
        },
        Forgery("two swapped", [(1, .outOfOrder), (2, .outOfOrder)]) {
            let first = $0[1]
            $0[1] = $0[2].moved(to: 1)
            $0[2] = first.moved(to: 2)
        },
        Forgery("closed for others", []) { $0[0] = $0[0].closed(.notPermitted) },
        Forgery("erased, without an erasure that tells of it", [(5, .changed)]) { $0[5] = $0[5].closed(.erased) },
        Forgery("erased, by an entry that is no erasure", [(2, .changed)]) {
            $0[2] = $0[2].closed(.erased, by: $0[5].opening.map { ErasureProof(index: 5, opening: $0) })
        },
    ]

    @Test("each forgery is named by its entry", arguments: forgeries)
    fileprivate func forged(forgery: Forgery) async throws {
        try fill(7)
        serve(forge: forgery.forge)
        let verdict = try await verify()
        let found = verdict.faults.map { "\($0.index.map { String($0) } ?? "-") \($0.kind)" }
        #expect(found == forgery.expected.map { "\($0.index.map { String($0) } ?? "-") \($0.kind)" })
        let verifier = try NoteVerifier(verifierKey: daemon.verifierKey)
        #expect((try memory.load(verifier) == nil) == !forgery.expected.isEmpty)
    }

    /// An erasure is believed for the entries that it names, by the leaf that the log has for it, and for no others.
    @Test("a text is erased when the log says so, and only then", arguments: [(3, []), (4, [4]), (0, [0])])
    fileprivate func erased(index: Int, faulty: [UInt64]) async throws {
        try fill(6)
        let statement = ErasureStatement(
            erasure: ErasureID(random: RandomSource { Array(repeating: 1, count: $0) }), ground: "GDPR art. 17.1 b", decision: nil,
            askedBy: world.maria, confirmedBy: world.karin, record: "", counts: ErasedCounts(), entries: [EntryRange(first: 1, last: 3)])
        let proof = try daemon.state.withLock { state in
            let receipt = try state.log.append(.confirmErasure, by: world.karin, erased: statement)
            return ErasureProof(index: receipt.index, opening: receipt.opening)
        }
        try fill(1)
        serve { $0[index] = $0[index].closed(.erased, by: proof) }
        let verdict = try await verify()
        #expect(verdict.faults.map(\.index) == faulty.map { $0 })
        #expect(verdict.erased == (faulty.isEmpty ? 1 : 0))
    }

    @Test("an erasure that the log doesn't hold proves nothing")
    func inventedErasure() async throws {
        try fill(6)
        var other = try FakeLog(seed: 3)
        for _ in 0..<4 { try other.append(.readCase, by: world.maria) }
        let statement = ErasureStatement(
            erasure: ErasureID(random: RandomSource { Array(repeating: 1, count: $0) }), ground: "x", decision: nil, askedBy: world.maria,
            confirmedBy: world.karin, record: "", counts: ErasedCounts(), entries: [EntryRange(first: 0, last: 5)])
        for index: UInt64 in [4, 99] {
            let receipt = try other.append(.confirmErasure, by: world.karin, erased: statement)
            let proof = ErasureProof(index: index == 4 ? receipt.index : index, opening: receipt.opening)
            serve { $0[2] = $0[2].closed(.erased, by: proof) }
            #expect(try await verify().faults.map(\.index) == [2])
        }
    }

    @Test("without the entries, a leaf that was changed is named by its hash")
    func leavesAlone() async throws {
        try fill(7)
        serve { $0[2] = $0[2].with(leaf: $0[4].leaf) }
        let faults = try await verify(.none).faults
        #expect(faults.map(\.kind) == [.changed] && faults.map(\.index) == [2])
    }

    @Test("without the entries, a leaf that was changed with its hash is noticed though it can't be named")
    func leafAndHash() async throws {
        try fill(7)
        serve { $0[2] = $0[2].with(leaf: $0[4].leaf, leafHash: $0[4].leafHash) }
        #expect(try await verify(.none).faults.map(\.kind) == [.rewritten])
    }

    @Test("with a filter, the others aren't missed")
    func filtered() async throws {
        try fill(7)
        serve()
        let shown = daemon.state.withLock { $0.log.views }
        daemon.route("/v1/audit/search") { _, state in
            try state.committed(AuditPage(entries: [shown[2], shown[5]], next: nil, logSize: 7), .readAudit)
        }
        let verdict = try await verify(.matching(EntryFilter(action: .readCase)))
        #expect(verdict.faults.isEmpty && verdict.opened == 2 && verdict.checked == 7)
    }

    @Test("pages that lead back end the reading")
    func endless() async throws {
        try fill(3)
        serve()
        daemon.route("/v1/audit/search") { _, state in try state.committed(AuditPage(entries: [], next: 0, logSize: 3), .readAudit) }
        #expect(await failure { _ = try await verify() }?.code == "malformed-answer")
    }

    @Test("a remembered checkpoint that doesn't verify is not passed over")
    func damagedMemory() async throws {
        try fill(3)
        serve()
        try memory.remember("nonsense")
        #expect(await failure { _ = try await verify() }?.code == "damaged-log-memory")
    }
}

extension AuditEntryView {
    fileprivate func with(
        leaf: String? = nil, leafHash: String? = nil, text: String? = nil, opening: Opening? = nil
    ) -> AuditEntryView {
        let old = self.opening
        let changed = text.flatMap { text in
            old.flatMap { old in Data(base64Encoded: old.salt).map { Opening(salt: Array($0), text: Array(text.utf8)) } }
        }
        let opening = opening ?? changed ?? old
        let entry = opening.flatMap { try? CanonicalJSON.decode(AuditEntry.self, from: Array($0.text.utf8)) }
        return AuditEntryView(
            index: index, leaf: leaf ?? self.leaf, leafHash: leafHash ?? self.leafHash, opening: opening, closed: closed, entry: entry)
    }

    fileprivate func closed(_ why: Closed?, by erasure: ErasureProof? = nil) -> AuditEntryView {
        AuditEntryView(index: index, leaf: leaf, leafHash: leafHash, opening: nil, closed: why, entry: nil, erasure: erasure)
    }

    /// In another's place, with the tree's hashes made to fit.
    fileprivate func moved(to index: UInt64) -> AuditEntryView {
        AuditEntryView(index: index, leaf: leaf, leafHash: leafHash, opening: opening, closed: closed, entry: entry)
    }
}

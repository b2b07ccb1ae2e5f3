import ExchangeAPI
import Foundation
import Synchronization
import Testing
import TransparencyLog

@testable import Exchange
@testable import ExchangeClient

@Suite("Receipts that are kept")
struct ReceiptFileTests {
    let folder: TemporaryFolder
    let store: ReceiptStore
    let log: FakeLog
    let receipt: Receipt
    let key: NoteVerifier

    init() throws {
        folder = try TemporaryFolder()
        store = ReceiptStore(folder: folder.file("receipts"), profile: "test")
        var log = try FakeLog()
        for _ in 0..<5 { try log.append(.readCase, by: World.officer("af-angered/karin")) }
        receipt = try log.append(.readCase, by: World.officer("af-angered/karin"), resource: "case_x")
        try log.append(.readCase, by: World.officer("af-angered/karin"))
        self.log = log
        key = try NoteVerifier(verifierKey: log.signer.verifierKey)
    }

    @Test("a receipt is kept by its index, for its owner alone, and listed in the log's order")
    func keeps() throws {
        for each in [10, 9, 100] as [UInt64] { try store.keep(receipt.with(index: each)) }
        try store.keep(receipt)
        #expect(store.indexes() == [5, 9, 10, 100])
        #expect(try store.receipt(of: 5) == receipt)
        #expect(try folder.mode("receipts/test/5.receipt") == 0o600 && folder.mode("receipts/test") == 0o700)
        #expect(throws: ClientError(.notFound, "no-such-receipt", "")) { try store.receipt(of: 6) }
        try Data("x".utf8).write(to: URL(filePath: folder.file("receipts/test/07.receipt")))
        try Data("x".utf8).write(to: URL(filePath: folder.file("receipts/test/8.receipt")))
        #expect(store.indexes() == [5, 8, 9, 10, 100])
        #expect(throws: ClientError(.integrity, "receipt-malformed", "")) { try store.receipt(of: 8) }
        try store.forget()
        #expect(store.indexes().isEmpty)
        try store.forget()
    }

    @Test("a receipt whose leaf can't be read isn't exported as a proof that nobody could read")
    func exportsNothingUnreadable() throws {
        let text = String(decoding: try WireJSON.encode(receipt), as: UTF8.self).replacingOccurrences(of: receipt.leaf, with: "no leaf")
        let file = try ReceiptFile(parsing: Array(text.utf8))
        #expect(throws: ClientError(.integrity, "receipt-malformed", "")) { try file.proof() }
        #expect(try ReceiptFile(parsing: Array(try ReceiptFile(receipt).proof().utf8)).proof() == ReceiptFile(receipt).proof())
    }

    @Test("every answer's receipt is kept, and one that can't be spoils nothing")
    func keptByTheConnection() async throws {
        let (world, daemon) = (try World(), try FakeDaemon())
        daemon.route("/v1/directory") { _, state in
            try state.committed(DirectoryView(organisations: [], officers: []), .listDirectory)
        }
        let told = Told()
        let keeping = ReceiptKeeping(in: store) { told.add($0.code) }
        let connection = try world.connection(daemon, receipts: keeping)
        let answer = try await connection.send(.directory())
        #expect(try store.receipt(of: answer.receipt.index) == answer.receipt && told.codes.isEmpty)
        try store.forget()
        try FileManager.default.createDirectory(atPath: folder.file("receipts"), withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: folder.file("receipts/test")))
        _ = try await connection.send(.directory())
        #expect(told.codes == ["unwritable-file"])
    }

    @Test("a kept receipt verifies without the daemon, and as the proof that it's exported as")
    func verifies() throws {
        try store.keep(receipt)
        let file = try ReceiptFile(at: folder.file("receipts/test/5.receipt"))
        let proven = try file.verify(by: [key])
        #expect(proven.entry.index == 5 && proven.entry.resource == "case_x" && proven.checkpoint.size == 6)
        let proof = try ReceiptFile(parsing: Array(file.proof().utf8))
        #expect(proof == file)
        #expect(try proof.proof() == file.proof())
        #expect(try proof.verify(by: [key]).entry == proven.entry)
    }

    @Test("where the log has had several keys, it's the one that signed that counts")
    func severalKeys() throws {
        let other = try NoteVerifier(verifierKey: FakeLog(seed: 3).signer.verifierKey)
        for keys in [[other, key], [key, other]] { #expect(try ReceiptFile(receipt).verify(by: keys).key == key) }
        #expect(throws: ClientError(.integrity, "receipt-checkpoint", "")) { try ReceiptFile(receipt).verify(by: [other]) }
        #expect(throws: ClientError(.local, "no-log-key", "")) { try ReceiptFile(receipt).verify(by: []) }
    }

    @Test("each lie is found, as JSON and as a proof", arguments: [0, 1, 2, 3, 4, 5])
    func lies(number: Int) throws {
        let lies: [(String, Receipt)] = [
            ("receipt-opening", receipt.with(leaf: log.views[0].leaf)),
            ("receipt-opening", receipt.with(opening: log.views[0].opening)),
            ("receipt-inclusion", receipt.with(index: 4)),
            ("receipt-inclusion", receipt.with(proof: Array(receipt.inclusionProof.dropLast()))),
            ("receipt-inclusion", receipt.with(checkpoint: try log.note())),
            ("receipt-checkpoint", receipt.with(checkpoint: try log.note(by: FakeLog(seed: 3).signer))),
        ]
        let (code, lie) = lies[number]
        #expect(throws: ClientError(.integrity, code, "")) { try ReceiptFile(lie).verify(by: [key]) }
        let proof = try ReceiptFile(parsing: Array(try ReceiptFile(lie).proof().utf8))
        #expect(throws: ClientError(.integrity, code, "")) { try proof.verify(by: [key]) }
    }

    @Test("what is no receipt is refused", arguments: ["", "{}", "c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1\nindex 1\n\n", "[1]"])
    func malformed(text: String) {
        #expect(throws: ClientError(.integrity, "receipt-malformed", "")) { try ReceiptFile(parsing: Array(text.utf8)) }
    }

    @Test("a proof is verified by another implementation", .enabled(if: MirrorJudge.isPresent, "no python3 with cryptography"))
    func judged() throws {
        let path = folder.file("r.tlog-proof")
        let proof = try ReceiptFile(receipt).proof()
        try Data(proof.utf8).write(to: URL(filePath: path))
        let sound = try MirrorJudge.judge(["--proof", path, key.verifierKey])
        #expect(sound.status == 0 && sound.output == "verified: entry 5 of 6\n", "\(sound)")
        try Data(proof.replacing("index 5", with: "index 4").utf8).write(to: URL(filePath: path))
        #expect(try MirrorJudge.judge(["--proof", path, key.verifierKey]).status == 1)
    }
}

/// What was told, by whichever task.
private final class Told: Sendable {
    private let told = Mutex<[String]>([])

    var codes: [String] { told.withLock { $0 } }

    func add(_ code: String) { told.withLock { $0.append(code) } }
}

import ExchangeAPI
import Foundation
import Synchronization
import Testing
import TransparencyLog

@testable import Exchange
@testable import ExchangeClient

/// What an exchange shows for statements, and is refused.
private struct Lie: Sendable, CustomTestStringConvertible {
    let name: String
    let show: @Sendable ([LogKeyStatement], _ old: NoteSigner, _ new: NoteSigner) throws -> [String]
    var testDescription: String { name }

    init(_ name: String, _ show: @escaping @Sendable ([LogKeyStatement], NoteSigner, NoteSigner) throws -> [String]) {
        self.name = name
        self.show = show
    }
}

private func signer(_ number: UInt8, _ origin: String = FakeLog.origin) throws -> NoteSigner {
    try NoteSigner(name: origin, privateKeyBytes: [UInt8](repeating: number, count: 32))
}

@Suite("Following the log's keys") struct LogKeyTests {
    let world: World
    let daemon: FakeDaemon
    let folder: TemporaryFolder
    let memory: LogKeyMemory
    private let statements = Shared()

    /// What the daemon shows.
    private final class Shared: Sendable { let texts = Mutex<[String]>([]) }

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        folder = try TemporaryFolder()
        memory = LogKeyMemory(folder: folder.file("logkeys"), profile: "test")
        daemon.route("/log/keys") { [statements] _, _ in try .json(LogKeyStatements(statements: statements.texts.withLock { $0 })) }
        daemon.route("/log/checkpoint") { _, state in .answer(200, "text/plain", Array(try state.log.note().utf8)) }
        daemon.route("/v1/directory") { _, state in
            try state.committed(DirectoryView(organisations: [], officers: []), .listDirectory)
        }
        try grow(3)
    }

    private func grow(_ count: Int) throws {
        try daemon.state.withLock { state in
            for _ in 0..<count { try state.log.append(.readCase, by: world.maria, resource: "case_x") }
        }
    }

    @discardableResult
    private func replaceKey(_ number: UInt8) throws -> LogKeyStatement {
        let statement = try daemon.state.withLock { try $0.log.replaceKey(by: signer(number)) }
        statements.texts.withLock { $0.append(statement.encoded) }
        return statement
    }

    private func connection(knowing key: String? = nil, remembering: Bool = true) throws -> ExchangeConnection {
        try world.connection(daemon, logKeys: remembering ? memory : nil, knowing: key)
    }

    private var asked: Int { daemon.requests.count { $0.path == "/log/keys" } }

    @Test func anOlderKeyLeadsToTheNewestWhichIsRemembered() async throws {
        let first = try connection()
        _ = try await first.send(.directory())
        #expect(asked == 0)
        for number in [21, 22, 23] as [UInt8] {
            try replaceKey(number)
            try grow(2)
        }
        _ = try await first.send(.directory())
        #expect(asked == 1)
        #expect(try await first.checkpoint().checkpoint.size == daemon.state.withLock { $0.log.size })
        #expect(asked == 1)
        #expect(try folder.mode("logkeys/test.json") == 0o600)
        // Another command of the same profile knows it already.
        let second = try connection()
        #expect(try second.requireLogKeys().newest.verifierKey == signer(23).verifierKey)
        _ = try await second.send(.directory())
        #expect(asked == 1)
        try replaceKey(24)
        _ = try await second.send(.directory())
        #expect(try memory.load(NoteVerifier(verifierKey: daemon.verifierKey)).all.count == 5)
    }

    /// A profile that began after the change checks what the log signed before it.
    @Test func theNewestKeyLeadsBackToTheFirst() async throws {
        let before = try daemon.state.withLock { try $0.log.note() }
        try replaceKey(21)
        let connection = try connection(knowing: try signer(21).verifierKey)
        #expect(try await connection.logKeys(for: [before]).checkpoint(in: Array(before.utf8)).size == 3)
    }

    private static let lies: [Lie] = [
        Lie("none") { _, _, _ in [] },
        Lie("no statement") { _, _, _ in ["new key\n"] },
        Lie("one by a thief, who hasn't the old key") { _, old, new in
            let text = [LogKeyStatement.kind, FakeLog.origin, "4", old.verifierKey, new.verifierKey].map { $0 + "\n" }.joined()
            return [try new.sign(text: text).encoded]
        },
        Lie("one whose old signature is of another text") { statements, old, _ in
            [statements[0].encoded.replacing("\n4\n", with: "\n5\n")]
        },
        Lie("one that begins elsewhere") { _, _, new in [try LogKeyStatement(replacing: try signer(77), by: new, from: 4).encoded] },
        Lie("another log's") { _, _, _ in
            [try LogKeyStatement(replacing: try signer(9, "other.test/log"), by: try signer(21, "other.test/log"), from: 4).encoded]
        },
        Lie("one that leads to another key") { _, old, _ in [try LogKeyStatement(replacing: old, by: try signer(78), from: 4).encoded] },
        Lie("sizes that don't grow") { statements, _, new in
            [statements[0].encoded, try LogKeyStatement(replacing: new, by: try signer(79), from: 4).encoded]
        },
        Lie("twice the same") { statements, _, _ in [statements[0].encoded, statements[0].encoded] },
    ]

    @Test(arguments: lies) private func whatDoesNotLeadThereIsRefused(_ lie: Lie) async throws {
        let old = daemon.state.withLock { $0.log.signer }
        let statement = try replaceKey(21)
        let shown = try lie.show([statement], old, try signer(21))
        statements.texts.withLock { $0 = shown }
        let connection = try connection()
        for call in [0, 1] {
            let error = await failure {
                if call == 0 { _ = try await connection.send(.directory()) } else { _ = try await connection.checkpoint() }
            }
            #expect(error?.code == "log-key-unproven" && error?.exitClass == .integrity, "\(String(describing: error))")
        }
        #expect(folder.names.isEmpty)
    }

    @Test func anExchangeWithoutStatementsIsRefusedToo() async throws {
        try replaceKey(21)
        daemon.route("/log/keys") { _, _ in try .problem(404, "not-found") }
        #expect(await failure { _ = try await connection().send(.directory()) }?.code == "log-key-unproven")
    }

    /// Who has followed one branch takes no other, and no statement is taken back.
    @Test func anotherBranchIsRefused() async throws {
        let old = daemon.state.withLock { $0.log.signer }
        try replaceKey(21)
        _ = try await connection().send(.directory())
        let kept = try folder.bytes("logkeys/test.json")
        let thief = try signer(66)
        let branch = try LogKeyStatement(replacing: old, by: thief, from: 4)
        statements.texts.withLock { $0 = [branch.encoded] }
        daemon.route("/log/checkpoint") { _, state in .answer(200, "text/plain", Array(try state.log.note(by: thief).utf8)) }
        #expect(await failure { _ = try await connection().checkpoint() }?.code == "log-key-unproven")
        statements.texts.withLock { $0 = [] }
        #expect(await failure { _ = try await connection().newestLogKeys() }?.code == "log-key-unproven")
        #expect(try folder.bytes("logkeys/test.json") == kept)
    }

    /// Whoever stole the old key signs on with it: from the change on that's worth nothing to who knows of it.
    @Test func theReplacedKeySignsNothingMore() async throws {
        let old = daemon.state.withLock { $0.log.signer }
        let before = try daemon.state.withLock { try $0.log.receipt(of: 2) }
        try replaceKey(21)
        let connection = try connection()
        _ = try await connection.send(.directory())
        let keys = try connection.requireLogKeys()
        try verifyReceipt(before, by: keys, of: world.maria)

        daemon.state.withLock { state in
            let log = state.log
            state.mangle = { receipt in (try? receipt.with(checkpoint: log.forgedNote(over: receipt, by: old))) ?? receipt }
        }
        let answer = await failure { _ = try await connection.send(.directory()) }
        #expect(answer?.code == "log-key-replaced" && answer?.exitClass == .integrity)
        daemon.route("/log/checkpoint") { _, state in .answer(200, "text/plain", Array(try state.log.note(by: old).utf8)) }
        #expect(await failure { _ = try await connection.checkpoint() }?.code == "log-key-replaced")
        #expect(throws: LogError.replacedKey(from: 4)) {
            try keys.checkpoint(in: old.sign(Checkpoint(origin: FakeLog.origin, size: 4, root: .emptyTree)))
        }
    }

    @Test func whatIsRememberedIsVerifiedAnew() async throws {
        try replaceKey(21)
        _ = try await connection().send(.directory())
        let text = String(decoding: try folder.bytes("logkeys/test.json"), as: UTF8.self)
        for changed in ["", "{}", text.replacing("4", with: "5")] {
            try Data(changed.utf8).write(to: URL(filePath: folder.file("logkeys/test.json")))
            #expect(throws: ClientError.local("damaged-log-memory", "")) { try connection() }
        }
        try Data(text.utf8).write(to: URL(filePath: folder.file("logkeys/test.json")))
        #expect(throws: ClientError.local("damaged-log-memory", "")) { try connection(knowing: try signer(50).verifierKey) }
        try memory.forget()
        #expect(try connection().requireLogKeys().all.count == 1)
    }
}

extension FakeLog {
    /// A checkpoint of the log as it is in the receipt, by whomever.
    fileprivate func forgedNote(over receipt: Receipt, by signer: NoteSigner) throws -> String {
        try signer.sign(try Checkpoint(parsing: try SignedNote(parsing: Array(receipt.checkpoint.utf8)).text)).encoded
    }
}

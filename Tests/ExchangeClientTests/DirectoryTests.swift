import Age
import Foundation
import PKI
import SignedRecords
import Synchronization
import Testing

@testable import Exchange
@testable import ExchangeClient

/// What an exchange could show in the directory's place, and that the client doesn't take it.
@Suite("Verifying the directory")
struct DirectoryTests {
    let world: World
    let daemon: FakeDaemon
    let bo = World.officer("fk/bo")
    let eva = World.officer("fk/eva")

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
    }

    /// `fk` with an administrator `eva` and `bo`, whose key has been changed once.
    private func directory() throws -> TestDirectory {
        var directory = try TestDirectory(world)
        try directory.add(.addOrganisation(TestDirectory.organisation("fk")))
        try directory.add(.addOfficer(TestDirectory.officer(eva, [.administrator])))
        try directory.add(.addOfficer(TestDirectory.officer(bo, [.approver], "age1old")), by: eva)
        try directory.add(.changeOfficer(TestDirectory.officer(bo, [.approver], "age1new")), by: eva)
        return directory
    }

    private func verified(
        _ directory: TestDirectory, memory: DirectoryMemory? = nil, trust: Trust? = nil, anew: Bool = false
    ) async throws -> VerifiedDirectory {
        directory.serve(daemon)
        return try await world.connection(daemon, directory: directory, memory: memory, trust: trust).verifiedDirectory(anew: anew)
    }

    private func refusal(
        _ directory: TestDirectory, memory: DirectoryMemory? = nil, trust: Trust? = nil, anew: Bool = false
    ) async -> ClientError? {
        await failure { _ = try await verified(directory, memory: memory, trust: trust, anew: anew) }
    }

    @Test("what the administrators have signed is what the client goes by")
    func honest() async throws {
        let found = try await verified(try directory())
        #expect(found.officer(bo)?.recipient == "age1new" && found.size == 4)
        #expect(found.holders(of: bo.organisation) == [DocumentManifest.Holder(officer: bo, recipient: "age1new")])
        #expect(try await verified(try TestDirectory(world)).size == 0)
    }

    @Test("pages are fetched to the end; a page that leads nowhere ends it")
    func pages() async throws {
        var directory = try directory()
        directory.pageSize = 1
        #expect(try await verified(directory).size == 4)
        #expect(daemon.requests.map(\.query) == ["from=1", "from=2", "from=3", "from=4"])
        directory.pageSize = 0
        #expect(await refusal(directory)?.code == "directory-chain")
    }

    @Test("only what is new is fetched again")
    func memory() async throws {
        let folder = try TemporaryFolder()
        let memory = DirectoryMemory(folder: folder.file("directories"), profile: "a")
        var directory = try directory()
        _ = try await verified(directory, memory: memory)
        try directory.add(.disableOfficer(bo))
        let found = try await verified(directory, memory: memory)
        #expect(found.size == 5 && found.holders(of: bo.organisation) == [])
        #expect(daemon.requests.map(\.query) == ["from=1", "from=5"])
        #expect(try folder.mode("directories/a.json") == 0o600)
        #expect(try await verified(directory, memory: memory, anew: true).head == found.head)
        try memory.forget()
        #expect(try memory.load() == nil)
    }

    @Test("a damaged memory is told of; one of another exchange isn't believed")
    func otherMemory() async throws {
        let folder = try TemporaryFolder()
        let memory = DirectoryMemory(folder: folder.path, profile: "a")
        _ = try folder.write("a.json", "{}")
        #expect(await refusal(try directory(), memory: memory)?.code == "damaged-directory-memory")
        try memory.remember(DirectoryLedger(DirectoryFounding(origin: "x", organisations: [], officers: []), root: "other"))
        #expect(try await verified(try directory(), memory: memory).size == 4)
    }

    @Test("without a root nothing is verified")
    func noRoot() async throws {
        try directory().serve(daemon)
        let connection = try world.connection(daemon)
        #expect(await failure { _ = try await connection.verifiedDirectory() }?.code == "no-directory-root")
    }

    struct Lie: Sendable, CustomTestStringConvertible {
        let code: String
        let testDescription: String
        let tell: @Sendable (inout TestDirectory) throws -> Void
    }

    static let lies: [Lie] = [
        Lie(code: "directory-chain", testDescription: "an older change again") { $0.records.append($0.records[2]) },
        Lie(code: "directory-chain", testDescription: "an older change in the newest's place") { $0.records[3] = $0.records[2] },
        Lie(code: "directory-chain", testDescription: "a change left out") { $0.records.remove(at: 2) },
        Lie(code: "directory-chain", testDescription: "changes in another order") { $0.records.swapAt(2, 3) },
        Lie(code: "directory-chain", testDescription: "a disabling left out") { directory in
            try directory.add(.disableOfficer(World.officer("fk/bo")))
            try directory.add(.addOfficer(TestDirectory.officer(World.officer("fk/x"), [.approver])))
            directory.records.remove(at: 4)
        },
        Lie(code: "directory-chain", testDescription: "a change by an officer who is no administrator") { directory in
            let (bo, swapped) = (World.officer("fk/bo"), TestDirectory.officer(World.officer("fk/bo"), [.approver], "age1daemon"))
            try directory.add(.changeOfficer(swapped), by: bo, follows: false)
        },
        Lie(code: "directory-chain", testDescription: "a change by somebody who isn't in the directory") { directory in
            let swapped = TestDirectory.officer(World.officer("fk/bo"), [.approver], "age1daemon")
            try directory.add(.changeOfficer(swapped), by: World.officer("fk/mallory"), follows: false)
        },
        Lie(code: "directory-chain", testDescription: "a change by another organisation's administrator") { directory in
            try directory.add(.addOrganisation(TestDirectory.organisation("af")))
            try directory.add(.addOfficer(TestDirectory.officer(World.officer("af/karl"), [.administrator])))
            let swapped = TestDirectory.officer(World.officer("fk/bo"), [.approver], "age1daemon")
            try directory.add(.changeOfficer(swapped), by: World.officer("af/karl"), follows: false)
        },
        Lie(code: "directory-chain", testDescription: "a change by an administrator who has been disabled") { directory in
            let eva = World.officer("fk/eva")
            try directory.add(.disableOfficer(eva))
            let swapped = TestDirectory.officer(World.officer("fk/bo"), [.approver], "age1daemon")
            try directory.add(.changeOfficer(swapped), by: eva, follows: false)
        },
        Lie(code: "directory-chain", testDescription: "a change in an administrator's name, signed by another") { directory in
            let swapped = TestDirectory.officer(World.officer("fk/bo"), [.approver], "age1daemon")
            let signer = try directory.world.signer(World.officer("fk/bo"))
            try directory.add(.changeOfficer(swapped), by: TestDirectory.ada, signer: signer, follows: false)
        },
        Lie(code: "directory-signature", testDescription: "a change with a certificate of another authority") { directory in
            let swapped = TestDirectory.officer(World.officer("fk/bo"), [.approver], "age1daemon")
            try directory.add(.changeOfficer(swapped), signer: try World().signer(TestDirectory.ada), follows: false)
        },
        Lie(code: "directory-signature", testDescription: "a change with a certificate that had ended") { directory in
            let swapped = TestDirectory.officer(World.officer("fk/bo"), [.approver], "age1daemon")
            let past = testNow.date.addingTimeInterval(-7200)
            let signer = try directory.world.signer(TestDirectory.ada, from: past, to: past.addingTimeInterval(60))
            try directory.add(.changeOfficer(swapped), signer: signer, follows: false)
        },
        Lie(code: "directory-chain", testDescription: "a change dated back to when the certificate held") { directory in
            let swapped = TestDirectory.officer(World.officer("fk/bo"), [.approver], "age1daemon")
            let past = testNow.date.addingTimeInterval(-7200)
            let signer = try directory.world.signer(TestDirectory.ada, from: past, to: past.addingTimeInterval(60))
            try directory.add(.changeOfficer(swapped), signer: signer, at: testNow - .seconds(7170), follows: false)
        },
        Lie(code: "directory-signature", testDescription: "a change from the future") { directory in
            try directory.add(.disableOfficer(World.officer("fk/bo")), at: testNow + .seconds(1300))
        },
        Lie(code: "directory-signature", testDescription: "another record in a change's place") { directory in
            try directory.add(.disableOfficer(World.officer("fk/bo")), type: DocumentManifest.type, follows: false)
        },
        Lie(code: "directory-root", testDescription: "another founding") { directory in
            directory.founding = directory.founding.replacingOccurrences(of: "age1none", with: "age1nine")
        },
        Lie(code: "directory-chain", testDescription: "more changes than are shown") { $0.claimedSize = 5 },
        Lie(code: "directory-chain", testDescription: "fewer changes than are shown") { $0.claimedSize = 3 },
        Lie(code: "directory-log", testDescription: "a newest change that the log doesn't tell of") { directory in
            directory.loggedRecord = directory.records[2].digest
        },
        Lie(code: "directory-log", testDescription: "another directory than the log says was shown") { directory in
            directory.shownHead = directory.records[2].digest
        },
    ]

    @Test("what wasn't signed, or not so, is not taken", arguments: lies)
    func refuses(lie: Lie) async throws {
        var directory = try directory()
        #expect(await refusal(directory) == nil)
        try lie.tell(&directory)
        let found = await refusal(directory)
        #expect(found?.code == lie.code && found?.exitClass == .integrity, "\(found?.sentence ?? "taken")")
    }

    @Test("a changed byte is noticed")
    func damaged() async throws {
        let directory = try directory()
        let connection = try world.connection(daemon, directory: directory)
        directory.serve(daemon)
        let newest = daemon.state.withLock { try? $0.log.receipt(of: 0) }
        daemon.route("/v1/directory/records") { _, state in
            let texts = directory.records.map { $0.bodyText.replacingOccurrences(of: "\"signature\":\"", with: "\"signature\":\"A") }
            let answer = DirectoryRecords(founding: directory.founding, size: 4, records: texts, newest: newest)
            return try state.committed(answer, .listDirectory, record: directory.records[3].digest)
        }
        #expect(await failure { _ = try await connection.verifiedDirectory() }?.code == "directory-signature")
    }

    /// A client that has never seen the newest change can't miss it; one that has does.
    @Test("a directory that is set back is noticed by whoever knew more", arguments: [false, true])
    func rollback(anew: Bool) async throws {
        let folder = try TemporaryFolder()
        let memory = DirectoryMemory(folder: folder.path, profile: "a")
        var directory = try directory()
        _ = try await verified(directory, memory: memory)
        directory.records.removeLast()
        #expect(await refusal(directory, memory: memory, anew: anew)?.code == "directory-rolled-back")
        #expect(try await verified(directory).officer(bo)?.recipient == "age1old")
    }

    /// A second history needs an administrator's signature; with one, whoever knew the first notices.
    @Test("a directory with another past is noticed", arguments: [false, true])
    func fork(anew: Bool) async throws {
        let folder = try TemporaryFolder()
        let memory = DirectoryMemory(folder: folder.path, profile: "a")
        var directory = try directory()
        _ = try await verified(directory, memory: memory)
        let known = directory.records
        directory = try self.directory()
        try directory.add(.disableOfficer(bo))
        #expect(directory.records[0] != known[0])
        #expect(await refusal(directory, memory: memory, anew: anew)?.code == (anew ? "directory-rolled-back" : "directory-chain"))
        directory.records.removeLast()
        #expect(await refusal(directory, memory: memory)?.code == "directory-log")
    }

    @Test("a revoked administrator's newest change doesn't count, until somebody answers for it")
    func revoked() async throws {
        var directory = try directory()
        let issued = try world.issue(.officerSigning(try world.name(eva)))
        let signer = try Signer(privateKeyPEM: issued.privateKeyPEM, certificateChainPEM: issued.certificatePEM)
        try directory.add(.changeOfficer(TestDirectory.officer(bo, [.approver], "age1stolen")), by: eva, signer: signer)
        let trust = try world.trust(revoking: issued)
        #expect(await refusal(directory) == nil)
        let found = await refusal(directory, trust: trust)
        #expect(found?.code == "directory-revoked" && found?.sentence.contains("fk/bo") == true)
        try directory.add(.addOfficer(TestDirectory.officer(World.officer("fk/x"), [.approver])))
        #expect(try await verified(directory, trust: trust).size == 6)
    }

    @Test("all checks are listed, and the directory that is shown is compared")
    func report() async throws {
        let directory = try directory()
        directory.serve(daemon)
        let connection = try world.connection(daemon, directory: directory)
        let found = try await verifyDirectory(over: connection)
        #expect(found.checks.allPassed && found.checks.count == 6 && found.size == 4 && found.head == directory.records[3].digest)
        let swapped = directory.ledger.officers.map { $0.id == bo ? TestDirectory.officer(bo, [.approver], "age1daemon") : $0 }
        for shown in [swapped, directory.ledger.officers.filter { $0.id != bo }] {
            directory.serve(daemon, shown: DirectoryView(organisations: directory.ledger.organisations, officers: shown))
            let failed = try await verifyDirectory(over: connection).checks.filter { !$0.passed }
            #expect(failed.map(\.name) == ["directory-mismatch"] && failed[0].sentence.contains("fk/bo"))
        }
        var lying = directory
        lying.records.remove(at: 1)
        lying.serve(daemon)
        let broken = try await verifyDirectory(over: connection)
        #expect(broken.checks.map(\.name) == ["directory-chain"] && broken.size == nil)
    }
}

import Age
import AsyncHTTPClient
import ExchangeAPI
import Foundation
import NIOHTTP1
import SignedRecords
import Synchronization
import Testing

@testable import Exchange
@testable import ExchangeClient

/// The client's death is played by a refusal that nobody repeats: what lies on disk then is what a kill leaves.
@Suite("Going on with an upload") struct UploadContinuationTests {
    let world: World
    let daemon: FakeDaemon
    let folder: TemporaryFolder
    let memory: UploadMemory
    let upload: UploadID
    let plaintext: [UInt8]

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        folder = try TemporaryFolder()
        memory = try ProfileStore(folder: folder.file("profiles")).uploadMemory(for: "karin")
        upload = UploadID(random: world.random.source)
        plaintext = world.random.bytes(300_000)
    }

    private var ticket: UploadTicket {
        UploadTicket(
            upload: upload, expiresAt: testNow + .seconds(60), partSize: 100_000,
            exchangeRecipient: world.hybrid.recipient.description, holders: [])
    }

    private var received: [UInt8] { daemon.state.withLock { $0.received } }
    private var parts: [FakeDaemon.Request] { daemon.requests.filter { $0.method == "PATCH" } }
    private var journal: String { folder.file("profiles/uploads/karin/\(upload).upload") }

    /// Begins and dies at this part's arrival; `arrives` says whether the exchange has it.
    private func begin(
        dyingAt part: Int, arrives: Bool = false, sealed: Bool = false, code: String = "unauthenticated", prepare: () -> Void = {}
    ) async throws {
        daemon.serve(ticket) { request, state, number in
            guard number == part else { return nil }
            if arrives { state.received += request.body }
            return try .problem(401, "unauthenticated")
        }
        prepare()
        let path = folder.file("source")
        if !FileManager.default.fileExists(atPath: path) { _ = try folder.write("source", plaintext) }
        var plan = UploadPlan(
            caseID: CaseID(random: world.random.source), participant: ParticipantID(random: world.random.source), category: .planering,
            release: .policy, name: "plan.pdf", source: .file(path))
        plan.isSealed = sealed
        let (made, connection, signer) = (plan, try world.connection(daemon), try world.signer(world.karin))
        let keeping = UploadKeeping(in: memory, for: world.identity.recipient)
        let found = await failure {
            _ = try await uploadDocument(made, over: connection, signer: signer, keeping: keeping, progress: { _ in })
        }
        #expect(found?.code == code)
        daemon.serve(ticket)
    }

    private func goOn(as officer: OfficerID? = nil, with identity: (any KeyPair)? = nil) async throws -> DocumentView {
        daemon.state.withLock { $0.requests = [] }
        return try await continueUpload(
            upload, in: memory, identities: OfficerKeys(identity ?? world.identity), over: try world.connection(daemon, as: officer),
            signer: try world.signer(officer ?? world.karin), progress: { _ in }
        ).result
    }

    /// The last completion's body, and what the daemon got, opened as the exchange would.
    private func opened() throws -> [UInt8] {
        let completion = try #require(daemon.requests.last { $0.path.hasSuffix("/completion") })
        let body = try WireJSON.decode(CompleteUploadBody.self, from: Data(completion.body))
        let header = try Header(encoded: Array(try #require(Data(base64Encoded: body.header))))
        var opener = PayloadOpener(fileKey: try header.open(with: [world.hybrid]))
        return try opener.update(received) + opener.finish()
    }

    @Test(arguments: [(1, false), (1, true), (2, false), (2, true), (3, true), (4, false), (4, true)])
    func goesOnFromWhereTheExchangeIs(part: Int, arrives: Bool) async throws {
        try await begin(dyingAt: part, arrives: arrives)
        let had = received.count
        let view = try await goOn()
        #expect(try opened() == plaintext)
        #expect(view.payloadSize == UInt64(received.count))
        #expect(parts.first.map { $0.headers.first(name: Field.uploadOffset) } ?? String(had) == String(had))
        #expect(try memory.unfinished(at: testNow) == [])
    }

    @Test func anExchangeThatFellBackIsFollowed() async throws {
        try await begin(dyingAt: 4)
        daemon.state.withLock { $0.received = Array($0.received.prefix(130_000)) }
        _ = try await goOn()
        #expect(try opened() == plaintext)
        #expect(parts.map { $0.headers.first(name: Field.uploadOffset) } == ["130000", "200000", "300000"])
    }

    @Test(arguments: [100_001, 200_000, 500_000]) func anExchangeThatSaysItHasWhatWasNeverSentIsNotBelieved(size: Int) async throws {
        try await begin(dyingAt: 1)
        daemon.state.withLock { $0.received = Array(repeating: 0, count: size) }
        let found = await failure { _ = try await goOn() }
        #expect(found?.code == "upload-lost" && parts.isEmpty)
    }

    /// The byte lies in a part that arrived, in the one that was on its way, and behind: the latter has never left, so it may change.
    @Test(arguments: [(5, true), (150_000, true), (199_900, true), (250_000, false)])
    func whatMayHaveLeftIsNeverSealedOverOtherText(place: Int, isRefused: Bool) async throws {
        try await begin(dyingAt: 2)
        var status = stat()
        #expect(stat(folder.file("source"), &status) == 0)
        var changed = plaintext
        changed[place] ^= 1
        let handle = try FileHandle(forUpdating: URL(filePath: folder.file("source")))
        try handle.write(contentsOf: Data(changed))
        var times = [status.st_atim, status.st_mtim]
        #expect(futimens(handle.fileDescriptor, &times) == 0)
        let had = received
        let found = await failure { _ = try await goOn() }
        #expect(found?.code == (isRefused ? "source-changed" : nil))
        #expect(isRefused ? received == had : try opened() == changed)
        if isRefused { #expect(parts.isEmpty) }
    }

    @Test(arguments: ["longer", "touched", "gone", "folder"]) func anotherFileIsRefused(change: String) async throws {
        try await begin(dyingAt: 2)
        let path = folder.file("source")
        switch change {
        case "longer": _ = try folder.write("source", plaintext + [0])
        case "touched": try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
        case "gone": try FileManager.default.removeItem(atPath: path)
        default:
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        }
        let found = await failure { _ = try await goOn() }
        #expect(found?.code == ["gone": "no-such-file", "folder": "not-a-file"][change, default: "source-changed"])
        #expect(parts.isEmpty)
        #expect(try memory.unfinished(at: testNow).map(\.id) == [upload])
    }

    @Test func theNoteIsUselessWithoutTheOfficersIdentity() async throws {
        try await begin(dyingAt: 2)
        #expect(try folder.mode("profiles/uploads/karin/\(upload).upload") == 0o600)
        #expect(try folder.mode("profiles/uploads/karin") == 0o700)
        let note = try UploadJournal.look(at: journal).note
        let key = try await PayloadKey(kept: try #require(note.key), opening: OfficerKeys(world.identity))
        let text = String(decoding: try Data(contentsOf: URL(filePath: journal)), as: UTF8.self)
        #expect(!text.contains(base64(key.fileKey.exposedBytes).prefix(16)))
        #expect(!text.contains(Hexadecimal.text(key.fileKey.exposedBytes)))
        let found = await failure { _ = try await goOn(with: world.hybrid) }
        #expect(found?.code == "upload-key-unopened" && parts.isEmpty)
    }

    /// The directory can't be verified here, so that its word for the officer's key isn't taken either.
    @Test func nothingIsNotedWithoutAPublicHalf() async throws {
        #expect(await UploadKeeping(in: memory, for: OfficerKeys(), over: try world.connection(daemon)) == nil)
        #expect(await UploadKeeping(in: memory, for: OfficerKeys(world.identity), over: try world.connection(daemon)) != nil)
    }

    @Test func anotherOfficerOrProcessIsRefused() async throws {
        try await begin(dyingAt: 2)
        let other = await failure { _ = try await goOn(as: world.maria) }
        #expect(other?.code == "upload-of-another")
        let held = try memory.resume(upload)
        let second = await failure { _ = try await goOn() }
        #expect(second?.code == "upload-in-use")
        withExtendedLifetime(held) {}
    }

    @Test func aNoteThatOthersCanReadIsRefused() async throws {
        try await begin(dyingAt: 2)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: journal)
        let found = await failure { _ = try await goOn() }
        #expect(found?.code == "key-file-open")
    }

    @Test(arguments: [("part 12", true), ("completion {", true), ("part 12\n", false), ("nonsense\n", false)])
    func aLineThatWasCutOffIsOverlooked(tail: String, isRead: Bool) async throws {
        try await begin(dyingAt: 2)
        let handle = try FileHandle(forWritingTo: URL(filePath: journal))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(tail.utf8))
        let found = await failure { _ = try await goOn() }
        #expect(found?.code == (isRead ? nil : "damaged-upload-note"))
        if isRead { #expect(try opened() == plaintext) }
    }

    @Test func whatTheExchangeThrewAwayIsForgotten() async throws {
        try await begin(dyingAt: 2)
        daemon.route("/v1/uploads/\(upload)") { _, _ in try .problem(404, "not-found") }
        let found = await failure { _ = try await goOn() }
        #expect(found?.code == "upload-gone" && found?.exitClass == .notFound)
        let again = await failure { _ = try await goOn() }
        #expect(again?.code == "no-such-upload")
    }

    private var completions: [FakeDaemon.Request] { daemon.requests.filter { $0.path.hasSuffix("/completion") } }

    private func dieWithoutAnswerToTheCompletion() async throws -> FakeDaemon.Request {
        try await begin(dyingAt: 9, code: "connection-closed") {
            daemon.route("/v1/uploads/\(upload)/completion") { _, _ in throw HTTPClientError.remoteConnectionClosed }
        }
        #expect(completions.count == 4)
        #expect(Set(completions.map { $0.headers.first(name: Field.idempotencyKey) }).count == 1)
        return try #require(completions.first)
    }

    /// The exchange completed the upload, its answer was lost, and the client died: the same completion is sent again, with its key.
    @Test(arguments: [true, false]) func aCompletionThatMayHaveWorkedIsSentAgainAsItWas(hasWorked: Bool) async throws {
        let first = try await dieWithoutAnswerToTheCompletion()
        daemon.route("/v1/uploads/\(upload)") { _, _ in try .problem(404, "not-found") }
        if !hasWorked { daemon.route("/v1/uploads/\(upload)/completion") { _, _ in try .problem(404, "not-found") } }
        let found = await failure { _ = try await goOn() }
        #expect(found?.code == (hasWorked ? nil : "upload-gone"))
        #expect(completions.map(\.body) == [first.body] && parts.isEmpty)
        #expect(completions.first?.headers.first(name: Field.idempotencyKey) == first.headers.first(name: Field.idempotencyKey))
        #expect(try memory.unfinished(at: testNow) == [])
    }

    @Test func aCompletionThatDidNotWorkIsMadeAnewForTheSameDocument() async throws {
        let first = try WireJSON.decode(CompleteUploadBody.self, from: Data(try await dieWithoutAnswerToTheCompletion().body))
        let manifest = try CanonicalJSON.decode(
            DocumentManifest.self, from: try SignedRecord(parsing: Array(first.manifest.utf8)).payload)
        let view = try await goOn()
        #expect(view.id == manifest.document && parts.isEmpty)
        #expect(try opened() == plaintext)
    }

    @Test func uploadsAreFoundByIdByFileAndAlone() async throws {
        #expect(throws: ClientError.noSuchUpload) { try memory.upload(named: nil, at: testNow) }
        try await begin(dyingAt: 2)
        for name in [nil, upload.text, folder.file("source"), folder.path + "/./source"] {
            #expect(try memory.upload(named: name, at: testNow) == upload)
        }
        #expect(throws: ClientError.noSuchUpload) { try memory.upload(named: "upl_00000000000000000000000000", at: testNow) }
        let copy = folder.file("profiles/uploads/karin/upl_00000000000000000000000000.upload")
        let note = String(decoding: try Data(contentsOf: URL(filePath: journal)), as: UTF8.self)
        try Data(note.replacing(upload.text, with: "upl_00000000000000000000000000").utf8).write(to: URL(filePath: copy))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy)
        #expect(throws: ClientError(.usage, "several-uploads", "")) { try memory.upload(named: nil, at: testNow) }
        #expect(throws: ClientError(.usage, "several-uploads", "")) { try memory.upload(named: folder.file("source"), at: testNow) }
        #expect(try memory.upload(named: upload.text, at: testNow) == upload)
        #expect(try memory.unfinished(at: testNow + .seconds(60)) == [])
        #expect(!FileManager.default.fileExists(atPath: journal))
    }
}

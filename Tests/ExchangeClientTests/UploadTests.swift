import Age
import AsyncHTTPClient
import Crypto
import ExchangeAPI
import Foundation
import NIOHTTP1
import SignedRecords
import Synchronization
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("Uploading a document")
struct UploadTests {
    let world: World
    let daemon: FakeDaemon
    let folder: TemporaryFolder
    let upload: UploadID
    let plaintext: [UInt8]

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        folder = try TemporaryFolder()
        upload = UploadID(random: world.random.source)
        plaintext = world.random.bytes(300_000)
    }

    /// Answers an upload. `fault` sees each part first and may answer in its place.
    private func serve(
        partSize: Int = 100_000, holders: [DocumentManifest.Holder] = [], fault: @escaping UploadFault = { _, _, _ in nil }
    ) {
        daemon.serve(
            UploadTicket(
                upload: upload, expiresAt: testNow, partSize: partSize,
                exchangeRecipient: holders.isEmpty ? world.hybrid.recipient.description : nil, holders: holders),
            fault: fault)
    }

    private func send(
        _ release: ReleaseMode = .policy, name: String = "plan.pdf", directory: TestDirectory? = nil
    ) async throws -> Answer<DocumentView> {
        let path = try folder.write("source", plaintext)
        let plan = UploadPlan(
            caseID: CaseID(random: world.random.source), participant: ParticipantID(random: world.random.source), category: .planering,
            release: release, name: name, source: .file(path))
        return try await uploadDocument(
            plan, over: try world.connection(daemon, directory: directory), signer: try world.signer(world.karin), progress: { _ in })
    }

    /// What the daemon got, opened as an age file by one of the recipients.
    private func opened(by identity: any Identity) throws -> [UInt8] {
        let completion = try #require(daemon.requests.last)
        let body = try WireJSON.decode(CompleteUploadBody.self, from: Data(completion.body))
        let header = try Header(encoded: Array(try #require(Data(base64Encoded: body.header))))
        var opener = PayloadOpener(fileKey: try header.open(with: [identity]))
        return try opener.update(daemon.state.withLock { $0.received }) + opener.finish()
    }

    @Test("arrives sealed to the exchange, with a manifest that verifies")
    func policy() async throws {
        serve()
        let view = try await send().result
        #expect(try opened(by: world.hybrid) == plaintext)
        #expect(view.owner == world.karin.organisation)
        let check = await ManifestCheck(view.manifest, trust: world.trust, now: testNow)
        #expect(check.checks.allPassed)
        let received = daemon.state.withLock { $0.received }
        #expect(check.manifest?.payloadDigest == Hexadecimal.text(SHA256.hash(data: received)))
        #expect(daemon.requests.filter { $0.method == "PATCH" }.map(\.body.count) == [100_000, 100_000, 100_000, received.count - 300_000])
    }

    @Test("is sealed to the approvers alone when its owner releases it")
    func owner() async throws {
        let random = world.random
        let keys = try (0..<3).map { _ in try X25519Identity(random: { random.bytes($0) }) }
        let approvers = keys.enumerated().map { (World.officer("af-angered/a\($0)"), $1.recipient.description) }
        let holders = approvers.map { DocumentManifest.Holder(officer: $0, recipient: $1) }
        serve(holders: holders)
        let view = try await send(.owner, directory: try TestDirectory(world, daemon, approvers: approvers)).result
        for key in keys { #expect(try opened(by: key) == plaintext) }
        #expect(throws: AgeError.noMatch) { try opened(by: world.identity) }
        #expect(throws: AgeError.noMatch) { try opened(by: world.hybrid) }
        let check = await ManifestCheck(view.manifest, trust: world.trust, now: testNow)
        #expect(check.manifest?.holders == holders)
    }

    /// The daemon names itself, leaves an approver out, or adds one: nothing is sealed, nothing sent.
    @Test("is sealed to nobody but those whom the administrators have signed", arguments: ["swapped", "fewer", "more"])
    func foreignHolders(kind: String) async throws {
        let random = world.random
        let keys = try (0..<3).map { _ in try X25519Identity(random: { random.bytes($0) }).recipient.description }
        let ids = (0..<3).map { World.officer("af-angered/a\($0)") }
        let signed = kind == "more" ? Array(zip(ids, keys).dropLast()) : Array(zip(ids, keys))
        var shown = zip(ids, keys).map { DocumentManifest.Holder(officer: $0, recipient: $1) }
        if kind == "swapped" { shown[2] = DocumentManifest.Holder(officer: ids[2], recipient: world.identity.recipient.description) }
        if kind == "fewer" { shown.removeLast() }
        serve(holders: shown)
        let directory = try TestDirectory(world, daemon, approvers: signed)
        let found = await failure { _ = try await send(.owner, directory: directory) }
        #expect(found?.code == "directory-mismatch" && found?.sentence.contains("af-angered/a2") == true && found?.exitClass == .integrity)
        #expect(!daemon.requests.contains { $0.method == "PATCH" || $0.path.hasSuffix("/completion") })
    }

    @Test("every POST has an Idempotency-Key of its own")
    func keys() async throws {
        serve()
        _ = try await send()
        let keys = daemon.requests.filter { $0.method == "POST" }.compactMap { $0.headers.first(name: Field.idempotencyKey) }
        #expect(keys.count == 2 && Set(keys).count == 2 && keys.allSatisfy { $0.utf8.count == 32 })
        #expect(daemon.requests.allSatisfy { $0.method == "POST" || !$0.headers.contains(name: Field.idempotencyKey) })
    }

    enum Fault: String, Sendable, CaseIterable {
        case lostBefore, lostAfter, halfArrived, damaged, unavailable
    }

    @Test("a part that doesn't get through is sent again from where the exchange is", arguments: Fault.allCases)
    func retries(fault: Fault) async throws {
        serve { request, state, number in
            guard number == 2 else { return nil }
            switch fault {
            case .lostBefore: throw HTTPClientError.remoteConnectionClosed
            case .lostAfter:
                state.received += request.body
                throw HTTPClientError.remoteConnectionClosed
            case .halfArrived:
                state.received += request.body.prefix(40_000)
                throw HTTPClientError.readTimeout
            case .damaged: return try .problem(422, "digest-mismatch")
            case .unavailable: return try .problem(503, "storage-failed")
            }
        }
        _ = try await send()
        #expect(try opened(by: world.hybrid) == plaintext)
    }

    @Test(
        "gives up after three repetitions, and at once where it is refused", arguments: [(503, "storage-failed", 4), (404, "not-found", 1)])
    func givesUp(status: Int, code: String, times: Int) async throws {
        serve { _, _, _ in try .problem(status, code) }
        let found = await failure { _ = try await send() }
        #expect(found?.code == code)
        #expect(daemon.requests.count { $0.method == "PATCH" } == times)
    }

    @Test("an exchange that lost what it had is not believed")
    func lost() async throws {
        serve { _, state, number in
            guard number == 2 else { return nil }
            state.received = []
            return try .problem(503, "storage-failed")
        }
        let found = await failure { _ = try await send() }
        #expect(found?.code == "upload-lost")
    }

    @Test("nothing is sent under a name with a folder, nor signed by another", arguments: ["../x", "a/b", ""])
    func refusesNames(name: String) async throws {
        serve()
        let found = await failure { _ = try await send(name: name) }
        #expect(found?.code == "bad-file-name" && found?.exitClass == .usage)
        #expect(daemon.requests.isEmpty)
    }

    @Test("signer and caller must be one")
    func anotherSigner() async throws {
        let plan = UploadPlan(
            caseID: CaseID(random: world.random.source), participant: ParticipantID(random: world.random.source), category: .intyg,
            release: .policy, name: "a", source: .file("/dev/null"))
        let connection = try world.connection(daemon)
        let maria = try world.signer(world.maria)
        let found = await failure { _ = try await uploadDocument(plan, over: connection, signer: maria, progress: { _ in }) }
        #expect(found?.code == "another-signer")
    }

    @Test("parts of an absurd size are refused", arguments: [0, -1, 1 << 40])
    func partSizes(size: Int) async throws {
        serve(partSize: size)
        let found = await failure { _ = try await send() }
        #expect(found?.code == "malformed-ticket")
    }

    @Test("an owner's document without holders is sealed to nobody, so not sent")
    func noHolders() async throws {
        serve()
        let directory = try TestDirectory(world, daemon, approvers: [])
        let found = await failure { _ = try await send(.owner, directory: directory) }
        #expect(found?.code == "malformed-ticket")
    }
}

import Age
import ExchangeAPI
import Foundation
import SignedRecords
import Synchronization
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("Making headers anew")
struct RewrapTests {
    let world: World
    let daemon: FakeDaemon
    let directory: TestDirectory
    let key: FileKey
    /// Maria's colleague, who has just become an approver.
    let joined: X25519Identity
    let left = DocumentManifest.Holder(officer: World.officer("sdf-angered/left"), recipient: "age1left")

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        let random = world.random
        key = try FileKey(random: { random.bytes($0) })
        joined = try X25519Identity(random: { random.bytes($0) })
        var directory = try TestDirectory(world)
        try directory.add(.addOrganisation(TestDirectory.organisation("sdf-angered")))
        for (id, recipient) in [(world.maria, world.identity.recipient), (World.officer("sdf-angered/ny"), joined.recipient)] {
            try directory.add(.addOfficer(TestDirectory.officer(id, [.approver], recipient.description)))
        }
        directory.serve(daemon)
        self.directory = directory
        daemon.state.withLock { $0.officer = world.maria }
    }

    private var maria: DocumentManifest.Holder {
        DocumentManifest.Holder(officer: world.maria, recipient: world.identity.recipient.description)
    }

    private func task(holders: [DocumentManifest.Holder]? = nil, owner: String = "sdf-angered", header: [UInt8]? = nil) throws -> RewrapTask
    {
        let random = world.random
        let uploader = World.officer("\(owner)/uploader")
        let manifest = DocumentManifest(
            document: DocumentID(random: random.source), participant: ParticipantID(random: random.source),
            caseID: CaseID(random: random.source), owner: uploader.organisation, category: .planering, release: .owner, name: "a",
            payloadDigest: "ab", payloadSize: 32, holders: holders ?? [left, maria], uploadedBy: uploader, uploadedAt: testNow)
        let sealed = try header ?? Header(sealing: key, to: [world.identity.recipient], random: { random.bytes($0) }).encoded
        return RewrapTask(
            document: manifest.document, manifest: try world.signer(uploader).sign(manifest, type: DocumentManifest.type).bodyText,
            rewrap: nil, header: Data(sealed).base64EncodedString())
    }

    /// Serves tasks, a page each, and takes what is sent; `refused` are answered with a conflict.
    private func serve(_ tasks: [RewrapTask], refused: Set<DocumentID> = []) {
        daemon.route("/v1/rewraps") { request, state in
            let after = request.query.split(separator: "=").last.flatMap { DocumentID(String($0)) }
            let index = after.flatMap { id in tasks.firstIndex { $0.document == id } }.map { $0 + 1 } ?? 0
            let page = RewrapPage(
                tasks: index < tasks.count ? [tasks[index]] : [], next: index + 1 < tasks.count ? tasks[index].document : nil)
            return try state.committed(page, .listRewraps)
        }
        for task in tasks {
            daemon.route("/v1/documents/\(task.document)/rewraps") { request, state in
                guard !refused.contains(task.document) else { return try .problem(409, "conflict") }
                let body = try WireJSON.decode(RewrapBody.self, from: Data(request.body))
                let document = try CanonicalJSON.decode(
                    DocumentManifest.self, from: try SignedRecord(parsing: Array(task.manifest.utf8)).payload)
                let view = DocumentView(
                    id: task.document, participant: document.participant, caseID: document.caseID, owner: document.owner,
                    category: .planering, release: .owner, name: "a", uploadedBy: document.uploadedBy, uploadedAt: testNow,
                    payloadDigest: "ab", payloadSize: 32, version: .first, manifest: task.manifest, rewrap: body.record)
                return try state.committed(view, .rewrapDocument)
            }
        }
    }

    private func run(identities: OfficerKeys? = nil) async throws -> RewrapReport {
        try await rewrapDocuments(
            over: try world.connection(daemon, as: world.maria, directory: directory), signer: try world.signer(world.maria),
            identities: identities ?? OfficerKeys(world.identity), each: { _ in })
    }

    @Test("all pages are gone through, each header made for exactly those who are approvers now")
    func rewraps() async throws {
        let tasks = try (0..<3).map { _ in try task() }
        serve(tasks)
        let report = try await run()
        #expect(report.rewrapped == 3 && report.left == [] && report.outcomes.map(\.document) == tasks.map(\.document))
        #expect(report.holders.map(\.description) == ["sdf-angered/maria", "sdf-angered/ny"])
        let sent = daemon.requests.filter { $0.method == "POST" }
        #expect(sent.count == 3)
        for (request, task) in zip(sent, tasks) {
            let body = try WireJSON.decode(RewrapBody.self, from: Data(request.body))
            let header = try Header(encoded: Array(try #require(Data(base64Encoded: body.header))))
            #expect(header.stanzas.count == 2)
            for identity in [world.identity, joined] { #expect(try header.open(with: [identity]).exposedBytes == key.exposedBytes) }
            let verified = try await world.trust.anchors.verify(
                try SignedRecord(parsing: Array(body.record.utf8)), type: RewrapRecord.type, at: testNow.date, revocations: nil)
            let record = try CanonicalJSON.decode(RewrapRecord.self, from: verified.payload)
            #expect(record.document == task.document && record.payloadDigest == "ab" && record.rewrappedBy == world.maria)
            #expect(record.holders.map(\.recipient) == [world.identity.recipient, joined.recipient].map(\.description))
            #expect(record.headerDigest == RewrapRecord.digest(ofHeader: header.encoded))
        }
    }

    @Test("what can't be made anew is told, and the rest done")
    func leftOver() async throws {
        let random = world.random
        let sealedToOthers = try Header(sealing: key, to: [joined.recipient], random: { random.bytes($0) }).encoded
        let tasks = [
            try task(holders: [left]), try task(owner: "fk"), try task(header: sealedToOthers), try task(), try task(header: [1]),
            try task(),
        ]
        serve(tasks, refused: [tasks[3].document])
        let report = try await run()
        let codes = ["not-a-holder", "manifest-document", "header-unopened", "conflict", "header-unopened", nil]
        #expect(report.outcomes.map(\.code) == codes)
        #expect(report.rewrapped == 1 && report.left.count == 5)
    }

    @Test("nothing to do is nothing sent")
    func nothing() async throws {
        serve([])
        #expect(try await run().outcomes == [])
        #expect(!daemon.requests.contains { $0.method == "POST" })
    }

    @Test("an approver whom the daemon has added isn't sealed to")
    func swappedApprover() async throws {
        let task = try task()
        serve([task])
        var lying = directory
        let added = TestDirectory.officer(World.officer("sdf-angered/daemon"), [.approver], world.hybrid.recipient.description)
        try lying.add(.addOfficer(added), by: world.maria, follows: false)
        lying.serve(daemon)
        let found = await failure { _ = try await run() }
        #expect(found?.code == "directory-chain")
        #expect(!daemon.requests.contains { $0.method == "POST" })
    }

    @Test("pages that lead in a circle end")
    func circle() async throws {
        let task = try task()
        daemon.route("/v1/rewraps") { _, state in try state.committed(RewrapPage(tasks: [], next: task.document), .listRewraps) }
        #expect(try await run().outcomes == [])
        #expect(daemon.requests.count { $0.path == "/v1/rewraps" } == 2)
    }
}

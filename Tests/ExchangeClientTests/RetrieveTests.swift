import Age
import Crypto
import ExchangeAPI
import Foundation
import NIOHTTP1
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("Retrieving a document")
struct RetrieveTests {
    private func get(
        _ document: TestDocument, _ world: World, _ daemon: FakeDaemon, to path: String, force: Bool = false, asked: DocumentID? = nil
    ) async throws -> Retrieved {
        document.serve(daemon, asked: asked)
        return try await getDocument(
            asked ?? document.id, purpose: .planering, to: .file(path), force: force, over: try world.connection(daemon),
            identities: OfficerKeys(world.identity), progress: { _ in })
    }

    @Test("what was sealed arrives, readable by its owner alone")
    func arrives() async throws {
        let (world, daemon, folder) = (try World(), try FakeDaemon(), try TemporaryFolder())
        let retrieved = try await get(try TestDocument(world), world, daemon, to: folder.file("plan.pdf"))
        #expect(try folder.bytes("plan.pdf") == TestDocument.plaintext)
        #expect(retrieved.size == UInt64(TestDocument.plaintext.count))
        #expect(try folder.mode("plan.pdf") == 0o600)
        #expect(folder.names == ["plan.pdf"])
    }

    @Test("an empty document arrives")
    func empty() async throws {
        let (world, daemon, folder) = (try World(), try FakeDaemon(), try TemporaryFolder())
        _ = try await get(try TestDocument(world, plaintext: []), world, daemon, to: folder.file("empty"))
        #expect(try folder.bytes("empty").isEmpty)
    }

    @Test("a broken connection is gone on with by range, three times and no more", arguments: [(3, nil), (4, "connection-closed")])
    func resumes(breaks: Int, code: String?) async throws {
        let (world, daemon, folder) = (try World(), try FakeDaemon(), try TemporaryFolder())
        var document = try TestDocument(world)
        document.breaks = Array(repeating: 20_000, count: breaks)
        let found = await failure { _ = try await get(document, world, daemon, to: folder.file("plan.pdf")) }
        #expect(found?.code == code)
        #expect(folder.names == [code == nil ? "plan.pdf" : "plan.pdf.\(document.id).partial"])
        #expect(daemon.requests.count { $0.headers.contains(name: "range") } == 3)
    }

    @Test("what the exchange cuts off and refuses to go on with has ended, and nothing of it stays")
    func endsMeanwhile() async throws {
        let (world, daemon, folder) = (try World(), try FakeDaemon(), try TemporaryFolder())
        var document = try TestDocument(world)
        document.breaks = [70_000]
        document.serve(daemon)
        let cut = document
        daemon.route(payloadPath(of: document.retrieval)) { request, state in
            let isFirst = state.requests.count { $0.path == request.path } == 1
            return isFirst ? .broken(200, Array(cut.payload.prefix(70_000))) : try .problem(403, "denied")
        }
        let connection = try world.connection(daemon)
        let found = await failure {
            _ = try await getDocument(
                document.id, purpose: .planering, to: .file(folder.file("plan.pdf")), over: connection,
                identities: OfficerKeys(world.identity), progress: { _ in })
        }
        #expect(found?.code == "ended-meanwhile" && found?.exitClass == .refused && found?.problem?.code == "denied")
        #expect(folder.names.isEmpty)
    }

    struct Lie: Sendable, CustomTestStringConvertible {
        let code: String
        let tell: @Sendable (inout TestDocument, World) throws -> Void
        var testDescription: String { code }
    }

    static let lies: [Lie] = [
        Lie(code: "header-unopened") { document, _ in document.header[document.header.count - 3] ^= 1 },
        Lie(code: "header-unopened") { document, world in
            let random = world.random
            let key = try FileKey(random: { random.bytes($0) })
            document.header = try Header(sealing: key, to: [world.hybrid.recipient], random: { random.bytes($0) }).encoded
        },
        Lie(code: "payload-digest") { document, _ in document.payload[70_000] ^= 1 },
        Lie(code: "payload-damaged") { document, _ in document.payload[70] ^= 1 },
        Lie(code: "payload-damaged") { document, world in
            document.payload[140_000] ^= 1
            document.manifest = document.manifest.with(digest: Hexadecimal.text(SHA256.hash(data: document.payload)))
            document.record = try world.signer(world.maria).sign(document.manifest, type: DocumentManifest.type).bodyText
        },
        Lie(code: "payload-digest") { document, world in
            document.manifest = document.manifest.with(digest: String(repeating: "00", count: 32))
            document.record = try world.signer(world.maria).sign(document.manifest, type: DocumentManifest.type).bodyText
        },
        Lie(code: "payload-truncated") { document, _ in document.payload.removeLast(10) },
        Lie(code: "payload-truncated") { document, _ in document.payload.removeLast(65_536) },
        Lie(code: "payload-too-long") { document, _ in document.payload.append(0) },
        Lie(code: "manifest-document") { document, world in document.record = try TestDocument(world).record },
        Lie(code: "manifest-signer") { document, world in
            document.record = try world.signer(World.officer("sdf-angered/mallory")).sign(document.manifest, type: DocumentManifest.type)
                .text
        },
        Lie(code: "manifest-signature") { document, world in
            document.record = try World().signer(world.maria).sign(document.manifest, type: DocumentManifest.type).bodyText
        },
        Lie(code: "manifest-signature") { document, world in
            let ended = try world.signer(
                world.maria, from: testNow.date.addingTimeInterval(-7200), to: testNow.date.addingTimeInterval(-3600))
            document.record = try ended.sign(document.manifest, type: DocumentManifest.type).bodyText
        },
        Lie(code: "manifest-signature") { document, world in
            document.record = try world.signer(world.maria).sign(document.manifest, type: ApprovalRecord.type).bodyText
        },
        Lie(code: "manifest-signature") { document, _ in document.record = "{}" },
    ]

    @Test("refuses each lie, and leaves nothing behind", arguments: lies)
    func refuses(lie: Lie) async throws {
        let (world, daemon, folder) = (try World(), try FakeDaemon(), try TemporaryFolder())
        var document = try TestDocument(world)
        try lie.tell(&document, world)
        let found = await failure { _ = try await get(document, world, daemon, to: folder.file("plan.pdf")) }
        #expect(found?.code == lie.code)
        #expect(found?.exitClass == .integrity)
        #expect(folder.names.isEmpty)
    }

    @Test("another document than the one asked for is refused")
    func anotherDocument() async throws {
        let (world, daemon, folder) = (try World(), try FakeDaemon(), try TemporaryFolder())
        let asked = DocumentID(random: world.random.source)
        let document = try TestDocument(world)
        let found = await failure { _ = try await get(document, world, daemon, to: folder.file("plan.pdf"), asked: asked) }
        #expect(found?.code == "manifest-document")
        #expect(folder.names.isEmpty)
    }

    @Test("the receipt must tell of this retrieval")
    func anotherReceipt() async throws {
        let (world, daemon, folder) = (try World(), try FakeDaemon(), try TemporaryFolder())
        let document = try TestDocument(world)
        document.serve(daemon)
        let view = document.view
        daemon.route("/v1/documents/\(document.id)/retrievals") { _, state in
            let answer = Retrieval(
                id: document.retrieval, document: view, header: "", expiresAt: testNow, consent: nil, approval: nil)
            return try state.committed(answer, .describeDocument, resource: document.id.text, purpose: .planering)
        }
        let connection = try world.connection(daemon)
        let found = await failure {
            _ = try await getDocument(
                document.id, purpose: .planering, to: .file(folder.file("x")), over: connection, identities: OfficerKeys(world.identity),
                progress: { _ in })
        }
        #expect(found?.code == "receipt-entry")
    }

    @Test("what lies at the destination is kept, and nothing is asked of the exchange", arguments: ["file", "link", "dangling", "folder"])
    func destination(kind: String) async throws {
        let (world, daemon, folder) = (try World(), try FakeDaemon(), try TemporaryFolder())
        let path = folder.file("taken")
        switch kind {
        case "file": _ = try folder.write("taken", "mine")
        case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        case "link":
            let target = try folder.write("target", "mine")
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        default: try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder.file("nowhere"))
        }
        let before = folder.names
        let document = try TestDocument(world)
        let found = await failure { _ = try await get(document, world, daemon, to: path) }
        #expect(found?.code == "destination-exists")
        #expect(folder.names == before)
        #expect(daemon.requests.isEmpty)
        let forced = await failure { _ = try await get(document, world, daemon, to: path, force: true) }
        #expect(forced?.code == (kind == "file" ? nil : "destination-not-a-file"))
        if kind == "link" { #expect(try folder.bytes("target") == Array("mine".utf8)) }
        if kind == "file" { #expect(try folder.bytes("taken") == TestDocument.plaintext) }
        #expect(folder.names == before)
    }

    @Test("verifying reports each check")
    func verify() async throws {
        let (world, daemon) = (try World(), try FakeDaemon())
        var document = try TestDocument(world)
        document.serve(daemon)
        let connection = try world.connection(daemon)
        let good = try await verifyDocument(
            document.id, purpose: .planering, over: connection, identities: OfficerKeys(world.identity), progress: { _ in })
        #expect(good.checks.allPassed)
        #expect(good.checks.map(\.name).first == "receipt" && good.checks.map(\.name).last == "payload")
        document.payload[3] ^= 1
        document.serve(daemon)
        let bad = try await verifyDocument(
            document.id, purpose: .planering, over: connection, identities: OfficerKeys(world.identity), progress: { _ in })
        #expect(bad.checks.filter { !$0.passed }.map(\.name) == ["payload-damaged"])
    }

    @Test(
        "a name is only a suggestion",
        arguments: [("plan.pdf", true), ("../plan", false), (".bashrc", false), ("-rf", false), ("a\u{202e}b", false)])
    func suggestion(name: String, isFit: Bool) throws {
        let document = try TestDocument(try World())
        let view = DocumentView(
            id: document.id, participant: document.participant, caseID: document.caseID, owner: document.manifest.owner, category: .intyg,
            release: .policy, name: name, uploadedBy: document.manifest.uploadedBy, uploadedAt: testNow, payloadDigest: "", payloadSize: 0,
            version: .first, manifest: "")
        #expect((suggestedFileName(of: view) != nil) == isFit)
    }
}

extension DocumentManifest {
    func with(digest: String) -> DocumentManifest {
        DocumentManifest(
            document: document, participant: participant, caseID: caseID, owner: owner, category: category, release: release, name: name,
            payloadDigest: digest, payloadSize: payloadSize, holders: holders, uploadedBy: uploadedBy, uploadedAt: uploadedAt)
    }
}

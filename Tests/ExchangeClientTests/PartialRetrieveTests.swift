import Age
import ExchangeAPI
import Foundation
import NIOHTTP1
import Synchronization
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("Retrieving what broke off, sealed, and in part") struct PartialRetrieveTests {
    let world: World
    let daemon: FakeDaemon
    let folder: TemporaryFolder
    var document: TestDocument

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        folder = try TemporaryFolder()
        document = try TestDocument(world)
    }

    private var partial: String { "plan.pdf.\(document.id).partial" }
    private var ranges: [String] { daemon.requests.compactMap { $0.headers.first(name: "range") } }

    private func get(_ form: DocumentForm = .opened, continuing: Bool = false, of other: TestDocument? = nil) async throws {
        let document = other ?? document
        document.serve(daemon)
        daemon.state.withLock { $0.requests = [] }
        _ = try await getDocument(
            document.id, purpose: .planering, to: .file(folder.file("plan.pdf")), form: form, continuing: continuing,
            over: try world.connection(daemon),
            identities: form == .sealed ? OfficerKeys() : OfficerKeys(world.identity), progress: { _ in })
    }

    /// Four breaks are one too many; what came before each is kept.
    private func breakOff(after counts: [Int] = [50_000, 20_000, 10_000, 0], _ form: DocumentForm = .opened) async throws {
        var broken = document
        broken.breaks = counts
        let found = await failure { try await get(form, of: broken) }
        #expect(found?.code == "connection-closed")
        #expect(folder.names == [partial])
        #expect(try folder.mode(partial) == 0o600)
        #expect(try folder.bytes(partial) == Array(document.payload.prefix(counts.reduce(0, +))))
    }

    @Test(arguments: [DocumentForm.opened, .sealed]) func goesOnFromWhatCame(form: DocumentForm) async throws {
        try await breakOff(form)
        try await get(form, continuing: true)
        #expect(ranges == ["bytes=80000-"])
        #expect(folder.names == ["plan.pdf"])
        #expect(try folder.bytes("plan.pdf") == (form == .opened ? TestDocument.plaintext : document.header + document.payload))
    }

    @Test func withoutContinuingItBeginsAnew() async throws {
        try await breakOff()
        try await get()
        #expect(ranges.isEmpty)
        #expect(try folder.bytes("plan.pdf") == TestDocument.plaintext)
    }

    @Test func whatCameWholeIsNotAskedForAgain() async throws {
        _ = try folder.write(partial, document.payload)
        try await get(continuing: true)
        #expect(!daemon.requests.contains { $0.path == payloadPath(of: document.retrieval) })
        #expect(try folder.bytes("plan.pdf") == TestDocument.plaintext)
    }

    @Test func continuingWithoutAnythingBegins() async throws {
        try await get(continuing: true)
        #expect(ranges.isEmpty && folder.names == ["plan.pdf"])
    }

    enum Tampering: String, CaseIterable { case firstChunk, longer, wholeFlip, lastBytes }

    /// A changed chunk is noticed at once, a change in a chunk that isn't whole when the rest has come; nothing stays but the lesson.
    @Test(arguments: Tampering.allCases) func whatWasChangedIsNoticed(tampering: Tampering) async throws {
        var bytes = Array(document.payload.prefix(80_000))
        switch tampering {
        case .firstChunk: bytes[100] ^= 1
        case .longer: bytes = document.payload + [0]
        case .wholeFlip:
            bytes = document.payload
            bytes[bytes.count - 1] ^= 1
        case .lastBytes: bytes[79_999] ^= 1
        }
        _ = try folder.write(partial, bytes)
        let found = await failure { try await get(continuing: true) }
        let expected = [Tampering.lastBytes: "payload-damaged", .wholeFlip: "payload-digest"][tampering, default: "partial-damaged"]
        #expect(found?.code == expected && found?.exitClass == .integrity)
        #expect(folder.names.isEmpty)
        try await get(continuing: true)
        #expect(try folder.bytes("plan.pdf") == TestDocument.plaintext)
    }

    @Test func aSealedFileIsComparedWithTheManifest() async throws {
        var bytes = Array(document.payload.prefix(80_000))
        bytes[100] ^= 1
        _ = try folder.write(partial, bytes)
        let found = await failure { try await get(.sealed, continuing: true) }
        #expect(found?.code == "payload-digest")
        #expect(folder.names.isEmpty)
        var lying = document
        lying.header = Array("not a header".utf8)
        let malformed = await failure { try await get(.sealed, of: lying) }
        #expect(malformed?.code == "header-unopened")
    }

    @Test func anotherDocumentsBytesAreNotTaken() async throws {
        try await breakOff()
        let other = try TestDocument(world, plaintext: [1, 2, 3])
        try await get(continuing: true, of: other)
        #expect(try folder.bytes("plan.pdf") == [1, 2, 3])
        #expect(folder.names == ["plan.pdf", partial])
    }

    @Test(arguments: ["link", "open", "folder", "hard", "pipe"]) func aPartialThatIsNobodysOwnIsRefused(kind: String) async throws {
        let path = folder.file(partial)
        switch kind {
        case "link": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: try folder.write("target", [1]))
        case "open": _ = try folder.write(partial, [1], mode: 0o644)
        case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        case "hard": try FileManager.default.linkItem(atPath: try folder.write("target", [1]), toPath: path)
        default: #expect(mkfifo(path, 0o600) == 0)
        }
        let before = folder.names
        for continuing in [true, false] {
            let found = await failure { try await get(continuing: continuing) }
            #expect(found?.code == "partial-unusable")
        }
        #expect(folder.names == before)
        if ["link", "hard"].contains(kind) { #expect(try folder.bytes("target") == [1]) }
    }

    @Test func twoFetchesDoNotWriteOneFile() async throws {
        let held = try PartialFile(folder.file(partial), keepingContent: true)
        let found = await failure { try await get(continuing: true) }
        #expect(found?.code == "partial-unusable")
        withExtendedLifetime(held) {}
    }

    @Test func nothingStaysOfWhatNeverCame() async throws {
        document.serve(daemon)
        daemon.route(payloadPath(of: document.retrieval)) { _, _ in try .problem(503, "storage-failed") }
        let connection = try world.connection(daemon)
        let found = await failure {
            _ = try await getDocument(
                document.id, purpose: .planering, to: .file(folder.file("plan.pdf")), over: connection,
                identities: OfficerKeys(world.identity),
                progress: { _ in })
        }
        #expect(found?.code == "storage-failed")
        #expect(folder.names.isEmpty)
    }
}

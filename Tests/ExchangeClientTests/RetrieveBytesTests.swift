import Age
import ExchangeAPI
import Foundation
import NIOHTTP1
import Synchronization
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("Retrieving some bytes of a document") struct RetrieveBytesTests {
    let world: World
    let daemon: FakeDaemon
    let folder: TemporaryFolder
    let plaintext: [UInt8]
    var document: TestDocument

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        folder = try TemporaryFolder()
        plaintext = world.random.bytes(1_000_000)
        document = try TestDocument(world, plaintext: plaintext)
    }

    private func get(_ span: String, of other: TestDocument? = nil) async throws -> [UInt8] {
        let document = other ?? document
        document.serveRanges(daemon)
        daemon.state.withLock { $0.requests = [] }
        _ = try await getBytes(
            try #require(ByteSpan(span)), of: document.id, purpose: .planering, to: .file(folder.file("part")), force: true,
            over: try world.connection(daemon), identities: OfficerKeys(world.identity), progress: { _ in })
        return try folder.bytes("part")
    }

    @Test(arguments: ["0-0", "0-65535", "65535-65536", "700000-700099", "999999-999999", "999999-2000000", "131072-", "0-"])
    func whatComesIsThatStretch(span: String) async throws {
        let ends = span.split(separator: "-").compactMap { Int($0) }
        let expected = plaintext[ends[0]...].prefix((ends.count == 2 ? ends[1] : plaintext.count) - ends[0] + 1)
        #expect(try await get(span) == Array(expected))
    }

    /// The nonce, the last chunk, the chunk that holds the bytes: nothing of what lies before travels.
    @Test func onlyTheChunksNeededTravel() async throws {
        _ = try await get("700000-700099")
        let ranges = daemon.requests.compactMap { $0.headers.first(name: "range") }
        let chunk = 65_552
        #expect(
            ranges == [
                "bytes=0-15", "bytes=\(16 + 15 * chunk)-\(document.payload.count - 1)", "bytes=\(16 + 10 * chunk)-\(15 + 11 * chunk)",
            ])
    }

    @Test func behindTheEndThereIsNothing() async throws {
        for span in ["1000000-", "1000000-1000001", "18446744073709551615-18446744073709551615"] {
            let found = await failure { _ = try await get(span) }
            #expect(found?.code == "range-outside" && found?.exitClass == .usage)
        }
        #expect(folder.names.isEmpty)
    }

    @Test func aChangedChunkIsNoticedAndAnotherIsNot() async throws {
        var changed = document
        changed.payload[16 + 65_552 * 3 + 5] ^= 1
        let found = await failure { _ = try await get("200000-200010", of: changed) }
        #expect(found?.code == "payload-damaged" && found?.exitClass == .integrity)
        #expect(folder.names.isEmpty)
        #expect(try await get("500000-500010", of: changed) == Array(plaintext[500_000...500_010]))
    }

    /// Another length than the manifest's makes the last chunk another one.
    @Test func aShorterPayloadIsNoticed() async throws {
        var cut = document
        cut.payload.removeLast(65_552)
        for lie in [cut] {
            let found = await failure { _ = try await get("0-10", of: lie) }
            #expect(found?.exitClass == .integrity)
        }
    }

    @Test func anAnswerOfAnotherRangeIsRefused() async throws {
        let document = document
        document.serve(daemon)
        let connection = try world.connection(daemon)
        let found = await failure {
            _ = try await getBytes(
                try #require(ByteSpan("5-9")), of: document.id, purpose: .planering, to: .file(folder.file("part")), over: connection,
                identities: OfficerKeys(world.identity), progress: { _ in })
        }
        #expect(found?.code == "wrong-range")
    }

    @Test(arguments: ["", "-", "-5", "5", "9-5", "a-b", "1-2-3", " 1-2", "1 -2", "+1-2", "18446744073709551616-"])
    func whatIsNoSpanIsRefused(text: String) {
        #expect(ByteSpan(text) == nil)
    }
}

extension TestDocument {
    /// As ``serve(_:asked:)``, and every range that is asked for, cut at the payload's end.
    fileprivate func serveRanges(_ daemon: FakeDaemon) {
        serve(daemon)
        let payload = payload
        daemon.route(payloadPath(of: retrieval)) { request, _ in
            guard let ends = request.headers.first(name: "range")?.dropFirst(6).split(separator: "-").compactMap({ Int($0) }),
                ends.count == 2
            else { return .answer(200, "application/octet-stream", payload) }
            let bytes = Array(payload.dropFirst(ends[0]).prefix(ends[1] - ends[0] + 1))
            let field = "bytes \(ends[0])-\(ends[0] + bytes.count - 1)/\(payload.count)"
            return .answer(206, "application/octet-stream", bytes, headers: ["content-range": field])
        }
    }
}

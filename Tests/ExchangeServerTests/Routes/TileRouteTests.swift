import Exchange
import ExchangeAPI
import HTTPTypes
import Testing
import TransparencyLog

/// C2SP tlog-tiles, as the server speaks it.
@Suite("Tiles over the wire") struct TileRouteTests {
    @Test func everyTileIsServedAsItsSizeNeedsIt() async throws {
        let bench = try await Bench.ready()
        for _ in 0..<258 { _ = try await bench.exchange.directory(by: Bench.frida) }
        let note = try #require(try await bench.exchange.checkpoint())
        let head = try Checkpoint(parsing: try SignedNote(parsing: note).text)
        #expect(head.size == 258)

        let full = try await tile("tile/0/000", bench)
        let partial = try await tile("tile/0/001.p/2", bench)
        let above = try await tile("tile/1/000.p/1", bench)
        #expect((full.count, partial.count, above.count) == (8192, 64, 32))
        var tree = TreeFrontier()
        for start in stride(from: 0, to: full.count, by: 32) { tree.append(try LogHash(bytes: full[start..<start + 32])) }
        #expect(tree.root.bytes == above)
        for start in [0, 32] { tree.append(try LogHash(bytes: partial[start..<start + 32])) }
        #expect(tree.root == head.root)

        let entries = try EntryBundle(parsing: try await tile("tile/entries/000", bench)).entries
        let rest = try EntryBundle(parsing: try await tile("tile/entries/001.p/2", bench)).entries
        #expect((entries + rest).flatMap { LogHash.leaf($0).bytes } == full + partial)
    }

    /// A smaller width belongs to an older checkpoint, which was served too.
    @Test func olderWidthsStay() async throws {
        let bench = try await Bench.ready()
        for _ in 0..<3 { _ = try await bench.exchange.directory(by: Bench.frida) }
        let newest = try await tile("tile/0/000.p/3", bench)
        #expect(try await tile("tile/0/000.p/2", bench) == Array(newest.prefix(64)))
        #expect(try EntryBundle(parsing: try await tile("tile/entries/000.p/1", bench)).entries.count == 1)
    }

    @Test(arguments: [
        "tile/0/000", "tile/0/000.p/4", "tile/0/001.p/1", "tile/1/000.p/1", "tile/1/000", "tile/8/000.p/1", "tile/63/000.p/1",
        "tile/entries/000", "tile/entries/000.p/4", "tile/entries/001.p/1", "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/0", "tile/0/0000.p/1", "tile/0/x000/000.p/1", "tile/00/000.p/1", "tile/64/000.p/1", "tile/-1/000.p/1", "tile/0/000.p/0",
        "tile/0/000.p/01", "tile/0/000.p/256", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/1/", "tile/0/000.P/1", "tile/0//000.p/1",
        "tile/0/%30%30%30.p/1", "tile/0/000%2ep/1", "tile/entry/000.p/1", "tile/data/000.p/1", "tile/0", "tile/0/000.p/1/2",
        "tile/0/000.p/+1",
    ])
    func whatTheTreeHasNotIsNotFound(_ path: String) async throws {
        let bench = try await Bench.ready()
        for _ in 0..<3 { _ = try await bench.exchange.directory(by: Bench.frida) }
        let reply = try await bench.send(.get, tilePath(path), as: Bench.frida)
        #expect(reply.status == 404)
        #expect(reply.fields[.cacheControl] != Self.immutable)
    }

    @Test func nobodyElseIsServed() async throws {
        let bench = try await Bench.ready()
        _ = try await bench.exchange.directory(by: Bench.frida)
        #expect(try await bench.send(.get, tilePath("tile/0/000.p/1"), as: nil).status == 401)
        let stranger = try #require(OfficerID("fk/nobody"))
        #expect(try await bench.send(.get, tilePath("tile/0/000.p/1"), as: stranger).status == 403)
        #expect(try await bench.send(.post, tilePath("tile/0/000.p/1"), as: Bench.frida).status == 405)
    }

    private static let immutable = "public, max-age=31536000, immutable"

    private func tile(_ path: String, _ bench: Bench) async throws -> [UInt8] {
        let reply = try await bench.send(.get, tilePath(path), as: Bench.frida)
        guard reply.status == 200 else { throw Unexpected(reply: reply) }
        #expect(reply.fields[.contentType] == "application/octet-stream")
        #expect(reply.fields[.cacheControl] == Self.immutable)
        return reply.body
    }
}

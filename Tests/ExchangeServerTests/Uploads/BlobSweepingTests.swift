import Exchange
import ExchangeServer
import StorageContract
import Testing

@Suite("Sweeping payloads as a service") struct BlobSweepingTests {
    /// Payloads without documents, of long ago.
    private func leave(_ count: Int, in bench: Bench) async throws {
        for _ in 0..<count {
            let upload = UploadID(random: bench.random.source)
            try await bench.blobs.append([1], to: upload, at: 0)
            try await bench.blobs.keep(upload, as: DocumentID(random: bench.random.source))
        }
    }

    @Test func oneLineCountsAndNamesNobody() async throws {
        let (bench, world) = (try await Bench.ready(), TestWorld())
        let sweeping = BlobSweeping(exchange: bench.exchange, logger: world.logger, rest: {})
        await sweeping.round()
        #expect(world.logged == [])
        try await leave(3, in: bench)
        await sweeping.round()
        await sweeping.round()
        #expect(world.logged.count == 1 && world.logged[0].contains("payloads of no document removed") && world.logged[0].contains("3"))
        #expect(!world.logged[0].contains("doc_"))
        #expect(try await bench.blobs.keptBlobs(after: nil, limit: 9) == [])
    }

    @Test func tooManyAreWarnedOf() async throws {
        let (bench, world) = (try await Bench.ready(), TestWorld())
        try await leave(Exchange.mostOrphans + 1, in: bench)
        await BlobSweeping(exchange: bench.exchange, logger: world.logger, rest: {}).round()
        #expect(world.logged.count == 1 && world.logged[0].contains("none is removed"), "\(world.logged)")
        #expect(try await bench.blobs.keptBlobs(after: nil, limit: 999).count == Exchange.mostOrphans + 1)
    }
}

import Exchange
import ExchangeServer
import Logging
import ServiceLifecycle
import StorageContract
import Synchronization
import Testing

@Suite("Sweeping uploads as a service") struct UploadSweepingTests {
    /// Each pause puts bytes that belong to nobody, until the third ends the service.
    @Test func sweepsAtTheStartAndAfterEachPause() async throws {
        let bench = try await Bench.ready()
        let counts = Mutex<[Int]>([])
        let orphan = UploadID(random: bench.random.source)
        try await bench.blobs.append([1], to: orphan, at: 0)
        let sweeping = UploadSweeping(exchange: bench.exchange, logger: Logger(label: "test"))
        let service = Periodic {
            let left = try await bench.blobs.unfinishedUploads().count
            let rounds = counts.withLock { counts in
                counts.append(left)
                return counts.count
            }
            guard rounds < 3 else { throw CancellationError() }
            try await bench.blobs.append([1], to: orphan, at: 0)
        } work: {
            await sweeping.round()
        }
        try await service.run()
        #expect(counts.withLock { $0 } == [0, 0, 0])
    }

    @Test func endsWithTheDaemon() async throws {
        let bench = try await Bench.ready()
        let (swept, sweeps) = AsyncStream.makeStream(of: Void.self)
        let sweeping = UploadSweeping(exchange: bench.exchange, logger: Logger(label: "test"))
        let service = Periodic {
            sweeps.yield()
            try await Task.sleep(for: .seconds(3600))
        } work: {
            await sweeping.round()
        }
        let group = ServiceGroup(configuration: .init(services: [.init(service: service)], logger: Logger(label: "test")))
        async let running: Void = group.run()
        for await _ in swept { break }
        await group.triggerGracefulShutdown()
        try await running
    }
}

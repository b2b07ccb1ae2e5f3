import StorageContract
import Testing

@testable import Exchange

@Suite("Sweeping uploads") struct UploadSweepTests {
    @Test func whatIsOverGoesAndWhatIsUnderWayStays() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        // More than one transaction takes.
        var old: [UploadID] = []
        for number in 0..<20 { old.append(try await world.beginUpload("\(number)", to: opened).ticket.upload) }
        world.clock.advance(by: .seconds(24 * 3600 + 1))
        let storage = world.storage
        let young = try await world.beginUpload("B", to: opened)
        // The one that has begun has swept some already.
        let left = await world.blobs.unfinishedUploads().count
        #expect(left == 5)
        #expect(try await world.exchange.sweepUploads() == SweptUploads(expired: 4))
        #expect(await world.blobs.unfinishedUploads() == [young.ticket.upload])
        for upload in old { #expect(try await storage.read { try $0.upload(upload) } == nil) }
        _ = try await world.complete(young)
    }

    @Test func bytesWithoutARecordGo() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let (kept, orphan) = (try await world.beginUpload("A", to: opened), UploadID(random: world.random.source))
        try await world.blobs.append([1, 2, 3], to: orphan, at: 0)
        #expect(try await world.exchange.sweepUploads() == SweptUploads(orphaned: 1))
        #expect(await world.blobs.unfinishedUploads() == [kept.ticket.upload])
        #expect(try await world.exchange.sweepUploads().isNothing)
    }
}

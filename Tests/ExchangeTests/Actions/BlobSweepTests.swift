import StorageContract
import Synchronization
import Testing

@testable import Exchange

/// Payloads that a crash has left without a document.
@Suite("Sweeping payloads") struct BlobSweepTests {
    private static let day = Duration.seconds(24 * 3600)

    /// The process ends between keeping the payload and committing the document.
    private func crash(_ upload: SealedUpload, _ world: World) async throws -> DocumentID {
        let document = DocumentID(random: world.random.source)
        try await world.blobs.keep(upload.ticket.upload, as: document)
        return document
    }

    @Test func whatIsADocumentsStaysHoweverOld() async throws {
        let world = try await World()
        let document = try await world.upload("Planen.", to: try await world.openCase(with: ["fk/bo"]))
        world.clock.advance(by: .seconds(400 * 86_400))
        #expect(try await world.exchange.sweepBlobs().isNothing)
        #expect(await world.blobs.open(document.id) != nil)
    }

    @Test func whatIsNobodysGoesOnceNoUploadCanClaimIt() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let kept = try await world.upload("Planen.", to: opened)
        let orphan = try await crash(try await world.beginUpload("A", to: opened), world)
        for seconds in [0, 24 * 3600, 3599] {
            world.clock.advance(by: .seconds(seconds))
            #expect(try await world.exchange.sweepBlobs().isNothing)
            #expect(await world.blobs.open(orphan) != nil)
        }
        world.clock.advance(by: .seconds(2))
        #expect(try await world.exchange.sweepBlobs() == SweptBlobs(removed: 1))
        #expect(await world.blobs.keptBlobs(after: nil, limit: 9).map(\.document) == [kept.id])
        #expect(try await world.exchange.sweepBlobs().isNothing)
        // Another upload may use the id that was in the way.
        #expect(try await world.exchange.sweepUploads().expired == 1)
    }

    /// The completion that was cut off is sent again at the last moment, with sweeps all the while: the document has its payload, for good.
    @Test func anUploadUnderWayFindsItsPayload() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let upload = try await world.beginUpload("Planen.", to: opened)
        try await world.blobs.keep(upload.ticket.upload, as: upload.manifest.document)
        for _ in 0..<24 {
            #expect(try await world.exchange.sweepBlobs().isNothing)
            world.clock.advance(by: .seconds(3599))
        }
        let document = try await world.complete(upload.signedAnew(at: world.clock.now)).value
        world.clock.advance(by: Self.day + Self.day)
        #expect(try await world.exchange.sweepBlobs().isNothing)
        #expect(await world.blobs.open(document.id) != nil)
    }

    /// Uploads may be kept for longer than a day.
    @Test func aLongerLifeOfUploadsIsWaitedFor() async throws {
        var limits = Limits()
        limits.uploadLifetime = .seconds(7 * 86_400)
        let world = try await World(limits: limits)
        _ = try await crash(try await world.beginUpload("A", to: try await world.openCase(with: ["fk/bo"])), world)
        world.clock.advance(by: .seconds(7 * 86_400 + 3600))
        #expect(try await world.exchange.sweepBlobs().isNothing)
        world.clock.advance(by: .seconds(1))
        #expect(try await world.exchange.sweepBlobs() == SweptBlobs(removed: 1))
    }

    /// The process ends after it has forgotten a document, before its payload is gone; and in the middle of a sweep.
    @Test func aSweepThatWasCutOffIsGoneOnWith() async throws {
        var limits = Limits()
        limits.pageSize = 2
        let world = try await World(limits: limits)
        let opened = try await world.openCase(with: ["fk/bo"])
        let kept = try await world.upload("Planen.", to: opened)
        for number in 0..<5 { _ = try await crash(try await world.beginUpload("\(number)", to: opened), world) }
        world.clock.advance(by: .seconds(26 * 3600))
        let first = try #require(await world.blobs.keptBlobs(after: nil, limit: 9).map(\.document).first { $0 != kept.id })
        await world.blobs.remove(first)
        #expect(try await world.exchange.sweepBlobs() == SweptBlobs(removed: 4))
        #expect(await world.blobs.keptBlobs(after: nil, limit: 9).map(\.document) == [kept.id])
    }

    /// Cut off in a rest, it knows only some: too few to tell a crash's from those of another database.
    @Test func aSweepThatIsInterruptedAtRestRemovesNothing() async throws {
        var limits = Limits()
        limits.pageSize = 2
        let world = try await World(limits: limits)
        let opened = try await world.openCase(with: ["fk/bo"])
        for number in 0..<5 { _ = try await crash(try await world.beginUpload("\(number)", to: opened), world) }
        world.clock.advance(by: .seconds(26 * 3600))
        #expect(try await world.exchange.sweepBlobs(resting: { throw CancellationError() }).isNothing)
        #expect(await world.blobs.keptBlobs(after: nil, limit: 9).count == 5)
        let rests = Mutex(0)
        #expect(try await world.exchange.sweepBlobs(resting: { rests.withLock { $0 += 1 } }) == SweptBlobs(removed: 5))
        #expect(rests.withLock { $0 } == 2)
    }

    /// An older database beside newer payloads: they aren't a crash's, and whoever sees it may still put the right one back.
    @Test func soManyAreLeftAlone() async throws {
        let world = try await World()
        for number in 0..<(Exchange.mostOrphans + 1) {
            let upload = UploadID(random: world.random.source)
            try await world.blobs.append([UInt8(number)], to: upload, at: 0)
            try await world.blobs.keep(upload, as: DocumentID(random: world.random.source))
        }
        world.clock.advance(by: .seconds(26 * 3600))
        #expect(try await world.exchange.sweepBlobs() == SweptBlobs(suspicious: Exchange.mostOrphans + 1))
        let all = await world.blobs.keptBlobs(after: nil, limit: 999).map(\.document)
        #expect(all.count == Exchange.mostOrphans + 1)
        await world.blobs.remove(all[0])
        #expect(try await world.exchange.sweepBlobs() == SweptBlobs(removed: Exchange.mostOrphans))
    }
}

extension SealedUpload {
    /// With a manifest of this time: a record that is too old isn't taken.
    fileprivate func signedAnew(at time: Timestamp) -> SealedUpload {
        let new = DocumentManifest(
            document: manifest.document, participant: manifest.participant, caseID: manifest.caseID, owner: manifest.owner,
            category: manifest.category, release: manifest.release, name: manifest.name, payloadDigest: manifest.payloadDigest,
            payloadSize: manifest.payloadSize, holders: manifest.holders, uploadedBy: manifest.uploadedBy, uploadedAt: time)
        return SealedUpload(ticket: ticket, payload: payload, header: header, manifest: new)
    }
}

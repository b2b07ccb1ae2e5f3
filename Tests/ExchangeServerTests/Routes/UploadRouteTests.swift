import Exchange
import ExchangeAPI
@testable import ExchangeServer
import HTTPTypes
import HummingbirdCore
import NIOCore
import StorageContract
import Testing

@Suite struct UploadRouteTests {
    @Test func partsAddUp() async throws {
        let bench = try await Bench.ready()
        let upload = try await bench.begunUpload(to: try await bench.openedCase()).upload
        let first = try await bench.sendPart(bench.random.bytes(700_000), of: upload, at: "0")
        #expect(first.status == 200)
        #expect(first.fields[.uploadOffset] == "700000")
        #expect(try await bench.sendPart([1, 2, 3], of: upload, at: "700000").status == 200)
        #expect(try await bench.ask(.uploadProgress(upload), as: Bench.rut).size == 700_003)
        let largest = try #require(await bench.blobs.pieceSizes.max())
        #expect(largest <= PieceGathering.largest)
        #expect(await bench.blobs.pieceSizes.count >= 3)
    }

    @Test func aDamagedPartIsCutAway() async throws {
        let bench = try await Bench.ready()
        let upload = try await bench.begunUpload(to: try await bench.openedCase()).upload
        #expect(try await bench.sendPart([1, 2, 3], of: upload, at: "0").status == 200)
        let damaged = try await bench.sendPart(bench.random.bytes(600_000), of: upload, at: "3", digest: "\(ContentDigest(of: [9]))")
        #expect(damaged.problem?.code == ExchangeError.Code.digestMismatch.rawValue)
        #expect(try await bench.ask(.uploadProgress(upload), as: Bench.rut).size == 3)
        #expect(try await bench.sendPart([4], of: upload, at: "3").status == 200)
    }

    /// Each part is on its way through here hashed for the whole, too.
    @Test func aCompletionReadsNothingAgain() async throws {
        let bench = try await Bench.ready()
        _ = try await bench.storedDocument(bench.random.bytes(500_000), in: try await bench.openedCase())
        #expect(await bench.blobs.digestsRead == 0)
    }

    @Test func refusesWhatIsNoPart() async throws {
        let bench = try await Bench.ready()
        let upload = try await bench.begunUpload(to: try await bench.openedCase()).upload
        for offset in ["", "-1", "01", "1e3", "18446744073709551615"] {
            #expect(try await bench.sendPart([1], of: upload, at: offset).problem == Problem(.malformedHeader), "\(offset)")
        }
        #expect(try await bench.sendPart([1], of: upload, at: "5").problem?.code == ExchangeError.Code.uploadOffset.rawValue)
        #expect(try await bench.sendPart([1], of: upload, at: "0", digest: "sha-256=::").problem == Problem(.missingDigest))
        #expect(try await bench.sendPart([1], of: upload, at: "0", type: "application/json").problem == Problem(.wrongMediaType))
        #expect(try await bench.sendPart([1], of: upload, at: "0", as: Bench.frida).problem?.code == "not-found")
        let tooLarge = try await bench.sendPart([UInt8](repeating: 0, count: Limits().partSize + 1), of: upload, at: "0")
        #expect(tooLarge.problem == Problem(.bodyTooLarge))
        #expect(try await bench.ask(.uploadProgress(upload), as: Bench.rut).size == 0)
    }

    @Test func aPartThatBreaksOffIsCutAway() async throws {
        let bench = try await Bench.ready()
        let upload = try await bench.begunUpload(to: try await bench.openedCase()).upload
        let body = RequestBody(asyncSequence: BreakingBody(chunks: 6, of: 100_000))
        let part = UploadPart(offset: 0, digest: ContentDigest(of: []), body: body)
        await #expect(throws: BreakingBody.Broken.self) {
            try await PartReceiver(exchange: bench.exchange).receive(part, of: upload, by: Bench.rut)
        }
        #expect(await bench.blobs.pieceSizes.count >= 2)
        #expect(try await bench.exchange.uploadedSize(upload, by: Bench.rut) == 0)
    }

    @Test func onePartAtATime() throws {
        let underWay = UploadsUnderWay()
        let upload = UploadID(random: RandomSource { [UInt8](repeating: 7, count: $0) })
        try underWay.begin(upload)
        #expect(throws: ExchangeError(.conflict, "")) { try underWay.begin(upload) }
        underWay.end(upload)
        try underWay.begin(upload)
    }
}

/// A body whose connection breaks after some chunks.
private struct BreakingBody: AsyncSequence, Sendable {
    struct Broken: Error {}

    let chunks: Int
    let of: Int

    func makeAsyncIterator() -> Iterator { Iterator(left: chunks, size: of) }

    struct Iterator: AsyncIteratorProtocol {
        var left: Int
        let size: Int

        mutating func next() async throws -> ByteBuffer? {
            guard left > 0 else { throw Broken() }
            left -= 1
            return ByteBuffer(repeating: 1, count: size)
        }
    }
}

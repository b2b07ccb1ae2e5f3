import Crypto
import StorageContract
import Testing

@testable import Exchange

/// Which bytes are read back from storage at completion, and that wrong ones are refused whether they are or not.
@Suite("Digests of arriving payloads") struct ArrivingDigestTests {
    /// How an upload of three parts arrives; how often its bytes are then read for their digest.
    enum Arrival: CaseIterable {
        case inOrder, restartInTheMiddle, aPartCutBackAndSentAgain, aPartGivenUp, twoProcesses, goneOnWithByAnother

        var reads: Int { self == .inOrder ? 0 : 1 }
    }

    @Test(arguments: Arrival.allCases) func theRightBytesBecomeADocument(_ arrival: Arrival) async throws {
        let scene = try await Arriving()
        let exchange = try await scene.send(arrival)
        let completed = try await scene.complete(scene.upload.manifest, exchange)
        #expect(completed.value.id == scene.upload.manifest.document)
        #expect(await scene.world.blobs.digestsRead == arrival.reads)
    }

    @Test(arguments: Arrival.allCases) func otherBytesThanTheManifestsAreRefused(_ arrival: Arrival) async throws {
        let scene = try await Arriving()
        let exchange = try await scene.send(arrival)
        let other = Hexadecimal.text(SHA256.hash(data: Array(scene.upload.payload.reversed())))
        let manifest = ManifestTerms(scene.upload.manifest) { $0.payloadDigest = other }.manifest
        await #expect(throws: ExchangeError.any(.digestMismatch)) { try await scene.complete(manifest, exchange) }
        // It can be put right.
        _ = try await scene.complete(scene.upload.manifest, exchange)
    }

    /// The process that has seen all of it mustn't answer for bytes that another has put there since, as many as before.
    @Test func anotherProcessHasPutOtherBytesInTheirPlace() async throws {
        let scene = try await Arriving()
        let exchange = try await scene.send(.inOrder)
        let (blobs, upload, size) = (scene.world.blobs, scene.upload.ticket.upload, scene.upload.payload.count)
        await blobs.truncate(upload, to: UInt64(size - 1))
        try await blobs.append([scene.upload.payload[size - 1] ^ 1], to: upload, at: UInt64(size - 1))
        await #expect(throws: ExchangeError.any(.digestMismatch)) { try await scene.complete(scene.upload.manifest, exchange) }
        #expect(await blobs.digestsRead == 1)
    }

    @Test func anotherProcessChangesThemWithinAPart() async throws {
        let scene = try await Arriving()
        let (blobs, upload, payload) = (scene.world.blobs, scene.upload.ticket.upload, scene.upload.payload)
        await blobs.truncate(upload, to: 0)
        var part = try await scene.world.exchange.beginPart(of: upload, at: 0, by: scene.caller)
        try await scene.world.exchange.append([payload[0]], to: &part)
        await blobs.truncate(upload, to: 0)
        try await blobs.append([payload[0] ^ 1], to: upload, at: 0)
        try await scene.world.exchange.append(Array(payload[1...]), to: &part)
        scene.world.exchange.endPart(part)
        await #expect(throws: ExchangeError.any(.digestMismatch)) { try await scene.complete(scene.upload.manifest, scene.world.exchange) }
        #expect(await blobs.digestsRead == 1)
    }

    @Test func whatIsKeptIsBounded() {
        let digests = ArrivingDigests(capacity: 2)
        let ids = (0..<4).map { UploadID(random: SeededRandom(seed: $0).source) }
        let state = UploadState(size: 1, mark: "a")
        func keep(_ number: Int, until: Int64, now: Int64 = 0) {
            digests.keep(SHA256(), of: ids[number], at: state, until: Timestamp(milliseconds: until), now: Timestamp(milliseconds: now))
        }
        keep(0, until: 10)
        keep(1, until: 20)
        keep(2, until: 30)
        #expect(digests.digest(of: ids[0], at: state) == nil && digests.digest(of: ids[1], at: state) != nil)
        // Both have been there too long.
        keep(3, until: 50, now: 40)
        #expect(digests.digest(of: ids[1], at: state) == nil && digests.digest(of: ids[2], at: state) == nil)
        #expect(digests.digest(of: ids[3], at: state) != nil)
        #expect(digests.digest(of: ids[3], at: UploadState(size: 1, mark: "b")) == nil)
        #expect(digests.take(ids[3], at: state) != nil && digests.take(ids[3], at: state) == nil)
    }
}

/// An upload that has begun and holds nothing yet.
private struct Arriving {
    let world: World
    let upload: SealedUpload
    let caller: OfficerID

    init() async throws {
        world = try await World()
        upload = try await world.beginUpload("Planen för våren.", to: try await world.openCase(with: ["fk/bo"]))
        caller = try world.id("fk/bo")
        await world.blobs.truncate(upload.ticket.upload, to: 0)
    }

    /// The same storage, seen by another process.
    var otherProcess: Exchange {
        let exchange = world.exchange
        return Exchange(
            storage: exchange.storage, blobs: exchange.blobs, keys: exchange.keys, rulebook: exchange.rulebook, records: exchange.records,
            clock: exchange.clock, random: exchange.random, limits: exchange.limits)
    }

    /// Sends it all. Answers the exchange that completes it.
    func send(_ arrival: ArrivingDigestTests.Arrival) async throws -> Exchange {
        let (first, other) = (world.exchange, otherProcess)
        switch arrival {
        case .inOrder:
            for number in 0..<3 { try await part(number, first) }
        case .restartInTheMiddle:
            try await part(0, first)
            for number in 1..<3 { try await part(number, other) }
            return other
        case .aPartCutBackAndSentAgain:
            for number in 0..<2 { try await part(number, first) }
            try await cutBack(2, first)
            try await part(2, first)
        case .aPartGivenUp:
            try await part(0, first)
            _ = try await begun(1, first)
            for number in 1..<3 { try await part(number, first) }
        case .twoProcesses:
            for number in 0..<3 { try await part(number, number == 1 ? other : first) }
        case .goneOnWithByAnother:
            for number in 0..<3 { try await part(number, first) }
            return other
        }
        return first
    }

    func complete(_ manifest: DocumentManifest, _ exchange: Exchange) async throws -> Committed<DocumentView> {
        let record = try world.sign(manifest, as: DocumentManifest.type, by: "fk/bo")
        return try await exchange.completeUpload(upload.ticket.upload, manifest: record, header: upload.header, by: caller)
    }

    private func bytes(_ number: Int) -> ArraySlice<UInt8> {
        number < 2 ? upload.payload[number * 10..<number * 10 + 10] : upload.payload[20...]
    }

    private func begun(_ number: Int, _ exchange: Exchange) async throws -> ArrivingPart {
        try await exchange.beginPart(of: upload.ticket.upload, at: UInt64(number * 10), by: caller)
    }

    private func part(_ number: Int, _ exchange: Exchange) async throws {
        var part = try await begun(number, exchange)
        let bytes = bytes(number)
        try await exchange.append(Array(bytes.prefix(5)), to: &part)
        try await exchange.append(Array(bytes.dropFirst(5)), to: &part)
        #expect(part.digest == Array(SHA256.hash(data: bytes)))
        exchange.endPart(part)
    }

    private func cutBack(_ number: Int, _ exchange: Exchange) async throws {
        var part = try await begun(number, exchange)
        try await exchange.append(Array(bytes(number)), to: &part)
        try await exchange.cutBack(part)
    }
}

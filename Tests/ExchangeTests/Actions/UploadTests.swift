import SignedRecords
import StorageContract
import Testing

@testable import Exchange

@Suite("Uploading documents") struct UploadTests {
    @Test(arguments: ReleaseMode.allCases) func anUploadBecomesADocument(_ release: ReleaseMode) async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let upload = try await world.beginUpload("Planen.", to: opened, release: release)
        #expect((upload.ticket.exchangeRecipient == nil) == (release == .owner))
        #expect(upload.ticket.holders.map(\.officer.description) == (release == .owner ? ["fk/ulla"] : []))
        let completed = try await world.complete(upload)
        #expect(completed.value.name == "plan.txt" && completed.value.owner.text == "fk" && completed.value.release == release)
        #expect(try await world.exchange.documents(of: opened.id, by: try world.id("af/anna")).value == [completed.value])
        #expect(try await world.exchange.document(completed.value.id, by: try world.id("fk/ulla")).value == completed.value)
        #expect(try await world.storage.read { try $0.upload(upload.ticket.upload) } == nil)
        #expect(try world.check(completed.receipt).entry.resource == completed.value.id.text)
    }

    @Test func theExchangeStoresNoPlaintextAndNoHeader() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let upload = try await world.beginUpload("hemligheten", to: opened)
        let id = try await world.complete(upload).value.id
        let stored = try #require(try await world.storage.read { try $0.document(id) })
        for sealed in [stored.name, stored.manifest, stored.key] {
            #expect(!String(decoding: sealed.bytes, as: UTF8.self).contains("plan.txt"))
            #expect(sealed.bytes.count < 40 || !contains(sealed.bytes, upload.header.suffix(40)))
        }
    }

    static let spoilings: [(String, ExchangeError.Code, @Sendable (DocumentManifest) -> ManifestTerms)] = [
        ("another digest", .digestMismatch, { ManifestTerms($0) { $0.payloadDigest = String(repeating: "0", count: 64) } }),
        ("no digest", .invalidInput, { ManifestTerms($0) { $0.payloadDigest = "abc" } }),
        ("a smaller size", .uploadIncomplete, { ManifestTerms($0) { $0.payloadSize -= 1 } }),
        ("a larger size", .uploadIncomplete, { ManifestTerms($0) { $0.payloadSize += 1 } }),
        ("another category", .invalidRecord, { ManifestTerms($0) { $0.category = .ekonomi } }),
        ("another release", .invalidRecord, { ManifestTerms($0) { $0.release = .owner } }),
        ("another owner", .invalidRecord, { ManifestTerms($0) { $0.owner = OrganisationID("af") ?? $0.owner } }),
        (
            "another participant", .invalidRecord,
            { ManifestTerms($0) { $0.participant = ParticipantID("par_00000000000000000000000000") ?? $0.participant } }
        ),
        (
            "holders of a policy document", .invalidRecord,
            { ManifestTerms($0) { $0.holders = [.init(officer: $0.uploadedBy, recipient: "x")] } }
        ),
        ("a name with a folder", .invalidInput, { ManifestTerms($0) { $0.name = "../plan.txt" } }),
        ("a name that turns around", .invalidInput, { ManifestTerms($0) { $0.name = "plan\u{202e}txt.exe" } }),
        ("another uploader", .invalidRecord, { ManifestTerms($0) { $0.uploadedBy = OfficerID("fk/nils") ?? $0.uploadedBy } }),
        ("an old time", .invalidRecord, { ManifestTerms($0) { $0.uploadedAt = $0.uploadedAt - .seconds(700) } }),
    ]

    @Test(arguments: spoilings.indices) func aManifestThatSaysSomethingElseIsRefused(_ index: Int) async throws {
        let (name, code, spoil) = UploadTests.spoilings[index]
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        var upload = try await world.beginUpload("Planen.", to: opened)
        upload.manifest = spoil(upload.manifest).manifest
        let spoiled = upload
        await #expect(throws: ExchangeError.any(code), Comment(rawValue: name)) { try await world.complete(spoiled) }
        #expect(try await world.lastEntry().code == code.rawValue)
        #expect(try await world.storage.read { try $0.documents(of: opened.id) } == [])
    }

    @Test func aRefusedCompletionCanBePutRight() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let upload = try await world.beginUpload("Planen.", to: opened)
        let manifest = ManifestTerms(upload.manifest) { $0.category = .ekonomi }.manifest
        let wrong = SealedUpload(ticket: upload.ticket, payload: upload.payload, header: upload.header, manifest: manifest)
        await #expect(throws: ExchangeError.any(.invalidRecord)) { try await world.complete(wrong) }
        #expect(try await world.complete(upload).value.category == .planering)
    }

    /// The process ended when the payload was kept and its document not yet committed.
    @Test func anInterruptedCompletionGoesOn() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let upload = try await world.beginUpload("Planen.", to: opened)
        try await world.blobs.keep(upload.ticket.upload, as: upload.manifest.document)
        let other = try await world.beginUpload("Annat.", to: opened)
        let terms = ManifestTerms(other.manifest, document: upload.manifest.document) { _ in }
        let thief = SealedUpload(ticket: other.ticket, payload: other.payload, header: other.header, manifest: terms.manifest)
        await #expect(throws: ExchangeError.any(.alreadyExists)) { try await world.complete(thief) }
        let view = try await world.complete(upload).value
        #expect(await world.blobs.open(view.id)?.size == view.payloadSize)
    }

    /// The same, and the uploader saw an upload without bytes and sent them anew.
    @Test func anInterruptedCompletionGoesOnWithBytesThatWereSentAnew() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let upload = try await world.beginUpload("Planen.", to: opened)
        try await world.blobs.keep(upload.ticket.upload, as: upload.manifest.document)
        #expect(try await world.exchange.uploadedSize(upload.ticket.upload, by: upload.manifest.uploadedBy) == 0)
        try await world.blobs.append(upload.payload, to: upload.ticket.upload, at: 0)
        let view = try await world.complete(upload).value
        #expect(await world.blobs.open(view.id)?.size == view.payloadSize)
        #expect(await world.blobs.unfinishedUploads() == [])
    }

    /// Whoever names another's document learns nothing of it: neither its size nor that it's there.
    @Test func anotherDocumentIsNoMeasure() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let there = try await world.upload("Planen.", to: opened)
        var sentences: [String] = []
        for id in [there.id, DocumentID(random: world.random.source)] {
            let own = try await world.beginUpload("Annat.", to: opened, by: "af/anna")
            let empty = try await world.exchange.beginUpload(
                to: opened.id, category: .planering, release: .policy, by: try world.id("af/anna")
            ).value
            let terms = ManifestTerms(own.manifest, document: id) { $0.payloadSize += 1 }
            let probe = SealedUpload(ticket: empty, payload: [], header: own.header, manifest: terms.manifest)
            let error = await #expect(throws: ExchangeError.self) { try await world.complete(probe, by: "af/anna") }
            #expect(error?.code == .uploadIncomplete)
            sentences.append(error?.sentence ?? "")
        }
        #expect(sentences[0] == sentences[1])
    }

    @Test func aHeaderThatTheExchangeCannotOpenIsRefused() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let (upload, other) = (
            try await world.beginUpload("A", to: opened), try await world.beginUpload("B", to: opened, release: .owner)
        )
        let foreign = SealedUpload(ticket: upload.ticket, payload: upload.payload, header: other.header, manifest: upload.manifest)
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.complete(foreign) }
        let malformed = SealedUpload(ticket: other.ticket, payload: other.payload, header: [1, 2, 3], manifest: other.manifest)
        await #expect(throws: ExchangeError.any(.invalidInput)) { try await world.complete(malformed) }
    }

    @Test func anUploadIsItsOfficersOwnAndEnds() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo", "fk/nils"])
        let upload = try await world.beginUpload("A", to: opened).ticket.upload
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.uploadedSize(upload, by: try world.id("fk/nils")) }
        let attempt = try await world.lastEntry()
        #expect(attempt.outcome == .failed && attempt.resource == upload.text && attempt.code == "not-found")
        #expect(try await world.exchange.uploadedSize(upload, by: try world.id("fk/bo")) > 0)
        world.clock.advance(by: .seconds(24 * 3600 + 1))
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.uploadedSize(upload, by: try world.id("fk/bo")) }
        _ = try await world.beginUpload("B", to: opened)
        #expect(try await world.blobs.uploadedSize(upload) == 0)
        #expect(try await world.storage.read { try $0.upload(upload) } == nil)
    }

    @Test func partsGoWhereTheLastEndedAndNoFurtherThanTheLimit() async throws {
        var limits = Limits()
        limits.payloadSize = 10
        let world = try await World(limits: limits)
        let (opened, caller) = (try await world.openCase(with: ["fk/bo"]), try world.id("fk/bo"))
        let upload = try await world.exchange.beginUpload(to: opened.id, category: .intyg, release: .policy, by: caller).value.upload
        try await world.send([1], of: upload, at: 0, by: caller)
        var part = try await world.exchange.beginPart(of: upload, at: 1, by: caller)
        var late = part
        try await world.exchange.append([2, 3], to: &part)
        await #expect(throws: ExchangeError.any(.uploadOffset)) { try await world.exchange.beginPart(of: upload, at: 2, by: caller) }
        await #expect(throws: ExchangeError.any(.uploadOffset)) { try await world.exchange.append([1], to: &late) }
        await #expect(throws: ExchangeError.any(.tooLarge)) { try await world.exchange.append(Array(repeating: 0, count: 8), to: &part) }
        try await world.exchange.cutBack(part)
        #expect(try await world.exchange.uploadedSize(upload, by: caller) == 1)
    }

    @Test func outsidersUploadNothing() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        await #expect(throws: ExchangeError.any(.notFound)) {
            try await world.exchange.beginUpload(to: opened.id, category: .intyg, release: .policy, by: try world.id("fk/bo"))
        }
        #expect(try await world.lastEntry().outcome == .denied)
    }

    @Test func anOrganisationWithoutApproverCannotOwnTheRelease() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["vagen/coach"])
        await #expect(throws: ExchangeError.any(.conflict)) {
            try await world.exchange.beginUpload(to: opened.id, category: .intyg, release: .owner, by: try world.id("vagen/coach"))
        }
    }

    private func contains(_ bytes: [UInt8], _ part: ArraySlice<UInt8>) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: part) }
    }
}

/// The fields of a manifest, to be changed one by one.
struct ManifestTerms {
    private let document: DocumentID
    private let caseID: CaseID
    var participant: ParticipantID
    var owner: OrganisationID
    var category: Category
    var release: ReleaseMode
    var name: String
    var payloadDigest: String
    var payloadSize: UInt64
    var holders: [DocumentManifest.Holder]
    var uploadedBy: OfficerID
    var uploadedAt: Timestamp

    init(_ manifest: DocumentManifest, document: DocumentID? = nil, _ change: (inout ManifestTerms) -> Void) {
        self.document = document ?? manifest.document
        caseID = manifest.caseID
        participant = manifest.participant
        owner = manifest.owner
        category = manifest.category
        release = manifest.release
        name = manifest.name
        payloadDigest = manifest.payloadDigest
        payloadSize = manifest.payloadSize
        holders = manifest.holders
        uploadedBy = manifest.uploadedBy
        uploadedAt = manifest.uploadedAt
        change(&self)
    }

    var manifest: DocumentManifest {
        DocumentManifest(
            document: document, participant: participant, caseID: caseID, owner: owner, category: category, release: release, name: name,
            payloadDigest: payloadDigest, payloadSize: payloadSize, holders: holders, uploadedBy: uploadedBy, uploadedAt: uploadedAt)
    }
}

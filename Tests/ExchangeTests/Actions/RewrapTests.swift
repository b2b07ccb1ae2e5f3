import Age
import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

@Suite("Headers for those who are approvers now") struct RewrapTests {
    @Test func aDocumentIsSealedToAllApprovers() async throws {
        let scene = try await ThreeApprovers()
        let manifest = try CanonicalJSON.decode(
            DocumentManifest.self, from: try SignedRecord(parsing: Array(scene.document.manifest.utf8)).payload)
        #expect(manifest.holders.map(\.officer.description) == ["kvv/dua", "kvv/tri", "kvv/uno"])
        for name in ["kvv/uno", "kvv/dua", "kvv/tri"] { #expect(try await scene.read(by: name) == "Planen.") }
        await #expect(throws: ExchangeError.any(.approvalRequired)) { try await scene.read(by: "kvv/kim") }
        #expect(try await scene.tasks() == [])
    }

    @Test func whoeverJoinsIsGivenAccessAndWhoeverLeavesLosesIt() async throws {
        let scene = try await ThreeApprovers()
        let world = scene.world
        try await world.changeDirectory(.changeOfficer(try world.changed("kvv/kvar", roles: [.approver])))
        await #expect(throws: ExchangeError.any(.approvalRequired)) { try await scene.read(by: "kvv/kvar") }
        try await world.disable("kvv/tri")
        #expect(try await scene.tasks().map(\.document) == [scene.document.id])
        let done = try await scene.rewrap(by: "kvv/uno")
        let entry = try world.check(done.receipt).entry
        #expect(entry.action == .rewrapDocument && entry.resource == scene.document.id.text && entry.owner?.text == "kvv")
        #expect(entry.record == (try SignedRecord(parsing: Array(try #require(done.value.rewrap).utf8)).digest))
        for name in ["kvv/uno", "kvv/dua", "kvv/kvar"] { #expect(try await scene.read(by: name) == "Planen.") }
        await #expect(throws: ExchangeError.any(.disabledOfficer)) { try await scene.read(by: "kvv/tri") }
        #expect(try await scene.tasks() == [])
        let header = try await scene.header()
        #expect(header.stanzas.count == 3)
        #expect(throws: AgeError.self) { try header.open(with: [try world.person("kvv/tri").identity]) }
    }

    /// Disabling, or losing the role or the key, ends a holder's right at once; the header needn't have been made anew.
    @Test(arguments: ["disabled", "role", "key"]) func aHolderWhoIsNoApproverAnyMoreGetsNothing(kind: String) async throws {
        let scene = try await ThreeApprovers()
        let world = scene.world
        switch kind {
        case "disabled": try await world.disable("kvv/tri")
        case "role": try await world.changeDirectory(.changeOfficer(try world.changed("kvv/tri", roles: [.caseOfficer])))
        default:
            let other = try world.person("kvv/kvar").officer.recipient
            try await world.changeDirectory(.changeOfficer(try world.changed("kvv/tri", recipient: other)))
        }
        await #expect(throws: ExchangeError.self) { try await scene.read(by: "kvv/tri") }
        #expect(try await scene.tasks().count == 1)
    }

    @Test func aNewKeyIsRewrappedFor() async throws {
        let scene = try await ThreeApprovers()
        let world = scene.world
        let fresh = try X25519Identity(random: { world.random.bytes($0) })
        let changed = try world.changed("kvv/tri", recipient: fresh.recipient.description)
        try await world.changeDirectory(.changeOfficer(changed))
        try await scene.rewrap(by: "kvv/dua")
        let header = try await scene.header()
        #expect(throws: Never.self) { try header.open(with: [fresh]) }
        #expect(throws: AgeError.self) { try header.open(with: [try world.person("kvv/tri").identity]) }
    }

    @Test func anOpenApprovalIsUntouched() async throws {
        let scene = try await ThreeApprovers()
        let world = scene.world
        let kvv = try world.organisation("kvv")
        _ = try await world.recordConsent(in: scene.opened) { $0.from = [kvv] }
        let request = try await world.exchange.createRequest(
            for: scene.document.id, purpose: .planering, reason: "Behövs.", by: try world.id("vagen/coach")
        ).value
        try await scene.approve(request.id, by: "kvv/dua")
        try await world.disable("kvv/dua")
        try await scene.rewrap(by: "kvv/uno")
        #expect(try await scene.read(by: "vagen/coach") == "Planen.")
    }

    static let spoilings: [(String, ExchangeError.Code, @Sendable (inout RewrapTerms) -> Void)] = [
        ("a holder too many", .invalidRecord, { $0.holders.append($0.holders[0]) }),
        ("a holder left out", .invalidRecord, { $0.holders.removeLast() }),
        ("another key for a holder", .invalidRecord, { $0.holders[0] = .init(officer: $0.holders[0].officer, recipient: "age1x") }),
        ("another payload", .invalidRecord, { $0.payloadDigest = String(repeating: "0", count: 64) }),
        ("another header", .invalidRecord, { $0.headerDigest = String(repeating: "0", count: 64) }),
        ("another author", .invalidRecord, { $0.by = OfficerID("kvv/dua") ?? $0.by }),
        ("too old", .invalidRecord, { $0.at = $0.at - .seconds(601) }),
        ("a header for one alone", .invalidInput, { $0.recipients.removeLast(2) }),
        ("no header", .invalidInput, { $0.header = Array("age".utf8) }),
        ("an unknown document", .notFound, { $0.document = DocumentID("doc_00000000000000000000000000") ?? $0.document }),
    ]

    @Test(arguments: spoilings.indices) func aDoubtfulRewrapIsRefused(_ index: Int) async throws {
        let (name, code, spoil) = Self.spoilings[index]
        let scene = try await ThreeApprovers()
        let before = try await scene.header()
        await #expect(throws: ExchangeError.any(code), Comment(rawValue: name)) { try await scene.rewrap(by: "kvv/uno", spoil) }
        #expect(try await scene.header() == before)
        #expect(try await scene.world.lastEntry().code == code.rawValue)
        #expect(try await scene.world.exchange.document(scene.document.id, by: try scene.world.id("kvv/uno")).value.rewrap == nil)
    }

    @Test(arguments: ["kvv/kim", "fk/ulla", "vagen/coach", "vard/admin"]) func othersRewrapNothing(name: String) async throws {
        let scene = try await ThreeApprovers()
        let before = try await scene.header()
        try await scene.world.disable("kvv/tri")
        await #expect(throws: ExchangeError.self) { try await scene.rewrap(by: name, opening: "kvv/uno") }
        #expect(try await scene.header() == before)
        #expect(try await scene.world.lastEntry().outcome == .denied)
        let caller = try scene.world.id(name)
        #expect(try await scene.world.exchange.rewraps(by: caller).value.tasks == [])
    }

    @Test func aDocumentThatTheExchangeReleasesHasNoHeader() async throws {
        let scene = try await ThreeApprovers()
        let other = try await scene.world.upload("Öppet.", to: scene.opened, by: "kvv/kim")
        await #expect(throws: ExchangeError.any(.invalidInput)) {
            try await scene.rewrap(by: "kvv/uno") { terms in
                terms.document = other.id
                terms.payloadDigest = other.payloadDigest
            }
        }
    }

    @Test func tasksComeInPagesAndShowTheirPeople() async throws {
        var limits = Limits()
        limits.pageSize = 2
        let scene = try await ThreeApprovers(limits: limits)
        let world = scene.world
        var documents = [scene.document.id]
        for text in ["b", "c"] { documents.append(try await world.upload(text, to: scene.opened, by: "kvv/kim", release: .owner).id) }
        try await world.disable("kvv/tri")
        let uno = try world.id("kvv/uno")
        let first = try await world.exchange.rewraps(by: uno)
        #expect(first.value.tasks.map(\.document) == Array(documents[..<2]) && first.value.next == documents[1])
        #expect(try await world.entries().contains { $0.action == .listRewraps && $0.participant == scene.document.participant })
        let second = try await world.exchange.rewraps(after: documents[1], by: uno)
        #expect(second.value.tasks.map(\.document) == [documents[2]] && second.value.next == nil)
        let stranger = DocumentID(random: world.random.source)
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.exchange.rewraps(after: stranger, by: uno) }
    }

    /// A document from before it was noted who holds one: the manifest tells.
    @Test func anOldDocumentIsComparedByItsManifest() async throws {
        let scene = try await ThreeApprovers()
        let (world, id) = (scene.world, scene.document.id)
        try await world.storage.write { try $0.setHolding(StoredHolding(document: id, holders: [])) }
        #expect(try await scene.tasks() == [])
        try await world.disable("kvv/tri")
        #expect(try await scene.tasks().map(\.document) == [id])
    }
}

/// A document that `kvv` releases, with its three approvers in the case.
struct ThreeApprovers {
    let world: World
    let opened: Case
    let document: DocumentView

    init(limits: Limits = Limits()) async throws {
        world = try await World(limits: limits)
        opened = try await world.openCase(with: ["kvv/kim", "kvv/uno", "kvv/dua", "kvv/tri", "kvv/kvar", "vagen/coach"])
        document = try await world.upload("Planen.", to: opened, by: "kvv/kim", release: .owner)
    }

    func tasks() async throws -> [RewrapTask] { try await world.exchange.rewraps(by: try world.id("kvv/uno")).value.tasks }

    func read(by name: String) async throws -> String {
        try await world.open(try await world.exchange.retrieve(document.id, for: .planering, by: try world.id(name)).value, as: name)
    }

    /// The header as it lies in storage.
    func header() async throws -> Header {
        let (keys, id) = (world.keys, document.id)
        let bytes = try await world.storage.read { facts in
            let stored = try #require(try facts.document(id))
            let participant = try #require(try facts.participant(stored.participant))
            let key = try keys.master.unwrap(participant.subjectKey, named: participant.id.text, as: SubjectUse.self)
            return try key.open(stored.key, for: "document/\(id)/key")
        }
        return try Header(encoded: bytes)
    }

    /// Rewraps as an approver's client does, with what `change` makes of it.
    @discardableResult
    func rewrap(
        by name: String, opening holder: String? = nil, _ change: (inout RewrapTerms) -> Void = { _ in }
    ) async throws -> Committed<DocumentView> {
        let caller = try world.id(name)
        let key = try await header().open(with: [try world.person(holder ?? name).identity])
        let approvers = try await world.storage.read { try $0.officers(of: document.owner).filter(\.isActiveApprover) }
        var terms = RewrapTerms(document, [DocumentManifest.Holder](approvers), by: caller, at: world.clock.now)
        change(&terms)
        let made = try Header(sealing: key, to: try terms.recipients.map(parseRecipient), random: { world.random.bytes($0) }).encoded
        let header = terms.header ?? made
        let record = try world.sign(terms.record(header), as: RewrapRecord.type, by: name)
        return try await world.exchange.rewrap(record, header: header, by: caller)
    }

    func approve(_ id: RequestID, by name: String) async throws {
        try await world.answer(id, by: name)
    }
}

/// The fields of a rewrap record, to be changed one by one.
struct RewrapTerms {
    var document: DocumentID
    var payloadDigest: String
    var holders: [DocumentManifest.Holder]
    var recipients: [String]
    var headerDigest: String?
    var header: [UInt8]?
    var by: OfficerID
    var at: Timestamp

    init(_ view: DocumentView, _ holders: [DocumentManifest.Holder], by officer: OfficerID, at now: Timestamp) {
        (document, payloadDigest, by, at) = (view.id, view.payloadDigest, officer, now)
        (self.holders, recipients) = (holders, holders.map(\.recipient))
    }

    func record(_ header: [UInt8]) -> RewrapRecord {
        RewrapRecord(
            document: document, payloadDigest: payloadDigest, holders: holders,
            headerDigest: headerDigest ?? RewrapRecord.digest(ofHeader: header), rewrappedBy: by, rewrappedAt: at)
    }
}

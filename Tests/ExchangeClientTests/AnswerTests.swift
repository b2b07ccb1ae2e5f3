import Age
import ExchangeAPI
import Foundation
import PKI
import SignedRecords
import Synchronization
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("Answering a request")
struct AnswerTests {
    let world: World
    let daemon: FakeDaemon
    let fileKey: FileKey
    let requester = World.officer("af-angered/karin")
    let recipient: X25519Identity
    let directory: TestDirectory

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        let random = world.random
        fileKey = try FileKey(random: { random.bytes($0) })
        recipient = try X25519Identity(random: { random.bytes($0) })
        directory = try Self.directory(world, requester, recipient.recipient.description)
        directory.serve(daemon)
        daemon.state.withLock { $0.officer = world.maria }
    }

    /// Maria and Nils are approvers of `sdf-angered`; the requester is an officer of `af-angered`.
    private static func directory(_ world: World, _ requester: OfficerID?, _ recipient: String) throws -> TestDirectory {
        var directory = try TestDirectory(world)
        for id in ["sdf-angered", "af-angered", "fk"] { try directory.add(.addOrganisation(TestDirectory.organisation(id))) }
        let key = world.identity.recipient.description
        try directory.add(.addOfficer(TestDirectory.officer(world.maria, [.approver], key)))
        try directory.add(.addOfficer(TestDirectory.officer(World.officer("sdf-angered/nils"), [.approver], "age1nils")))
        if let requester { try directory.add(.addOfficer(TestDirectory.officer(requester, [.caseOfficer], recipient))) }
        return directory
    }

    /// A request for an `owner` document of Maria's organisation, which Maria may answer.
    private func request(
        release: ReleaseMode = .owner, owner: String = "sdf-angered", category: Category = .planering, header: Bool = true,
        shown: String? = nil, holders: [DocumentManifest.Holder]? = nil, rewrap: ((DocumentManifest, [UInt8]) throws -> String)? = nil
    ) throws -> RequestView {
        let random = world.random
        let uploader = World.officer("\(owner)/maria")
        let document = DocumentID(random: random.source)
        let participant = ParticipantID(random: random.source)
        let manifest = DocumentManifest(
            document: document, participant: participant, caseID: CaseID(random: random.source), owner: uploader.organisation,
            category: .planering, release: release, name: "a", payloadDigest: "", payloadSize: 32,
            holders: holders ?? [.init(officer: world.maria, recipient: world.identity.recipient.description)], uploadedBy: uploader,
            uploadedAt: testNow)
        let record = try world.signer(uploader).sign(manifest, type: DocumentManifest.type)
        let sealed = try Header(sealing: fileKey, to: [world.identity.recipient], random: { random.bytes($0) }).encoded
        var part = RequestedDocumentView(document: document, category: category, release: release)
        (part.header, part.manifest) = (header ? Data(sealed).base64EncodedString() : nil, record.bodyText)
        part.rewrap = try rewrap?(manifest, sealed)
        return RequestView(
            id: RequestID(random: random.source), participant: participant, owner: uploader.organisation, requester: requester,
            requesterRecipient: shown ?? recipient.recipient.description, purpose: .planering, reason: "r", createdAt: testNow,
            state: .open, documents: [part])
    }

    /// A rewrap record for these holders, signed by somebody of the owner.
    private func rewrap(
        _ holders: [DocumentManifest.Holder], by officer: OfficerID? = nil, signer: Signer? = nil, header other: [UInt8]? = nil,
        document: DocumentID? = nil
    ) -> (DocumentManifest, [UInt8]) throws -> String {
        let (world, author) = (world, officer ?? World.officer("sdf-angered/nils"))
        return { manifest, sealed in
            let record = RewrapRecord(
                document: document ?? manifest.document, payloadDigest: manifest.payloadDigest, holders: holders,
                headerDigest: RewrapRecord.digest(ofHeader: other ?? sealed), rewrappedBy: author, rewrappedAt: testNow)
            return try (signer ?? world.signer(author)).sign(record, type: RewrapRecord.type).bodyText
        }
    }

    private var maria: DocumentManifest.Holder {
        DocumentManifest.Holder(officer: world.maria, recipient: world.identity.recipient.description)
    }

    private func answer(
        _ view: RequestView, _ plan: DocumentPlan, trust: Trust? = nil
    ) async throws -> (ApprovalRecord, AnswerRequestBody) {
        daemon.route("/v1/requests/\(view.id)/answer") { _, state in try state.committed(view, .answerRequest) }
        let connection = try world.connection(daemon, as: world.maria, directory: directory, trust: trust)
        _ = try await answerRequest(
            view.id, as: view, with: Self.answer(view, plan), over: connection, signer: try world.signer(world.maria),
            identities: OfficerKeys(world.identity))
        let sent = try #require(daemon.requests.last)
        let body = try WireJSON.decode(AnswerRequestBody.self, from: Data(sent.body))
        let record = try SignedRecord(parsing: Array(body.record.utf8))
        let verified = try await world.trust.anchors.verify(record, type: ApprovalRecord.type, at: testNow.date, revocations: nil)
        return (try CanonicalJSON.decode(ApprovalRecord.self, from: verified.payload), body)
    }

    private var approval: DocumentPlan {
        .approve(ApprovalPlan(assessment: "weighed", ground: .consent(nil), validUntil: testNow + .seconds(3600)))
    }

    private static let appeal = Appeal(isPossible: true, days: 21, swedish: "s", english: "e")

    /// The same answer to all of a request's documents.
    private static func answer(_ view: RequestView, _ plan: DocumentPlan) -> RequestAnswer {
        RequestAnswer(documents: Dictionary(uniqueKeysWithValues: view.documents.map { ($0.document, plan) }), appeal: appeal)
    }

    @Test("an approval wraps the file key for the requester, and for nobody else")
    func approve() async throws {
        let view = try request()
        let (record, body) = try await answer(view, approval)
        let part = try #require(record.answer(on: view.documents[0].document))
        #expect(part.answer == .approved && record.request == view.id && record.documents.count == 1 && record.appeal == nil)
        #expect(part.recipient == recipient.recipient.description && part.ground == .consent(nil) && record.answeredBy == world.maria)
        #expect(body.headers.map(\.document) == view.documents.map(\.document))
        let header = try Header(encoded: Array(try #require(body.headers.first.flatMap { Data(base64Encoded: $0.header) })))
        #expect(try header.open(with: [recipient]).exposedBytes == fileKey.exposedBytes)
        #expect(throws: AgeError.noMatch) { try header.open(with: [world.identity]) }
    }

    @Test("a document that the exchange releases needs no header")
    func policyRelease() async throws {
        let (record, body) = try await answer(try request(release: .policy, header: false), approval)
        #expect(record.documents[0].answer == .approved && record.documents[0].recipient == nil && body.headers.isEmpty)
    }

    @Test("a denial brings no header and asks for none")
    func deny() async throws {
        let (record, body) = try await answer(try request(header: false), .deny(assessment: "no"))
        let part = record.documents[0]
        #expect(part.answer == .denied && part.assessment == "no" && part.ground == nil && part.validUntil == nil && body.headers.isEmpty)
        #expect(record.appeal == Self.appeal)
        #expect(daemon.requests.count == 1)
    }

    @Test("several documents are answered in one record, each with its own header")
    func several() async throws {
        let (first, second, third) = (try request(), try request(release: .policy, header: false), try request(header: false))
        // They come from requests of their own, for another participant each: the manifests say so.
        let view = first.asking(for: [first.documents[0]])
        let differing = first.asking(for: [first.documents[0], second.documents[0]])
        let connection = try world.connection(daemon, as: world.maria, directory: directory)
        let signer = try world.signer(world.maria)
        let found = await failure {
            _ = try await answerRequest(
                view.id, as: differing, with: Self.answer(differing, approval), over: connection, signer: signer,
                identities: OfficerKeys(world.identity))
        }
        #expect(found?.code == "manifest-participant")
        let plans: [DocumentID: DocumentPlan] = [
            view.documents[0].document: approval, third.documents[0].document: .deny(assessment: "no"),
        ]
        let mixed = first.asking(for: [third.documents[0], first.documents[0]])
        daemon.route("/v1/requests/\(view.id)/answer") { _, state in try state.committed(view, .answerRequest) }
        _ = try await answerRequest(
            view.id, as: mixed, with: RequestAnswer(documents: plans, appeal: Self.appeal), over: connection, signer: signer,
            identities: OfficerKeys(world.identity))
        let body = try WireJSON.decode(AnswerRequestBody.self, from: Data(try #require(daemon.requests.last).body))
        let record = try CanonicalJSON.decode(ApprovalRecord.self, from: try SignedRecord(parsing: Array(body.record.utf8)).payload)
        #expect(record.documents.map(\.document) == mixed.documents.map(\.document))
        #expect(record.documents.map(\.answer) == [.denied, .approved] && record.appeal == Self.appeal)
        #expect(body.headers.map(\.document) == [first.documents[0].document])
    }

    @Test("an answer speaks of each document and of no other")
    func incomplete() async throws {
        let (first, other) = (try request(), try request())
        let connection = try world.connection(daemon, as: world.maria, directory: directory)
        let signer = try world.signer(world.maria)
        let both = first.asking(for: [first.documents[0], other.documents[0]])
        for (view, answer) in [
            (both, Self.answer(first, approval)), (first, Self.answer(both, approval)), (first, Self.answer(other, approval)),
        ] {
            let found = await failure {
                _ = try await answerRequest(
                    view.id, as: view, with: answer, over: connection, signer: signer, identities: OfficerKeys(world.identity))
            }
            #expect(found?.code == "answer-incomplete")
        }
        #expect(!daemon.requests.contains { $0.method == "POST" })
    }

    @Test(
        "refuses to let the key go",
        arguments: ["disabled", "unknown", "header", "foreign", "manifest", "identity", "owner", "another"])
    func refuses(kind: String) async throws {
        var view = try request()
        var expected = "requester-not-active"
        switch kind {
        case "disabled":
            var changed = directory
            try changed.add(.disableOfficer(requester))
            changed.serve(daemon)
        case "unknown": try Self.directory(world, nil, "").serve(daemon)
        case "header": (view, expected) = (try request(header: false), "header-missing")
        case "foreign": (view, expected) = (try request(category: .ekonomi), "manifest-category")
        case "manifest": (view, expected) = (try World.foreignRequest(like: view), "manifest-signature")
        case "another": expected = "answer-differs"
        case "owner": (view, expected) = (try request(owner: "fk"), "not-owner")
        default: expected = "header-unopened"
        }
        let connection = try world.connection(
            daemon, as: world.maria, directory: kind == "unknown" ? try Self.directory(world, nil, "") : directory)
        let signer = try world.signer(world.maria)
        let identity: any KeyPair = kind == "identity" ? recipient : world.identity
        let asked = kind == "another" ? RequestID(random: world.random.source) : view.id
        let found = await failure {
            _ = try await answerRequest(
                asked, as: view, with: Self.answer(view, approval), over: connection, signer: signer,
                identities: OfficerKeys(identity))
        }
        #expect(found?.code == expected)
        #expect(!daemon.requests.contains { $0.path.hasSuffix("/answer") })
    }

    /// The attack: the daemon puts its own key in the requester's place, in the request, in the directory that it shows, or in the chain of
    /// changes. The approver's client wraps nothing and sends nothing.
    @Test("a swapped key is noticed, and the document's key stays", arguments: ["request", "request and directory", "records", "replay"])
    func swappedKey(kind: String) async throws {
        let daemonKey = world.hybrid.recipient.description
        var lying = directory
        let swapped = TestDirectory.officer(requester, [.caseOfficer], daemonKey)
        switch kind {
        case "request": break
        case "request and directory":
            let officers = directory.ledger.officers.map { $0.id == requester ? swapped : $0 }
            lying.serve(daemon, shown: DirectoryView(organisations: directory.ledger.organisations, officers: officers))
        case "records":
            try lying.add(.changeOfficer(swapped), signer: try World().signer(TestDirectory.ada), follows: false)
            lying.serve(daemon)
        default:
            // The requester once had the key that the daemon has got hold of, and the administrator replaced it.
            lying = try Self.directory(world, requester, daemonKey)
            try lying.add(.changeOfficer(TestDirectory.officer(requester, [.caseOfficer], recipient.recipient.description)))
            lying.records[6] = lying.records[5]
            lying.serve(daemon)
        }
        let view = try request(shown: daemonKey)
        let connection = try world.connection(daemon, as: world.maria, directory: directory)
        let signer = try world.signer(world.maria)
        let found = await failure {
            _ = try await answerRequest(
                view.id, as: view, with: Self.answer(view, approval), over: connection, signer: signer,
                identities: OfficerKeys(world.identity))
        }
        let codes = ["records": "directory-signature", "replay": "directory-chain"]
        #expect(found?.code == codes[kind, default: "directory-mismatch"] && found?.exitClass == .integrity)
        if codes[kind] == nil { #expect(found?.sentence.contains("af-angered/karin") == true) }
        #expect(!daemon.requests.contains { $0.method == "POST" })
    }

    @Test("who isn't sealed to is told whom to ask")
    func notAHolder() async throws {
        let nils = DocumentManifest.Holder(officer: World.officer("sdf-angered/nils"), recipient: "age1nils")
        let gone = DocumentManifest.Holder(officer: World.officer("sdf-angered/gone"), recipient: "age1gone")
        let formerKey = DocumentManifest.Holder(officer: world.maria, recipient: "age1before")
        let cases: [([DocumentManifest.Holder], String)] = [
            ([gone, nils], "it opens for sdf-angered/nils"), ([formerKey, nils], "it opens for sdf-angered/nils"),
            ([gone], "nobody who is an approver now can open it"),
        ]
        for (holders, sentence) in cases {
            for view in [try request(holders: holders), try request(rewrap: rewrap(holders))] {
                let found = await failure { _ = try await answer(view, approval) }
                #expect(found?.code == "not-a-holder" && found?.sentence.contains(sentence) == true)
            }
        }
    }

    @Test("the newest rewrap record tells who holds the document")
    func rewrapped() async throws {
        let view = try request(holders: [], rewrap: rewrap([maria]))
        #expect(try await answer(view, approval).0.documents[0].answer == .approved)
    }

    @Test("a rewrap record outlives the certificate of whoever made it")
    func rewrappedByOneWhoLeft() async throws {
        let issued = try world.issue(.officerSigning(try world.name(World.officer("sdf-angered/nils"))))
        let signer = try Signer(privateKeyPEM: issued.privateKeyPEM, certificateChainPEM: issued.certificatePEM)
        let view = try request(holders: [], rewrap: rewrap([maria], signer: signer))
        #expect(try await answer(view, approval, trust: try world.trust(revoking: issued)).0.documents[0].answer == .approved)
    }

    @Test("a rewrap record that doesn't hold is not taken", arguments: ["author", "signer", "header", "document", "authority", "bytes"])
    func badRewrap(kind: String) async throws {
        let random = world.random
        let make: (DocumentManifest, [UInt8]) throws -> String =
            switch kind {
            case "author": rewrap([maria], by: World.officer("fk/maria"))
            case "signer": rewrap([maria], signer: try world.signer(world.karin))
            case "header": rewrap([maria], header: [1])
            case "document": rewrap([maria], document: DocumentID(random: random.source))
            case "authority": rewrap([maria], signer: try World().signer(World.officer("sdf-angered/nils")))
            default: { _, _ in "{}" }
            }
        let found = await failure { _ = try await answer(try request(rewrap: make), approval) }
        #expect(found?.code == (["authority", "bytes"].contains(kind) ? "rewrap-signature" : "rewrap-differs"))
        #expect(!daemon.requests.contains { $0.method == "POST" })
    }
}

extension World {
    /// The same request with a manifest signed under another authority.
    fileprivate static func foreignRequest(like view: RequestView) throws -> RequestView {
        let other = try World()
        let stated = try SignedRecord(parsing: Array(try #require(view.documents[0].manifest).utf8))
        let manifest = try CanonicalJSON.decode(DocumentManifest.self, from: stated.payload)
        let record = try other.signer(other.maria).sign(manifest, type: DocumentManifest.type)
        var part = view.documents[0]
        part.manifest = record.bodyText
        return view.asking(for: [part])
    }
}

extension RequestView {
    /// The same request for other documents.
    fileprivate func asking(for documents: [RequestedDocumentView]) -> RequestView {
        RequestView(
            id: id, participant: participant, owner: owner, requester: requester, requesterRecipient: requesterRecipient, purpose: purpose,
            reason: reason, createdAt: createdAt, state: state, documents: documents)
    }
}

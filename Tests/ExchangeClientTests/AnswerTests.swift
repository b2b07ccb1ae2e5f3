import Age
import ExchangeAPI
import Foundation
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

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        let random = world.random
        fileKey = try FileKey(random: { random.bytes($0) })
        recipient = try X25519Identity(random: { random.bytes($0) })
        daemon.state.withLock { $0.officer = world.maria }
        serve(directory: recipient.recipient.description)
    }

    private func serve(directory text: String, disabled: Bool = false) {
        let officer = Officer(id: requester, roles: [.caseOfficer], clearedForProtectedIdentity: false, disabled: disabled, recipient: text)
        daemon.route("/v1/directory") { _, state in
            try state.committed(DirectoryView(organisations: [], officers: [officer]), .listDirectory)
        }
    }

    /// A request for an `owner` document of Maria's organisation, which Maria may answer.
    private func request(
        release: ReleaseMode = .owner, owner: String = "sdf-angered", category: Category = .planering, header: Bool = true
    ) throws -> RequestView {
        let random = world.random
        let uploader = World.officer("\(owner)/maria")
        let document = DocumentID(random: random.source)
        let participant = ParticipantID(random: random.source)
        let manifest = DocumentManifest(
            document: document, participant: participant, caseID: CaseID(random: random.source), owner: uploader.organisation,
            category: .planering, release: release, name: "a", payloadDigest: "", payloadSize: 32, holders: [], uploadedBy: uploader,
            uploadedAt: testNow)
        let record = try world.signer(uploader).sign(manifest, type: DocumentManifest.type)
        let sealed = try Header(sealing: fileKey, to: [world.identity.recipient], random: { random.bytes($0) }).encoded
        return RequestView(
            id: RequestID(random: random.source), document: document, category: category, participant: participant,
            owner: uploader.organisation, requester: requester, requesterRecipient: recipient.recipient.description, purpose: .planering,
            reason: "r", createdAt: testNow, state: .open, answeredBy: nil, answeredAt: nil, validUntil: nil, answer: nil,
            header: header ? Data(sealed).base64EncodedString() : nil, manifest: record.bodyText)
    }

    private func answer(_ view: RequestView, _ answer: RequestAnswer) async throws -> (ApprovalRecord, AnswerRequestBody) {
        daemon.route("/v1/requests/\(view.id)/answer") { _, state in try state.committed(view, .answerRequest) }
        let connection = try world.connection(daemon, as: world.maria)
        _ = try await answerRequest(
            view.id, as: view, with: answer, over: connection, signer: try world.signer(world.maria), identities: [world.identity])
        let sent = try #require(daemon.requests.last)
        let body = try WireJSON.decode(AnswerRequestBody.self, from: Data(sent.body))
        let record = try SignedRecord(parsing: Array(body.record.utf8))
        let verified = try await world.trust.anchors.verify(record, type: ApprovalRecord.type, at: testNow.date, revocations: nil)
        return (try CanonicalJSON.decode(ApprovalRecord.self, from: verified.payload), body)
    }

    private var approval: RequestAnswer {
        .approve(ApprovalPlan(assessment: "weighed", ground: .consent, validUntil: testNow + .seconds(3600)))
    }

    @Test("an approval wraps the file key for the requester, and for nobody else")
    func approve() async throws {
        let view = try request()
        let (record, body) = try await answer(view, approval)
        #expect(record.answer == .approved && record.request == view.id && record.document == view.document)
        #expect(record.recipient == recipient.recipient.description && record.ground == .consent && record.answeredBy == world.maria)
        let header = try Header(encoded: Array(try #require(body.header.flatMap { Data(base64Encoded: $0) })))
        #expect(try header.open(with: [recipient]).exposedBytes == fileKey.exposedBytes)
        #expect(throws: AgeError.noMatch) { try header.open(with: [world.identity]) }
    }

    @Test("a document that the exchange releases needs no header")
    func policyRelease() async throws {
        let (record, body) = try await answer(try request(release: .policy, header: false), approval)
        #expect(record.answer == .approved && record.recipient == nil && body.header == nil)
    }

    @Test("a denial brings no header and asks for none")
    func deny() async throws {
        let (record, body) = try await answer(try request(header: false), .deny(assessment: "no"))
        #expect(
            record.answer == .denied && record.assessment == "no" && record.ground == nil && record.validUntil == nil && body.header == nil)
        #expect(daemon.requests.count == 1)
    }

    @Test(
        "refuses to let the key go",
        arguments: ["recipient", "disabled", "unknown", "header", "foreign", "manifest", "identity", "owner", "another"])
    func refuses(kind: String) async throws {
        var view = try request()
        var expected = "recipient-differs"
        switch kind {
        case "recipient": serve(directory: world.identity.recipient.description)
        case "disabled":
            serve(directory: recipient.recipient.description, disabled: true)
            expected = "requester-not-active"
        case "unknown":
            daemon.route("/v1/directory") { _, state in try state.committed(DirectoryView(organisations: [], officers: []), .listDirectory)
            }
            expected = "requester-not-active"
        case "header": (view, expected) = (try request(header: false), "header-missing")
        case "foreign": (view, expected) = (try request(category: .ekonomi), "manifest-category")
        case "manifest": (view, expected) = (try World.foreignRequest(like: view), "manifest-signature")
        case "another": expected = "answer-differs"
        case "owner": (view, expected) = (try request(owner: "fk"), "not-owner")
        default: expected = "header-unopened"
        }
        let connection = try world.connection(daemon, as: world.maria)
        let signer = try world.signer(world.maria)
        let identity: any Identity = kind == "identity" ? recipient : world.identity
        let asked = kind == "another" ? RequestID(random: world.random.source) : view.id
        let found = await failure {
            _ = try await answerRequest(asked, as: view, with: approval, over: connection, signer: signer, identities: [identity])
        }
        #expect(found?.code == expected)
        #expect(!daemon.requests.contains { $0.path.hasSuffix("/answer") })
    }
}

extension World {
    /// The same request with a manifest signed under another authority.
    fileprivate static func foreignRequest(like view: RequestView) throws -> RequestView {
        let other = try World()
        let stated = try SignedRecord(parsing: Array(view.manifest.utf8))
        let manifest = try CanonicalJSON.decode(DocumentManifest.self, from: stated.payload)
        let record = try other.signer(other.maria).sign(manifest, type: DocumentManifest.type)
        return RequestView(
            id: view.id, document: view.document, category: view.category, participant: view.participant, owner: view.owner,
            requester: view.requester, requesterRecipient: view.requesterRecipient, purpose: view.purpose, reason: view.reason,
            createdAt: view.createdAt, state: view.state, answeredBy: nil, answeredAt: nil, validUntil: nil, answer: nil,
            header: view.header, manifest: record.bodyText)
    }
}

import Age
import ExchangeAPI
import Foundation
import PKI
import SignedRecords
import Testing

@testable import Exchange
@testable import ExchangeClient

/// What a requester's client looks at before it takes a document that its owner has released.
@Suite("Taking what an owner has released")
struct ReleaseTests {
    let world: World
    let daemon: FakeDaemon
    let directory: TestDirectory
    let approver = World.officer("sdf-angered/uno")

    init() throws {
        world = try World()
        daemon = try FakeDaemon()
        var directory = try TestDirectory(world)
        try directory.add(.addOrganisation(TestDirectory.organisation("af-angered")))
        try directory.add(
            .addOfficer(TestDirectory.officer(world.karin, [.caseOfficer], world.identity.recipient.description)))
        directory.serve(daemon)
        self.directory = directory
    }

    private struct Terms {
        var request: RequestID
        var document: DocumentID
        var requester: OfficerID
        var answer = ApprovalRecord.Answer.approved
        var recipient: String?
        var by: OfficerID
        var signer: Signer?
        var trust: Trust?
    }

    /// Serves a document of `sdf-angered` with an approval for Karin, as `spoil` has it; answers what came of fetching it.
    private func fetch(approved: Bool = true, _ spoil: (inout Terms) throws -> Void = { _ in }) async throws -> (ClientError?, [Check]) {
        var document = try TestDocument(world)
        document.manifest = document.manifest.released(by: .owner)
        document.record = try world.signer(world.maria).sign(document.manifest, type: DocumentManifest.type).bodyText
        let request = RequestID(random: world.random.source)
        var terms = Terms(
            request: request, document: document.id, requester: world.karin, recipient: world.identity.recipient.description, by: approver)
        try spoil(&terms)
        let part = ApprovalRecord.DocumentAnswer(
            document: terms.document, answer: terms.answer, assessment: "a", ground: .consent(nil), validUntil: testNow + .seconds(60),
            recipient: terms.recipient)
        let record = ApprovalRecord(
            request: terms.request, requester: terms.requester, documents: [part], answeredBy: terms.by, answeredAt: testNow)
        let answer = try (terms.signer ?? world.signer(terms.by)).sign(record, type: ApprovalRecord.type).bodyText
        document.serve(daemon, approval: approved ? request : nil)
        let asked = RequestedDocumentView(document: document.id, category: .planering, release: .owner)
        var view = RequestView(
            id: request, participant: document.participant, owner: world.maria.organisation, requester: world.karin, requesterRecipient: "",
            purpose: .planering, reason: "r", createdAt: testNow, state: .approved, documents: [asked])
        view.answer = answer
        daemon.route("/v1/requests/\(request)") { [view] _, state in try state.committed(view, .readRequest) }
        let folder = try TemporaryFolder()
        let connection = try world.connection(daemon, directory: directory, trust: terms.trust)
        let found = await failure {
            _ = try await getDocument(
                document.id, purpose: .planering, to: .file(folder.file("out")), over: connection, identities: OfficerKeys(world.identity),
                progress: { _ in })
        }
        #expect(folder.names == (found == nil ? ["out"] : []))
        let report = try await verifyDocument(
            document.id, purpose: .planering, over: connection, identities: OfficerKeys(world.identity), progress: { _ in })
        return (found, report.checks)
    }

    @Test("an approval for one's own key is taken, and so is what a holder reads", arguments: [true, false])
    func taken(approved: Bool) async throws {
        let (found, checks) = try await fetch(approved: approved)
        #expect(found == nil && checks.allPassed && checks.contains { $0.name == "release" })
    }

    @Test("an approval outlives its approver's certificate")
    func approvedByOneWhoLeft() async throws {
        let issued = try world.issue(.officerSigning(try world.name(approver)))
        let (found, _) = try await fetch { terms in
            terms.signer = try Signer(privateKeyPEM: issued.privateKeyPEM, certificateChainPEM: issued.certificatePEM)
            terms.trust = try world.trust(revoking: issued)
        }
        #expect(found == nil)
    }

    @Test("an approval that was made for another key is told of")
    func anotherKey() async throws {
        let (found, checks) = try await fetch { $0.recipient = "age1daemon" }
        #expect(found?.code == "approval-recipient" && found?.exitClass == .integrity)
        #expect(checks.filter { !$0.passed }.map(\.name) == ["approval-recipient"])
    }

    @Test(
        "an approval that isn't of this is not taken",
        arguments: ["request", "document", "requester", "denied", "outsider", "signer", "authority"])
    func refused(kind: String) async throws {
        let random = world.random
        let (found, _) = try await fetch { terms in
            switch kind {
            case "request": terms.request = RequestID(random: random.source)
            case "document": terms.document = DocumentID(random: random.source)
            case "requester": terms.requester = world.maria
            case "denied": terms.answer = .denied
            case "outsider": terms.by = World.officer("fk/uno")
            case "signer": terms.signer = try world.signer(world.karin)
            default: terms.signer = try World().signer(approver)
            }
        }
        #expect(found?.code == (kind == "authority" ? "approval-signature" : "approval-differs"))
    }
}

extension DocumentManifest {
    /// The same document, released otherwise.
    func released(by release: ReleaseMode) -> DocumentManifest {
        DocumentManifest(
            document: document, participant: participant, caseID: caseID, owner: owner, category: category, release: release, name: name,
            payloadDigest: payloadDigest, payloadSize: payloadSize, holders: holders, uploadedBy: uploadedBy, uploadedAt: uploadedAt)
    }
}

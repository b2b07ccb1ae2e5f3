import Age
import AsyncHTTPClient
import Crypto
import ExchangeAPI
import Foundation
import NIOHTTP1
import SignedRecords

@testable import Exchange
@testable import ExchangeClient

/// A document of Maria's that Karin may read, as the daemon would answer for it. A test changes a field to make the daemon lie.
struct TestDocument: Sendable {
    static let plaintext = [UInt8](repeating: 0x61, count: 150_000)

    let id: DocumentID
    let retrieval: RetrievalID
    let participant: ParticipantID
    let caseID: CaseID
    var header: [UInt8]
    var payload: [UInt8]
    var manifest: DocumentManifest
    var record: String
    /// How many bytes each GET of the payload sends before it breaks; when there are no more, all the rest.
    var breaks: [Int] = []
    /// What the retrieval's own answer has for a payload.
    var inAnswer: String?

    init(_ world: World, by uploader: OfficerID? = nil, signer: Signer? = nil, plaintext: [UInt8] = plaintext) throws {
        let random = world.random
        id = DocumentID(random: random.source)
        retrieval = RetrievalID(random: random.source)
        participant = ParticipantID(random: random.source)
        caseID = CaseID(random: random.source)
        let key = try FileKey(random: { random.bytes($0) })
        header = try Header(sealing: key, to: [world.identity.recipient], random: { random.bytes($0) }).encoded
        var sealer = try PayloadSealer(fileKey: key, nonce: random.bytes(16))
        payload = try sealer.update(plaintext) + sealer.finish()
        manifest = DocumentManifest(
            document: id, participant: participant, caseID: caseID, owner: world.maria.organisation, category: .planering, release: .policy,
            name: "plan.pdf", payloadDigest: Hexadecimal.text(SHA256.hash(data: payload)), payloadSize: UInt64(payload.count), holders: [],
            uploadedBy: uploader ?? world.maria, uploadedAt: testNow)
        record = try (signer ?? world.signer(world.maria)).sign(manifest, type: DocumentManifest.type).bodyText
    }

    var view: DocumentView {
        DocumentView(
            id: id, participant: participant, caseID: caseID, owner: manifest.owner, category: .planering, release: manifest.release,
            name: "plan.pdf", uploadedBy: manifest.uploadedBy, uploadedAt: testNow, payloadDigest: manifest.payloadDigest,
            payloadSize: manifest.payloadSize, version: .first, manifest: record)
    }

    /// Lets the daemon answer a retrieval of this document with what it holds now.
    func serve(_ daemon: FakeDaemon, asked: DocumentID? = nil, approval: RequestID? = nil) {
        let document = self
        let asked = asked ?? id
        daemon.route("/v1/documents/\(asked)/retrievals") { _, state in
            let answer = Retrieval(
                id: document.retrieval, document: document.view, header: Data(document.header).base64EncodedString(), expiresAt: testNow,
                consent: nil, approval: approval, payload: document.inAnswer)
            return try state.committed(answer, .retrieveDocument, resource: asked.text, purpose: .planering)
        }
        daemon.route(payloadPath(of: retrieval)) { request, state in
            let earlier = state.requests.count { $0.path == request.path } - 1
            return document.answer(request, earlier: earlier)
        }
    }

    private func answer(_ request: FakeDaemon.Request, earlier: Int) -> HTTPClientResponse {
        let range = request.headers.first(name: "range").flatMap { UInt64($0.dropFirst(6).dropLast()) }
        let offset = Int(range ?? 0)
        let size = manifest.payloadSize
        let fields: HTTPHeaders = range == nil ? [:] : ["content-range": "bytes \(offset)-\(size - 1)/\(size)"]
        let rest = Array(payload.dropFirst(offset))
        guard earlier < breaks.count else {
            return .answer(range == nil ? 200 : 206, "application/octet-stream", rest, headers: fields)
        }
        return .broken(range == nil ? 200 : 206, Array(rest.prefix(breaks[earlier])), headers: fields)
    }
}

import AsyncHTTPClient
import ExchangeAPI
import Foundation
import NIOHTTP1
import SignedRecords

@testable import Exchange
@testable import ExchangeClient

/// What a test does to a part before the daemon takes it: answers in its place, or throws as a connection that broke. Gets the part's number.
typealias UploadFault = @Sendable (FakeDaemon.Request, inout FakeDaemon.State, Int) throws -> HTTPClientResponse?

extension FakeDaemon {
    /// Answers an upload as the exchange does.
    func serve(_ ticket: UploadTicket, fault: @escaping UploadFault = { _, _, _ in nil }) {
        let path = "/v1/uploads/\(ticket.upload)"
        route("/v1/uploads") { _, state in try state.committed(ticket, .uploadDocument) }
        route(path) { request, state in
            guard request.method == "PATCH" else { return try .json(UploadProgress(size: UInt64(state.received.count))) }
            let number = state.requests.count { $0.method == "PATCH" }
            if let answer = try fault(request, &state, number) { return answer }
            guard request.headers.first(name: Field.uploadOffset) == String(state.received.count) else {
                return try .problem(409, "upload-offset")
            }
            guard request.headers.first(name: Field.contentDigest) == ContentDigest(of: request.body).description else {
                return try .problem(422, "digest-mismatch")
            }
            state.received += request.body
            return try .json(UploadProgress(size: UInt64(state.received.count)))
        }
        route("\(path)/completion") { request, state in
            let body = try WireJSON.decode(CompleteUploadBody.self, from: Data(request.body))
            let record = try SignedRecord(parsing: Array(body.manifest.utf8))
            let manifest = try CanonicalJSON.decode(DocumentManifest.self, from: record.payload)
            let view = DocumentView(
                id: manifest.document, participant: manifest.participant, caseID: manifest.caseID, owner: manifest.owner,
                category: manifest.category, release: manifest.release, name: manifest.name, uploadedBy: manifest.uploadedBy,
                uploadedAt: testNow, payloadDigest: manifest.payloadDigest, payloadSize: manifest.payloadSize, version: .first,
                manifest: body.manifest)
            return try state.committed(view, .uploadDocument)
        }
    }
}

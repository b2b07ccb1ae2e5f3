import Age
import Exchange
import ExchangeAPI
import Foundation
import HTTPTypes
import StorageContract

extension Bench {
    /// A participant, registered by rut, with a case of hers.
    func openedCase() async throws -> Case {
        let body = RegisterParticipantBody(number: "198803200016", givenName: "Tilda", familyName: "Testsson", protectedIdentity: false)
        let registered = try await make(.register(body), as: Bench.rut)
        return try await make(.openCase(for: registered.participant), as: Bench.rut)
    }

    /// An upload of rut's to a case.
    func begunUpload(to opened: Case) async throws -> UploadTicket {
        try await make(.beginUpload(BeginUploadBody(caseID: opened.id, category: .kartlaggning, release: .policy)), as: Bench.rut)
    }

    /// Sends one part.
    func sendPart(
        _ bytes: [UInt8], of upload: UploadID, at offset: String, digest: String? = nil, type: String = "application/octet-stream",
        as officer: OfficerID = Bench.rut
    ) async throws -> Reply {
        var fields: HTTPFields = [.contentType: type]
        if let name = HTTPField.Name(Field.uploadOffset) { fields[name] = offset }
        if let name = HTTPField.Name(Field.contentDigest) { fields[name] = digest ?? "\(ContentDigest(of: bytes))" }
        return try await send(.patch, "/v1/uploads/\(upload)", as: officer, fields: fields, body: bytes)
    }

    /// A document of rut's with `payload`, uploaded and completed.
    func storedDocument(_ payload: [UInt8], in opened: Case) async throws -> DocumentView {
        let ticket = try await begunUpload(to: opened)
        let sent = try await sendPart(payload, of: ticket.upload, at: "0")
        guard sent.status == 200 else { throw Unexpected(reply: sent) }
        let header = try Header(
            sealing: FileKey(random: { random.bytes($0) }), to: [try parseRecipient(ticket.exchangeRecipient ?? "")],
            random: { random.bytes($0) })
        let manifest = DocumentManifest(
            document: DocumentID(random: random.source), participant: opened.participant, caseID: opened.id,
            owner: Bench.rut.organisation, category: .kartlaggning, release: .policy, name: "kartlaggning.pdf",
            payloadDigest: Hexadecimal.text(ContentDigest(of: payload).bytes), payloadSize: UInt64(payload.count), holders: [],
            uploadedBy: Bench.rut, uploadedAt: clock.now)
        let body = CompleteUploadBody(
            manifest: try sign(manifest, type: DocumentManifest.type, as: Bench.rut), header: Data(header.encoded).base64EncodedString())
        return try await make(.completeUpload(ticket.upload, body), as: Bench.rut)
    }
}

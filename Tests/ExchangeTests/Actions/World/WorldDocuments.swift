import Age
import Crypto
import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

/// A document on its way in: sealed by the uploader's client, its bytes in the exchange, not completed yet.
struct SealedUpload {
    let ticket: UploadTicket
    let payload: [UInt8]
    let header: [UInt8]
    var manifest: DocumentManifest
}

extension World {
    /// Seals `text` as a client does: to the exchange's recipient, or to the approvers of the uploader's organisation.
    func beginUpload(
        _ text: String, to value: Case, by name: String = "fk/bo", release: ReleaseMode = .policy,
        category: Category = .planering
    ) async throws -> SealedUpload {
        let uploader = try id(name)
        let ticket = try await exchange.beginUpload(to: value.id, category: category, release: release, by: uploader).value
        let (payload, header) = try seal(text, to: ticket.exchangeRecipient.map { [$0] } ?? ticket.holders.map(\.recipient))
        try await send(payload, of: ticket.upload, at: 0, by: uploader)
        let manifest = DocumentManifest(
            document: DocumentID(random: random.source), participant: value.participant, caseID: value.id, owner: uploader.organisation,
            category: category, release: release, name: "plan.txt", payloadDigest: Hexadecimal.text(SHA256.hash(data: payload)),
            payloadSize: UInt64(payload.count), holders: ticket.holders, uploadedBy: uploader, uploadedAt: clock.now)
        return SealedUpload(ticket: ticket, payload: payload, header: header, manifest: manifest)
    }

    /// Sends one part.
    func send(_ bytes: [UInt8], of upload: UploadID, at offset: UInt64, by officer: OfficerID) async throws {
        var part = try await exchange.beginPart(of: upload, at: offset, by: officer)
        try await exchange.append(bytes, to: &part)
        exchange.endPart(part)
    }

    func complete(_ upload: SealedUpload, by name: String = "fk/bo", idempotency: Idempotency? = nil) async throws -> Committed<
        DocumentView
    > {
        let record = try sign(upload.manifest, as: DocumentManifest.type, by: name)
        return try await exchange.completeUpload(
            upload.ticket.upload, manifest: record, header: upload.header, by: try id(name), idempotency: idempotency)
    }

    func upload(_ text: String, to value: Case, by name: String = "fk/bo", release: ReleaseMode = .policy) async throws -> DocumentView {
        try await complete(try await beginUpload(text, to: value, by: name, release: release), by: name).value
    }

    /// What a client does with a retrieval: fetches the payload, opens the header with the officer's own identity, opens the payload.
    func open(_ retrieval: Retrieval, as name: String) async throws -> String {
        let blob = try await exchange.payload(of: retrieval.id, by: try id(name)).blob
        let payload = try await blob.read(at: 0, count: Int(blob.size))
        #expect(Hexadecimal.text(SHA256.hash(data: payload)) == retrieval.document.payloadDigest)
        let header = Array(try #require(Data(base64Encoded: retrieval.header)))
        var opener = PayloadOpener(fileKey: try Header(encoded: header).open(with: [try person(name).identity]))
        let start = try opener.update(payload)
        return String(decoding: start + (try opener.finish()), as: UTF8.self)
    }

    /// The header of an owner's document, opened by an approver and sealed again for one recipient.
    func rewrap(_ request: RequestView, _ number: Int = 0, by name: String) throws -> [UInt8] {
        let header = Array(try #require(request.documents[number].header.flatMap { Data(base64Encoded: $0) }))
        let key = try Header(encoded: header).open(with: [try person(name).identity])
        return try Header(sealing: key, to: [try parseRecipient(request.requesterRecipient)], random: { random.bytes($0) }).encoded
    }

    private func seal(_ text: String, to recipients: [String]) throws -> (payload: [UInt8], header: [UInt8]) {
        let key = try FileKey(random: { random.bytes($0) })
        var sealer = try PayloadSealer(fileKey: key, nonce: random.bytes(16))
        let payload = try sealer.update(Array(text.utf8)) + (try sealer.finish())
        let header = try Header(sealing: key, to: try recipients.map(parseRecipient), random: { random.bytes($0) })
        return (payload, header.encoded)
    }
}

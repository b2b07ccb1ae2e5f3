package import Age
package import Exchange
import ExchangeAPI

/// A document that was fetched, checked and delivered.
package struct Retrieved: Sendable {
    /// The exchange's view of it; equal to the manifest where both speak.
    package let document: DocumentView
    /// What the uploader signed.
    package let manifest: DocumentManifest
    /// The entry that tells of this retrieval.
    package let receipt: Receipt
    /// The consent and the approval that carried it.
    package let consent: ConsentID?
    package let approval: RequestID?
    /// Bytes of plaintext.
    package let size: UInt64
}

/// Fetches a document, checks everything about it, and only then lets its plaintext appear at `destination`.
///
/// In order: the destination is free; the exchange permits and logs it (receipt verified); the manifest is signed by its uploader under
/// the authority and says what the exchange says; an owner's document was approved for the officer's own key; the header opens; the payload is of the manifest's size and SHA-256 and opens to
/// its end. Until then the plaintext lies in a file without a name (mode 0600), beside the destination or in `/tmp`. When
/// anything fails, nothing stays behind. An existing file is replaced only with `force`.
package func getDocument(
    _ id: DocumentID, purpose: Purpose, to destination: Destination, force: Bool = false, over connection: ExchangeConnection,
    identities: [any Identity], progress: @escaping ProgressSink
) async throws(ClientError) -> Retrieved {
    let spool = try destination.prepare(force: force, random: connection.random)
    let answer = try await connection.retrieve(id, for: purpose)
    let retrieval = answer.result
    var check = await ManifestCheck(retrieval.document.manifest, trust: connection.trust, now: connection.clock.now())
    check.compare(with: retrieval.document, asked: id)
    let manifest = try check.required()
    try await requireRelease(of: retrieval, manifest, over: connection)
    var opening = try PayloadOpening(header: retrieval.header, identities: identities, manifest: manifest)
    var size: UInt64 = 0
    let keep = { (plaintext: [UInt8]) throws(ClientError) in
        size += UInt64(plaintext.count)
        try spool.write(plaintext)
    }
    let download = PayloadDownload(retrieval: retrieval.id, connection: connection, progress: progress)
    try await download.run(into: &opening, take: keep)
    try keep(try opening.finish())
    try destination.deliver(spool, force: force)
    return Retrieved(
        document: retrieval.document, manifest: manifest, receipt: answer.receipt, consent: retrieval.consent,
        approval: retrieval.approval, size: size)
}

extension ExchangeConnection {
    /// Asks for a document. The receipt must tell of this very retrieval.
    func retrieve(_ id: DocumentID, for purpose: Purpose) async throws(ClientError) -> Answer<Retrieval> {
        let answer = try await send(try made { try .retrieve(id, for: purpose) })
        let entry = try verifyReceipt(answer.receipt, by: try requireVerifier(), of: me)
        guard entry.action == .retrieveDocument, entry.resource == id.text, entry.purpose == purpose else {
            throw .integrity("receipt-entry", "the receipt's entry tells of something else than this retrieval")
        }
        return answer
    }
}

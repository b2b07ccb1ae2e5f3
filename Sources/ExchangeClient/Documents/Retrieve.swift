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
    /// Bytes that were delivered.
    package let size: UInt64
    /// The emergency read that it was, to be reviewed.
    package let emergency: EmergencyID?
}

/// What of a document is wanted.
package enum DocumentForm: Sendable, Hashable {
    /// Its plaintext.
    case opened
    /// The age file as it is delivered: header for this officer, and payload. Nobody's identity is needed.
    case sealed
}

/// Fetches a document, checks everything about it, and only then lets it appear at `destination`.
///
/// In order: the destination is free; the exchange permits and logs it (receipt verified); the manifest is signed by its uploader under
/// the authority and says what the exchange says; an owner's document was approved for the officer's own key; the header opens; the payload is of the manifest's size and SHA-256 and opens to
/// its end. Until then the plaintext lies in a file without a name (mode 0600), beside the destination or in `/tmp`. An existing file is
/// replaced only with `force`.
///
/// With a reason the document is read in an emergency (nödöppning): decided by other policies, seen by owner and auditors at once, and reviewed.
///
/// Beside a file the sealed bytes are kept as they come, see ``PartialFile``. They stay when the exchange is out of reach or this process
/// ends; with `continuing`, another fetch asks only for what is missing: as a retrieval of its own, decided and logged anew. When
/// anything isn't as it should be, or the exchange ends it because its ground has gone, nothing stays behind.
package func getDocument(
    _ id: DocumentID, purpose: Purpose, to destination: Destination, form: DocumentForm = .opened, force: Bool = false,
    continuing: Bool = false, inEmergency reason: String? = nil, over connection: ExchangeConnection, identities: OfficerKeys,
    progress: @escaping ProgressSink
) async throws(ClientError) -> Retrieved {
    let spool = try destination.prepare(force: force, random: connection.random)
    let permitted = try await connection.permittedRetrieval(of: id, for: purpose, inEmergency: reason)
    var opening = try await permitted.opening(form, identities)
    var size: UInt64 = 0
    let keep = { (bytes: [UInt8]) throws(ClientError) in
        size += UInt64(bytes.count)
        try spool.write(bytes)
    }
    try keep(opening.prefix)
    let partial = try destination.partial(of: id, keepingContent: continuing)
    do throws(ClientError) {
        try partial?.replay(into: &opening, take: keep)
        let download = PayloadDownload(retrieval: permitted.retrieval, connection: connection, progress: progress, partial: partial)
        try await download.run(into: &opening, take: keep)
        try keep(try opening.finish())
    } catch {
        if [.integrity, .refused, .notFound].contains(error.exitClass) { partial?.remove() } else { partial?.removeIfEmpty() }
        throw error
    }
    try destination.deliver(spool, force: force)
    partial?.remove()
    return permitted.retrieved(size)
}

extension PartialFile {
    /// What was fetched before must be this document's beginning, as far as it can be told yet. Throws `partial-damaged`.
    fileprivate func replay(into opening: inout PayloadOpening, take: ([UInt8]) throws(ClientError) -> Void) throws(ClientError) {
        try replay { piece throws(ClientError) in
            let opened: [UInt8]
            do throws(ClientError) { opened = try opening.update(piece) } catch { throw .partialDamaged }
            try take(opened)
        }
    }
}

/// A retrieval that the exchange permitted and logged, of a document whose manifest holds.
struct PermittedRetrieval: Sendable {
    let retrieval: Retrieval
    let manifest: DocumentManifest
    let receipt: Receipt

    func opening(_ form: DocumentForm, _ identities: OfficerKeys) async throws(ClientError) -> PayloadOpening {
        switch form {
        case .opened: try await PayloadOpening(header: retrieval.header, identities: identities, manifest: manifest)
        case .sealed: try PayloadOpening(sealedWith: retrieval.header, manifest: manifest)
        }
    }

    func retrieved(_ size: UInt64) -> Retrieved {
        Retrieved(
            document: retrieval.document, manifest: manifest, receipt: receipt, consent: retrieval.consent, approval: retrieval.approval,
            size: size, emergency: retrieval.emergency)
    }
}

extension ExchangeConnection {
    /// Asks for a document, and checks everything that can be before its payload comes.
    func permittedRetrieval(
        of id: DocumentID, for purpose: Purpose, inEmergency reason: String? = nil
    ) async throws(ClientError) -> PermittedRetrieval {
        let answer = try await retrieve(id, for: purpose, inEmergency: reason)
        var check = await ManifestCheck(answer.result.document.manifest, trust: trust, now: clock.now())
        check.compare(with: answer.result.document, asked: id)
        let manifest = try check.required()
        try await requireRelease(of: answer.result, manifest, over: self)
        return PermittedRetrieval(retrieval: answer.result, manifest: manifest, receipt: answer.receipt)
    }
}

extension ExchangeConnection {
    /// Asks for a document; with a reason, as in an emergency. The receipt must tell of this very retrieval.
    func retrieve(
        _ id: DocumentID, for purpose: Purpose, inEmergency reason: String? = nil
    ) async throws(ClientError) -> Answer<Retrieval> {
        let answer = try await send(
            try made {
                guard let reason else { return try .retrieve(id, for: purpose) }
                return try .retrieveInEmergency(id, EmergencyBody(purpose: purpose, reason: reason))
            })
        let entry = try verifyReceipt(answer.receipt, by: try requireLogKeys(), of: me)
        let action: Action = reason == nil ? .retrieveDocument : .emergencyRetrieve
        guard entry.action == action, entry.resource == id.text, entry.purpose == purpose, entry.reason == reason else {
            throw .integrity("receipt-entry", "the receipt's entry tells of something else than this retrieval")
        }
        return answer
    }
}

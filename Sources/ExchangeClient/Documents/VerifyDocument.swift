package import Exchange
import ExchangeAPI

/// What checking a document found.
package struct DocumentVerification: Sendable {
    package let document: DocumentView
    /// The entry that tells of this retrieval: verifying is reading, and is logged.
    package let receipt: Receipt
    /// Every check that could be made, in order. One that failed may have kept others from being made.
    package let checks: [Check]
}

/// Fetches a document and checks what ``getDocument(_:purpose:to:force:over:identities:progress:)`` checks, without writing plaintext.
///
/// Throws when the exchange refuses, or when the receipt of its answer doesn't hold; everything after that is reported.
package func verifyDocument(
    _ id: DocumentID, purpose: Purpose, over connection: ExchangeConnection, identities: OfficerKeys, progress: @escaping ProgressSink
) async throws(ClientError) -> DocumentVerification {
    let answer = try await connection.retrieve(id, for: purpose)
    let retrieval = answer.result
    var check = await ManifestCheck(retrieval.document.manifest, trust: connection.trust, now: connection.clock.now())
    check.compare(with: retrieval.document, asked: id)
    var checks = [Check("receipt", true, "the log proves entry \(answer.receipt.index) of this retrieval")] + check.checks
    if let manifest = check.manifest {
        if manifest.release == .owner { checks.append(try await releaseCheck(retrieval, manifest, connection)) }
        let download = PayloadDownload(retrieval: retrieval, connection: connection, progress: progress)
        checks.append(try await payloadCheck(download, retrieval.header, identities, manifest))
    }
    return DocumentVerification(document: retrieval.document, receipt: answer.receipt, checks: checks)
}

private func releaseCheck(
    _ retrieval: Retrieval, _ manifest: DocumentManifest, _ connection: ExchangeConnection
) async throws(ClientError) -> Check {
    do throws(ClientError) {
        try await requireRelease(of: retrieval, manifest, over: connection)
    } catch  where error.exitClass == .integrity {
        return Check(error.code, false, error.sentence)
    }
    return Check("release", true, "its owner has released it for your key, or you are one of its holders")
}

/// Opens the payload to nowhere. What isn't about integrity is thrown on.
private func payloadCheck(
    _ download: PayloadDownload, _ header: String, _ identities: OfficerKeys, _ manifest: DocumentManifest
) async throws(ClientError) -> Check {
    do throws(ClientError) {
        var opening = try await PayloadOpening(header: header, identities: identities, manifest: manifest)
        try await download.run(into: &opening, take: { (_: [UInt8]) throws(ClientError) in })
        _ = try opening.finish()
    } catch  where error.exitClass == .integrity {
        return Check(error.code, false, error.sentence)
    }
    return Check("payload", true, "\(manifest.payloadSize) sealed bytes with the manifest's SHA-256, which open to their end")
}

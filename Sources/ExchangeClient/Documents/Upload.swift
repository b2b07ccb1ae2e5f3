import Age
import Crypto
package import Exchange
package import ExchangeAPI

/// What is to be uploaded. The document is owned by the uploader's organisation.
package struct UploadPlan: Sendable, Hashable {
    package let caseID: CaseID
    package let participant: ParticipantID
    package let category: Category
    package let release: ReleaseMode
    /// The file's name, without any folder.
    package let name: String
    package let source: ByteSource

    package init(
        caseID: CaseID, participant: ParticipantID, category: Category, release: ReleaseMode, name: String, source: ByteSource
    ) {
        self.caseID = caseID
        self.participant = participant
        self.category = category
        self.release = release
        self.name = name
        self.source = source
    }
}

/// Seals a document and sends it: begins the upload, sends sealed parts as they come, then the signed manifest and the header.
///
/// Holds about one part of the ticket's size. A part that doesn't get through is sent again, up to three times, from where the
/// exchange says that it is. The file key exists here alone, and for `policy` in the header that the exchange opens.
package func uploadDocument(
    _ plan: UploadPlan, over connection: ExchangeConnection, signer: Signer, progress: @escaping ProgressSink
) async throws(ClientError) -> Answer<DocumentView> {
    try checkName(plan.name)
    try requireSame(signer, connection)
    let source = try SourceReader(plan.source)
    let begin = try made { try .beginUpload(BeginUploadBody(caseID: plan.caseID, category: plan.category, release: plan.release)) }
    let ticket = try await connection.send(begin).result
    if plan.release == .owner { try await requireApprovers(ticket.holders, connection) }
    let sealing = try UploadSealing(ticket, plan.release, random: connection.random)
    var parts = try UploadParts(ticket, connection)
    try await send(source, sealing: sealing, as: &parts, progress: progress)
    let manifest = plan.manifest(ticket, parts, connection)
    let record = try signer.sign(manifest, type: DocumentManifest.type)
    let body = CompleteUploadBody(manifest: record.bodyText, header: base64(sealing.header))
    let answer = try await connection.send(try made { try .completeUpload(ticket.upload, body) })
    guard answer.result.id == manifest.document, answer.result.manifest == record.bodyText else {
        throw .integrity("answer-differs", "the exchange answered with another document than the one that was sent")
    }
    return answer
}

private func send(
    _ source: SourceReader, sealing: UploadSealing, as parts: inout UploadParts, progress: ProgressSink
) async throws(ClientError) {
    var sealer = sealing.sealer
    var read: UInt64 = 0
    while true {
        let piece = try source.next()
        guard !piece.isEmpty else { break }
        read += UInt64(piece.count)
        try await parts.add(try sealed { () throws(AgeError) in try sealer.update(piece) })
        progress(ProgressReport(bytes: read, total: source.total))
    }
    try await parts.add(try sealed { () throws(AgeError) in try sealer.finish() })
    try await parts.finish()
}

private func checkName(_ name: String) throws(ClientError) {
    do { try FileName.validate(name) } catch { throw ClientError(.usage, "bad-file-name", error.sentence) }
}

/// The exchange refuses a record that isn't signed by its caller; said here before anything is sent.
func requireSame(_ signer: Signer, _ connection: ExchangeConnection) throws(ClientError) {
    guard signer.name == connection.me else {
        throw .local(
            "another-signer", "you log in as \(connection.me) but would sign as \(signer.name)", hint: "check the profile's certificates")
    }
}

private func sealed<T>(_ body: () throws(AgeError) -> T) throws(ClientError) -> T {
    do { return try body() } catch { throw .local("sealing-failed", "the document can't be sealed: \(error)") }
}

/// Nothing is sealed to anybody who isn't an approver of the uploader's organisation by the directory's signed changes.
private func requireApprovers(_ holders: [DocumentManifest.Holder], _ connection: ExchangeConnection) async throws(ClientError) {
    let signed = try await connection.verifiedDirectory().holders(of: connection.me.organisation)
    guard Set(holders) == Set(signed) else {
        let odd = Set(holders).symmetricDifference(signed).map(\.officer).min()
        throw .directoryMismatch(odd?.description ?? "somebody", "the upload's ticket")
    }
}

extension UploadPlan {
    fileprivate func manifest(_ ticket: UploadTicket, _ parts: UploadParts, _ connection: ExchangeConnection) -> DocumentManifest {
        DocumentManifest(
            document: DocumentID(random: connection.random), participant: participant, caseID: caseID,
            owner: connection.me.organisation, category: category, release: release, name: name, payloadDigest: parts.digest,
            payloadSize: parts.sent, holders: release == .owner ? ticket.holders : [], uploadedBy: connection.me,
            uploadedAt: connection.clock.now())
    }
}

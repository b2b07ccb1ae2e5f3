package import Exchange
package import ExchangeAPI

/// What is to be uploaded. The document is owned by the uploader's organisation.
package struct UploadPlan: Sendable, Hashable, Codable {
    package let caseID: CaseID
    package let participant: ParticipantID
    package let category: Category
    package let release: ReleaseMode
    /// The file's name, without any folder.
    package let name: String
    package let source: ByteSource
    /// The version that the document takes the place of.
    package let supersedes: DocumentID?
    /// The source is an age file already, sealed to those who must be able to open it.
    package var isSealed = false

    package init(
        caseID: CaseID, participant: ParticipantID, category: Category, release: ReleaseMode, name: String, source: ByteSource,
        supersedes: DocumentID? = nil
    ) {
        self.caseID = caseID
        self.participant = participant
        self.category = category
        self.release = release
        self.name = name
        self.source = source
        self.supersedes = supersedes
    }
}

/// Seals a document and sends it: begins the upload, sends sealed parts as they come, then the signed manifest and the header.
///
/// Holds about one part of the ticket's size. A part that doesn't get through is sent again, up to three times, from where the
/// exchange says that it is. The file key exists here alone, for `policy` in the header that the exchange opens, and with `keeping` in
/// a note, sealed, so that ``continueUpload(_:in:identities:over:signer:progress:)`` can go on when this process has ended.
/// Of a file that was sealed elsewhere the payload is sent as it lies.
package func uploadDocument(
    _ plan: UploadPlan, over connection: ExchangeConnection, signer: Signer, keeping: UploadKeeping? = nil, progress: @escaping ProgressSink
) async throws(ClientError) -> Answer<DocumentView> {
    try checkName(plan.name)
    try requireSame(signer, connection)
    let source = try await UploadSource(plan)
    let begin = try made { try .beginUpload(BeginUploadBody(caseID: plan.caseID, category: plan.category, release: plan.release)) }
    let ticket = try await connection.send(begin).result
    if plan.release == .owner { try await requireApprovers(ticket.holders, connection) }
    let content = try source.content(ticket, plan.release, random: connection.random)
    let document = DocumentID(random: connection.random)
    let note = try keeping?.note(plan, ticket, document, content, connection)
    let journal = try note.flatMap { note throws(ClientError) in try keeping?.memory.begin(note) }
    var run = UploadRun(
        plan: plan, ticket: ticket, document: document, header: content.header,
        parts: try UploadParts(ticket, connection, journal: journal), journal: journal, connection: connection, signer: signer)
    return try await run.finish(content.bytes, progress)
}

/// Nothing is sealed to anybody who isn't an approver of the uploader's organisation by the directory's signed changes.
private func requireApprovers(_ holders: [DocumentManifest.Holder], _ connection: ExchangeConnection) async throws(ClientError) {
    let signed = try await connection.verifiedDirectory().holders(of: connection.me.organisation)
    guard Set(holders) == Set(signed) else {
        let odd = Set(holders).symmetricDifference(signed).map(\.officer).min()
        throw .directoryMismatch(odd?.description ?? "somebody", "the upload's ticket")
    }
}

/// What is left to do of an upload that has begun.
struct UploadRun {
    let plan: UploadPlan
    let ticket: UploadTicket
    let document: DocumentID
    /// The age header, encoded.
    let header: [UInt8]
    var parts: UploadParts
    let journal: UploadJournal?
    let connection: ExchangeConnection
    let signer: Signer

    /// Sends the payload and completes the upload; then it's forgotten here.
    mutating func finish(_ bytes: any SealedBytes, _ progress: ProgressSink) async throws(ClientError) -> Answer<DocumentView> {
        var bytes = bytes
        while true {
            let piece = try await bytes.next()
            guard !piece.isEmpty else { break }
            try await parts.add(piece)
            progress(bytes.progress)
        }
        try await parts.finish()
        try requirePayload(of: parts.sent)
        let manifest = plan.manifest(document, ticket, parts, connection)
        let record = try signer.sign(manifest, type: DocumentManifest.type)
        let body = CompleteUploadBody(manifest: record.bodyText, header: base64(header))
        let completion = UploadCompletion(body: body, idempotencyKey: connection.freshIdempotencyKey())
        try journal?.add(completion)
        let answer = try await connection.complete(ticket.upload, completion, document)
        journal?.remove()
        return answer
    }
}

extension ExchangeConnection {
    /// How often a completion is sent again when nobody answers.
    private static let completionRetries = 3

    /// Completes an upload. It may have worked although no answer came: with its key it's sent again, and works once.
    func complete(
        _ upload: UploadID, _ completion: UploadCompletion, _ document: DocumentID
    ) async throws(ClientError) -> Answer<DocumentView> {
        let call = try made { try Call<DocumentView>.completeUpload(upload, completion.body) }
        for _ in 0..<Self.completionRetries {
            do throws(ClientError) {
                return try checked(try await send(call, idempotencyKey: completion.idempotencyKey), completion, document)
            } catch {
                guard error.exitClass == .unavailable else { throw error }
            }
        }
        return try checked(try await send(call, idempotencyKey: completion.idempotencyKey), completion, document)
    }

    private func checked(
        _ answer: Answer<DocumentView>, _ completion: UploadCompletion, _ document: DocumentID
    ) throws(ClientError) -> Answer<DocumentView> {
        guard answer.result.id == document, answer.result.manifest == completion.body.manifest else {
            throw .integrity("answer-differs", "the exchange answered with another document than the one that was sent")
        }
        return answer
    }
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

extension UploadPlan {
    fileprivate func manifest(
        _ document: DocumentID, _ ticket: UploadTicket, _ parts: UploadParts, _ connection: ExchangeConnection
    ) -> DocumentManifest {
        DocumentManifest(
            document: document, participant: participant, caseID: caseID,
            owner: connection.me.organisation, category: category, release: release, name: name, payloadDigest: parts.digest,
            payloadSize: parts.sent, holders: release == .owner ? ticket.holders : [], uploadedBy: connection.me,
            uploadedAt: connection.clock.now(), supersedes: supersedes)
    }
}

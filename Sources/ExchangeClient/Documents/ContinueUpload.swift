import Age
package import Exchange
package import ExchangeAPI

/// Goes on with an upload that another process began, from where the exchange says that it is.
///
/// The file is read and sealed again from its start, under the key in the note, and must be what it was; see ``UploadParts``. A completion
/// that was sent before is sent again as it was, when the exchange doesn't know the upload any more: it may have been the last step.
///
/// Throws `no-such-upload`, `upload-in-use`, `upload-gone`, `source-changed`, `upload-key-unopened`, and what uploading throws.
package func continueUpload(
    _ id: UploadID, in memory: UploadMemory, identities: OfficerKeys, over connection: ExchangeConnection, signer: Signer,
    progress: @escaping ProgressSink
) async throws(ClientError) -> Answer<DocumentView> {
    try requireSame(signer, connection)
    let (journal, record) = try memory.resume(id)
    let note = record.note
    guard note.officer == connection.me, note.daemon == connection.profile.daemon else {
        throw .local("upload-of-another", "the upload was begun by \(note.officer) at \(note.daemon)", hint: "use that profile")
    }
    guard let had = try await connection.arrived(of: id) else { return try await finishEarlier(record, journal, connection) }
    let content = try await note.content(identities)
    let parts = try UploadParts(note.ticket, connection, journal: journal, noted: record.parts, had: had)
    var run = UploadRun(
        plan: note.plan, ticket: note.ticket, document: note.document, header: content.header, parts: parts, journal: journal,
        connection: connection, signer: signer)
    return try await run.finish(content.bytes, progress)
}

/// The exchange has no such upload: it was completed, or its time is over.
private func finishEarlier(
    _ record: UploadRecord, _ journal: UploadJournal, _ connection: ExchangeConnection
) async throws(ClientError) -> Answer<DocumentView> {
    guard let completion = record.completion else {
        journal.remove()
        throw .uploadGone
    }
    do throws(ClientError) {
        let answer = try await connection.complete(record.note.ticket.upload, completion, record.note.document)
        journal.remove()
        return answer
    } catch  where error.exitClass == .notFound {
        journal.remove()
        throw .uploadGone
    }
}

extension ExchangeConnection {
    /// How much the exchange has of an upload; `nil` when it has no such upload.
    fileprivate func arrived(of upload: UploadID) async throws(ClientError) -> UInt64? {
        do throws(ClientError) { return try await plain(.uploadProgress(upload)).size } catch  where error.exitClass == .notFound {
            return nil
        }
    }
}

extension UploadKeeping {
    /// `nil` where the source can't be read again: standard input.
    func note(
        _ plan: UploadPlan, _ ticket: UploadTicket, _ document: DocumentID, _ content: UploadContent, _ connection: ExchangeConnection
    ) throws(ClientError) -> UploadNote? {
        guard let stamp = content.stamp else { return nil }
        let key = try content.key.map { key throws(ClientError) in try key.kept(for: recipient, random: connection.random) }
        return UploadNote(
            version: UploadNote.version, officer: connection.me, daemon: connection.profile.daemon, plan: plan, ticket: ticket,
            document: document, source: stamp, header: base64(content.header), key: key, startedAt: connection.clock.now())
    }
}

extension UploadNote {
    /// The same header and payload as before. Throws `source-changed` as far as the file's size and time tell; ``UploadParts`` looks closer.
    fileprivate func content(_ identities: OfficerKeys) async throws(ClientError) -> UploadContent {
        let reader = try SourceReader(.file(source.path))
        guard reader.stamp == source else { throw .sourceChanged }
        guard let key else {
            let bytes = try LyingBytes(reader)
            guard base64(bytes.header.encoded) == header else { throw .sourceChanged }
            return UploadContent(header: bytes.header.encoded, bytes: bytes, key: nil, stamp: source)
        }
        guard let encoded = ExchangeClient.bytes(base64: header) else { throw .damagedUploadNote }
        let payloadKey = try await PayloadKey(kept: key, opening: identities)
        return UploadContent(header: encoded, bytes: try SealingBytes(reader, key: payloadKey), key: payloadKey, stamp: source)
    }
}

extension ClientError {
    fileprivate static let uploadGone = ClientError(
        .notFound, "upload-gone", "the exchange has thrown away what was uploaded: its time is over", hint: "upload again")
}

import Age
package import SignedRecords

/// An upload that has begun: where the parts go, and whom to seal to.
package struct UploadTicket: Sendable, Codable, Hashable {
    package let upload: UploadID
    package let expiresAt: Timestamp
    /// The most that one part may have, bytes.
    package let partSize: Int
    /// `policy`: the exchange's recipient, `age1pq1…`.
    package let exchangeRecipient: String?
    /// `owner`: the approvers of the uploader's organisation and their recipients.
    package let holders: [DocumentManifest.Holder]
}

extension Exchange {
    /// Begins an upload to a case. The document is owned by the caller's organisation.
    package func beginUpload(
        to caseID: CaseID, category: Category, release: ReleaseMode, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<UploadTicket> {
        try await discardExpiredUploads()
        let (lifetime, partSize, recipient) = (limits.uploadLifetime, limits.partSize, keys.identity.recipient.description)
        return try await act(.uploadDocument, by: caller, idempotency: idempotency) { acting in
            let facts = try acting.caseOf(caseID)
            acting.draft.owner = acting.caller.organisation.id
            try acting.authorize(on: .caseOf(facts))
            let upload = StoredUpload(
                id: UploadID(random: acting.random), officer: caller, caseID: caseID, participant: facts.participant.id, category: category,
                release: release, expiresAt: acting.now + lifetime)
            try acting.changes.insertUpload(upload)
            return UploadTicket(
                upload: upload.id, expiresAt: upload.expiresAt, partSize: partSize,
                exchangeRecipient: release == .policy ? recipient : nil, holders: try acting.holders(for: release))
        }
    }

    /// How many bytes of an upload have arrived.
    package func uploadedSize(_ id: UploadID, by caller: OfficerID) async throws(ExchangeError) -> UInt64 {
        if try await !hasUpload(id, caller) { try await refuseUnknown(.uploadDocument, id.text, by: caller) }
        return try await blobbing { try await blobs.uploadedSize(id) }
    }

    /// Makes a document of an upload: its bytes must be those that the signed manifest states.
    package func completeUpload(
        _ id: UploadID, manifest record: SignedRecord, header: [UInt8], by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<DocumentView> {
        let submission = await submission(record, type: DocumentManifest.type, as: DocumentManifest.self, by: caller)
        let identity = keys.identity
        let complete: @Sendable (inout Acting, Result<[UInt8], ExchangeError>) throws -> DocumentView = { acting, arrived in
            let manifest = try submission.payload()
            let facts = try acting.caseOf(manifest.caseID)
            acting.draft.resource = manifest.document.text
            acting.draft.record = record.digest
            acting.draft.owner = manifest.owner
            try acting.authorize(on: .caseOf(facts))
            let digest = try arrived.get()
            try acting.check(manifest, against: try acting.upload(id), facts)
            let key = try acting.sealKey(from: header, manifest, identity)
            return try acting.store(manifest, record, digest: digest, key: key, upload: id)
        }
        let kept = await keep(id, by: caller, as: submission, rehearsing: complete)
        if case .success = kept { arrivals.forget(id) }
        do throws(ExchangeError) {
            return try await act(.uploadDocument, by: caller, idempotency: idempotency) { acting in try complete(&acting, kept) }
        } catch {
            if case .success = kept, let manifest = try? submission.payload() { await takeAway(manifest.document, of: id) }
            throw error
        }
    }

    /// A payload that was kept for a document that can't be any more, for the person was erased meanwhile, is nobody's: it goes.
    private func takeAway(_ document: DocumentID, of upload: UploadID) async {
        let isNobodys = try? await reading { try $0.upload(upload) == nil && $0.document(document) == nil }
        if isNobodys == true { try? await blobs.remove(document) }
    }

    /// Makes the payload durable before the document is. Keeping uses the upload up, so it's done only for a completion that will be taken:
    /// one that is refused can be put right and sent again.
    private func keep(
        _ id: UploadID, by caller: OfficerID, as submission: Submission<DocumentManifest>,
        rehearsing complete: @escaping @Sendable (inout Acting, Result<[UInt8], ExchangeError>) throws -> DocumentView
    ) async -> Result<[UInt8], ExchangeError> {
        do throws(ExchangeError) {
            let (digest, state) = try await arrivedDigest(of: id, by: caller, as: try submission.payload())
            try await rehearse(.uploadDocument, by: caller) { acting in _ = try complete(&acting, .success(digest)) }
            let document = try submission.payload().document
            try await keep(id, as: document, digest, at: state)
            return .success(digest)
        } catch {
            return .failure(error)
        }
    }

    /// A completion that was interrupted after it had kept the payload leaves an upload without bytes, and who goes on with it sends them anew,
    /// each as it was: then the payload that lies there is this one, and what was sent anew isn't needed.
    private func keep(_ id: UploadID, as document: DocumentID, _ digest: [UInt8], at state: UploadState) async throws(ExchangeError) {
        do throws(ExchangeError) { try await blobbing { try await blobs.keep(id, as: document, at: state) } } catch {
            guard error.code == .alreadyExists, try await blobbing({ try await blobs.open(document)?.digest() }) == digest else {
                throw error
            }
            try await blobbing { try await blobs.discard(id) }
        }
    }

    /// Checks size and digest of what has arrived, and says how the upload stood then.
    ///
    /// Where this process has taken every byte in, the digest is the one that it kept while they came: it tells that what arrived is what
    /// the manifest states, from end to end of the transfer. It doesn't tell what the disk holds now: bytes that the disk has changed
    /// are found by whoever retrieves, whose client holds the payload against the manifest before it shows any of it. Where another
    /// process has changed the upload, or this one has been restarted, the bytes are read back from storage.
    private func arrivedDigest(
        of id: UploadID, by caller: OfficerID, as manifest: DocumentManifest
    ) async throws(ExchangeError) -> (digest: [UInt8], state: UploadState) {
        guard let digest = Hexadecimal.bytes(manifest.payloadDigest), digest.count == 32 else {
            throw .invalid("the manifest's payloadDigest is not a SHA-256 in hexadecimal")
        }
        guard try await hasUpload(id, caller) else { throw .notFound }
        let kept = try await keptAlready(id, as: manifest.document)
        let state = try await blobbing { try await blobs.uploadState(id) }
        let size = kept?.size ?? state.size
        guard size == manifest.payloadSize else {
            throw ExchangeError(.uploadIncomplete, "\(size) of \(manifest.payloadSize) bytes have arrived; send the rest, then complete")
        }
        let found =
            if let kept {
                try await blobbing { try await kept.digest() }
            } else if let seen = arrivals.digest(of: id, at: state) {
                seen
            } else {
                try await blobbing { try await blobs.uploadedDigest(id) }
            }
        guard found == digest else {
            throw ExchangeError(.digestMismatch, "the bytes that arrived are not those that the manifest states; upload again")
        }
        return (digest, state)
    }

    /// A completion that was interrupted may have kept the payload and not come to its document: then this one goes on. The payload of a document
    /// that is there is never looked at: its size would tell whoever names its id that it exists.
    private func keptAlready(_ id: UploadID, as document: DocumentID) async throws(ExchangeError) -> (any Blob)? {
        guard try await reading({ try $0.document(document) }) == nil else { return nil }
        return try await blobbing { try await blobs.uploadedSize(id) == 0 ? await blobs.open(document) : nil }
    }

    /// An upload is its officer's own: for anybody else it doesn't exist.
    func hasUpload(_ id: UploadID, _ caller: OfficerID) async throws(ExchangeError) -> Bool {
        let now = clock.now()
        return try await reading { facts in
            guard let upload = try facts.upload(id), upload.officer == caller, now < upload.expiresAt else { return false }
            return try facts.officer(caller)?.disabled == false
        }
    }

    func blobbing<T>(_ body: () async throws -> T) async throws(ExchangeError) -> T {
        do { return try await body() } catch { throw failure(of: error) }
    }
}

extension Acting {
    fileprivate func holders(for release: ReleaseMode) throws -> [DocumentManifest.Holder] {
        guard release == .owner else { return [] }
        let approvers = try approvers(of: caller.organisation.id)
        guard !approvers.isEmpty else {
            throw ExchangeError(
                .conflict, "your organisation has no approver, so nobody could release the document; add one or use policy release")
        }
        return [DocumentManifest.Holder](approvers)
    }

    fileprivate func upload(_ id: UploadID) throws -> StoredUpload {
        guard let upload = try changes.upload(id), upload.officer == caller.officer.id, now < upload.expiresAt else {
            throw ExchangeError.notFound
        }
        return upload
    }

    fileprivate func check(_ manifest: DocumentManifest, against upload: StoredUpload, _ facts: CaseFacts) throws {
        try FileName.validate(manifest.name)
        try requireOpen(facts)
        guard manifest.schema == DocumentManifest.schema, manifest.caseID == upload.caseID, manifest.participant == upload.participant,
            manifest.category == upload.category, manifest.release == upload.release, manifest.owner == caller.organisation.id
        else { throw ExchangeError(.invalidRecord, "the manifest says something else than the upload was begun with; begin again") }
        guard manifest.holders == (try holders(for: manifest.release)) else {
            throw ExchangeError(.invalidRecord, "the manifest's holders are not your organisation's approvers; begin the upload again")
        }
        guard try changes.document(manifest.document) == nil else { throw ExchangeError(.alreadyExists, "this document is stored already") }
    }

    /// `policy`: the file key, taken out of the header. `owner`: the header as it is. Either way under the participant's key.
    fileprivate func sealKey(from header: [UInt8], _ manifest: DocumentManifest, _ identity: HybridIdentity) throws -> Sealed {
        let bytes: [UInt8]
        switch manifest.release {
        case .policy: bytes = try AgeKeys.fileKey(in: header, for: identity)
        case .owner:
            try AgeKeys.checkForm(ofHeader: header, forAtLeast: manifest.holders.count)
            bytes = header
        }
        return try loadedKey().seal(bytes, for: "document/\(manifest.document)/key", random: random)
    }

    fileprivate func store(
        _ manifest: DocumentManifest, _ record: SignedRecord, digest: [UInt8], key: Sealed, upload: UploadID
    ) throws -> DocumentView {
        let stored = StoredDocument(
            id: manifest.document, participant: manifest.participant, caseID: manifest.caseID, owner: manifest.owner,
            category: manifest.category, release: manifest.release, uploadedBy: caller.officer.id, uploadedAt: now, payloadDigest: digest,
            payloadSize: manifest.payloadSize,
            name: try loadedKey().seal(Array(manifest.name.utf8), for: "document/\(manifest.document)/name", random: random),
            manifest: try sealRecord(record, for: "document/\(manifest.document)/manifest"), key: key,
            version: try version(of: manifest))
        try changes.insertDocument(stored)
        if let old = manifest.supersedes { try changes.supersede(old, by: stored.id) }
        if manifest.release == .owner { try changes.setHolding(StoredHolding(document: stored.id, holders: manifest.holders.digest)) }
        try changes.deleteUpload(upload)
        return try view(stored)
    }
}

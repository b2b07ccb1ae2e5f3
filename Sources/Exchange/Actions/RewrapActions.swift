import Foundation
package import SignedRecords

/// An `owner` document whose header is made for others than those who are approvers now, with all that one of its holders needs to make a new one.
package struct RewrapTask: Sendable, Codable, Hashable {
    package let document: DocumentID
    /// The signed document manifest, JWS (General JSON).
    package let manifest: String
    /// The newest signed rewrap record, JWS (General JSON), once there is one.
    package let rewrap: String?
    /// The header as it is, base64.
    package let header: String

    package init(document: DocumentID, manifest: String, rewrap: String?, header: String) {
        self.document = document
        self.manifest = manifest
        self.rewrap = rewrap
        self.header = header
    }
}

/// A page of headers to be made anew, and where the next page begins.
package struct RewrapPage: Sendable, Codable, Hashable {
    package let tasks: [RewrapTask]
    /// The document to ask from next; `nil` on the last page.
    package let next: DocumentID?

    package init(tasks: [RewrapTask], next: DocumentID?) {
        self.tasks = tasks
        self.next = next
    }
}

extension Exchange {
    /// Documents of the caller's organisation whose headers are for others than its approvers. Each participant whose documents are shown gets
    /// an entry of their own.
    package func rewraps(after last: DocumentID? = nil, by caller: OfficerID) async throws(ExchangeError) -> Committed<RewrapPage> {
        let limit = min(limits.pageSize, 100)
        return try await act(.listRewraps, by: caller) { acting in
            acting.draft.resource = "rewraps"
            let owner = acting.caller.organisation.id
            let read = acting.prepare(.listRewraps)
            if let last {
                var scratch = acting
                guard try scratch.permits(read, on: .document(scratch.document(last).facts)) else { throw ExchangeError.notFound }
            }
            let holders = [DocumentManifest.Holder](try acting.approvers(of: owner))
            let rows = try acting.changes.documents(of: owner, notHeldBy: holders.digest, after: last, limit: limit)
            let tasks = try rows.compactMap { try acting.rewrapTask($0, holders, by: read) }
            return RewrapPage(tasks: tasks, next: rows.count == limit ? rows.last?.id : nil)
        }
    }

    /// Takes a header that an approver has made for those who are approvers now, and forgets the one before.
    ///
    /// Whether it opens for them alone the exchange can't see; the approver answers for it with the signed record.
    package func rewrap(
        _ record: SignedRecord, header: [UInt8], by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<DocumentView> {
        let submission = await submission(record, type: RewrapRecord.type, as: RewrapRecord.self, by: caller)
        return try await act(.rewrapDocument, by: caller, idempotency: idempotency) { acting in
            let rewrap = try submission.payload()
            let found = try acting.document(rewrap.document)
            acting.draft.record = record.digest
            try acting.authorize(on: .document(found.facts))
            try acting.check(rewrap, of: found.stored, header)
            try acting.replaceHeader(of: found.stored, with: header, rewrap, record)
            return try acting.view(found.stored)
        }
    }
}

extension Acting {
    /// Those to whom an organisation's `owner` documents are sealed, in the order of their ids.
    func approvers(of owner: OrganisationID) throws -> [Officer] { try changes.officers(of: owner).filter(\.isActiveApprover) }

    /// Who holds an `owner` document: by its newest rewrap record, else by its manifest.
    func holders(of stored: StoredDocument) throws -> [DocumentManifest.Holder] {
        if let rewrap = try rewrapRecord(of: stored) {
            return try CanonicalJSON.decode(RewrapRecord.self, from: rewrap.payload).holders
        }
        return try CanonicalJSON.decode(DocumentManifest.self, from: try manifest(of: stored).payload).holders
    }

    func rewrapRecord(of stored: StoredDocument) throws -> SignedRecord? {
        try sealedRewrap(of: stored).map { try openRecord($0, for: Acting.place(ofRewrap: stored)) }
    }

    func sealedRewrap(of stored: StoredDocument) throws -> Sealed? {
        stored.release == .owner ? try reader.holding(of: stored.id)?.rewrap : nil
    }

    static func place(ofRewrap stored: StoredDocument) -> String { "document/\(stored.id)/rewrap" }

    /// Whether the document's own header was made for the officer as the directory has them now, and they are an approver of its owner still.
    func holds(_ stored: StoredDocument, _ id: OfficerID) throws -> Bool {
        guard id.organisation == stored.owner, let officer = try reader.officer(id), officer.isActiveApprover else { return false }
        return try holders(of: stored).contains(DocumentManifest.Holder(officer: id, recipient: officer.recipient))
    }

    fileprivate mutating func rewrapTask(
        _ stored: StoredDocument, _ holders: [DocumentManifest.Holder], by read: PreparedDecision
    ) throws -> RewrapTask? {
        var scratch = self
        let facts = try scratch.document(stored.id).facts
        guard permits(read, on: .document(facts)) else { return nil }
        guard try scratch.holders(of: stored).digest != holders.digest else { return nil }
        shown[stored.participant] = scratch.draft.subjectKey
        let header = try scratch.loadedKey().open(stored.key, for: "document/\(stored.id)/key")
        return RewrapTask(
            document: stored.id, manifest: try scratch.manifest(of: stored).text, rewrap: try scratch.rewrapRecord(of: stored)?.text,
            header: Data(header).base64EncodedString())
    }

    fileprivate func check(_ rewrap: RewrapRecord, of stored: StoredDocument, _ header: [UInt8]) throws {
        guard stored.release == .owner else {
            throw ExchangeError.invalid("only a document that its owner releases has a header to replace")
        }
        guard rewrap.schema == RewrapRecord.schema, rewrap.payloadDigest == Hexadecimal.text(stored.payloadDigest),
            rewrap.headerDigest == RewrapRecord.digest(ofHeader: header)
        else { throw ExchangeError(.invalidRecord, "the record speaks of another payload or header than the one that it came with") }
        let approvers = [DocumentManifest.Holder](try approvers(of: stored.owner))
        guard rewrap.holders == approvers else {
            throw ExchangeError(
                .invalidRecord, "the record's holders are not the owner's approvers now; read the directory and make it anew")
        }
        try AgeKeys.checkForm(ofHeader: header, forAtLeast: approvers.count)
    }

    fileprivate func replaceHeader(
        of stored: StoredDocument, with header: [UInt8], _ rewrap: RewrapRecord, _ record: SignedRecord
    ) throws {
        try changes.replaceKey(
            of: stored.id, with: try loadedKey().seal(header, for: "document/\(stored.id)/key", random: random))
        try changes.setHolding(
            StoredHolding(
                document: stored.id, holders: rewrap.holders.digest, rewrap: try sealRecord(record, for: "document/\(stored.id)/rewrap")))
    }
}

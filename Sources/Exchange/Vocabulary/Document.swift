/// A document as storage holds it. Its name, manifest and key lie sealed under the subject key.
package struct StoredDocument: Hashable, Sendable {
    package let id: DocumentID
    package let participant: ParticipantID
    package let caseID: CaseID
    package let owner: OrganisationID
    package let category: Category
    package let release: ReleaseMode
    package let uploadedBy: OfficerID
    package let uploadedAt: Timestamp
    /// SHA-256 of the payload, 32 bytes; the blob's name.
    package let payloadDigest: [UInt8]
    /// Bytes of the payload: nonce and chunks, without header.
    package let payloadSize: UInt64
    package let name: Sealed
    package let manifest: Sealed
    /// `policy`: the 16-byte file key. `owner`: the age header, which the exchange can't open.
    package let key: Sealed
    package var version: DocumentVersion

    package init(
        id: DocumentID, participant: ParticipantID, caseID: CaseID, owner: OrganisationID, category: Category, release: ReleaseMode,
        uploadedBy: OfficerID, uploadedAt: Timestamp, payloadDigest: [UInt8], payloadSize: UInt64, name: Sealed, manifest: Sealed,
        key: Sealed, version: DocumentVersion = .first
    ) {
        self.id = id
        self.participant = participant
        self.caseID = caseID
        self.owner = owner
        self.category = category
        self.release = release
        self.uploadedBy = uploadedBy
        self.uploadedAt = uploadedAt
        self.payloadDigest = payloadDigest
        self.payloadSize = payloadSize
        self.name = name
        self.manifest = manifest
        self.key = key
        self.version = version
    }
}

/// A document as those see it who may know of it. Seeing this is not reading the document.
package struct DocumentView: Sendable, Codable, Hashable {
    package let id: DocumentID
    package let participant: ParticipantID
    package let caseID: CaseID
    package let owner: OrganisationID
    package let category: Category
    package let release: ReleaseMode
    package let name: String
    package let uploadedBy: OfficerID
    package let uploadedAt: Timestamp
    package let payloadDigest: String
    package let payloadSize: UInt64
    package let version: DocumentVersion
    /// The signed document manifest, JWS (General JSON).
    package let manifest: String
    /// `owner`: the newest signed rewrap record, once there is one. It tells who holds the document instead of the manifest.
    package var rewrap: String?
    /// What the person has said against it, where one document is asked for.
    package var objections: [ObjectionView]?
}

/// An upload under way. What has arrived lies beside the blobs until the document is made.
package struct StoredUpload: Hashable, Sendable {
    package let id: UploadID
    package let officer: OfficerID
    package let caseID: CaseID
    package let participant: ParticipantID
    package let category: Category
    package let release: ReleaseMode
    package let expiresAt: Timestamp

    package init(
        id: UploadID, officer: OfficerID, caseID: CaseID, participant: ParticipantID, category: Category, release: ReleaseMode,
        expiresAt: Timestamp
    ) {
        self.id = id
        self.officer = officer
        self.caseID = caseID
        self.participant = participant
        self.category = category
        self.release = release
        self.expiresAt = expiresAt
    }
}

/// A permitted retrieval: for a short while its officer may fetch the payload.
package struct StoredRetrieval: Hashable, Sendable {
    package let id: RetrievalID
    package let officer: OfficerID
    package let document: DocumentID
    package let purpose: Purpose
    package let expiresAt: Timestamp
    /// The emergency that it was permitted for, if it was.
    package let emergency: EmergencyID?

    package init(
        id: RetrievalID, officer: OfficerID, document: DocumentID, purpose: Purpose, expiresAt: Timestamp, emergency: EmergencyID? = nil
    ) {
        self.id = id
        self.officer = officer
        self.document = document
        self.purpose = purpose
        self.expiresAt = expiresAt
        self.emergency = emergency
    }
}

/// Who holds an `owner` document by its newest header.
package struct StoredHolding: Hashable, Sendable {
    package let document: DocumentID
    /// What stands for the holders and their recipients, see ``DocumentManifest/Holder``; 32 bytes.
    package let holders: [UInt8]
    /// The signed rewrap record, whole; `nil` while the holders are those of the manifest.
    package let rewrap: Sealed?

    package init(document: DocumentID, holders: [UInt8], rewrap: Sealed? = nil) {
        self.document = document
        self.holders = holders
        self.rewrap = rewrap
    }
}

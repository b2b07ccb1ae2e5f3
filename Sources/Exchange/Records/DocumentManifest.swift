/// What a document is, signed by the officer who uploads it. The retriever's client checks the file against it.
package struct DocumentManifest: Hashable, Sendable, Codable {
    package static let type = "kedja-manifest+jws"
    package static let schema = "kedja-manifest/1"

    /// Who can open an `owner` document: an approver and the recipient it was sealed to.
    package struct Holder: Hashable, Sendable, Codable {
        package let officer: OfficerID
        package let recipient: String

        package init(officer: OfficerID, recipient: String) {
            self.officer = officer
            self.recipient = recipient
        }
    }

    package let schema: String
    package let document: DocumentID
    package let participant: ParticipantID
    package let caseID: CaseID
    package let owner: OrganisationID
    package let category: Category
    package let release: ReleaseMode
    /// The file's name, without any folder.
    package let name: String
    /// SHA-256 of the sealed payload, hexadecimal.
    package let payloadDigest: String
    /// Bytes of the sealed payload.
    package let payloadSize: UInt64
    /// `owner`: the approvers it was sealed to. `policy`: none.
    package let holders: [Holder]
    package let uploadedBy: OfficerID
    package let uploadedAt: Timestamp
    /// The version that this one takes the place of; it belongs to the same case, owner and category.
    package let supersedes: DocumentID?

    package init(
        document: DocumentID, participant: ParticipantID, caseID: CaseID, owner: OrganisationID, category: Category, release: ReleaseMode,
        name: String, payloadDigest: String, payloadSize: UInt64, holders: [Holder], uploadedBy: OfficerID, uploadedAt: Timestamp,
        supersedes: DocumentID? = nil
    ) {
        schema = DocumentManifest.schema
        self.document = document
        self.participant = participant
        self.caseID = caseID
        self.owner = owner
        self.category = category
        self.release = release
        self.name = name
        self.payloadDigest = payloadDigest
        self.payloadSize = payloadSize
        self.holders = holders
        self.uploadedBy = uploadedBy
        self.uploadedAt = uploadedAt
        self.supersedes = supersedes
    }
}

/// A document's file name: no folder, no control character, nothing that leads elsewhere when a client writes it.
package enum FileName {
    /// At most 255 bytes of UTF-8, as file systems have it.
    package static func validate(_ name: String) throws(ExchangeError) {
        let forbidden = name.unicodeScalars.contains { scalar in
            scalar.value < 0x20 || scalar.value == 0x7f || scalar == "/" || scalar == "\\" || isInvisible(scalar)
        }
        guard !name.isEmpty, name.utf8.count <= 255, name != ".", name != "..", !forbidden else {
            throw .invalid("the document's name must be a plain file name of at most 255 bytes, without folders; rename the file")
        }
    }

    /// Line separators and direction marks, which make a name look like another.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

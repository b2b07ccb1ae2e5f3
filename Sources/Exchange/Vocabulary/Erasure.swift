package enum ErasureKind: IdentifierKind { package static let prefix = "era" }

/// Names one erasure, from the asking on. It outlives what was erased.
package typealias ErasureID = Identifier<ErasureKind>

/// What is to be erased: a person with all that is kept about them, or one document.
package enum ErasureTarget: Hashable, Sendable, Codable {
    case participant(ParticipantID)
    case document(DocumentID)

    /// The id, whichever it is.
    package var text: String {
        switch self {
        case .participant(let id): id.text
        case .document(let id): id.text
        }
    }

    /// `par_…` or `doc_…`.
    package init?(_ text: String) {
        if let id = ParticipantID(text) {
            self = .participant(id)
        } else if let id = DocumentID(text) {
            self = .document(id)
        } else {
            return nil
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = ErasureTarget(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "neither a par_ nor a doc_ identifier")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Where an erasure stands.
package enum ErasureState: String, Hashable, Sendable, Codable, CaseIterable {
    /// One person has asked.
    case asked
    case declined
    /// Nobody confirmed it in time.
    case expired
    /// A second person has confirmed, and it's done.
    case done
}

/// An erasure as storage holds it. Once it's done, the row is all that is left: that this random id was somebody, and who may learn it.
package struct StoredErasure: Hashable, Sendable {
    package let id: ErasureID
    package let target: ErasureTarget
    /// Whose key seals `record`.
    package let participant: ParticipantID
    /// Who may know of it: those who registered the person, or the document's owner. Nobody, once a person with protected identity is erased.
    package var organisations: [OrganisationID]
    /// Act and section, as `retention.yaml` has them; the record says the rest.
    package let ground: String
    package let askedBy: OfficerID
    package let askedAt: Timestamp
    package let expiresAt: Timestamp
    /// The signed record of who asked and why, under the subject key; gone once it's done.
    package var record: Sealed?
    /// `asked`, `declined` or `done`; that it expired is told by the clock.
    package var state: ErasureState
    package var endedBy: OfficerID?
    package var endedAt: Timestamp?
    /// The signed answer, under the system key: it names nobody but officers.
    package var answer: Sealed?
    /// The log's entry that tells of the erasure.
    package var entry: UInt64?

    package init(
        id: ErasureID, target: ErasureTarget, participant: ParticipantID, organisations: [OrganisationID], ground: String,
        askedBy: OfficerID, askedAt: Timestamp, expiresAt: Timestamp, record: Sealed?, state: ErasureState = .asked,
        endedBy: OfficerID? = nil, endedAt: Timestamp? = nil, answer: Sealed? = nil, entry: UInt64? = nil
    ) {
        self.id = id
        self.target = target
        self.participant = participant
        self.organisations = organisations
        self.ground = ground
        self.askedBy = askedBy
        self.askedAt = askedAt
        self.expiresAt = expiresAt
        self.record = record
        self.state = state
        self.endedBy = endedBy
        self.endedAt = endedAt
        self.answer = answer
        self.entry = entry
    }

    package func state(at now: Timestamp) -> ErasureState { state == .asked && expiresAt <= now ? .expired : state }
}

/// An erasure as those see it who may.
package struct ErasureView: Sendable, Codable, Hashable {
    package let id: ErasureID
    package let target: ErasureTarget
    package let state: ErasureState
    package let ground: String
    /// Whose documents are among it, each once; nobody's once they're gone.
    package let owners: [OrganisationID]
    package let askedBy: OfficerID
    package let askedAt: Timestamp
    package let expiresAt: Timestamp
    package let endedBy: OfficerID?
    package let endedAt: Timestamp?
    /// What was asked: the signed record, JWS (General JSON). Gone with what was erased.
    package let record: String?
    /// The log's entry that tells of the erasure.
    package let entry: UInt64?
    /// Whether the payloads are removed and the database is scrubbed, too; only for one that is done.
    package var complete: Bool?
}

package enum ObjectionKind: IdentifierKind { package static let prefix = "inv" }

/// Names one objection (invändning) of a person to something that is recorded about them.
package typealias ObjectionID = Identifier<ObjectionKind>

/// What a person objects to: themselves as they're registered, a document, or a consent record.
package enum ObjectionTarget: Hashable, Sendable, Codable {
    case participant(ParticipantID)
    case document(DocumentID)
    case consent(ConsentID)

    package var text: String {
        switch self {
        case .participant(let id): id.text
        case .document(let id): id.text
        case .consent(let id): id.text
        }
    }

    /// `par_…`, `doc_…` or `cons_…`.
    package init?(_ text: String) {
        if let id = ParticipantID(text) {
            self = .participant(id)
        } else if let id = DocumentID(text) {
            self = .document(id)
        } else if let id = ConsentID(text) {
            self = .consent(id)
        } else {
            return nil
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = ObjectionTarget(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "neither a par_, a doc_ nor a cons_ identifier")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// An objection as storage holds it.
package struct StoredObjection: Hashable, Sendable {
    package let id: ObjectionID
    package let participant: ParticipantID
    package let target: ObjectionTarget
    package let recordedBy: OfficerID
    package let recordedAt: Timestamp
    /// The signed record, whole.
    package let record: Sealed

    package init(
        id: ObjectionID, participant: ParticipantID, target: ObjectionTarget, recordedBy: OfficerID, recordedAt: Timestamp, record: Sealed
    ) {
        self.id = id
        self.participant = participant
        self.target = target
        self.recordedBy = recordedBy
        self.recordedAt = recordedAt
        self.record = record
    }

    static func place(_ id: ObjectionID) -> String { "objection/\(id)" }
    var place: String { StoredObjection.place(id) }
}

/// An objection as those see it who may see what it's about.
package struct ObjectionView: Sendable, Codable, Hashable {
    package let id: ObjectionID
    package let target: ObjectionTarget
    package let recordedBy: OfficerID
    package let recordedAt: Timestamp
    /// The signed record, JWS (General JSON).
    package let record: String
}

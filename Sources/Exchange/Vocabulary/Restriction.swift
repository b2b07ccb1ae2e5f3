package enum RestrictionKind: IdentifierKind { package static let prefix = "begr" }

/// Names one restriction of processing (begränsning, GDPR art. 18).
package typealias RestrictionID = Identifier<RestrictionKind>

/// Why processing is restricted: GDPR art. 18.1 a–d.
package enum RestrictionGround: String, Hashable, Sendable, Codable, CaseIterable {
    /// a: the person contests that the data is right, while that is looked into.
    case accuracy
    /// b: the processing is unlawful, and the person wants restriction instead of erasure.
    case unlawful
    /// c: the person needs the data for a legal claim, though nobody else does any more.
    case claims
    /// d: the person has objected, while it's looked into whose reasons weigh more.
    case objection

    /// `art. 18.1 a`.
    package var reference: String {
        switch self {
        case .accuracy: "art. 18.1 a"
        case .unlawful: "art. 18.1 b"
        case .claims: "art. 18.1 c"
        case .objection: "art. 18.1 d"
        }
    }
}

/// A restriction as storage holds it. Both signed records lie sealed under the subject key.
package struct StoredRestriction: Hashable, Sendable {
    package let id: RestrictionID
    package let participant: ParticipantID
    package let ground: RestrictionGround
    package let begunBy: OfficerID
    package let begunAt: Timestamp
    /// The signed record, whole.
    package let record: Sealed
    package var endedBy: OfficerID?
    package var endedAt: Timestamp?
    /// The signed record of its end, whole.
    package var lifting: Sealed?

    package init(
        id: RestrictionID, participant: ParticipantID, ground: RestrictionGround, begunBy: OfficerID, begunAt: Timestamp, record: Sealed,
        endedBy: OfficerID? = nil, endedAt: Timestamp? = nil, lifting: Sealed? = nil
    ) {
        self.id = id
        self.participant = participant
        self.ground = ground
        self.begunBy = begunBy
        self.begunAt = begunAt
        self.record = record
        self.endedBy = endedBy
        self.endedAt = endedAt
        self.lifting = lifting
    }

    package var isInForce: Bool { endedAt == nil }

    static func recordPlace(_ id: RestrictionID) -> String { "restriction/\(id)" }
    var recordPlace: String { StoredRestriction.recordPlace(id) }
    var liftingPlace: String { "restriction/\(id)/lifting" }
}

/// A restriction as those see it who may.
package struct RestrictionView: Sendable, Codable, Hashable {
    package let id: RestrictionID
    package let participant: ParticipantID
    package let ground: RestrictionGround
    package let inForce: Bool
    package let begunBy: OfficerID
    package let begunAt: Timestamp
    package let endedBy: OfficerID?
    package let endedAt: Timestamp?
    /// The signed records, JWS (General JSON): of its beginning, and of its end once there is one.
    package let record: String
    package let lifting: String?
}

package enum DelegationKind: IdentifierKind { package static let prefix = "dlg" }
package typealias DelegationID = Identifier<DelegationKind>

/// That somebody answers requests in an approver's place while they are away. It counts in its time alone, and while the approver is one.
package struct StoredDelegation: Hashable, Sendable {
    package let id: DelegationID
    /// Who is away.
    package let approver: OfficerID
    /// Who answers meanwhile; of the same organisation.
    package let delegate: OfficerID
    package let from: Timestamp
    package let until: Timestamp
    /// The signed delegation record, whole. It names officers alone.
    package let record: [UInt8]
    /// Who ended it before its time, and when.
    package var endedBy: OfficerID?
    package var endedAt: Timestamp?

    package init(
        id: DelegationID, approver: OfficerID, delegate: OfficerID, from: Timestamp, until: Timestamp, record: [UInt8],
        endedBy: OfficerID? = nil, endedAt: Timestamp? = nil
    ) {
        self.id = id
        self.approver = approver
        self.delegate = delegate
        self.from = from
        self.until = until
        self.record = record
        self.endedBy = endedBy
        self.endedAt = endedAt
    }

    package func isInTime(at now: Timestamp) -> Bool { from <= now && now < until && endedAt == nil }
}

/// A delegation as the officers of its organisation see it.
package struct DelegationView: Sendable, Codable, Hashable {
    package let id: DelegationID
    package let approver: OfficerID
    package let delegate: OfficerID
    package let from: Timestamp
    package let until: Timestamp
    /// Whether it counts now.
    package let isInForce: Bool
    /// The signed delegation record, JWS (General JSON).
    package let record: String
    /// Who ended it before its time, and when.
    package let endedBy: OfficerID?
    package let endedAt: Timestamp?
}

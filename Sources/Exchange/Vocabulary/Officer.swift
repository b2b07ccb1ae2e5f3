/// Somebody who acts for an organisation. What they may do comes from here, never from their certificate.
package struct Officer: Hashable, Sendable, Codable {
    package let id: OfficerID
    package let roles: Set<Role>
    /// Cleared to handle people with protected identity (skyddade personuppgifter).
    package let clearedForProtectedIdentity: Bool
    package let disabled: Bool
    /// The age recipient that documents are sealed to for this officer: `age1…`.
    package let recipient: String

    package init(id: OfficerID, roles: Set<Role>, clearedForProtectedIdentity: Bool, disabled: Bool = false, recipient: String) {
        self.id = id
        self.roles = roles
        self.clearedForProtectedIdentity = clearedForProtectedIdentity
        self.disabled = disabled
        self.recipient = recipient
    }

    private enum CodingKeys: String, CodingKey { case id, roles, clearedForProtectedIdentity, disabled, recipient }

    /// Roles in a fixed order, so that the same officer always has the same bytes.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(roles.sorted(), forKey: .roles)
        try container.encode(clearedForProtectedIdentity, forKey: .clearedForProtectedIdentity)
        try container.encode(disabled, forKey: .disabled)
        try container.encode(recipient, forKey: .recipient)
    }
}

/// What an officer may be in their organisation.
package enum Role: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Handläggare, karriärstödjare, coach.
    case caseOfficer
    /// Intagningshandläggare.
    case recorder
    /// Utlämnandeansvarig.
    case approver
    /// Granskare.
    case auditor
    /// Administratör.
    case administrator
    /// Får nödöppna: reads a document in an emergency, for a stated reason, to be reviewed afterwards.
    case emergency

    package static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}

/// A signed change of the directory as storage holds it, see ``DirectoryChange``.
package struct StoredDirectoryRecord: Hashable, Sendable {
    /// Which change it is: 1 for the first.
    package let place: UInt64
    /// Whom it concerns.
    package let subject: String
    /// The record, whole.
    package let record: [UInt8]
    /// The index of the log's entry that tells of it.
    package let entry: UInt64
    /// The latest time that it or any change before it states.
    package let latest: Timestamp

    package init(place: UInt64, subject: String, record: [UInt8], entry: UInt64, latest: Timestamp) {
        self.place = place
        self.subject = subject
        self.record = record
        self.entry = entry
        self.latest = latest
    }
}

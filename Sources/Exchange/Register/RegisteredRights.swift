// What a register extract tells of what was asked, reviewed and kept besides.

package struct RegisteredEmergency: Sendable, Codable, Hashable {
    package let id: EmergencyID
    package let document: DocumentID
    package let owner: OrganisationID
    package let reader: RegisteredOfficer
    package let purpose: Purpose
    package let reason: String
    package let readAt: Timestamp
    package let reviewBy: Timestamp
    package let overdueSince: Timestamp?
    package let entry: UInt64
    package let reviewedBy: RegisteredOfficer?
    package let reviewedAt: Timestamp?
    package let verdict: EmergencyVerdict?
    package let review: RegisteredRecord?
}

package struct RegisteredErasure: Sendable, Codable, Hashable {
    package let id: ErasureID
    package let target: ErasureTarget
    package let state: ErasureState
    package let ground: String
    package let askedBy: RegisteredOfficer
    package let askedAt: Timestamp
    package let expiresAt: Timestamp
    package let record: RegisteredRecord?
    package let endedBy: RegisteredOfficer?
    package let endedAt: Timestamp?
    package let answer: RegisteredRecord?
    package let entry: UInt64?
}

package struct RegisteredRestriction: Sendable, Codable, Hashable {
    package let id: RestrictionID
    package let ground: RestrictionGround
    package let begunBy: RegisteredOfficer
    package let begunAt: Timestamp
    package let record: RegisteredRecord
    package let endedBy: RegisteredOfficer?
    package let endedAt: Timestamp?
    package let lifting: RegisteredRecord?
}

package struct RegisteredObjection: Sendable, Codable, Hashable {
    package let id: ObjectionID
    package let target: ObjectionTarget
    package let recordedBy: RegisteredOfficer
    package let recordedAt: Timestamp
    package let record: RegisteredRecord
}

package struct RegisteredAnswer: Sendable, Codable, Hashable {
    package let by: RegisteredOfficer
    package let at: Timestamp
}

/// How long documents of an owner and category are kept, by the rules of `retention.yaml` (art. 15.1 d).
package struct RegisteredRetention: Sendable, Codable, Hashable {
    package let owner: OrganisationID
    package let category: Category
    /// The rule's id; `nil` where no rule says when it ends.
    package let rule: String?
    /// `forever`, `3 years`, `18 months`.
    package let keep: String?
    package let after: String?
    package let from: String?
    /// Act and section.
    package let reference: String?
    /// Whether the rule keeps people born on certain days for research.
    package let keptForResearch: Bool
}

extension RegisteredRetention {
    init(_ owner: OrganisationID, _ category: Category, _ rule: RetentionRule?) {
        self.init(
            owner: owner, category: category, rule: rule?.id, keep: rule?.keep.text, after: rule?.after.rawValue, from: rule?.from.rawValue,
            reference: rule?.reference, keptForResearch: rule?.keepBornOn.isEmpty == false)
    }
}

extension RetentionRule.Keep {
    /// As `retention.yaml` writes it.
    fileprivate var text: String {
        switch self {
        case .forever: "forever"
        case .years(let count): count == 1 ? "1 year" : "\(count) years"
        case .months(let count): count == 1 ? "1 month" : "\(count) months"
        }
    }
}

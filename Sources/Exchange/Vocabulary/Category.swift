/// What a document is about.
package enum Category: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case kartlaggning, planering, medicinsktUnderlag, arbetsformaga, ekonomi, praktik, utslussning, intyg, ovrigt

    package static func < (left: Category, right: Category) -> Bool { left.rawValue < right.rawValue }
}

/// Why somebody reads (ändamål).
package enum Purpose: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case rehabilitering, planering, ersattning, uppfoljning, utslussning

    package static func < (left: Purpose, right: Purpose) -> Bool { left.rawValue < right.rawValue }
}

/// Who lets the key of a document go.
package enum ReleaseMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// The exchange, when the policies permit it.
    case policy
    /// An approver at the owner, from their own client. The exchange can't open it.
    case owner
}

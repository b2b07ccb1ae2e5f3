/// What an approver may rest a disclosure on, which test of harm they make, and how a denial is appealed: `policies/grounds.yaml`.
///
/// The law differs by who owns a document and who asks, and is in places uncertain; so it's a catalogue that each exchange answers for.
package struct DisclosureRules: Sendable, Hashable {
    /// Its name in the folder of policies.
    package static let fileName = "grounds.yaml"

    /// Where there is no file: no ground but the person's consent, and nothing is said about appeals.
    package static let none = DisclosureRules(grounds: [.bareConsent], secrecy: [], appeals: [])

    package let grounds: [CataloguedGround]
    /// In order; the first that fits an owner's kind counts.
    package let secrecy: [SecrecyRegime]
    /// In order; the first that fits an owner's kind counts.
    package let appeals: [AppealRule]

    package init(grounds: [CataloguedGround], secrecy: [SecrecyRegime], appeals: [AppealRule]) {
        self.grounds = grounds
        self.secrecy = secrecy
        self.appeals = appeals
    }

    package func ground(_ id: String) -> CataloguedGround? { grounds.first { $0.id == id } }

    /// The test of harm that an owner of this kind makes.
    package func secrecy(of kind: OrganisationKind) -> SecrecyRegime? { secrecy.first { $0.kinds?.contains(kind) ?? true } }

    /// How a denial by an owner of this kind is appealed.
    package func appeal(against kind: OrganisationKind) -> Appeal? { appeals.first { $0.kinds?.contains(kind) ?? true }?.appeal }

    /// The grounds that can carry this disclosure, in the catalogue's order.
    package func grounds(for disclosure: Disclosure) -> [CataloguedGround] {
        grounds.filter { $0.obstacle(to: disclosure) == nil }
    }
}

/// What would be let go, to whom, for what: what a ground is held against.
package struct Disclosure: Sendable, Hashable {
    package let owner: OrganisationKind
    package let receiver: OrganisationKind
    package let category: Category
    package let purpose: Purpose

    package init(owner: OrganisationKind, receiver: OrganisationKind, category: Category, purpose: Purpose) {
        self.owner = owner
        self.receiver = receiver
        self.category = category
        self.purpose = purpose
    }
}

/// A ground that a disclosure may rest on.
package struct CataloguedGround: Sendable, Hashable {
    package enum Basis: String, Sendable, Hashable, CaseIterable {
        /// The person has agreed.
        case consent
        /// An act says that it must be told.
        case duty
        /// A rule that breaks secrecy.
        case breaksSecrecy
    }

    package let id: String
    package let basis: Basis
    package let act: String
    package let section: String
    /// The kinds of owner that may use it; `nil`: all.
    package let usedBy: Set<OrganisationKind>?
    /// The kinds of receiver that it serves; `nil`: all.
    package let towards: Set<OrganisationKind>?
    /// The purposes that it serves; `nil`: all.
    package let purposes: Set<Purpose>?
    /// The categories that it never covers.
    package let never: Set<Category>
    /// Whether the balancing must be written down.
    package let needsBalancing: Bool
    /// Whether what the law says here is uncertain.
    package let isUnsure: Bool
    /// What it is called by people.
    package let swedish: String
    package let english: String

    package init(
        id: String, basis: Basis, act: String, section: String, usedBy: Set<OrganisationKind>? = nil, towards: Set<OrganisationKind>? = nil,
        purposes: Set<Purpose>? = nil, never: Set<Category> = [], needsBalancing: Bool = false, isUnsure: Bool = false, swedish: String,
        english: String
    ) {
        self.id = id
        self.basis = basis
        self.act = act
        self.section = section
        self.usedBy = usedBy
        self.towards = towards
        self.purposes = purposes
        self.never = never
        self.needsBalancing = needsBalancing
        self.isUnsure = isUnsure
        self.swedish = swedish
        self.english = english
    }

    fileprivate static let bareConsent = CataloguedGround(
        id: "samtycke", basis: .consent, act: "OSL", section: "10:1, 12:2", swedish: "Den enskildes samtycke",
        english: "The person's consent")

    /// What keeps the ground from carrying a disclosure.
    package enum Obstacle: String, Sendable, Hashable, CaseIterable { case owner, receiver, category, purpose }

    /// `nil` when it can carry it.
    package func obstacle(to disclosure: Disclosure) -> Obstacle? {
        if let usedBy, !usedBy.contains(disclosure.owner) { return .owner }
        if let towards, !towards.contains(disclosure.receiver) { return .receiver }
        if never.contains(disclosure.category) { return .category }
        if let purposes, !purposes.contains(disclosure.purpose) { return .purpose }
        return nil
    }
}

/// How strong the secrecy is with owners of these kinds.
package struct SecrecyRegime: Sendable, Hashable {
    package enum Test: String, Sendable, Hashable, CaseIterable {
        /// Rakt skaderekvisit: open, unless harm may be assumed.
        case straight
        /// Omvänt skaderekvisit: secret, unless it's clear that there is no harm.
        case reverse
        /// A private body: what its agreement or its statutory silence says.
        case agreement
    }

    /// `nil`: all.
    package let kinds: Set<OrganisationKind>?
    package let test: Test
    /// Act and section.
    package let reference: String
    package let isUnsure: Bool

    package init(kinds: Set<OrganisationKind>?, test: Test, reference: String, isUnsure: Bool) {
        self.kinds = kinds
        self.test = test
        self.reference = reference
        self.isUnsure = isUnsure
    }
}

/// How denials by owners of these kinds are appealed.
package struct AppealRule: Sendable, Hashable {
    /// `nil`: all.
    package let kinds: Set<OrganisationKind>?
    package let appeal: Appeal

    package init(kinds: Set<OrganisationKind>?, appeal: Appeal) {
        self.kinds = kinds
        self.appeal = appeal
    }
}

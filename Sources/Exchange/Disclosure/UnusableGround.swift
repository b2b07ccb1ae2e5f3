/// Why a ground can't carry a disclosure. Stable: what `ground-not-usable` has as its reason, so that clients can say it in their users' words.
package enum UnusableGround: String, Sendable, Hashable, CaseIterable {
    case unknown = "unknown-ground"
    case needsBalancing = "needs-balancing"
    case owner = "owner-kind"
    case receiver = "requester-kind"
    case category
    case purpose
    /// The catalogue lets no consent carry anything.
    case consentNotListed = "consent-not-listed"
    case consentNotInForce = "consent-not-in-force"
    case consentNotCovering = "consent-not-covering"

    /// What is wrong and what to do next, in English.
    package var sentence: String {
        switch self {
        case .unknown: "the catalogue of grounds in force has no such ground; see kedja policy show"
        case .needsBalancing: "this ground needs the balancing written down; say what weighs on either side"
        case .owner: "this ground can't carry the disclosure: organisations of your kind may not use it"
        case .receiver: "this ground can't carry the disclosure: it doesn't serve organisations of the requester's kind"
        case .category: "this ground can't carry the disclosure: it never covers documents of this category"
        case .purpose: "this ground can't carry the disclosure: it doesn't serve the purpose of the request"
        case .consentNotListed: "this ground can't carry the disclosure: the catalogue has none"
        case .consentNotInForce: "the consent doesn't hold in the document's case now; see kedja consent list"
        case .consentNotCovering: "the consent doesn't cover this: your organisation, the requester's, the category and the purpose"
        }
    }

    init(_ obstacle: CataloguedGround.Obstacle) {
        self =
            switch obstacle {
            case .owner: .owner
            case .receiver: .receiver
            case .category: .category
            case .purpose: .purpose
            }
    }
}

extension ExchangeError {
    package init(_ reason: UnusableGround) {
        self.init(.groundNotUsable, reason.sentence)
        self.reason = reason
    }
}

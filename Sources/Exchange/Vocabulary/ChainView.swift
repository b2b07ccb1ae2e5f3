/// A case drawn as a chain, as one sees it who takes part: what happens when, who is in, what carries it, and what is missing.
package struct ChainView: Hashable, Sendable, Codable {
    package let value: Case
    package let steps: [CaseStep]
    package let stays: [Stay]
    /// The case's consents that the reader may read, the newest first.
    package let consents: [ChainConsent]
    /// Whether these are all that the case has. Where they aren't, nothing is said of what consents lack.
    package let showsAllConsents: Bool
    /// Requests that wait for an answer, of those that the reader may read.
    package let asked: [ChainRequest]
    package let indicators: IndicatorsView
    package let missing: [ChainGap]

    private enum CodingKeys: String, CodingKey {
        case value = "case"
        case steps, stays, consents, showsAllConsents, asked, indicators, missing
    }

    package init(
        value: Case, steps: [CaseStep], stays: [Stay], consents: [ChainConsent], showsAllConsents: Bool, asked: [ChainRequest],
        indicators: IndicatorsView, at now: Timestamp
    ) {
        self.value = value
        self.steps = steps
        self.stays = stays
        self.consents = consents
        self.showsAllConsents = showsAllConsents
        self.asked = asked
        self.indicators = indicators
        missing = ChainGap.all(
            of: value, steps: steps, consents: showsAllConsents ? consents : nil, asked: asked, at: now)
    }
}

/// What a consent carries of a chain, without its wording and signatures.
package struct ChainConsent: Hashable, Sendable, Codable {
    package let id: ConsentID
    package let state: ConsentState
    package let from: [OrganisationID]
    package let to: [OrganisationID]
    package let categories: [Category]
    package let purposes: [Purpose]
    package let validFrom: Timestamp
    package let validUntil: Timestamp

    package init(_ consent: ConsentInContext) {
        id = consent.id
        state = consent.state
        from = consent.from
        to = consent.to
        categories = consent.categories
        purposes = consent.purposes
        validFrom = consent.validFrom
        validUntil = consent.validUntil
    }

    package func carries(at now: Timestamp) -> Bool { state == .given && now < validUntil }
}

/// A document that was asked for and not answered.
package struct ChainRequest: Hashable, Sendable, Codable {
    package let id: RequestID
    package let document: DocumentID
    package let category: Category
    package let owner: OrganisationID
    package let requester: OfficerID
    package let askedAt: Timestamp

    package init(id: RequestID, document: DocumentID, category: Category, owner: OrganisationID, requester: OfficerID, askedAt: Timestamp) {
        self.id = id
        self.document = document
        self.category = category
        self.owner = owner
        self.requester = requester
        self.askedAt = askedAt
    }
}

/// A page of the cases that an officer may see, and where the next begins.
package struct CasePage: Hashable, Sendable, Codable {
    package let cases: [CaseSummary]
    /// The case to ask from next; `nil` on the last page.
    package let next: CaseID?

    package init(cases: [CaseSummary], next: CaseID?) {
        self.cases = cases
        self.next = next
    }
}

package struct CaseSummary: Hashable, Sendable, Codable {
    package let value: Case
    /// The steps that are under way.
    package let steps: [StepKind]

    private enum CodingKeys: String, CodingKey {
        case value = "case"
        case steps
    }

    package init(value: Case, steps: [StepKind]) {
        self.value = value
        self.steps = steps
    }
}

/// A consent as those see it who may.
package struct ConsentView: Sendable, Codable, Hashable {
    package let id: ConsentID
    package let caseID: CaseID
    package let state: ConsentState
    package let terms: ConsentRecord
    /// The terms without what has been withdrawn. Whether it holds says the state.
    package let effective: ConsentScope
    /// When all of it was withdrawn.
    package let withdrawnAt: Timestamp?
    package let supersededBy: ConsentID?
    /// The signed records as JWS (General JSON), for the client to verify: the consent, and each withdrawal in the order in which they came.
    package let record: String
    package let withdrawals: [String]
    /// The consents that replaced one another, this one among them, the oldest first; where it's asked for alone and there are others.
    package var chain: [ConsentLink]?
    /// What the person has said against it, where one consent is asked for.
    package var objections: [ObjectionView]?

    package init(
        id: ConsentID, caseID: CaseID, state: ConsentState, terms: ConsentRecord, effective: ConsentScope, withdrawnAt: Timestamp?,
        supersededBy: ConsentID?, record: String, withdrawals: [String], chain: [ConsentLink]? = nil
    ) {
        self.id = id
        self.caseID = caseID
        self.state = state
        self.terms = terms
        self.effective = effective
        self.withdrawnAt = withdrawnAt
        self.supersededBy = supersededBy
        self.record = record
        self.withdrawals = withdrawals
        self.chain = chain
    }
}

/// One of the consents that replaced one another.
package struct ConsentLink: Sendable, Codable, Hashable {
    package let id: ConsentID
    package let state: ConsentState
    package let recordedAt: Timestamp

    package init(id: ConsentID, state: ConsentState, recordedAt: Timestamp) {
        self.id = id
        self.state = state
        self.recordedAt = recordedAt
    }
}

/// A page of consents, and where the next begins.
package struct ConsentPage: Sendable, Codable, Hashable {
    package let consents: [ConsentView]
    /// The consent to ask from next; `nil` on the last page.
    package let next: ConsentID?

    package init(consents: [ConsentView], next: ConsentID?) {
        self.consents = consents
        self.next = next
    }
}

/// What a withdrawal answers. Whoever the person turned to may know no more of the consent than that the withdrawal counts: the rest is told
/// to those alone who may read the consent.
package struct Withdrawn: Sendable, Codable, Hashable {
    package let consent: ConsentID
    /// From when on it counts; when the whole was withdrawn before, since then.
    package let withdrawnAt: Timestamp
    /// Where the consent stood before.
    package var was: ConsentState?
    /// What is left of it; nothing when nothing is.
    package var left: ConsentScope?
    /// Requests that were closed by it, of those that the caller may read.
    package var closed: [RequestID]?

    package init(consent: ConsentID, withdrawnAt: Timestamp) {
        self.consent = consent
        self.withdrawnAt = withdrawnAt
    }
}

/// What the withdrawal of everything answers.
package struct WithdrawnAll: Sendable, Codable, Hashable {
    package let participant: ParticipantID
    package let withdrawnAt: Timestamp
    /// The consents that ended by it, of those that the caller may read.
    package let consents: [ConsentID]

    package init(participant: ParticipantID, withdrawnAt: Timestamp, consents: [ConsentID]) {
        self.participant = participant
        self.withdrawnAt = withdrawnAt
        self.consents = consents
    }
}

/// A document that was let out on a consent. That can't be undone, so the person is to know of it.
package struct Delivery: Sendable, Codable, Hashable {
    /// The entry of the log that tells of it.
    package let index: UInt64
    package let at: Timestamp
    package let document: DocumentID
    package let category: Category
    package let owner: OrganisationID
    /// Whose officer got it.
    package let organisation: OrganisationID
    package let purpose: Purpose?

    package init(
        index: UInt64, at: Timestamp, document: DocumentID, category: Category, owner: OrganisationID, organisation: OrganisationID,
        purpose: Purpose?
    ) {
        self.index = index
        self.at = at
        self.document = document
        self.category = category
        self.owner = owner
        self.organisation = organisation
        self.purpose = purpose
    }
}

/// A page of deliveries. It may have none and still lead on.
package struct DeliveryPage: Sendable, Codable, Hashable {
    package let consent: ConsentID
    package let deliveries: [Delivery]
    /// The index to ask from next; `nil` on the last page.
    package let next: UInt64?

    package init(consent: ConsentID, deliveries: [Delivery], next: UInt64?) {
        self.consent = consent
        self.deliveries = deliveries
        self.next = next
    }
}

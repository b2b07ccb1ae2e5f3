/// What a decision looks at, as plain values. Built from storage by the actions and from tables by the tests.
package enum Resource: Sendable, Hashable {
    case exchange
    case organisation(Organisation)
    case participant(ParticipantFacts)
    case caseOf(CaseFacts)
    case consent(ConsentFacts)
    case document(DocumentFacts)
    case request(RequestFacts)
    case auditEntry(AuditEntryFacts)
    case erasure(ErasureFacts)
    case emergency(EmergencyFacts)
    case delegation(DelegationFacts)
}

/// The caller: an officer and the organisation they belong to.
package struct OfficerFacts: Sendable, Hashable {
    package let officer: Officer
    package let organisation: Organisation

    package init(officer: Officer, organisation: Organisation) {
        self.officer = officer
        self.organisation = organisation
    }
}

package struct ParticipantFacts: Sendable, Hashable {
    package internal(set) var id: ParticipantID
    /// Who has registered the person.
    package let organisations: [OrganisationID]
    /// Who takes part in any of the person's cases.
    package let officers: [OfficerID]
    package let protectedIdentity: Bool
    /// On which grounds the processing of what is kept about the person is restricted now.
    package let restrictions: [RestrictionGround]

    package init(
        id: ParticipantID, organisations: [OrganisationID], officers: [OfficerID], protectedIdentity: Bool,
        restrictions: [RestrictionGround] = []
    ) {
        self.id = id
        self.organisations = organisations
        self.officers = officers
        self.protectedIdentity = protectedIdentity
        self.restrictions = restrictions
    }

    package var isRestricted: Bool { !restrictions.isEmpty }
}

package struct CaseFacts: Sendable, Hashable {
    package internal(set) var value: Case
    package internal(set) var participant: ParticipantFacts
    /// The organisations that have answered for steps of which all have ended.
    package let stepsEnded: [OrganisationID]

    package init(value: Case, participant: ParticipantFacts, stepsEnded: [OrganisationID] = []) {
        self.value = value
        self.participant = participant
        self.stepsEnded = stepsEnded
    }
}

package struct ConsentFacts: Sendable, Hashable {
    package let id: ConsentID
    package let of: CaseFacts
    /// The organisations that the consent names, as givers or receivers.
    package let organisations: [OrganisationID]

    package init(id: ConsentID, of facts: CaseFacts, organisations: [OrganisationID]) {
        self.id = id
        of = facts
        self.organisations = organisations
    }
}

package struct DocumentFacts: Sendable, Hashable {
    package internal(set) var id: DocumentID
    package internal(set) var of: CaseFacts
    package let owner: Organisation
    package let category: Category
    package let release: ReleaseMode
    /// Whether a newer version has taken its place.
    package let isSuperseded: Bool

    package init(
        id: DocumentID, of facts: CaseFacts, owner: Organisation, category: Category, release: ReleaseMode, isSuperseded: Bool = false
    ) {
        self.id = id
        of = facts
        self.owner = owner
        self.category = category
        self.release = release
        self.isSuperseded = isSuperseded
    }
}

package struct RequestFacts: Sendable, Hashable {
    package let id: RequestID
    /// One of those that the request asks for; the policies are asked about each.
    package let document: DocumentFacts
    package let requester: OfficerID
    /// Who has answered it so far.
    package let answeredBy: OfficerID?
    /// For whom, when by a delegation.
    package let answeredFor: OfficerID?
    /// Those at the owner who stand in for an approver now.
    package let delegates: [OfficerID]

    package init(
        id: RequestID, document: DocumentFacts, requester: OfficerID, answeredBy: OfficerID? = nil, answeredFor: OfficerID? = nil,
        delegates: [OfficerID] = []
    ) {
        self.id = id
        self.document = document
        self.requester = requester
        self.answeredBy = answeredBy
        self.answeredFor = answeredFor
        self.delegates = delegates
    }
}

/// That somebody would answer in an approver's place.
package struct DelegationFacts: Sendable, Hashable {
    package let id: DelegationID
    package let approver: OfficerID
    package let delegate: OfficerID
    /// The approver's.
    package let organisation: Organisation

    package init(id: DelegationID, approver: OfficerID, delegate: OfficerID, organisation: Organisation) {
        self.id = id
        self.approver = approver
        self.delegate = delegate
        self.organisation = organisation
    }
}

package struct AuditEntryFacts: Sendable, Hashable {
    package let index: UInt64
    /// The actor's organisation and the organisation acted upon.
    package let organisations: [OrganisationID]

    package init(index: UInt64, organisations: [OrganisationID]) {
        self.index = index
        self.organisations = organisations
    }
}

/// An erasure that is asked, or has been.
package struct ErasureFacts: Sendable, Hashable {
    package enum Target: String, Sendable, Hashable, Codable, CaseIterable { case participant, document }

    package let id: ErasureID
    package let target: Target
    /// Whether the rules of retention say that all of it is due.
    package let due: Bool
    package let askedBy: OfficerID
    /// Who has registered the person and works with them in each case that holds something, or owns the document.
    package let organisations: [OrganisationID]
    package let protectedIdentity: Bool
    /// On which grounds the person is restricted.
    package let restrictions: [RestrictionGround]
    /// The person, while there is one.
    package let participant: ParticipantFacts?

    package init(
        id: ErasureID, target: Target, due: Bool, askedBy: OfficerID, organisations: [OrganisationID], protectedIdentity: Bool,
        restrictions: [RestrictionGround] = [], participant: ParticipantFacts?
    ) {
        self.id = id
        self.target = target
        self.due = due
        self.askedBy = askedBy
        self.organisations = organisations
        self.protectedIdentity = protectedIdentity
        self.restrictions = restrictions
        self.participant = participant
    }
}

/// A document that was opened in an emergency.
package struct EmergencyFacts: Sendable, Hashable {
    package let id: EmergencyID
    package let reader: OfficerID
    /// Whose document it is.
    package let owner: OrganisationID
    package let protectedIdentity: Bool

    package init(id: EmergencyID, reader: OfficerID, owner: OrganisationID, protectedIdentity: Bool) {
        self.id = id
        self.reader = reader
        self.owner = owner
        self.protectedIdentity = protectedIdentity
    }
}

/// What stands in `context` beside principal, action and resource.
package struct Circumstances: Sendable, Hashable {
    package internal(set) var now: Timestamp
    package var purpose: Purpose?
    package var consent: ConsentInContext?
    package var approval: ApprovalInContext?

    package init(now: Timestamp, purpose: Purpose? = nil, consent: ConsentInContext? = nil, approval: ApprovalInContext? = nil) {
        self.now = now
        self.purpose = purpose
        self.consent = consent
        self.approval = approval
    }
}

/// One consent that could carry a retrieval.
package struct ConsentInContext: Sendable, Hashable {
    package internal(set) var id: ConsentID
    package let state: ConsentState
    package let from: [OrganisationID]
    package let to: [OrganisationID]
    package let categories: [Category]
    package let purposes: [Purpose]
    package internal(set) var validFrom: Timestamp
    package internal(set) var validUntil: Timestamp

    package init(
        id: ConsentID, state: ConsentState, from: [OrganisationID], to: [OrganisationID], categories: [Category], purposes: [Purpose],
        validFrom: Timestamp, validUntil: Timestamp
    ) {
        self.id = id
        self.state = state
        self.from = from
        self.to = to
        self.categories = categories
        self.purposes = purposes
        self.validFrom = validFrom
        self.validUntil = validUntil
    }
}

/// An approval that the caller has been given for the document.
package struct ApprovalInContext: Sendable, Hashable {
    package enum Ground: String, Sendable, Hashable, Codable { case consent, law }

    package internal(set) var request: RequestID
    package let purpose: Purpose
    package let approvedBy: OfficerID
    package internal(set) var validUntil: Timestamp
    package let ground: Ground
    /// The catalogue's id of a ground in law; answers from before the catalogue have none.
    package let groundID: String?

    package init(
        request: RequestID, purpose: Purpose, approvedBy: OfficerID, validUntil: Timestamp, ground: Ground, groundID: String? = nil
    ) {
        self.request = request
        self.purpose = purpose
        self.approvedBy = approvedBy
        self.validUntil = validUntil
        self.ground = ground
        self.groundID = groundID
    }
}

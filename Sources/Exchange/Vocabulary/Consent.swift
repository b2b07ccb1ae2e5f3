package import SignedRecords

/// Where a consent stands at a given time.
package enum ConsentState: String, Hashable, Sendable, Codable, CaseIterable {
    case given, refused, withdrawn, expired, superseded
}

/// A consent as storage holds it. The terms lie in the signed record, sealed under the subject key.
package struct StoredConsent: Hashable, Sendable {
    package let id: ConsentID
    package let participant: ParticipantID
    package let caseID: CaseID
    /// The signed consent record, whole.
    package let record: Sealed
    package let recordedAt: Timestamp
    package var withdrawnAt: Timestamp?
    /// The signed withdrawal record, whole.
    package var withdrawal: Sealed?
    package var supersededBy: ConsentID?

    package init(
        id: ConsentID, participant: ParticipantID, caseID: CaseID, record: Sealed, recordedAt: Timestamp, withdrawnAt: Timestamp? = nil,
        withdrawal: Sealed? = nil, supersededBy: ConsentID? = nil
    ) {
        self.id = id
        self.participant = participant
        self.caseID = caseID
        self.record = record
        self.recordedAt = recordedAt
        self.withdrawnAt = withdrawnAt
        self.withdrawal = withdrawal
        self.supersededBy = supersededBy
    }
}

/// A consent, opened: its row and what was agreed.
package struct Consent: Sendable, Hashable {
    package let stored: StoredConsent
    package let terms: ConsentRecord
    /// The signed record itself, so that a client can check it.
    package let record: SignedRecord

    /// Where the consent stands at `now`. A refusal stays a refusal, and a withdrawal stands whatever a clock says; it outranks expiry,
    /// since it came from the person.
    package func state(at now: Timestamp) -> ConsentState {
        if terms.decision == .refused { return .refused }
        if stored.withdrawnAt != nil { return .withdrawn }
        if stored.supersededBy != nil { return .superseded }
        return now < terms.validUntil ? .given : .expired
    }
}

/// A consent as those see it who may.
package struct ConsentView: Sendable, Codable, Hashable {
    package let id: ConsentID
    package let caseID: CaseID
    package let state: ConsentState
    package let terms: ConsentRecord
    package let withdrawnAt: Timestamp?
    package let supersededBy: ConsentID?
    /// The signed records as JWS (General JSON), for the client to verify: the consent and, when withdrawn, the withdrawal.
    package let record: String
    package let withdrawal: String?
    /// What the person has said against it, where one consent is asked for.
    package var objections: [ObjectionView]?
}

/// What a withdrawal answers. Whoever the person turned to may know no more of the consent than that it is withdrawn.
package struct Withdrawn: Sendable, Codable, Hashable {
    package let consent: ConsentID
    package let withdrawnAt: Timestamp
}

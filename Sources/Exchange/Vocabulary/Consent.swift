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
    /// When it runs out by its terms, so that storage finds what does so soon; `nil` where that wasn't noted.
    package let endsAt: Timestamp?
    /// When all of it was withdrawn.
    package var withdrawnAt: Timestamp?
    /// Every withdrawal that took something out of it, in the order in which they came.
    package var withdrawals: [StoredWithdrawal]
    package var supersededBy: ConsentID?

    package init(
        id: ConsentID, participant: ParticipantID, caseID: CaseID, record: Sealed, recordedAt: Timestamp, endsAt: Timestamp? = nil,
        withdrawnAt: Timestamp? = nil, withdrawals: [StoredWithdrawal] = [], supersededBy: ConsentID? = nil
    ) {
        self.id = id
        self.participant = participant
        self.caseID = caseID
        self.record = record
        self.recordedAt = recordedAt
        self.endsAt = endsAt
        self.withdrawnAt = withdrawnAt
        self.withdrawals = withdrawals
        self.supersededBy = supersededBy
    }

    /// What a withdrawal's record is sealed for. The first one's is that of the time when there could be no other.
    func place(ofWithdrawal number: Int) -> String { number == 0 ? "withdrawal/\(id)" : "withdrawal/\(id)/\(number)" }
}

/// A withdrawal as storage holds it.
package struct StoredWithdrawal: Hashable, Sendable {
    package let at: Timestamp
    /// The signed record, whole.
    package let record: Sealed

    package init(at: Timestamp, record: Sealed) {
        self.at = at
        self.record = record
    }
}

/// A withdrawal, opened.
package struct Withdrawal: Hashable, Sendable {
    package let at: Timestamp
    /// What it takes out; `nil`: all.
    package let part: ConsentScope?
    package let record: SignedRecord
}

/// A consent, opened: its row, what was agreed, and what was withdrawn.
package struct Consent: Sendable, Hashable {
    package let stored: StoredConsent
    package let terms: ConsentRecord
    /// The signed record itself, so that a client can check it.
    package let record: SignedRecord
    package let withdrawals: [Withdrawal]
    /// The terms without what has been withdrawn: what every decision looks at. Whether it holds says the state.
    package let effective: ConsentScope

    package init(stored: StoredConsent, terms: ConsentRecord, record: SignedRecord, withdrawals: [Withdrawal] = []) {
        self.stored = stored
        self.terms = terms
        self.record = record
        self.withdrawals = withdrawals
        effective = withdrawals.compactMap(\.part).reduce(ConsentScope(terms)) { $0.subtracting($1) }
    }

    /// Where the consent stands at `now`. A refusal stays a refusal, and a withdrawal stands whatever a clock says; it outranks expiry,
    /// since it came from the person.
    package func state(at now: Timestamp) -> ConsentState {
        if terms.decision == .refused { return .refused }
        if stored.withdrawnAt != nil || effective.isEmpty { return .withdrawn }
        if stored.supersededBy != nil { return .superseded }
        return now < terms.validUntil ? .given : .expired
    }
}

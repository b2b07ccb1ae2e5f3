// What a register extract has of cases' steps and of requests.

package struct RegisteredStay: Sendable, Codable, Hashable {
    package let by: RegisteredOfficer
    package let from: Timestamp?
    package let until: Timestamp?
    package let endedBy: RegisteredOfficer?
}

package struct RegisteredStep: Sendable, Codable, Hashable {
    package let id: StepID
    package let kind: StepKind
    package let current: Version
    /// What was stated before, the oldest first.
    package let earlier: [Version]

    package struct Version: Sendable, Codable, Hashable {
        package let organisation: OrganisationID
        package let from: Timestamp
        package let until: Timestamp?
        package let by: RegisteredOfficer
        package let at: Timestamp
    }
}

package struct RegisteredRequest: Sendable, Codable, Hashable {
    package let id: RequestID
    package let owner: OrganisationID
    package let requester: RegisteredOfficer
    package let purpose: Purpose
    package let reason: String
    package let createdAt: Timestamp
    package let answerBy: Timestamp?
    package let state: RequestState
    package let closedBecause: RequestClosing?
    package let documents: [Part]
    package let answeredBy: RegisteredOfficer?
    package let answeredAt: Timestamp?
    package let answer: RegisteredRecord?
    package let confirmedBy: RegisteredOfficer?
    package let confirmedAt: Timestamp?
    package let confirmation: RegisteredRecord?

    /// One of the documents that were asked for.
    package struct Part: Sendable, Codable, Hashable {
        package let document: DocumentID
        package let answer: ApprovalRecord.Answer?
        package let validUntil: Timestamp?
        /// Whether an approver has made a header for the requester.
        package let hasHeader: Bool
    }
}

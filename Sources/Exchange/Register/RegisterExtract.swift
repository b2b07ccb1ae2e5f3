/// Everything that the exchange holds about one person (registerutdrag, GDPR art. 15), as it stood at one moment. It holds no document's
/// payload: its owner has that, and gives a copy.
///
/// Signed records come whole, so that fields that this version doesn't know are there too. A further kind of row that is kept about people
/// gets its list here, is gathered in `RegisterGathering`, and has its words in `kedja/Register/RegisterReport.swift`.
package struct RegisterExtract: Sendable, Codable, Hashable {
    package static let schema = "kedja-register/1"

    package let schema: String
    package let participant: ParticipantID
    package let madeAt: Timestamp
    /// Whether officers are named, or their organisations alone.
    package let officers: OfficerNames
    package var registrations: [RegisteredIdentity] = []
    package var corrections: [RegisteredCorrection] = []
    package var cases: [RegisteredCase] = []
    package var consents: [RegisteredConsent] = []
    package var documents: [RegisteredDocument] = []
    package var uploads: [RegisteredUpload] = []
    package var requests: [RegisteredRequest] = []
    /// Permitted retrievals, by the log.
    package var retrievals: [RegisteredRetrieval] = []
    /// Those of them that may still be fetched.
    package var openRetrievals: [RegisteredOpenRetrieval] = []
    package var emergencies: [RegisteredEmergency] = []
    package var erasures: [RegisteredErasure] = []
    package var restrictions: [RegisteredRestriction] = []
    package var objections: [RegisteredObjection] = []
    /// Answers that are kept for a while, for calls that are made again.
    package var keptAnswers: [RegisteredAnswer] = []
    /// How many entries of the log are about the person; the extract of the log has them.
    package var logEntries = 0
    package var retention: [RegisteredRetention] = []
    /// For what the data is used (art. 15.1 a), who has received some of it or may (c), and whom it came from (g).
    package var purposes: [Purpose] = []
    package var recipients: [OrganisationID] = []
    package var sources: [OrganisationID] = []
    /// The names of the organisations that are spoken of.
    package var organisations: [ToldOrganisation] = []

    package init(participant: ParticipantID, madeAt: Timestamp, officers: OfficerNames) {
        schema = RegisterExtract.schema
        self.participant = participant
        self.madeAt = madeAt
        self.officers = officers
    }
}

/// Who did something: the officer, where names are shown, and their organisation.
package struct RegisteredOfficer: Sendable, Codable, Hashable {
    package let organisation: OrganisationID
    package let officer: OfficerID?

    package init(_ officer: OfficerID, _ names: OfficerNames) {
        organisation = officer.organisation
        self.officer = names == .shown ? officer : nil
    }
}

/// A signed record: what it says, and the whole of it unless officers' names are withheld, which its signatures hold.
package struct RegisteredRecord: Sendable, Codable, Hashable {
    /// SHA-256 of the record, hexadecimal, as the log names it.
    package let digest: String
    /// Its payload, JSON. Where names are withheld an officer's is replaced by their organisation's.
    package let payload: String
    /// JWS (General JSON).
    package let record: String?
}

package struct RegisteredIdentity: Sendable, Codable, Hashable {
    package let organisation: OrganisationID
    package let at: Timestamp
    package let identity: ParticipantIdentity
}

package struct RegisteredCorrection: Sendable, Codable, Hashable {
    package let organisation: OrganisationID
    package let by: RegisteredOfficer
    package let at: Timestamp
    package let correction: Correction
}

package struct RegisteredCase: Sendable, Codable, Hashable {
    package let id: CaseID
    package let openedBy: RegisteredOfficer
    package let openedAt: Timestamp
    package let closedAt: Timestamp?
    package let officers: [RegisteredOfficer]
    /// Who takes part, and who has, from when to when.
    package let stays: [RegisteredStay]
    package let steps: [RegisteredStep]
    /// What is followed up; `nil` where nothing is stated.
    package let indicators: IndicatorsView?
}

package struct RegisteredConsent: Sendable, Codable, Hashable {
    package let id: ConsentID
    package let caseID: CaseID
    package let state: ConsentState
    package let recordedAt: Timestamp
    package let record: RegisteredRecord
    package let withdrawnAt: Timestamp?
    package let withdrawals: [RegisteredRecord]
    package let supersededBy: ConsentID?
}

package struct RegisteredDocument: Sendable, Codable, Hashable {
    package let id: DocumentID
    package let caseID: CaseID
    /// Who holds it and gives a copy.
    package let owner: OrganisationID
    package let category: Category
    package let release: ReleaseMode
    package let name: String
    package let uploadedBy: RegisteredOfficer
    package let uploadedAt: Timestamp
    package let payloadDigest: String
    package let payloadSize: UInt64
    package let version: DocumentVersion
    package let manifest: RegisteredRecord
    package let rewrap: RegisteredRecord?
    /// The rule by which it's due to be erased, and since when.
    package let dueRule: String?
    package let dueSince: Timestamp?
}

package struct RegisteredUpload: Sendable, Codable, Hashable {
    package let id: UploadID
    package let caseID: CaseID
    package let by: RegisteredOfficer
    package let category: Category
    package let release: ReleaseMode
    package let expiresAt: Timestamp
}

package struct RegisteredRetrieval: Sendable, Codable, Hashable {
    package let at: Timestamp
    /// The log's entry.
    package let entry: UInt64
    package let by: RegisteredOfficer
    /// `doc_…`.
    package let document: String?
    package let purpose: Purpose?
    package let consent: ConsentID?
    package let approval: RequestID?
    package let isEmergency: Bool
}

package struct RegisteredOpenRetrieval: Sendable, Codable, Hashable {
    package let id: RetrievalID
    package let document: DocumentID
    package let by: RegisteredOfficer
    package let purpose: Purpose
    package let expiresAt: Timestamp
    package let emergency: EmergencyID?
}

/// Whether a person's extract names the officers who did something, or their organisations alone.
package enum OfficerNames: String, Hashable, Sendable, Codable, CaseIterable {
    case shown, withheld
}

/// A page of a person's extract of the log (loggutdrag): every entry that is about them, and what it takes to say it in words.
package struct ExtractPage: Sendable, Codable, Hashable {
    package let participant: ParticipantID
    package let officers: OfficerNames
    package var lines: [ExtractLine]
    /// The index to ask from next; `nil` on the last page.
    package let next: UInt64?
    /// The log's size when the page was made. The following pages are asked for up to that, so that they end.
    package let logSize: UInt64
    /// What the lines speak of. None of it stands in the log; it's what the exchange knows now.
    package let subjects: ExtractSubjects
}

/// One entry of the log, with the proof that it stands there.
///
/// The proof's tree is that of the answer's receipt. An opening holds the officer's name; where names are withheld the line has none, and the
/// proof covers that something was logged at this time and place, while what it says is the exchange's word.
package struct ExtractLine: Sendable, Codable, Hashable {
    package let index: UInt64
    /// The leaf in the log, base64.
    package let leaf: String
    /// RFC 6962 §2.1.1, hashes base64.
    package var inclusionProof: [String]
    package let opening: Opening?
    /// What the entry says without its officer, where names are withheld.
    package let told: ToldEntry?
    /// Why there is neither.
    package let closed: AuditEntryView.Closed?

    package init(
        index: UInt64, leaf: String, inclusionProof: [String], opening: Opening? = nil, told: ToldEntry? = nil,
        closed: AuditEntryView.Closed? = nil
    ) {
        self.index = index
        self.leaf = leaf
        self.inclusionProof = inclusionProof
        self.opening = opening
        self.told = told
        self.closed = closed
    }
}

/// An entry as a person's extract tells it.
package struct ToldEntry: Sendable, Codable, Hashable {
    package let at: Timestamp
    package let organisation: OrganisationID
    /// `nil` where names are withheld.
    package let officer: OfficerID?
    package let action: Action
    /// What was acted upon, `doc_…`.
    package let resource: String?
    package let owner: OrganisationID?
    package let purpose: Purpose?
    package let outcome: AuditOutcome
    package let code: String?
    package let consent: ConsentID?
    package let approval: RequestID?
    /// SHA-256 of the signed record that the action brought, hexadecimal: which consent was recorded.
    package let record: String?
    /// Why, in the words of whoever did it, where the entry says so.
    package let reason: String?

    package init(_ entry: AuditEntry, officers: OfficerNames) {
        at = entry.at
        organisation = entry.officer.organisation
        officer = officers == .shown ? entry.officer : nil
        action = entry.action
        resource = entry.resource
        owner = entry.owner
        purpose = entry.purpose
        outcome = entry.outcome
        code = entry.code
        consent = entry.consent
        approval = entry.approval
        record = entry.record
        reason = entry.reason
    }

    /// What the opened entry tells; `nil` when it can't be read.
    package init?(_ opening: Opening, officers: OfficerNames) {
        guard let entry = opening.entry else { return nil }
        self.init(entry, officers: officers)
    }
}

/// What lines of an extract speak of, by their ids.
package struct ExtractSubjects: Sendable, Codable, Hashable {
    package var organisations: [ToldOrganisation] = []
    package var documents: [ToldDocument] = []
    package var consents: [ToldConsent] = []
    package var requests: [ToldRequest] = []

    package init() {}
}

package struct ToldOrganisation: Sendable, Codable, Hashable {
    package let id: OrganisationID
    package let name: String
}

/// A document without its name, which says too much to stand in an extract that may be left on a table.
package struct ToldDocument: Sendable, Codable, Hashable {
    package let id: DocumentID
    package let owner: OrganisationID
    package let category: Category
    package let uploadedAt: Timestamp
}

package struct ToldConsent: Sendable, Codable, Hashable {
    package let id: ConsentID
    package let state: ConsentState
    package let from: [OrganisationID]
    package let to: [OrganisationID]
    package let categories: [Category]
    package let purposes: [Purpose]
    package let validFrom: Timestamp
    package let validUntil: Timestamp
    package let withdrawnAt: Timestamp?
    /// SHA-256 of its signed record, hexadecimal.
    package let record: String
}

package struct ToldRequest: Sendable, Codable, Hashable {
    package let id: RequestID
    package let documents: [DocumentID]
}

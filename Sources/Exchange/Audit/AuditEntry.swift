/// What is written of one attempt: who, when, what, about whom, why, with which answer, and what decided.
package struct AuditEntry: Hashable, Sendable, Codable {
    package let index: UInt64
    package let at: Timestamp
    package let officer: OfficerID
    package let action: Action
    /// What was acted upon, `doc_…`, as far as it was found or named.
    package let resource: String?
    package let participant: ParticipantID?
    /// The organisation acted upon: a document's owner.
    package let owner: OrganisationID?
    package let purpose: Purpose?
    package let outcome: AuditOutcome
    /// The error's stable code, when the outcome isn't `permitted`.
    package let code: String?
    /// The `@id`s of the determining policies.
    package let policies: [String]
    /// The `@id`s of policies that erred.
    package let policyErrors: [String]
    package let policyDigest: String
    package let consent: ConsentID?
    /// The request whose approval carried the action.
    package let approval: RequestID?
    /// SHA-256 of the signed record that the action brought, hexadecimal.
    package let record: String?
    /// What was erased, when the action confirmed an erasure.
    package let erased: ErasureStatement?
    /// Why a document was opened in an emergency, in the reader's words; of other actions why the exchange did it, or what it remarks: see
    /// ``EntryRemark``.
    package var reason: String?
}

package enum AuditOutcome: String, Hashable, Sendable, Codable, CaseIterable {
    /// Decided, permitted, done.
    case permitted
    /// The policies said no.
    case denied
    /// Never came to a decision, or couldn't be done: unknown id, malformed record, conflict.
    case failed
}

/// An entry as an auditor sees it, with all that is needed to check it.
package struct AuditEntryView: Sendable, Codable, Hashable {
    package let index: UInt64
    /// The leaf in the log, base64.
    package let leaf: String
    /// The leaf's hash as the stored tree has it, base64.
    package let leafHash: String
    /// What opens the commitment; `nil` when the text is sealed for others, erased or damaged.
    package let opening: Opening?
    /// Why there is no opening.
    package let closed: Closed?
    /// The entry, read from the opening's text.
    package let entry: AuditEntry?
    /// What shows that the text was erased.
    package let erasure: ErasureProof?

    package init(
        index: UInt64, leaf: String, leafHash: String, opening: Opening?, closed: Closed?, entry: AuditEntry?, erasure: ErasureProof? = nil
    ) {
        self.index = index
        self.leaf = leaf
        self.leafHash = leafHash
        self.opening = opening
        self.closed = closed
        self.entry = entry
        self.erasure = erasure
    }

    package enum Closed: String, Sendable, Codable, Hashable {
        /// The reader may not see this entry's text.
        case notPermitted = "not-permitted"
        /// The text was destroyed by an erasure, which the log tells of.
        case erased
        /// The stored text doesn't open, or is gone without an erasure that tells of it: somebody changed it.
        case damaged
    }
}

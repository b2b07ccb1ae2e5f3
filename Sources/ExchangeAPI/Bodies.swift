package import Exchange

/// A signed record, JWS General JSON as text, so that its bytes arrive as they were signed.
package struct RecordBody: Codable, Sendable {
    package let record: String

    package init(record: String) { self.record = record }
}

/// A signed change of the directory.
package struct DirectoryChangeBody: Codable, Sendable {
    package let record: String
    /// Do it though nobody is left then who answers the organisation's requests, or opens what it has sealed.
    package let last: Bool?

    package init(record: String, last: Bool? = nil) {
        self.record = record
        self.last = last
    }
}

package struct RegisterParticipantBody: Codable, Sendable {
    package let number: String
    package let givenName: String
    package let familyName: String
    package let protectedIdentity: Bool

    package init(number: String, givenName: String, familyName: String, protectedIdentity: Bool) {
        self.number = number
        self.givenName = givenName
        self.familyName = familyName
        self.protectedIdentity = protectedIdentity
    }
}

/// What is to be corrected of what the caller's organisation has registered; what is missing stays.
package struct CorrectionBody: Codable, Sendable {
    package let number: String?
    package let givenName: String?
    package let familyName: String?
    package let protectedIdentity: Bool?
    package let reason: String

    package init(number: String?, givenName: String?, familyName: String?, protectedIdentity: Bool?, reason: String) {
        self.number = number
        self.givenName = givenName
        self.familyName = familyName
        self.protectedIdentity = protectedIdentity
        self.reason = reason
    }
}

/// A search is a POST, so that no number stands in a URL.
package struct SearchParticipantsBody: Codable, Sendable {
    package let number: String?

    package init(number: String?) { self.number = number }
}

package struct AddCaseOfficerBody: Codable, Sendable {
    package let officer: OfficerID

    package init(officer: OfficerID) { self.officer = officer }
}

package struct CloseCaseBody: Codable, Sendable {
    /// What the case came to, where it's known.
    package let outcome: CaseOutcome?

    package init(outcome: CaseOutcome?) { self.outcome = outcome }
}

package struct AddStepBody: Codable, Sendable {
    package let kind: StepKind
    /// Who answers for it.
    package let organisation: OrganisationID
    package let from: Timestamp
    package let until: Timestamp?

    package init(kind: StepKind, organisation: OrganisationID, from: Timestamp, until: Timestamp?) {
        self.kind = kind
        self.organisation = organisation
        self.from = from
        self.until = until
    }
}

package struct BeginUploadBody: Codable, Sendable {
    package let caseID: CaseID
    package let category: Category
    package let release: ReleaseMode

    package init(caseID: CaseID, category: Category, release: ReleaseMode) {
        self.caseID = caseID
        self.category = category
        self.release = release
    }
}

/// How much of an upload has arrived.
package struct UploadProgress: Codable, Sendable, Hashable {
    package let size: UInt64

    package init(size: UInt64) { self.size = size }
}

package struct CompleteUploadBody: Codable, Sendable {
    /// The signed document manifest, JWS (General JSON).
    package let manifest: String
    /// The age header, base64.
    package let header: String

    package init(manifest: String, header: String) {
        self.manifest = manifest
        self.header = header
    }
}

/// Why the document is read; for a retrieval and for its explanation.
package struct PurposeBody: Codable, Sendable {
    package let purpose: Purpose

    package init(purpose: Purpose) { self.purpose = purpose }
}

package struct CreateRequestBody: Codable, Sendable {
    /// All of one participant and one owner.
    package let documents: [DocumentID]
    package let purpose: Purpose
    package let reason: String
    /// Until when an answer is wanted.
    package let answerBy: Timestamp?

    package init(documents: [DocumentID], purpose: Purpose, reason: String, answerBy: Timestamp? = nil) {
        self.documents = documents
        self.purpose = purpose
        self.reason = reason
        self.answerBy = answerBy
    }
}

package struct AnswerRequestBody: Codable, Sendable {
    /// The age header of one `owner` document, made for the requester.
    package struct Header: Codable, Sendable {
        package let document: DocumentID
        /// Base64.
        package let header: String

        package init(document: DocumentID, header: String) {
            self.document = document
            self.header = header
        }
    }

    /// The signed approval record, JWS (General JSON).
    package let record: String
    /// For each `owner` document that is let go.
    package let headers: [Header]

    package init(record: String, headers: [Header]) {
        self.record = record
        self.headers = headers
    }
}

package struct RewrapBody: Codable, Sendable {
    /// The signed rewrap record, JWS (General JSON).
    package let record: String
    /// The new age header, base64.
    package let header: String

    package init(record: String, header: String) {
        self.record = record
        self.header = header
    }
}

package struct AuditSearchBody: Codable, Sendable {
    package let filter: EntryFilter
    /// The first index wanted.
    package let from: UInt64
    package let limit: Int?
    /// Whether the answer is to leave the exchange as an export, which is logged as such.
    package let exporting: Bool

    package init(filter: EntryFilter, from: UInt64 = 0, limit: Int? = nil, exporting: Bool = false) {
        self.filter = filter
        self.from = from
        self.limit = limit
        self.exporting = exporting
    }
}

package struct EmergencyBody: Codable, Sendable {
    package let purpose: Purpose
    /// Why it can't wait for consent or approval.
    package let reason: String

    package init(purpose: Purpose, reason: String) {
        self.purpose = purpose
        self.reason = reason
    }
}

/// Which part of a person's extract is wanted.
package struct ExtractBody: Codable, Sendable {
    /// The first index wanted.
    package let from: UInt64
    /// The size of the log at the first page; entries from there on are left out.
    package let until: UInt64?
    package let limit: Int?

    package init(from: UInt64 = 0, until: UInt64? = nil, limit: Int? = nil) {
        self.from = from
        self.until = until
        self.limit = limit
    }
}

/// A body without anything in it.
package struct EmptyBody: Codable, Sendable {
    package init() {}
}

/// Hashes of a proof, base64, in the order of RFC 6962.
package struct ProofHashes: Codable, Sendable, Hashable {
    package let hashes: [String]

    package init(hashes: [String]) { self.hashes = hashes }
}

/// A checkpoint of the log with cosignatures, a signed note.
package struct CosignaturesBody: Codable, Sendable {
    package let note: String

    package init(note: String) { self.note = note }
}

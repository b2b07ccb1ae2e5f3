package import Exchange

extension Call where Result == DirectoryView {
    package static func directory() -> Call { Call(.get, "/v1/directory") }
}

extension Call where Result == DirectoryRecords {
    package static func directoryRecords(from place: UInt64) -> Call {
        Call(.get, "/v1/directory/records", query: ["from": String(place)])
    }
}

extension Call where Result == DirectoryChange {
    package static func changeDirectory(record: String, evenIfLast: Bool = false) throws -> Call {
        try Call(post: "/v1/directory/changes", DirectoryChangeBody(record: record, last: evenIfLast ? true : nil))
    }
}

extension Call where Result == Registered {
    package static func register(_ body: RegisterParticipantBody) throws -> Call { try Call(post: "/v1/participants", body) }
}

extension Call where Result == Registered {
    package static func correct(_ id: ParticipantID, _ body: CorrectionBody) throws -> Call {
        try Call(post: "/v1/participants/\(id)/corrections", body)
    }
}

extension Call where Result == RegisterExtract {
    package static func register(of id: ParticipantID) throws -> Call {
        try Call(post: "/v1/participants/\(id)/register", EmptyBody())
    }
}

extension Call where Result == RestrictionView {
    package static func restrict(record: String) throws -> Call { try Call(post: "/v1/restrictions", RecordBody(record: record)) }
    package static func liftRestriction(_ id: RestrictionID, record: String) throws -> Call {
        try Call(post: "/v1/restrictions/\(id)/lifting", RecordBody(record: record))
    }
}

extension Call where Result == [RestrictionView] {
    package static func restrictions(of id: ParticipantID) -> Call { Call(.get, "/v1/participants/\(id)/restrictions") }
}

extension Call where Result == ObjectionView {
    package static func object(record: String) throws -> Call { try Call(post: "/v1/objections", RecordBody(record: record)) }
}

extension Call where Result == ParticipantView {
    package static func participant(_ id: ParticipantID) -> Call { Call(.get, "/v1/participants/\(id)") }
}

extension Call where Result == [ParticipantView] {
    package static func participants(number: String?) throws -> Call {
        try Call(post: "/v1/participants/search", SearchParticipantsBody(number: number))
    }
}

extension Call where Result == Case {
    package static func openCase(for participant: ParticipantID) throws -> Call {
        try Call(post: "/v1/participants/\(participant)/cases", EmptyBody())
    }
    package static func caseOf(_ id: CaseID) -> Call { Call(.get, "/v1/cases/\(id)") }
    package static func addOfficer(_ officer: OfficerID, to id: CaseID) throws -> Call {
        try Call(post: "/v1/cases/\(id)/officers", AddCaseOfficerBody(officer: officer))
    }
    package static func closeCase(_ id: CaseID, outcome: CaseOutcome? = nil) throws -> Call {
        try Call(post: "/v1/cases/\(id)/closure", CloseCaseBody(outcome: outcome))
    }
    package static func removeOfficer(_ officer: OfficerID, from id: CaseID) throws -> Call {
        try Call(post: "/v1/cases/\(id)/departures", AddCaseOfficerBody(officer: officer))
    }
}

extension Call where Result == CasePage {
    package static func cases(onlyOpen: Bool, after last: CaseID?) -> Call {
        Call(.get, "/v1/cases", query: ["state": onlyOpen ? "open" : nil, "after": last?.text].compactMapValues { $0 })
    }
}

extension Call where Result == ChainView {
    package static func chain(of id: CaseID) -> Call { Call(.get, "/v1/cases/\(id)/chain") }
}

extension Call where Result == CaseStep {
    package static func addStep(to id: CaseID, _ body: AddStepBody) throws -> Call { try Call(post: "/v1/cases/\(id)/steps", body) }
    package static func changeStep(_ id: StepID, _ change: StepChange) throws -> Call {
        try Call(post: "/v1/steps/\(id)/changes", change)
    }
}

extension Call where Result == IndicatorsView {
    package static func recordIndicators(_ stated: Indicators, of id: CaseID) throws -> Call {
        try Call(post: "/v1/cases/\(id)/indicators", stated)
    }
}

extension Call where Result == ConsentView {
    package static func recordConsent(record: String) throws -> Call { try Call(post: "/v1/consents", RecordBody(record: record)) }
    package static func consent(_ id: ConsentID) -> Call { Call(.get, "/v1/consents/\(id)") }
}

extension Call where Result == Withdrawn {
    package static func withdrawConsent(_ id: ConsentID, record: String) throws -> Call {
        try Call(post: "/v1/consents/\(id)/withdrawal", RecordBody(record: record))
    }
}

extension Call where Result == WithdrawnAll {
    package static func withdrawAll(of participant: ParticipantID, record: String) throws -> Call {
        try Call(post: "/v1/participants/\(participant)/withdrawal", RecordBody(record: record))
    }
}

extension Call where Result == ConsentPage {
    package static func consents(expiringWithin days: Int, after last: ConsentID?) -> Call {
        Call(.get, "/v1/consents/expiring", query: ["within": String(days), "after": last?.text].compactMapValues { $0 })
    }
}

extension Call where Result == DeliveryPage {
    package static func deliveries(on consent: ConsentID, from index: UInt64) -> Call {
        Call(.get, "/v1/consents/\(consent)/deliveries", query: ["from": String(index)])
    }
}

extension Call where Result == [ConsentView] {
    package static func consents(of participant: ParticipantID) -> Call { Call(.get, "/v1/participants/\(participant)/consents") }
}

extension Call where Result == UploadTicket {
    package static func beginUpload(_ body: BeginUploadBody) throws -> Call { try Call(post: "/v1/uploads", body) }
}

extension Call where Result == UploadProgress {
    /// Answers without a receipt: it tells nothing that the uploader didn't send.
    package static func uploadProgress(_ id: UploadID) -> Call { Call(.get, "/v1/uploads/\(id)") }
    /// The body is the part's bytes, with `Upload-Offset` and `Content-Digest`.
    package static func uploadPart(_ id: UploadID) -> Call { Call(.patch, "/v1/uploads/\(id)") }
}

extension Call where Result == DocumentView {
    package static func completeUpload(_ id: UploadID, _ body: CompleteUploadBody) throws -> Call {
        try Call(post: "/v1/uploads/\(id)/completion", body)
    }
    package static func document(_ id: DocumentID) -> Call { Call(.get, "/v1/documents/\(id)") }
    package static func rewrap(_ id: DocumentID, _ body: RewrapBody) throws -> Call { try Call(post: "/v1/documents/\(id)/rewraps", body) }
}

extension Call where Result == [DocumentView] {
    package static func documents(of id: CaseID) -> Call { Call(.get, "/v1/cases/\(id)/documents") }
}

extension Call where Result == DocumentPage {
    package static func documents(for purpose: Purpose?, after last: DocumentID?) -> Call {
        let query = ["purpose": purpose?.rawValue, "after": last?.text].compactMapValues { $0 }
        return Call(.get, "/v1/documents", query: query)
    }
}

extension Call where Result == Readers {
    package static func readers(of id: DocumentID, for purpose: Purpose) throws -> Call {
        try Call(post: "/v1/documents/\(id)/readers", PurposeBody(purpose: purpose))
    }
}

extension Call where Result == RewrapPage {
    package static func rewraps(after last: DocumentID?) -> Call {
        Call(.get, "/v1/rewraps", query: ["after": last?.text].compactMapValues { $0 })
    }
}

extension Call where Result == Retrieval {
    package static func retrieve(_ id: DocumentID, for purpose: Purpose) throws -> Call {
        try Call(post: "/v1/documents/\(id)/retrievals", PurposeBody(purpose: purpose))
    }
    package static func retrieveInEmergency(_ id: DocumentID, _ body: EmergencyBody) throws -> Call {
        try Call(post: "/v1/documents/\(id)/emergencies", body)
    }
}

extension Call where Result == [EmergencyView] {
    package static func emergencies() -> Call { Call(.get, "/v1/emergencies") }
}

extension Call where Result == EmergencyView {
    package static func reviewEmergency(_ id: EmergencyID, record: String) throws -> Call {
        try Call(post: "/v1/emergencies/\(id)/review", RecordBody(record: record))
    }
}

/// The payload of a retrieval isn't JSON: the path alone. Answers bytes, whole or by `Range`.
package func payloadPath(of id: RetrievalID) -> String { "/v1/retrievals/\(id)/payload" }

extension Call where Result == Explanation {
    package static func explain(_ id: DocumentID, for purpose: Purpose) throws -> Call {
        try Call(post: "/v1/documents/\(id)/explanations", PurposeBody(purpose: purpose))
    }
}

extension Call where Result == RequestView {
    package static func createRequest(_ body: CreateRequestBody) throws -> Call { try Call(post: "/v1/requests", body) }
    package static func request(_ id: RequestID) -> Call { Call(.get, "/v1/requests/\(id)") }
    package static func answerRequest(_ id: RequestID, _ body: AnswerRequestBody) throws -> Call {
        try Call(post: "/v1/requests/\(id)/answer", body)
    }
    package static func confirmAnswer(_ id: RequestID, record: String) throws -> Call {
        try Call(post: "/v1/requests/\(id)/confirmation", RecordBody(record: record))
    }
    package static func withdrawRequest(_ id: RequestID) throws -> Call { try Call(post: "/v1/requests/\(id)/withdrawal", EmptyBody()) }
}

extension Call where Result == RequestPage {
    package static func requests(in box: RequestBox, after last: RequestID?) -> Call {
        Call(.get, "/v1/requests", query: ["box": box.rawValue, "after": last?.text].compactMapValues { $0 })
    }
}

extension Call where Result == DelegationView {
    package static func delegate(record: String) throws -> Call { try Call(post: "/v1/delegations", RecordBody(record: record)) }
    package static func endDelegation(_ id: DelegationID) throws -> Call { try Call(post: "/v1/delegations/\(id)/ending", EmptyBody()) }
}

extension Call where Result == [DelegationView] {
    package static func delegations() -> Call { Call(.get, "/v1/delegations") }
}

/// Events aren't JSON but server-sent events (`text/event-stream`): the path alone.
package let eventsPath = "/v1/events"

extension Call where Result == ErasureView {
    package static func askErasure(record: String) throws -> Call { try Call(post: "/v1/erasures", RecordBody(record: record)) }
    package static func erasure(_ id: ErasureID) -> Call { Call(.get, "/v1/erasures/\(id)") }
    package static func answerErasure(_ id: ErasureID, record: String) throws -> Call {
        try Call(post: "/v1/erasures/\(id)/answer", RecordBody(record: record))
    }
}

extension Call where Result == [ErasureView] {
    package static func erasures() -> Call { Call(.get, "/v1/erasures") }
}

extension Call where Result == [DueView] {
    package static func due() -> Call { Call(.get, "/v1/retention") }
}

extension Call where Result == [Figures.Issue] {
    package static func figures() -> Call { Call(.get, "/v1/figures") }
}

extension Call where Result == AuditPage {
    package static func audit(_ body: AuditSearchBody) throws -> Call { try Call(post: "/v1/audit/search", body) }
}

extension Call where Result == AuditEntryView {
    package static func auditEntry(_ index: UInt64) -> Call { Call(.get, "/v1/audit/\(index)") }
}

extension Call where Result == AuditReviewView {
    package static func reviewAudit(record: String) throws -> Call { try Call(post: "/v1/audit/reviews", RecordBody(record: record)) }
}

extension Call where Result == [AuditReviewView] {
    package static func auditReviews() -> Call { Call(.get, "/v1/audit/reviews") }
}

extension Call where Result == ExtractPage {
    package static func extract(of id: ParticipantID, _ body: ExtractBody) throws -> Call {
        try Call(post: "/v1/participants/\(id)/extract", body)
    }
}

extension Call where Result == PolicyTexts {
    package static func policies() -> Call { Call(.get, "/v1/policies") }
}

extension Call where Result == PoliciesInForce {
    package static func reloadPolicies() throws -> Call { try Call(post: "/v1/policies/reload", EmptyBody()) }
}

// MARK: Calls that are no action, and so answer without a receipt: the result alone is the body

extension Call where Result == ExchangeStatus {
    package static func status() -> Call { Call(.get, "/v1/status") }
}

extension Call where Result == LeafPage {
    package static func leaves(from index: UInt64) -> Call { Call(.get, "/log/leaves", query: ["from": String(index)]) }
}

extension Call where Result == LogKeyStatements {
    package static func logKeyStatements() -> Call { Call(.get, "/log/keys") }
}

extension Call where Result == StampPage {
    package static func stamps(from size: UInt64) -> Call { Call(.get, "/log/timestamps", query: ["from": String(size)]) }
}

extension Call where Result == CheckpointStamp {
    package static func stamp(ofSize size: UInt64) -> Call { Call(.get, "/log/timestamps/\(size)") }
}

extension Call where Result == ProofHashes {
    package static func inclusionProof(of index: UInt64, in size: UInt64) -> Call {
        Call(.get, "/log/proof/inclusion", query: ["index": String(index), "size": String(size)])
    }
    package static func consistencyProof(from old: UInt64, to new: UInt64) -> Call {
        Call(.get, "/log/proof/consistency", query: ["from": String(old), "to": String(new)])
    }
}

/// The newest checkpoint isn't JSON: a signed note as `text/plain`; 404 before the first entry.
package let checkpointPath = "/log/checkpoint"

extension Call where Result == WitnessStatus {
    /// Hands in cosignatures. Answers without a receipt: it tells of nobody.
    package static func handIn(cosigned note: String) throws -> Call { try Call(post: "/log/cosignatures", CosignaturesBody(note: note)) }
}

/// The newest checkpoint that has cosignatures isn't JSON: the path alone.
package let cosignedPath = "/log/cosigned"

/// Where a tile or an entry bundle is served, as `application/octet-stream`; `tile` is its path, `tile/0/x001/234.p/8` (C2SP tlog-tiles).
package func tilePath(_ tile: String) -> String { "/log/" + tile }

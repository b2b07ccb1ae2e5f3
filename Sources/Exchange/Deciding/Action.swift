/// Everything that anybody can do. Each is an action of `policies/schema.cedarschema`, and each attempt is an entry in the log.
package enum Action: String, Hashable, Sendable, Codable, CaseIterable {
    case addOrganisation, addOfficer, changeOfficer, disableOfficer, listDirectory
    case registerParticipant, readParticipant
    case openCase, readCase, addCaseOfficer, closeCase
    case recordConsent, readConsent, withdrawConsent
    case uploadDocument, describeDocument, retrieveDocument, explainDecision, listReaders
    case listRewraps, rewrapDocument
    case createRequest, readRequest, answerRequest, withdrawRequest
    case readAudit, exportAudit
    case reloadPolicies, readPolicies
    /// Not asked for by anybody: whether an officer may learn that a participant is known at all.
    case knowParticipant
}

/// Everything that anybody can do. Each is an action of `policies/schema.cedarschema`, and each attempt is an entry in the log.
package enum Action: String, Hashable, Sendable, Codable, CaseIterable {
    case addOrganisation, addOfficer, disableOfficer, listDirectory
    case registerParticipant, readParticipant
    case openCase, readCase, addCaseOfficer, closeCase
    case recordConsent, readConsent, withdrawConsent
    case uploadDocument, describeDocument, retrieveDocument, explainDecision, listReaders
    case createRequest, readRequest, answerRequest, withdrawRequest
    case readAudit, exportAudit
    case reloadPolicies, readPolicies
    case askErasure, confirmErasure, declineErasure, listErasures
    /// Not asked for by anybody: whether an officer may learn that a participant is known at all.
    case knowParticipant
}

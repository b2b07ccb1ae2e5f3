/// Everything that anybody can do, and what the exchange does by itself. Each attempt is an entry in the log. What is asked for by somebody is an
/// action of `policies/schema.cedarschema`.
package enum Action: String, Hashable, Sendable, Codable, CaseIterable {
    case addOrganisation, addOfficer, changeOfficer, disableOfficer, listDirectory
    case registerParticipant, readParticipant
    case openCase, readCase, addCaseOfficer, closeCase
    case leaveCase, removeCaseOfficer, addStep, changeStep, recordIndicators
    case recordConsent, readConsent, withdrawConsent
    case uploadDocument, describeDocument, retrieveDocument, explainDecision, listReaders
    case listRewraps, rewrapDocument
    case createRequest, readRequest, answerRequest, withdrawRequest, confirmAnswer, delegateAnswers, endDelegation
    /// Not asked for by anybody: it follows when a request has lost its ground.
    case closeRequest
    case readAudit, exportAudit, reviewAudit, extractLog
    case reloadPolicies, readPolicies
    case readFigures
    case emergencyRetrieve, listEmergencies, reviewEmergency
    case askErasure, confirmErasure, declineErasure, listErasures
    case extractRegister, correctParticipant, recordObjection, restrictParticipant, liftRestriction, listRestrictions
    /// Not asked for by anybody: whether an officer may learn that a participant is known at all.
    case knowParticipant
    /// Nor this: whether what an approver lets go is let go without a second one.
    case answerAlone
    /// The exchange's own, at `kedjad keys rotate`: nobody can ask for them through the daemon, so no policy decides about them.
    case beginKeyRotation, finishKeyRotation
    /// Likewise, at `kedjad keys rotate-log`.
    case rotateLogKey
    /// The exchange's own too: the alarm about witnesses begins, and ends.
    case loseQuorum, regainQuorum
    /// And at `kedjad restore`: the first entry of a log that was restored.
    case restoreBackup

    /// Those that policies decide about.
    package static let decided = allCases.filter {
        ![.closeRequest, .beginKeyRotation, .finishKeyRotation, .rotateLogKey, .loseQuorum, .regainQuorum, .restoreBackup].contains($0)
    }
}

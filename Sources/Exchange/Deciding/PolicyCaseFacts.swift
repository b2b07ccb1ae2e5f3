/// A row's facts as the policies get them. Ids are fixed: who and what they name is all in the row.
extension PolicyCase {
    /// What the row's action is done to.
    var resource: Resource {
        switch action.target {
        case .exchange: .exchange
        case .organisation: .organisation((about.organisation ?? who.organisation).organisation)
        case .participant: .participant(participantFacts)
        case .caseOf: .caseOf(caseFacts)
        case .consent:
            .consent(ConsentFacts(id: Identifier(number: 3), of: caseFacts, organisations: about.organisations.map(\.id)))
        case .document: .document(documentFacts)
        case .request:
            .request(
                RequestFacts(
                    id: Identifier(number: 5), document: documentFacts, requester: about.requester.id, answeredBy: about.answeredBy?.id,
                    answeredFor: about.answeredFor?.id,
                    delegates: about.delegates.map(\.id)))
        case .auditEntry: .auditEntry(AuditEntryFacts(index: 6, organisations: about.organisations.map(\.id)))
        case .emergency: .emergency(emergencyFacts)
        case .delegation:
            .delegation(
                DelegationFacts(
                    id: Identifier(number: 9), approver: about.approver.id, delegate: about.requester.id,
                    organisation: (about.organisation ?? who.organisation).organisation))
        case .erasure:
            .erasure(
                ErasureFacts(
                    id: Identifier(number: 7), target: about.target, due: about.due, askedBy: about.askedBy.id,
                    organisations: about.organisations.map(\.id), protectedIdentity: about.protected, restrictions: about.restricted,
                    participant: nil))
        }
    }

    private var emergencyFacts: EmergencyFacts {
        EmergencyFacts(id: Identifier(number: 8), reader: about.requester.id, owner: about.owner.id, protectedIdentity: about.protected)
    }

    /// A retrieval's document.
    var documentFacts: DocumentFacts {
        DocumentFacts(
            id: Identifier(number: 4), of: caseFacts, owner: owner, category: about.category, release: about.release,
            isSuperseded: about.superseded)
    }

    /// The caller's own organisation is what the row makes of it.
    private var owner: Organisation {
        about.owner.id == who.organisation.id ? who.facts.organisation : about.owner.organisation
    }

    private var caseFacts: CaseFacts {
        let value = Case(
            id: Identifier(number: 2), participant: participantFacts.id, openedBy: about.openedBy.id, openedAt: ExampleTime.yearBegins,
            closedAt: about.open ? nil : now, officers: caseOfficers)
        return CaseFacts(value: value, participant: participantFacts, stepsEnded: about.stepsEnded.map(\.id))
    }

    private var participantFacts: ParticipantFacts {
        ParticipantFacts(
            id: Identifier(number: 1), organisations: about.registeredBy.map(\.id), officers: caseOfficers + about.otherCases.map(\.id),
            protectedIdentity: about.protected, restrictions: about.restricted)
    }

    private var caseOfficers: [OfficerID] { about.officers.map(\.id) + (who.inCase ? [who.officer.id] : []) }
}

extension PolicyCase.Who {
    /// The caller as the directory would have them.
    var facts: OfficerFacts {
        let usual = organisation.organisation
        let binding = bound.map { $0 ? SecrecyBinding.statute : .none } ?? usual.binding
        return OfficerFacts(
            officer: Officer(id: officer.id, roles: roles, clearedForProtectedIdentity: cleared, disabled: disabled, recipient: ""),
            organisation: Organisation(
                id: usual.id, name: usual.name, kind: kind ?? usual.kind, binding: binding, host: host ?? usual.host))
    }
}

extension PolicyCase.ConsentRow {
    func inContext(number: Int) -> ConsentInContext {
        ConsentInContext(
            id: Identifier(number: UInt8(truncatingIfNeeded: number)), state: state, from: from.map(\.id), to: to.map(\.id),
            categories: categories, purposes: purposes, validFrom: validFrom, validUntil: validUntil)
    }
}

extension PolicyCase.ApprovalRow {
    func inContext(number: Int, approver: OfficerID) -> ApprovalInContext {
        ApprovalInContext(
            request: Identifier(number: UInt8(truncatingIfNeeded: number)), purpose: purpose, approvedBy: approver,
            validUntil: validUntil, ground: ground, groundID: groundID)
    }
}

extension Identifier {
    /// An id of made-up facts.
    init(number: UInt8) {
        self.init(random: RandomSource { Array(repeating: number, count: $0) })
    }
}

extension Action {
    /// What kind of thing the action is done to, as `appliesTo` of the schema has it.
    enum Target: Sendable {
        case exchange, organisation, participant, caseOf, consent, document, request, auditEntry, erasure, emergency, delegation
    }

    var target: Target {
        switch self {
        case .addOrganisation, .listDirectory, .reloadPolicies, .readPolicies, .readFigures, .exportAudit, .beginKeyRotation,
            .finishKeyRotation, .rotateLogKey, .loseQuorum, .regainQuorum, .restoreBackup:
            .exchange
        case .addOfficer, .changeOfficer, .disableOfficer, .registerParticipant: .organisation
        case .readParticipant, .openCase, .knowParticipant, .extractLog: .participant
        case .extractRegister, .correctParticipant, .recordObjection, .restrictParticipant, .liftRestriction, .listRestrictions:
            .participant
        case .readCase, .addCaseOfficer, .closeCase, .leaveCase, .removeCaseOfficer, .addStep, .changeStep, .recordIndicators,
            .recordConsent,
            .uploadDocument:
            .caseOf
        case .readConsent, .withdrawConsent: .consent
        case .describeDocument, .explainDecision, .listReaders, .createRequest, .retrieveDocument, .emergencyRetrieve, .listRewraps,
            .rewrapDocument:
            .document
        case .readRequest, .withdrawRequest, .answerRequest, .closeRequest, .confirmAnswer, .answerAlone: .request
        case .readAudit, .reviewAudit: .auditEntry
        case .listEmergencies, .reviewEmergency: .emergency
        case .delegateAnswers, .endDelegation: .delegation
        case .askErasure, .confirmErasure, .declineErasure, .listErasures: .erasure
        }
    }

    /// The facts that a row about the action may give.
    var facts: Set<PolicyCase.About.Fact> {
        let participant: Set<PolicyCase.About.Fact> = [.registeredBy, .officers, .otherCases, .protected, .restricted]
        let casework = participant.union([.openedBy, .open, .stepsEnded])
        let document = casework.union([.owner, .category, .release, .superseded])
        return switch target {
        case .exchange: []
        case .organisation: [.organisation]
        case .participant: participant
        case .caseOf: casework
        case .consent: casework.union([.organisations])
        case .document: document
        case .request: document.union([.requester, .answeredBy, .answeredFor, .delegates])
        case .auditEntry: [.organisations]
        case .emergency: [.requester, .owner, .protected]
        case .delegation: [.organisation, .approver, .requester]
        case .erasure: [.target, .due, .askedBy, .organisations, .protected, .restricted]
        }
    }
}

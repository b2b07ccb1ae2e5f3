package import Cedar

/// A question to the policies: the facts as Cedar's entities, and the request about them.
package struct Question: Sendable {
    package let request: Cedar.Request
    /// What is known of the caller and of what the question is about.
    package let facts: [Entity]
    /// The facts and the actions' groups: all that an answer may depend on.
    package var entities: [Entity] { facts + Entity.actions }

    package init(action: Action, officer: OfficerFacts, resource: Resource, circumstances: Circumstances) {
        request = Request(
            principal: .officer(officer.officer.id), action: EntityUID(type: "Action", id: action.rawValue), resource: resource.uid,
            context: circumstances.values(for: action))
        facts = merged([officer.officerEntity, Entity(organisation: officer.organisation)] + resource.entities)
    }
}

/// The same organisation may come both from the caller and from the resource; it stands once.
private func merged(_ entities: [Entity]) -> [Entity] {
    var seen: Set<EntityUID> = []
    return entities.filter { seen.insert($0.uid).inserted }
}

extension EntityUID {
    static func officer(_ id: OfficerID) -> EntityUID { EntityUID(type: "Officer", id: id.description) }
    static func organisation(_ id: OrganisationID) -> EntityUID { EntityUID(type: "Organisation", id: id.text) }
    static func participant(_ id: ParticipantID) -> EntityUID { EntityUID(type: "Participant", id: id.text) }
    static func caseOf(_ id: CaseID) -> EntityUID { EntityUID(type: "Case", id: id.text) }
    static func document(_ id: DocumentID) -> EntityUID { EntityUID(type: "Document", id: id.text) }
    static func emergency(_ id: EmergencyID) -> EntityUID { EntityUID(type: "Emergency", id: id.text) }
    static func erasure(_ id: ErasureID) -> EntityUID { EntityUID(type: "Erasure", id: id.text) }
}

extension OfficerFacts {
    var officerEntity: Entity {
        Entity(
            uid: .officer(officer.id),
            attributes: [
                "organisation": .entity(.organisation(organisation.id)),
                "roles": .strings(officer.roles.map(\.rawValue)),
                "cleared": .bool(officer.clearedForProtectedIdentity),
                "disabled": .bool(officer.disabled),
            ],
            parents: [.organisation(organisation.id)])
    }
}

extension Entity {
    init(organisation: Organisation) {
        self.init(
            uid: .organisation(organisation.id),
            attributes: [
                "kind": .string(organisation.kind.rawValue), "bound": .bool(organisation.binding != .none),
                "host": .bool(organisation.host),
            ])
    }

    init(participant: ParticipantFacts) {
        self.init(
            uid: .participant(participant.id),
            attributes: [
                "organisations": .organisations(participant.organisations),
                "officers": .officers(participant.officers),
                "caseOrganisations": .organisations(participant.officers.map(\.organisation)),
                "protectedIdentity": .bool(participant.protectedIdentity),
                "restricted": .bool(participant.isRestricted),
                "restrictionGrounds": .strings(participant.restrictions.map(\.rawValue)),
            ])
    }

    init(caseOf facts: CaseFacts) {
        self.init(
            uid: .caseOf(facts.value.id),
            attributes: [
                "participant": .entity(.participant(facts.participant.id)),
                "opener": .entity(.organisation(facts.value.openedBy.organisation)),
                "officers": .officers(facts.value.officers),
                "organisations": .organisations(facts.value.organisations),
                "open": .bool(facts.value.isOpen),
                "stepsEnded": .organisations(facts.stepsEnded),
            ],
            parents: [.participant(facts.participant.id)])
    }

    init(document facts: DocumentFacts) {
        self.init(
            uid: .document(facts.id),
            attributes: [
                "case": .entity(.caseOf(facts.of.value.id)),
                "participant": .entity(.participant(facts.of.participant.id)),
                "owner": .entity(.organisation(facts.owner.id)),
                "category": .string(facts.category.rawValue),
                "release": .string(facts.release.rawValue),
                "superseded": .bool(facts.isSuperseded),
            ],
            parents: [.caseOf(facts.of.value.id)])
    }

    init(erasure facts: ErasureFacts) {
        self.init(
            uid: .erasure(facts.id),
            attributes: [
                "target": .string(facts.target.rawValue), "due": .bool(facts.due), "askedBy": .entity(.officer(facts.askedBy)),
                "organisations": .organisations(facts.organisations), "protectedIdentity": .bool(facts.protectedIdentity),
                "restrictionGrounds": .strings(facts.restrictions.map(\.rawValue)),
            ])
    }

    init(emergency facts: EmergencyFacts) {
        self.init(
            uid: .emergency(facts.id),
            attributes: [
                "reader": .entity(.officer(facts.reader)), "owner": .entity(.organisation(facts.owner)),
                "organisations": .organisations([facts.reader.organisation, facts.owner]),
                "protectedIdentity": .bool(facts.protectedIdentity),
            ])
    }

    /// The groups that the schema puts the actions in. Policies name them as `action in [Action::"individuals"]`.
    static let actions: [Entity] =
        Action.decided.map { action in
            Entity(
                uid: EntityUID(type: "Action", id: action.rawValue), attributes: [:],
                parents: action.groups.map { EntityUID(type: "Action", id: $0) })
        } + [
            Entity(uid: EntityUID(type: "Action", id: "individuals"), attributes: [:]),
            Entity(uid: EntityUID(type: "Action", id: "erasures"), attributes: [:]),
            Entity(uid: EntityUID(type: "Action", id: "rights"), attributes: [:]),
            Entity(
                uid: EntityUID(type: "Action", id: "documents"), attributes: [:], parents: [EntityUID(type: "Action", id: "individuals")]),
        ]
}

extension Action {
    /// As `policies/schema.cedarschema` groups them; a test holds the two together.
    package var groups: [String] {
        switch self {
        case .uploadDocument, .retrieveDocument, .emergencyRetrieve, .answerRequest, .confirmAnswer, .answerAlone, .listRewraps,
            .rewrapDocument:
            ["documents"]
        case .registerParticipant, .readParticipant, .openCase, .knowParticipant, .readCase, .addCaseOfficer, .closeCase, .leaveCase,
            .removeCaseOfficer, .addStep, .changeStep, .recordIndicators, .recordConsent, .readConsent, .describeDocument, .explainDecision,
            .listReaders, .createRequest, .readRequest, .withdrawRequest:
            ["individuals"]
        case .askErasure, .confirmErasure, .declineErasure, .listErasures: ["erasures"]
        case .extractLog, .extractRegister, .correctParticipant, .recordObjection, .restrictParticipant, .liftRestriction,
            .listRestrictions:
            ["rights"]
        case .addOrganisation, .addOfficer, .changeOfficer, .disableOfficer, .listDirectory, .withdrawConsent, .readAudit, .exportAudit,
            .reviewAudit, .delegateAnswers, .endDelegation, .listEmergencies, .reviewEmergency, .reloadPolicies, .readPolicies,
            .readFigures,
            .beginKeyRotation, .finishKeyRotation, .rotateLogKey, .loseQuorum, .regainQuorum, .closeRequest,
            .restoreBackup:
            []
        }
    }
}

extension Resource {
    package var uid: EntityUID {
        switch self {
        case .exchange: EntityUID(type: "Exchange", id: "exchange")
        case .organisation(let organisation): .organisation(organisation.id)
        case .participant(let facts): .participant(facts.id)
        case .caseOf(let facts): .caseOf(facts.value.id)
        case .consent(let facts): EntityUID(type: "ConsentRecord", id: facts.id.text)
        case .document(let facts): .document(facts.id)
        case .request(let facts): EntityUID(type: "Request", id: facts.id.text)
        case .auditEntry(let facts): EntityUID(type: "AuditEntry", id: String(facts.index))
        case .erasure(let facts): .erasure(facts.id)
        case .emergency(let facts): .emergency(facts.id)
        case .delegation(let facts): EntityUID(type: "Delegation", id: facts.id.text)
        }
    }

    /// The participant that the resource is about.
    package var participant: ParticipantFacts? {
        switch self {
        case .exchange, .organisation, .auditEntry, .emergency, .delegation: nil
        case .participant(let facts): facts
        case .caseOf(let facts): facts.participant
        case .consent(let facts): facts.of.participant
        case .document(let facts): facts.of.participant
        case .request(let facts): facts.document.of.participant
        case .erasure(let facts): facts.participant
        }
    }

    var entities: [Entity] {
        switch self {
        case .exchange: [Entity(uid: uid, attributes: [:])]
        case .organisation(let organisation): [Entity(organisation: organisation)]
        case .participant(let facts): [Entity(participant: facts)]
        case .caseOf(let facts): Resource.entities(of: facts)
        case .consent(let facts): [consentEntity(facts)] + Resource.entities(of: facts.of)
        case .document(let facts): Resource.entities(of: facts)
        case .request(let facts): [requestEntity(facts)] + Resource.entities(of: facts.document)
        case .auditEntry(let facts): [Entity(uid: uid, attributes: ["organisations": .organisations(facts.organisations)])]
        case .erasure(let facts): [Entity(erasure: facts)]
        case .emergency(let facts): [Entity(emergency: facts)]
        case .delegation(let facts): [delegationEntity(facts), Entity(organisation: facts.organisation)]
        }
    }

    private static func entities(of facts: DocumentFacts) -> [Entity] {
        [Entity(document: facts), Entity(organisation: facts.owner)] + entities(of: facts.of)
    }

    private static func entities(of facts: CaseFacts) -> [Entity] {
        [Entity(caseOf: facts), Entity(participant: facts.participant)]
    }

    private func consentEntity(_ facts: ConsentFacts) -> Entity {
        Entity(
            uid: uid,
            attributes: [
                "case": .entity(.caseOf(facts.of.value.id)), "participant": .entity(.participant(facts.of.participant.id)),
                "organisations": .organisations(facts.organisations),
            ],
            parents: [.caseOf(facts.of.value.id)])
    }

    private func delegationEntity(_ facts: DelegationFacts) -> Entity {
        Entity(
            uid: uid,
            attributes: [
                "approver": .entity(.officer(facts.approver)), "delegate": .entity(.officer(facts.delegate)),
                "organisation": .entity(.organisation(facts.organisation.id)),
            ])
    }

    private func requestEntity(_ facts: RequestFacts) -> Entity {
        var attributes: [String: Value] = [
            "document": .entity(.document(facts.document.id)), "participant": .entity(.participant(facts.document.of.participant.id)),
            "requester": .entity(.officer(facts.requester)), "owner": .entity(.organisation(facts.document.owner.id)),
            "delegates": .officers(facts.delegates),
        ]
        attributes["answeredBy"] = facts.answeredBy.map { .entity(.officer($0)) }
        attributes["answeredFor"] = facts.answeredFor.map { .entity(.officer($0)) }
        return Entity(uid: uid, attributes: attributes, parents: [.document(facts.document.id)])
    }
}

extension Circumstances {
    /// `purpose`, `consent` and `approval` belong to a retrieval's context alone.
    func values(for action: Action) -> [String: Value] {
        var values: [String: Value] = ["now": .moment(now)]
        guard action == .retrieveDocument else { return values }
        values["purpose"] = purpose.map { .string($0.rawValue) }
        values["consent"] = consent?.value
        values["approval"] = approval?.value
        return values
    }
}

extension ConsentInContext {
    var value: Value {
        .record([
            "state": .string(state.rawValue), "from": .organisations(from), "to": .organisations(to),
            "categories": .strings(categories.map(\.rawValue)), "purposes": .strings(purposes.map(\.rawValue)),
            "validFrom": .moment(validFrom), "validUntil": .moment(validUntil),
        ])
    }
}

extension ApprovalInContext {
    var value: Value {
        var fields: [String: Value] = [
            "purpose": .string(purpose.rawValue), "approvedBy": .entity(.officer(approvedBy)), "validUntil": .moment(validUntil),
            "ground": .string(ground.rawValue),
        ]
        fields["groundID"] = groundID.map { .string($0) }
        return .record(fields)
    }
}

extension Value {
    static func strings(_ texts: [String]) -> Value { .set(texts.map { .string($0) }) }
    static func organisations(_ ids: [OrganisationID]) -> Value { .set(ids.map { .entity(.organisation($0)) }) }
    static func officers(_ ids: [OfficerID]) -> Value { .set(ids.map { .entity(.officer($0)) }) }
    static func moment(_ time: Timestamp) -> Value { .datetime(millisecondsSinceEpoch: time.milliseconds) }
}

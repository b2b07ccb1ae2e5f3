import Cedar

/// Many things of which an action may be done to each, and what is known of all of them.
package enum Things: Sendable {
    case all
    case documents(of: CaseFacts)
    case consents(of: ParticipantFacts)
    case ownRequests(of: OfficerID)
    case requests(to: OrganisationID)
}

/// A decision on many things, or for many officers. What is known of all of them has been put to the policies, once; what is left of the
/// policies is put to each. The answers are those of `Rules.decide`.
package struct PreparedDecision: Sendable {
    let response: PartialResponse
    private let rules: Rules
    private let action: Action
    private let circumstances: Circumstances
    private let certain: PartialResponse.Decision

    /// Without facts, where they contradict themselves, nothing is certain and each thing's own facts decide.
    fileprivate init(rules: Rules, action: Action, circumstances: Circumstances, request: PartialRequest, entities: PartialEntities?) {
        self.rules = rules
        self.action = action
        self.circumstances = circumstances
        response = authorize(request, policies: rules.policies, entities: entities ?? .unknown)
        certain = entities == nil ? .depends : response.decision(erringForbidsDeny: true)
    }

    /// Whether the decision is to permit; without a look at the facts where it's the same for all.
    package func permits(_ officer: OfficerFacts, on resource: Resource) -> Bool {
        switch certain {
        case .allow: true
        case .deny: false
        case .depends: decide(by: officer, on: resource).permitted
        }
    }

    /// The decision on one thing by one officer, of those that it was prepared for.
    package func decide(by officer: OfficerFacts, on resource: Resource) -> Decision {
        let question = Question(action: action, officer: officer, resource: resource, circumstances: circumstances)
        guard let entities = try? Entities(question.entities) else { return rules.refusal(errors: ["entities"], circumstances) }
        return rules.decision(response.completed(by: question.request, entities: entities), in: circumstances)
    }

    /// Whether nothing has to be looked at to know the answer.
    package var isCertain: Bool { certain != .depends }

    /// Whether none of the things is permitted, whatever it is.
    package var isNever: Bool { certain == .deny }
}

extension Rules {
    /// Prepares a decision on many things for one officer.
    ///
    /// - Parameter open: names of the context that differ from thing to thing; the decision then serves to narrow what is looked for, no more.
    package func prepare(
        _ action: Action, by officer: OfficerFacts, on things: Things = .all, in circumstances: Circumstances, leaving open: [String] = []
    ) -> PreparedDecision {
        let resource = PartialRequest.Party.unknown(
            type: action.target.entityType, attributes: PartialRecord(things.attributes, others: .unknown))
        return prepare(
            action, .known(.officer(officer.officer.id)), resource, in: circumstances, leaving: open,
            [officer.officerEntity, Entity(organisation: officer.organisation)] + things.entities)
    }

    /// Prepares a decision on one thing for many officers.
    package func prepare(_ action: Action, on resource: Resource, in circumstances: Circumstances) -> PreparedDecision {
        prepare(action, .unknown(type: "Officer"), .known(resource.uid), in: circumstances, leaving: [], resource.entities)
    }

    private func prepare(
        _ action: Action, _ principal: PartialRequest.Party, _ resource: PartialRequest.Party, in circumstances: Circumstances,
        leaving open: [String], _ entities: [Entity]
    ) -> PreparedDecision {
        let request = PartialRequest(
            principal: principal, action: EntityUID(type: "Action", id: action.rawValue), resource: resource,
            context: PartialRecord(circumstances.values(for: action), unknown: open))
        return PreparedDecision(
            rules: self, action: action, circumstances: circumstances, request: request,
            entities: try? PartialEntities(entities + Entity.actions, others: .unknown))
    }
}

extension Things {
    fileprivate var attributes: [String: Value] {
        switch self {
        case .all: [:]
        case .documents(let facts):
            ["case": .entity(.caseOf(facts.value.id)), "participant": .entity(.participant(facts.participant.id))]
        case .consents(let facts): ["participant": .entity(.participant(facts.id))]
        case .ownRequests(let officer): ["requester": .entity(.officer(officer))]
        case .requests(let organisation): ["owner": .entity(.organisation(organisation))]
        }
    }

    fileprivate var entities: [Entity] {
        switch self {
        case .all, .ownRequests, .requests: []
        case .documents(let facts): [Entity(caseOf: facts), Entity(participant: facts.participant)]
        case .consents(let facts): [Entity(participant: facts)]
        }
    }
}

extension Action.Target {
    /// The entity type of the schema.
    fileprivate var entityType: String {
        switch self {
        case .exchange: "Exchange"
        case .organisation: "Organisation"
        case .participant: "Participant"
        case .caseOf: "Case"
        case .consent: "ConsentRecord"
        case .document: "Document"
        case .request: "Request"
        case .auditEntry: "AuditEntry"
        case .erasure: "Erasure"
        case .emergency: "Emergency"
        case .delegation: "Delegation"
        }
    }
}

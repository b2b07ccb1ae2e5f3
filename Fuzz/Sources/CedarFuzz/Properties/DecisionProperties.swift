import Cedar
import FuzzKit

/// Policies, entities and a request: the compiled engine decides as the reference evaluator does, prepared, from JSON and with facts of
/// the request's own; and what partial evaluation says of less than is known agrees with what comes out at last.
enum DecisionProperties {
    static func check(_ bytes: UnsafeRawBufferPointer) -> String? {
        let input = FuzzInput(bytes, parts: 3)
        guard let policies = try? PolicySet(parsing: [PolicySource(file: "f", text: input.text(0))]),
            let entities = try? Entities(json: input.parts[1])
        else { return nil }
        let authorizer = Authorizer(CompiledPolicies(policies), entities: entities)
        var workspace = Workspace()
        let fromJSON = try? authorizer.decide(json: input.parts[2], in: &workspace)
        guard let request = try? Request(json: input.parts[2]) else {
            return fromJSON == nil ? nil : "a request that can't be read was decided"
        }
        for policy in policies.policies { _ = explain(policy, request: request, entities: entities) }
        let wanted = Outcome(authorize(request, policies: policies, entities: entities))
        guard let fromJSON else { return "a request wasn't decided" }
        let read = Outcome(fromJSON, workspace, authorizer.policies.ids)
        guard read == wanted else { return "from JSON: \(read), wanted \(wanted)" }
        // Once more in the same workspace, which keeps nothing of the first.
        let prepared = Outcome(authorizer.prepare(request).decide(in: &workspace), workspace, authorizer.policies.ids)
        guard prepared == wanted else { return "prepared: \(prepared), wanted \(wanted)" }
        return bringing(entities, request, authorizer, wanted) ?? knowingLess(request, policies, entities, wanted)
    }

    /// All facts come with the request.
    private static func bringing(_ entities: Entities, _ request: Request, _ authorizer: Authorizer, _ wanted: Outcome) -> String? {
        let empty = Authorizer(authorizer.policies, entities: .none)
        guard let response = try? empty.authorize(request, facts: entities) else { return "facts of its own were refused" }
        return Outcome(response) == wanted ? nil : "with facts of its own: \(Outcome(response)), wanted \(wanted)"
    }

    /// Principal, resource or both aren't known before.
    private static func knowingLess(_ request: Request, _ policies: PolicySet, _ entities: Entities, _ wanted: Outcome) -> String? {
        let principals: [PartialRequest.Party] = [.known(request.principal), .unknown(type: request.principal.type)]
        for principal in principals {
            for resource in [PartialRequest.Party.unknown(type: nil), .unknown(type: request.resource.type)] {
                let partial = PartialRequest(
                    principal: principal, action: request.action, resource: resource, context: PartialRecord(request.context))
                let response = authorize(partial, policies: policies, entities: .unknown)
                for residual in response.residuals { _ = residual.text }
                let completed = Outcome(response.completed(by: request, entities: entities))
                guard completed == wanted else { return "completed: \(completed), wanted \(wanted), \(partial)" }
                let isRight = response.decision == .depends || response.decision.rawValue == wanted.decision.rawValue
                guard isRight else { return "said \(response.decision) before, wanted \(wanted), \(partial)" }
            }
        }
        return nil
    }
}

private struct Outcome: Equatable {
    let decision: Response.Decision
    let reasons: [String]
    let errors: [String]

    init(_ response: Response) {
        decision = response.decision
        reasons = response.reasons
        errors = response.errors.map(\.policyID)
    }

    init(_ decision: Response.Decision, _ workspace: borrowing Workspace, _ ids: [String]) {
        self.decision = decision
        reasons = workspace.reasons.map { ids[$0] }
        errors = workspace.erring.map { ids[$0] }
    }
}

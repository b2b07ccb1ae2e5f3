import Cedar

/// Policies, entities and a request: the compiled engine decides as the reference evaluator does, prepared and from JSON.
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
        return prepared == wanted ? nil : "prepared: \(prepared), wanted \(wanted)"
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

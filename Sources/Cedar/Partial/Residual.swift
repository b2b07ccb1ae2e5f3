/// What is left of a policy when the known parts of a request are put in: a condition on the others.
public struct Residual: Sendable {
    /// The engine's id of the policy.
    public let policyID: String
    /// What the policy asks for where it is satisfied.
    public let effect: Effect
    /// The policy's annotations.
    public let annotations: [String: String]
    let condition: Expression

    init(_ policy: Policy, _ condition: Expression) {
        policyID = policy.id
        effect = policy.effect
        annotations = policy.annotations
        self.condition = condition
    }

    /// Whether the policy is satisfied by a completed request; errs where the policy does.
    public func isSatisfied(by request: Request, entities: Entities) throws(EvaluationError) -> Bool {
        try Evaluator(request: request, entities: entities).boolean(condition)
    }

    /// The condition in Cedar.
    public var text: String { condition.cedarText }
}

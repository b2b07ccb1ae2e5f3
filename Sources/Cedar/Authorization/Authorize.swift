/// Decides a request (Cedar specification, `isAuthorized`).
///
/// Every policy is evaluated, also after the decision is certain, so that reasons and errors are complete. A policy that errs is
/// skipped, whatever its effect; a caller who wants an erring forbid to deny looks at ``Response/errors``.
public func authorize(_ request: Request, policies: PolicySet, entities: Entities) -> Response {
    let evaluator = Evaluator(request: request, entities: entities)
    var permits: [String] = []
    var forbids: [String] = []
    var errors: [PolicyError] = []
    for policy in policies.policies {
        do throws(EvaluationError) {
            guard try evaluator.isSatisfied(policy) else { continue }
            if policy.effect == .permit { permits.append(policy.id) } else { forbids.append(policy.id) }
        } catch {
            errors.append(PolicyError(policyID: policy.id, error: error))
        }
    }
    let isAllowed = forbids.isEmpty && !permits.isEmpty
    return Response(decision: isAllowed ? .allow : .deny, reasons: isAllowed ? permits : forbids, errors: errors)
}

extension Evaluator {
    /// Scope first, then the conditions in their order, up to the first that doesn't hold.
    func isSatisfied(_ policy: Policy) throws(EvaluationError) -> Bool {
        for scope in policy.scope where !(try boolean(scope.expression)) { return false }
        for condition in policy.conditions where try boolean(condition.body) != (condition.kind == .when) { return false }
        return true
    }
}

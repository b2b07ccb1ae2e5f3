/// Decides a request as far as its known parts allow. Every policy is looked at.
public func authorize(_ request: PartialRequest, policies: PolicySet, entities: PartialEntities) -> PartialResponse {
    let evaluator = PartialEvaluator(request: request, entities: entities)
    return PartialResponse(
        outcomes: policies.policies.map { policy in
            PartialResponse.PolicyOutcome(policyID: policy.id, effect: policy.effect, outcome: evaluator.outcome(of: policy))
        })
}

/// What the policies say to a request of which parts aren't known.
public struct PartialResponse: Sendable {
    /// How one policy came out.
    public enum Outcome: Sendable {
        /// It holds for every completion of the request.
        case satisfied
        /// It holds for none.
        case notSatisfied
        /// It errs for every completion, with this error.
        case errs(EvaluationError)
        /// It depends on what isn't known.
        case depends(Residual)
    }

    /// A policy and how it came out.
    public struct PolicyOutcome: Sendable {
        /// The engine's id of the policy.
        public let policyID: String
        /// What it asks for where it is satisfied.
        public let effect: Effect
        /// How it came out.
        public let outcome: Outcome
    }

    /// What can be said of the decision.
    public enum Decision: String, Sendable, Hashable {
        /// Every completion is allowed.
        case allow
        /// No completion is allowed.
        case deny
        /// It depends on what isn't known, as far as each policy by itself tells.
        case depends
    }

    /// All policies in their order.
    public let outcomes: [PolicyOutcome]

    /// The decision, where policies that err are skipped, as Cedar does.
    public var decision: Decision { decision(erringForbidsDeny: false) }

    /// The decision, where a forbid that errs denies too, if so asked.
    public func decision(erringForbidsDeny: Bool) -> Decision {
        let permits = outcomes.filter { $0.effect == .permit }
        let forbids = outcomes.filter { $0.effect == .forbid }
        let isForbidden = forbids.contains { $0.isSatisfied || (erringForbidsDeny && $0.errs) }
        if isForbidden || permits.allSatisfy({ !$0.isSatisfied && $0.residual == nil }) { return .deny }
        let isPermitted = permits.contains(where: \.isSatisfied) && forbids.allSatisfy { $0.residual == nil }
        return isPermitted ? .allow : .depends
    }

    /// What is left of the policies that depend.
    public var residuals: [Residual] { outcomes.compactMap(\.residual) }

    /// The response to the request with its unknown parts filled in; the same as ``authorize(_:policies:entities:)`` gives for it, but only
    /// what was left of the policies is evaluated. The request and the facts must agree with what was known.
    public func completed(by request: Request, entities: Entities) -> Response {
        let evaluator = Evaluator(request: request, entities: entities)
        var satisfied: [Effect: [String]] = [:]
        var errors: [PolicyError] = []
        for policy in outcomes {
            do throws(EvaluationError) {
                if try policy.outcome.holds(by: evaluator) { satisfied[policy.effect, default: []].append(policy.policyID) }
            } catch {
                errors.append(PolicyError(policyID: policy.policyID, error: error))
            }
        }
        let (permits, forbids) = (satisfied[.permit] ?? [], satisfied[.forbid] ?? [])
        let isAllowed = forbids.isEmpty && !permits.isEmpty
        return Response(decision: isAllowed ? .allow : .deny, reasons: isAllowed ? permits : forbids, errors: errors)
    }
}

extension PartialResponse.PolicyOutcome {
    var residual: Residual? {
        if case .depends(let residual) = outcome { residual } else { nil }
    }

    fileprivate var isSatisfied: Bool {
        if case .satisfied = outcome { true } else { false }
    }

    fileprivate var errs: Bool {
        if case .errs = outcome { true } else { false }
    }
}

extension PartialResponse.Outcome {
    fileprivate func holds(by evaluator: Evaluator) throws(EvaluationError) -> Bool {
        switch self {
        case .satisfied: return true
        case .notSatisfied: return false
        case .errs(let error): throw error
        case .depends(let residual): return try evaluator.boolean(residual.condition)
        }
    }
}

extension PartialEvaluator {
    /// Scope and conditions are a chain of `&&`.
    func outcome(of policy: Policy) -> PartialResponse.Outcome {
        let parts = policy.scope.map(\.expression) + policy.conditions.map(\.requirement)
        switch reduce(Expression(.and(parts), range: policy.range)) {
        case .value(let value): return value == true ? .satisfied : .notSatisfied
        case .error(let error, _): return .errs(error)
        case .open(let condition): return .depends(Residual(policy, condition))
        }
    }
}

/// How one part of a policy came out for a request.
public struct ConditionTrace: Sendable, Equatable {
    /// Which part of the policy it is.
    public enum Part: String, Sendable, Hashable {
        /// The constraint on principal, action or resource in the policy's head.
        case scope
        /// A `when` clause of one condition, or one of the conditions that `&&` joins in it.
        case when
        /// A whole `unless` clause; it holds where its body is false.
        case unless
    }

    /// How it came out.
    public enum Outcome: Sendable, Equatable {
        /// It holds.
        case holds
        /// It doesn't; the policy isn't satisfied.
        case fails
        /// It erred; the policy is skipped.
        case errs(EvaluationError)
        /// An earlier part failed or erred, and without it this one has no value.
        case notReached
    }

    /// Which part of the policy it is.
    public let part: Part
    /// The text of the part as it stands in the policy.
    public let text: String
    /// Where it stands.
    public let position: SourcePosition
    /// How it came out. For `unless`, `holds` means that the body is false.
    public let outcome: Outcome
}

/// Says of each part of a policy how it came out: scope, `when` and `unless` clauses, and in a `when` clause each condition joined by `&&`.
///
/// Parts after a failed one are evaluated too, so that all missing conditions can be told at once.
public func explain(_ policy: Policy, request: Request, entities: Entities) -> [ConditionTrace] {
    let evaluator = Evaluator(request: request, entities: entities)
    var traces: [ConditionTrace] = []
    var isReached = true
    for part in policy.parts {
        let outcome = evaluator.outcome(of: part.requirement, isReached: isReached)
        isReached = isReached && outcome == .holds
        traces.append(
            ConditionTrace(
                part: part.part, text: policy.text(of: part.range), position: part.range.position, outcome: outcome))
    }
    return traces
}

extension Evaluator {
    fileprivate func outcome(of requirement: Expression, isReached: Bool) -> ConditionTrace.Outcome {
        do throws(EvaluationError) {
            return try boolean(requirement) ? .holds : .fails
        } catch {
            return isReached ? .errs(error) : .notReached
        }
    }
}

extension Policy {
    fileprivate typealias TracedPart = (part: ConditionTrace.Part, requirement: Expression, range: SourceRange)

    fileprivate var parts: [TracedPart] {
        var parts: [TracedPart] = scope.map { (.scope, $0.expression, $0.range) }
        for condition in conditions {
            if condition.kind == .when, case .and(let conjuncts) = condition.body.kind {
                parts += conjuncts.map { (.when, $0, $0.range) }
            } else {
                parts.append((condition.kind == .when ? .when : .unless, condition.requirement, condition.body.range))
            }
        }
        return parts
    }
}

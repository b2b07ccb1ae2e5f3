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
        /// A condition within another: of `||` and `&&`, under `!`, of an `if`.
        case within
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
    /// What it looks at, each once, in the order of the text; none where it has parts, which tell it of themselves.
    public let readings: [Reading]
    /// The conditions that it is made of; none where it is a single one. Of an `if`, the test and the branch that it chose.
    public let parts: [ConditionTrace]
}

/// Says of each part of a policy how it came out: scope, `when` and `unless` clauses, and in a `when` clause each condition joined by `&&`;
/// with what each looked at, and the conditions within it.
///
/// Parts after a failed one are evaluated too, so that all missing conditions can be told at once.
public func explain(_ policy: Policy, request: Request, entities: Entities) -> [ConditionTrace] {
    let tracer = Tracer(policy: policy, evaluator: Evaluator(request: request, entities: entities))
    var traces: [ConditionTrace] = []
    var isReached = true
    for part in policy.parts {
        let trace = tracer.trace(part, isReached: isReached)
        isReached = isReached && trace.outcome == .holds
        traces.append(trace)
    }
    return traces
}

/// Follows conditions into each other. The depth is bounded by the parser.
private struct Tracer {
    let policy: Policy
    let evaluator: Evaluator

    func trace(_ part: Policy.TracedPart, isReached: Bool) -> ConditionTrace {
        let outcome = outcome(of: part.requirement, isReached: isReached)
        let parts = part.part == .scope ? [] : parts(of: part.body, isReached: isReached)
        return ConditionTrace(
            part: part.part, text: policy.text(of: part.range), position: part.range.position, outcome: outcome,
            readings: parts.isEmpty ? evaluator.readings(of: part.body) : [], parts: parts)
    }

    private func outcome(of requirement: Expression, isReached: Bool) -> ConditionTrace.Outcome {
        do throws(EvaluationError) {
            return try evaluator.boolean(requirement) ? .holds : .fails
        } catch {
            return isReached ? .errs(error) : .notReached
        }
    }

    private func parts(of expression: Expression, isReached: Bool) -> [ConditionTrace] {
        switch expression.kind {
        case .or(let alternatives): chain(alternatives, while: .fails, isReached)
        case .and(let conjuncts): chain(conjuncts, while: .holds, isReached)
        case .not(let operand): parts(of: operand, isReached: isReached)
        case .conditional(let test, let yes, let no): branches(test, yes, no, isReached)
        default: []
        }
    }

    /// Evaluation goes on from one to the next while they come out as `outcome`.
    private func chain(_ parts: [Expression], while outcome: ConditionTrace.Outcome, _ isReached: Bool) -> [ConditionTrace] {
        var isReached = isReached
        return parts.map { part in
            let trace = within(part, isReached)
            isReached = isReached && trace.outcome == outcome
            return trace
        }
    }

    private func branches(_ test: Expression, _ yes: Expression, _ no: Expression, _ isReached: Bool) -> [ConditionTrace] {
        let tested = within(test, isReached)
        switch tested.outcome {
        case .holds: return [tested, within(yes, isReached)]
        case .fails: return [tested, within(no, isReached)]
        case .errs, .notReached: return [tested]
        }
    }

    private func within(_ expression: Expression, _ isReached: Bool) -> ConditionTrace {
        trace((.within, expression, expression, expression.range), isReached: isReached)
    }
}

extension Policy {
    /// What must be true, and the text that says so, which for an `unless` clause says the opposite.
    fileprivate typealias TracedPart = (part: ConditionTrace.Part, requirement: Expression, body: Expression, range: SourceRange)

    fileprivate var parts: [TracedPart] {
        var parts: [TracedPart] = scope.map { (.scope, $0.expression, $0.expression, $0.range) }
        for condition in conditions {
            if condition.kind == .when, case .and(let conjuncts) = condition.body.kind {
                parts += conjuncts.map { (.when, $0, $0, $0.range) }
            } else {
                parts.append((condition.kind == .when ? .when : .unless, condition.requirement, condition.body, condition.body.range))
            }
        }
        return parts
    }
}

/// Which part of a request is asked for.
public enum UnknownParty: Sendable, Hashable {
    case principal, resource
}

extension Residual {
    /// The entities for which the policy is satisfied.
    public func selection(of party: UnknownParty) -> Selection { bounds(of: party).yes.selection }

    fileprivate func bounds(of party: UnknownParty) -> Bounds {
        FilterAnalysis(subject: party == .principal ? .principal : .resource).bounds(of: condition)
    }
}

extension PartialResponse {
    /// The entities for which the request is allowed.
    ///
    /// - Parameter erringForbidsDeny: whether a forbid that errs denies too, instead of being skipped as in Cedar.
    public func selection(of party: UnknownParty, erringForbidsDeny: Bool = false) -> Selection {
        var isPermitted = Bound.none
        var isForbidden = Bound.none
        var isForbiddenByNone = Bound.all
        for policy in outcomes {
            let bounds = policy.outcome.bounds(of: party)
            if policy.effect == .permit {
                isPermitted = isPermitted || bounds.yes
            } else if erringForbidsDeny {
                isForbiddenByNone = isForbiddenByNone && bounds.no
            } else {
                isForbidden = isForbidden || bounds.yes
                isForbiddenByNone = isForbiddenByNone && bounds.yes.complement
            }
        }
        return (isPermitted && isForbiddenByNone).selection
    }
}

extension PartialResponse.Outcome {
    fileprivate func bounds(of party: UnknownParty) -> Bounds {
        switch self {
        case .satisfied: Bounds(yes: .all, no: .none)
        case .notSatisfied: Bounds(yes: .none, no: .all)
        case .errs: Bounds(yes: .none, no: .none)
        case .depends(let residual): residual.bounds(of: party)
        }
    }
}

/// Translates conditions on one variable. What can't be translated may be anything.
struct FilterAnalysis {
    let subject: Variable

    func bounds(of expression: Expression) -> Bounds {
        switch expression.kind {
        case .literal(.bool(let value)): value ? Bounds(yes: .all, no: .none) : Bounds(yes: .none, no: .all)
        case .literal: Bounds(yes: .none, no: .none)
        case .and(let parts): parts.reduce(Bounds(yes: .all, no: .none)) { $0 && bounds(of: $1) }
        case .or(let parts): parts.reduce(Bounds(yes: .none, no: .all)) { $0 || bounds(of: $1) }
        case .not(let operand): !bounds(of: operand)
        case .conditional(let test, let yes, let no): bounds(of: test).then(bounds(of: yes), else: bounds(of: no))
        case .binary(let operation, let left, let right): bounds(of: operation, left, right)
        case .has(let operand, let names): has(operand, names)
        case .isType(let operand, let type, within: let container): isType(operand, type, container)
        case .attribute: path(expression).map(boolean) ?? .unknown
        case .isEmpty(let operand): path(operand).map { condition(.isEqual($0, .set([])), $0) } ?? .unknown
        case .variable, .slot, .negate, .like, .set, .record, .call: .unknown
        }
    }

    private func bounds(of operation: BinaryOperator, _ left: Expression, _ right: Expression) -> Bounds {
        switch (operation, path(left), value(left), path(right), value(right)) {
        case (.equal, let path?, _, _, let value?), (.equal, _, let value?, let path?, _): condition(.isEqual(path, value), path)
        case (.notEqual, _, _, _, _): !bounds(of: .equal, left, right)
        case (.isIn, let path?, _, _, let value?): isIn(path, value)
        case (.contains, let path?, _, _, let value?): condition(.contains(path, value), path)
        case (.contains, _, .set(let set)?, let path?, _): condition(.isOneOf(path, set.sorted), path)
        case (.containsAny, let path?, _, _, .set(let set)?), (.containsAny, _, .set(let set)?, let path?, _):
            contains(path, set.sorted, any: true)
        case (.containsAll, let path?, _, _, .set(let set)?): contains(path, set.sorted, any: false)
        default: .unknown
        }
    }

    private func condition(_ condition: Filter.Condition, _ path: Filter.Path) -> Bounds {
        Bounds(.condition(condition), presence: presence(path))
    }

    /// A boolean attribute as a condition: neither true nor false where it is something else.
    private func boolean(_ path: Filter.Path) -> Bounds {
        Bounds(yes: Bound(.condition(.isEqual(path, true))), no: Bound(.condition(.isEqual(path, false))))
    }

    private func isIn(_ path: Filter.Path, _ container: Value) -> Bounds {
        switch container {
        case .entity(let uid): return condition(.isIn(path, [uid]), path)
        case .set(let set):
            let uids = set.sorted.compactMap { if case .entity(let uid) = $0 { uid } else { nil } }
            // Something else in the set is an error wherever it is looked at.
            guard uids.count == set.elements.count else { return Bounds(yes: .none, no: .none) }
            return condition(.isIn(path, uids), path)
        default: return Bounds(yes: .none, no: .none)
        }
    }

    private func contains(_ path: Filter.Path, _ values: [Value], any: Bool) -> Bounds {
        let parts = values.map { Bound(.condition(.contains(path, $0))) }
        let found = any ? parts.reduce(Bound.none) { $0 || $1 } : parts.reduce(presence(path)) { $0 && $1 }
        return Bounds(yes: found, no: presence(path) && found.complement)
    }

    private func has(_ operand: Expression, _ names: [ExactString]) -> Bounds {
        guard let base = path(operand) else { return .unknown }
        return Bounds(
            .condition(.isPresent(Filter.Path(base.attributes + names.map(\.text)))), presence: presence(base))
    }

    private func isType(_ operand: Expression, _ type: String, _ container: Expression?) -> Bounds {
        guard let path = path(operand) else { return .unknown }
        let test = condition(.isType(path, type), path)
        guard let container else { return test }
        return test && (value(container).map { isIn(path, $0) } ?? .unknown)
    }

    /// The entity itself is always there.
    private func presence(_ path: Filter.Path) -> Bound {
        path.attributes.isEmpty ? .all : Bound(.condition(.isPresent(path)))
    }

    /// The attributes that lead from the unknown entity to what the expression names.
    private func path(_ expression: Expression) -> Filter.Path? {
        switch expression.kind {
        case .variable(subject): Filter.Path([])
        case .attribute(let operand, let name): path(operand).map { Filter.Path($0.attributes + [name.text]) }
        default: nil
        }
    }

    private func value(_ expression: Expression) -> Value? {
        if case .literal(let value) = expression.kind { value } else { nil }
    }
}

extension SetValue {
    /// The elements in an order that is always the same.
    fileprivate var sorted: [Value] { elements.map { (text: $0.cedarText, value: $0) }.sorted { $0.text < $1.text }.map(\.value) }
}

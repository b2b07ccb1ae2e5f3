/// Computes as much of an expression as the known parts of a request allow.
///
/// Evaluation goes from the left and stops at the first error, so what comes behind something open that may err stays as it is,
/// also when it is known: which error comes first would change. Operators on values are those of ``Evaluator``.
struct PartialEvaluator {
    let request: PartialRequest
    let entities: PartialEntities
    /// Applies operators to values. Its request is never looked at.
    private let operators: Evaluator

    init(request: PartialRequest, entities: PartialEntities) {
        self.request = request
        self.entities = entities
        let nobody = EntityUID(type: "", id: "")
        operators = Evaluator(
            request: Request(principal: nobody, action: request.action, resource: nobody), entities: entities.known)
    }

    func reduce(_ expression: Expression) -> Reduction {
        let range = expression.range
        switch expression.kind {
        case .literal(let value): return .value(value)
        case .variable(let variable): return reduce(variable, range)
        case .slot(let slot): return .error(.unlinkedSlot(slot.rawValue), expression)
        case .conditional(let test, let yes, let no): return conditional(test, yes, no, range)
        case .and(let parts): return chain(parts, endingAt: false, range)
        case .or(let parts): return chain(parts, endingAt: true, range)
        case .not(let operand): return negation(operand, range)
        case .has(let operand, let path): return has(reduce(operand), path, range)
        case .isType(let operand, let type, let container): return isType(reduce(operand), type, container, range)
        case .attribute(let operand, let name): return attribute(name, of: reduce(operand), range)
        case .negate, .isEmpty, .like, .binary, .set, .record, .call: return strict(expression, expression.operands.map(reduce))
        }
    }

    private func reduce(_ variable: Variable, _ range: SourceRange) -> Reduction {
        switch (variable, request.principal, request.resource) {
        case (.principal, .known(let uid), _), (.resource, _, .known(let uid)): .value(.entity(uid))
        case (.action, _, _): .value(.entity(request.action))
        case (.context, _, _) where request.context.isComplete: .value(.record(request.context.known))
        default: .open(Expression(.variable(variable), range: range))
        }
    }

    /// An expression that evaluates all its operands, from the left.
    func strict(_ expression: Expression, _ operands: [Reduction]) -> Reduction {
        for operand in operands {
            if case .error = operand { return operand }
            guard operand.neverErrs else { break }
        }
        let rebuilt = expression.with(zip(operands, expression.operands).map { $0.expression($1.range) })
        guard operands.allSatisfy(\.isValue) else { return open(rebuilt) }
        return leavesOpen(rebuilt) ?? settled(rebuilt)
    }

    /// The value, or the error, of an expression whose operands are values.
    func settled(_ expression: Expression) -> Reduction {
        do throws(EvaluationError) {
            return .value(try operators.evaluate(expression))
        } catch {
            return .error(error, expression)
        }
    }
}

// MARK: Where not all is evaluated

extension PartialEvaluator {
    /// `&&` ends at `false`, `||` at `true`; each part up to there must be a boolean.
    private func chain(_ parts: [Expression], endingAt end: Bool, _ range: SourceRange) -> Reduction {
        var open: [Expression] = []
        func whole(_ parts: [Expression]) -> Reduction { .open(Expression(end ? .or(parts) : .and(parts), range: range)) }
        for part in parts {
            switch boolean(part) {
            case .value(let value) where value == .bool(end):
                // Whatever is open before comes out as true or false, and doesn't matter.
                if open.allSatisfy(\.isSoundBoolean) { return .value(value) }
                return whole(open + [Expression(.literal(value), range: part.range)])
            case .value: continue
            case .error(let error, let expression):
                return open.isEmpty ? .error(error, expression) : whole(open + [expression])
            case .open(let expression): open.append(expression)
            }
        }
        guard let first = open.first else { return .value(.bool(!end)) }
        guard open.count == 1 else { return whole(open) }
        // What isn't known to be a boolean is still to be checked for it.
        return first.isBoolean ? .open(first) : whole([Expression(.literal(.bool(!end)), range: range), first])
    }

    private func negation(_ operand: Expression, _ range: SourceRange) -> Reduction {
        switch boolean(operand) {
        case .value(let value): .value(.bool(value == false))
        case .open(let expression): .open(Expression(.not(expression), range: range))
        case .error(let error, let expression): .error(error, expression)
        }
    }

    private func conditional(_ test: Expression, _ yes: Expression, _ no: Expression, _ range: SourceRange) -> Reduction {
        switch boolean(test) {
        case .value(let value): return reduce(value == true ? yes : no)
        case .error(let error, let expression): return .error(error, expression)
        case .open(let test):
            let kind = Expression.Kind.conditional(
                test, then: reduce(yes).expression(yes.range), else: reduce(no).expression(no.range))
            return .open(Expression(kind, range: range))
        }
    }

    /// An expression where a boolean must stand. Another value is an error there.
    private func boolean(_ expression: Expression) -> Reduction {
        let reduction = reduce(expression)
        guard case .value(let value) = reduction else { return reduction }
        if case .bool = value { return reduction }
        return settled(Expression(.not(Expression(.literal(value), range: expression.range)), range: expression.range))
    }

    /// The container isn't looked at where the type fails.
    private func isType(_ operand: Reduction, _ type: String, _ container: Expression?, _ range: SourceRange) -> Reduction {
        func test(_ container: Expression?) -> Expression {
            Expression(.isType(operand.expression(range), type, within: container), range: range)
        }
        let holds: Reduction
        switch operand {
        case .error: return operand
        case .value: holds = settled(test(nil))
        case .open(let expression):
            guard let known = knownType(of: expression) else { return .open(test(container.map { reduce($0).expression($0.range) })) }
            holds = .value(.bool(known.isExactly(type)))
        }
        guard case .value(true) = holds, let container else { return holds }
        let membership = Expression(.binary(.isIn, operand.expression(range), container), range: range)
        return strict(membership, [operand, reduce(container)])
    }
}

/// Computes expressions against one request (Cedar specification, Evaluator). The depth is bounded by the parser.
struct Evaluator {
    let request: Request
    let entities: Entities

    func evaluate(_ expression: Expression) throws(EvaluationError) -> Value {
        switch expression.kind {
        case .literal(let value): return value
        case .variable(let variable): return value(of: variable)
        case .slot(let slot): throw .unlinkedSlot(slot.rawValue)
        case .conditional(let test, let yes, let no): return try evaluate(try boolean(test) ? yes : no)
        case .and(let parts): return .bool(try all(parts))
        case .or(let parts): return .bool(try any(parts))
        case .not(let operand): return .bool(!(try boolean(operand)))
        case .negate(let operand): return .long(try negated(operand))
        case .isEmpty(let operand): return .bool(try set(try evaluate(operand)).elements.isEmpty)
        case .binary(let operation, let left, let right):
            return try apply(operation, try evaluate(left), try evaluate(right))
        case .has(let operand, let path): return .bool(try has(try evaluate(operand), path))
        case .like(let operand, let pattern): return .bool(pattern.matches(try string(try evaluate(operand))))
        case .isType(let operand, let type, let container): return .bool(try isType(operand, type, container))
        case .attribute(let operand, let name): return try attribute(name, of: try evaluate(operand))
        case .set(let items): return .set(SetValue(try values(items)))
        case .record(let fields): return try record(fields)
        case .call(let function, let arguments): return try function.apply(try values(arguments))
        }
    }

    /// The value of an expression that must be a boolean.
    func boolean(_ expression: Expression) throws(EvaluationError) -> Bool {
        let value = try evaluate(expression)
        guard case .bool(let bool) = value else { throw .type(expected: "a boolean", found: value.typeName) }
        return bool
    }

    private func value(of variable: Variable) -> Value {
        switch variable {
        case .principal: .entity(request.principal)
        case .action: .entity(request.action)
        case .resource: .entity(request.resource)
        case .context: .record(request.context)
        }
    }

    private func all(_ parts: [Expression]) throws(EvaluationError) -> Bool {
        for part in parts where !(try boolean(part)) { return false }
        return true
    }

    private func any(_ parts: [Expression]) throws(EvaluationError) -> Bool {
        for part in parts where try boolean(part) { return true }
        return false
    }

    private func negated(_ operand: Expression) throws(EvaluationError) -> Int64 {
        let (result, overflow) = Int64(0).subtractingReportingOverflow(try long(try evaluate(operand)))
        guard !overflow else { throw .overflow("the negation") }
        return result
    }

    private func values(_ items: [Expression]) throws(EvaluationError) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(items.count)
        for item in items { values.append(try evaluate(item)) }
        return values
    }

    private func record(_ fields: [RecordField]) throws(EvaluationError) -> Value {
        var attributes: [ExactString: Value] = [:]
        for field in fields { attributes[field.name] = try evaluate(field.value) }
        return .record(RecordValue(attributes))
    }

    /// The container isn't looked at where the type fails.
    private func isType(_ operand: Expression, _ type: String, _ container: Expression?) throws(EvaluationError) -> Bool {
        let uid = try entity(try evaluate(operand))
        guard uid.type == type, let container else { return uid.type == type }
        return try isIn(uid, try evaluate(container))
    }
}

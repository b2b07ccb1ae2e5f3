/// Writes expressions in Cedar's JSON policy format: `{"==": {"left": {"Var": "principal"}, "right": …}}`.
struct ExpressionJSONWriter {
    /// What errors name.
    let place: String

    /// Levels of a policy set's JSON above an expression: set, kind of policies, policy, conditions, condition.
    private static let levelsAbove = 5
    /// No node without operands nests deeper: `{"like": {"pattern": [{"Literal": "…"}]}}`.
    private static let levelsOfLeaf = 5
    /// `&&` and `||` of more operands are written as a balanced tree, lest a long chain nest too deep; both are associative.
    private static let longestChain = 32

    func json(_ expression: Expression) throws(JSONError) -> JSON {
        try json(expression, Limits.maximumDepth - Self.levelsAbove)
    }

    /// With `room` for so many levels, so that what is written can be read again.
    private func json(_ expression: Expression, _ room: Int) throws(JSONError) -> JSON {
        guard room >= Self.levelsOfLeaf else {
            throw JSONError(.nesting, "the JSON would nest deeper than \(Limits.maximumDepth) levels; split the condition", at: place)
        }
        let inner = room - 2
        switch expression.kind {
        case .literal(let value): return try literal(value, room)
        case .variable(let variable): return .members(("Var", .string(variable.rawValue)))
        case .slot(let slot): return .members(("Slot", .string(slot.rawValue)))
        case .conditional(let test, let yes, let no):
            return node("if-then-else", ("if", try json(test, inner)), ("then", try json(yes, inner)), ("else", try json(no, inner)))
        case .and(let parts): return try chain("&&", parts[...], room)
        case .or(let parts): return try chain("||", parts[...], room)
        case .not(let operand): return node("!", ("arg", try json(operand, inner)))
        case .negate(let operand): return node("neg", ("arg", try json(operand, inner)))
        case .isEmpty(let operand): return node("isEmpty", ("arg", try json(operand, inner)))
        case .binary(let operation, let left, let right):
            return node(operation.rawValue, ("left", try json(left, inner)), ("right", try json(right, inner)))
        case .has(let operand, let path): return node("has", ("left", try json(operand, inner)), ("attr", Self.json(path)))
        case .like(let operand, let pattern): return node("like", ("left", try json(operand, inner)), ("pattern", pattern.json))
        case .isType(let operand, let type, let container):
            return try isType(try json(operand, inner), type, container, inner)
        case .attribute(let operand, let name): return node(".", ("left", try json(operand, inner)), ("attr", .string(name.text)))
        case .set(let items): return .members(("Set", .array(try list(items, inner))))
        case .record(let fields): return .members(("Record", try record(fields, inner)))
        case .call(let function, let arguments): return .members((function.rawValue, .array(try list(arguments, inner))))
        }
    }

    private func node(_ name: String, _ members: (String, JSON)...) -> JSON {
        .members((name, .object(members.map { JSON.Member($0.0, $0.1) })))
    }

    private func literal(_ value: Value, _ room: Int) throws(JSONError) -> JSON {
        switch value {
        case .bool(let value): .members(("Value", .bool(value)))
        case .long(let value): .members(("Value", .long(value)))
        case .string(let text): .members(("Value", .string(text)))
        case .entity(let uid): .members(("Value", .members(("__entity", uid.json))))
        case .set, .record, .decimal, .ipaddr, .datetime, .duration: try json(value.expression, room)
        }
    }

    /// Nested to the left, as the operators associate.
    private func chain(_ name: String, _ parts: ArraySlice<Expression>, _ room: Int) throws(JSONError) -> JSON {
        guard parts.count > 1, let first = parts.first else { return try json(parts[parts.startIndex], room) }
        guard room >= Self.levelsOfLeaf else { return try json(first, room) }
        let right = parts.count > Self.longestChain ? parts.count / 2 : 1
        return node(
            name, ("left", try chain(name, parts.dropLast(right), room - 2)),
            ("right", try chain(name, parts.suffix(right), room - 2)))
    }

    private func isType(
        _ operand: JSON, _ type: String, _ container: Expression?, _ inner: Int
    ) throws(JSONError) -> JSON {
        guard let container else { return node("is", ("left", operand), ("entity_type", .string(type))) }
        return node("is", ("left", operand), ("entity_type", .string(type)), ("in", try json(container, inner)))
    }

    /// A single name is a string, a path an array of names.
    private static func json(_ path: [ExactString]) -> JSON {
        path.count == 1 ? .string(path[0].text) : .array(path.map { .string($0.text) })
    }

    private func list(_ items: [Expression], _ inner: Int) throws(JSONError) -> [JSON] {
        var result: [JSON] = []
        for item in items { result.append(try json(item, inner)) }
        return result
    }

    private func record(_ fields: [RecordField], _ inner: Int) throws(JSONError) -> JSON {
        var members: [JSON.Member] = []
        for field in fields { members.append(JSON.Member(field.name.text, try json(field.value, inner))) }
        return .object(members)
    }
}

extension Pattern {
    /// `["Wildcard", {"Literal": "a"}]`: a literal for each scalar, as the reference implementation writes it.
    fileprivate var json: JSON {
        .array(
            parts.map { part in
                switch part {
                case .wildcard: .string("Wildcard")
                case .scalar(let scalar): .members(("Literal", .string(String(scalar))))
                }
            })
    }
}

// Expressions that evaluate all their operands, from the left.
extension Expression {
    /// The operands; none of an expression that evaluates some of them only.
    var operands: [Expression] {
        switch kind {
        case .negate(let operand), .isEmpty(let operand), .like(let operand, _): [operand]
        case .binary(_, let left, let right): [left, right]
        case .set(let items), .call(_, let items): items
        case .record(let fields): fields.map(\.value)
        default: []
        }
    }

    /// The same with other operands, of the same number.
    func with(_ operands: [Expression]) -> Expression {
        let replaced: Kind
        switch (kind, operands.first, operands.last) {
        case (.negate, let operand?, _): replaced = .negate(operand)
        case (.isEmpty, let operand?, _): replaced = .isEmpty(operand)
        case (.like(_, let pattern), let operand?, _): replaced = .like(operand, pattern)
        case (.binary(let operation, _, _), let left?, let right?): replaced = .binary(operation, left, right)
        case (.set, _, _): replaced = .set(operands)
        case (.call(let function, _), _, _): replaced = .call(function, operands)
        case (.record(let fields), _, _):
            replaced = .record(zip(fields, operands).map { RecordField(name: $0.name, value: $1) })
        default: replaced = kind
        }
        return Expression(replaced, range: range)
    }
}

/// A node of the syntax tree. Two nodes are equal if they say the same, wherever they stand.
struct Expression: Sendable, Hashable {
    let kind: Kind
    let range: SourceRange
    /// How deep the tree below is, itself included.
    let depth: Int

    indirect enum Kind: Sendable, Hashable {
        /// A boolean, a long, a string or an entity.
        case literal(Value)
        case variable(Variable)
        /// Stands in the scope of a template alone.
        case slot(Slot)
        case conditional(Expression, then: Expression, else: Expression)
        /// A chain of `&&`, evaluated from the left; at least two.
        case and([Expression])
        /// A chain of `||`, evaluated from the left; at least two.
        case or([Expression])
        case not(Expression)
        case negate(Expression)
        case isEmpty(Expression)
        case binary(BinaryOperator, Expression, Expression)
        /// `e has a.b.c`; at least one attribute.
        case has(Expression, [ExactString])
        case like(Expression, Pattern)
        /// `e is T` or `e is T in x`.
        case isType(Expression, String, within: Expression?)
        case attribute(Expression, ExactString)
        case set([Expression])
        case record([RecordField])
        case call(ExtensionFunction, [Expression])
    }

    init(_ kind: Kind, range: SourceRange) {
        self.kind = kind
        self.range = range
        depth = 1 + kind.childrenDepth
    }

    static func == (left: Expression, right: Expression) -> Bool { left.kind == right.kind }

    func hash(into hasher: inout Hasher) { hasher.combine(kind) }
}

/// One `name: expression` of a record literal.
struct RecordField: Sendable, Hashable {
    let name: ExactString
    let value: Expression
}

/// The four names that a request gives a meaning.
enum Variable: String, Sendable, Hashable {
    case principal, action, resource, context
}

/// Operators and methods of two operands.
enum BinaryOperator: String, Sendable, Hashable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case isIn = "in"
    case contains, containsAll, containsAny, hasTag, getTag
}

extension Expression.Kind {
    fileprivate var childrenDepth: Int {
        switch self {
        case .literal, .variable, .slot: 0
        case .conditional(let test, let yes, let no): max(test.depth, yes.depth, no.depth)
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): parts.map(\.depth).max() ?? 0
        case .not(let operand), .negate(let operand), .isEmpty(let operand): operand.depth
        case .like(let operand, _), .attribute(let operand, _): operand.depth
        case .binary(_, let left, let right): max(left.depth, right.depth)
        // A path is checked as a chain of accesses, one below the other.
        case .has(let operand, let path): operand.depth + path.count
        case .isType(let operand, _, let container): max(operand.depth, container?.depth ?? 0)
        case .record(let fields): fields.map(\.value.depth).max() ?? 0
        }
    }
}

/// What partial evaluation makes of an expression. Each case holds for every completion of the request.
enum Reduction {
    case value(Value)
    /// It errs with this error, and so does the expression that stands for it, wherever that is evaluated.
    case error(EvaluationError, Expression)
    /// It depends; the expression comes out as the whole did: the same value, or an error of the same kind.
    case open(Expression)

    /// An expression that says the same.
    func expression(_ range: SourceRange) -> Expression {
        switch self {
        case .value(let value): Expression(.literal(value), range: range)
        case .error(_, let expression), .open(let expression): expression
        }
    }

    var isValue: Bool {
        if case .value = self { true } else { false }
    }

    /// Whether evaluation is sure to go on behind it.
    var neverErrs: Bool {
        switch self {
        case .value: true
        case .error: false
        case .open(let expression): expression.neverErrs
        }
    }
}

// What can be said of a residual without any facts. `false` means only that it isn't certain.
extension Expression {
    /// Whether it has a value for every request and all facts.
    var neverErrs: Bool {
        switch kind {
        case .literal, .variable: true
        case .slot, .negate, .isEmpty, .like, .attribute, .call: false
        case .and(let parts), .or(let parts): parts.allSatisfy(\.isSoundBoolean)
        case .not(let operand): operand.isSoundBoolean
        case .conditional(let test, let yes, let no): test.isSoundBoolean && yes.neverErrs && no.neverErrs
        case .set(let items): items.allSatisfy(\.neverErrs)
        case .record(let fields): fields.allSatisfy(\.value.neverErrs)
        case .has(let operand, let path): path.count == 1 && (operand.isEntity || operand.kind == .variable(.context))
        case .isType(let operand, _, let container): operand.isEntity && container?.isContainer != false
        case .binary(.equal, let left, let right), .binary(.notEqual, let left, let right): left.neverErrs && right.neverErrs
        case .binary(.isIn, let left, let right): left.isEntity && right.isContainer
        case .binary(.hasTag, let left, let right): left.isEntity && right.isString
        case .binary: false
        }
    }

    /// Whether it is a boolean if it has a value.
    var isBoolean: Bool {
        switch kind {
        case .literal(.bool), .and, .or, .not, .isEmpty, .has, .like, .isType: true
        case .binary(let operation, _, _): operation.isPredicate
        case .conditional(_, let yes, let no): yes.isBoolean && no.isBoolean
        case .call(let function, _): function.isPredicate
        case .literal, .variable, .slot, .negate, .attribute, .set, .record: false
        }
    }

    /// Whether it is `true` or `false`, without fail.
    var isSoundBoolean: Bool { isBoolean && neverErrs }

    private var isEntity: Bool {
        switch kind {
        case .literal(.entity), .variable(.principal), .variable(.action), .variable(.resource): true
        default: false
        }
    }

    private var isContainer: Bool {
        switch kind {
        case .set(let items): items.allSatisfy(\.isEntity)
        case .literal(.set(let value)): value.elements.allSatisfy { if case .entity = $0 { true } else { false } }
        default: isEntity
        }
    }

    private var isString: Bool {
        if case .literal(.string) = kind { true } else { false }
    }
}

extension BinaryOperator {
    fileprivate var isPredicate: Bool {
        switch self {
        case .add, .subtract, .multiply, .getTag: false
        default: true
        }
    }
}

extension ExtensionFunction {
    fileprivate var isPredicate: Bool {
        switch self {
        case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual, .isIpv4, .isIpv6, .isLoopback, .isMulticast, .isInRange: true
        default: false
        }
    }
}

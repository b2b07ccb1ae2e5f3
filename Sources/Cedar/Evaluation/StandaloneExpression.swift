/// An expression that stands alone, in no policy: `1 + 2`, `principal in Group::"staff"`.
public struct StandaloneExpression: Sendable {
    private let expression: Expression

    /// Parses the whole text as one expression. Throws what is wrong with it.
    public init(parsing source: PolicySource) throws(SyntaxErrors) {
        var parser = PolicyParser(source)
        do throws(TokenStream.Failure) {
            expression = try parser.expression()
            guard parser.tokens.isAtEnd else { throw parser.tokens.unexpected("the end of the expression") }
        } catch {
            throw SyntaxErrors(errors: [Diagnostic(error.code, error.message, file: source.file, at: error.range)])
        }
    }

    /// The parts of the request that it reads, `principal`, `action`, `resource` and `context`, sorted.
    public var variables: [String] { Set(expression.variables.map(\.rawValue)).sorted() }

    /// Its value for a request.
    public func value(for request: Request, entities: Entities) throws(EvaluationError) -> Value {
        try Evaluator(request: request, entities: entities).evaluate(expression)
    }
}

extension Expression {
    fileprivate var variables: [Variable] {
        switch kind {
        case .variable(let variable): [variable]
        case .literal, .slot: []
        case .conditional(let test, let yes, let no): test.variables + yes.variables + no.variables
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): parts.flatMap(\.variables)
        case .not(let operand), .negate(let operand), .isEmpty(let operand), .has(let operand, _), .like(let operand, _),
            .attribute(let operand, _):
            operand.variables
        case .binary(_, let left, let right): left.variables + right.variables
        case .isType(let operand, _, let container): operand.variables + (container?.variables ?? [])
        case .record(let fields): fields.flatMap(\.value.variables)
        }
    }
}

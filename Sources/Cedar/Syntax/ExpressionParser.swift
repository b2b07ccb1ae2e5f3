/// Parses expressions by descent, one function a level of precedence (Cedar grammar, Expr to Mult).
///
/// Each level is in two: the first half reads the operand and calls the second only where an operator follows. So the frames that
/// nested parentheses pile up stay small, and a text as deep as ``Limits/maximumExpressionDepth`` needs a part of a thread's stack only.
extension PolicyParser {
    typealias Failure = TokenStream.Failure

    mutating func expression() throws(Failure) -> Expression {
        try descend()
        defer { depth -= 1 }
        return tokens.isWord("if") ? try conditional() : try disjunction()
    }

    private mutating func descend() throws(Failure) {
        guard depth < Limits.maximumExpressionDepth else { throw tooDeep(tokens.current.range) }
        depth += 1
    }

    /// Counts an operator whose node will stand above those of the operand that follows. Nodes nest no deeper than operators do here,
    /// so this refuses nothing that ``node(_:_:)`` wouldn't, but before the stack is used.
    mutating func beginOperator() throws(Failure) {
        guard operators < Limits.maximumExpressionDepth else { throw tooDeep(tokens.current.range) }
        operators += 1
    }

    private mutating func conditional() throws(Failure) -> Expression {
        let start = tokens.advance().range
        let test = try expression()
        guard tokens.acceptWord("then") else { throw tokens.unexpected("`then`") }
        let yes = try expression()
        guard tokens.acceptWord("else") else { throw tokens.unexpected("`else`") }
        let no = try expression()
        return try node(.conditional(test, then: yes, else: no), start.through(no.range))
    }

    private mutating func disjunction() throws(Failure) -> Expression {
        let first = try conjunction()
        return tokens.isSymbol("||") ? try disjunction(from: first) : first
    }

    private mutating func disjunction(from first: Expression) throws(Failure) -> Expression {
        try beginOperator()
        defer { operators -= 1 }
        var parts = [first]
        while tokens.accept("||") { parts.append(try conjunction()) }
        return try node(.or(parts), first.range.through(tokens.previous.range))
    }

    private mutating func conjunction() throws(Failure) -> Expression {
        let first = try relation()
        return tokens.isSymbol("&&") ? try conjunction(from: first) : first
    }

    private mutating func conjunction(from first: Expression) throws(Failure) -> Expression {
        try beginOperator()
        defer { operators -= 1 }
        var parts = [first]
        while tokens.accept("&&") { parts.append(try relation()) }
        return try node(.and(parts), first.range.through(tokens.previous.range))
    }

    private mutating func relation() throws(Failure) -> Expression {
        let left = try sum()
        return try relation(of: left)
    }

    private mutating func relation(of left: Expression) throws(Failure) -> Expression {
        let token = tokens.current
        let result: Expression
        switch token.kind {
        case .identifier("has"): result = try hasRelation(left)
        case .identifier("like"): result = try likeRelation(left)
        case .identifier("is"): result = try isRelation(left)
        case .symbol("="): throw .init("`=` isn't an operator; equality is `==`", at: token.range)
        default:
            guard let relation = relationOperator(token) else { return left }
            tokens.advance()
            let right = try relationOperand()
            result = try node(.binary(relation, left, right), left.range.through(right.range))
        }
        try refuseChain()
        return result
    }

    private mutating func relationOperand() throws(Failure) -> Expression {
        try beginOperator()
        defer { operators -= 1 }
        return try sum()
    }

    private func relationOperator(_ token: Token) -> BinaryOperator? {
        switch token.kind {
        case .symbol("=="): .equal
        case .symbol("!="): .notEqual
        case .symbol("<"): .less
        case .symbol("<="): .lessOrEqual
        case .symbol(">"): .greater
        case .symbol(">="): .greaterOrEqual
        case .identifier("in"): .isIn
        default: nil
        }
    }

    private func refuseChain() throws(Failure) {
        let token = tokens.current
        let isWord = ["has", "like", "is"].contains { tokens.isWord($0) }
        guard isWord || relationOperator(token) != nil else { return }
        throw .init("relations don't chain: put parentheses around the one before \(token.name)", at: token.range)
    }

    private mutating func hasRelation(_ left: Expression) throws(Failure) -> Expression {
        tokens.advance()
        guard case .identifier = tokens.current.kind else {
            let name = try tokens.string("an attribute's name")
            return try node(.has(left, [ExactString(name)]), left.range.through(tokens.previous.range))
        }
        var path = [ExactString(try tokens.identifier("an attribute's name"))]
        while tokens.accept(".") { path.append(ExactString(try tokens.identifier("an attribute's name"))) }
        return try node(.has(left, path), left.range.through(tokens.previous.range))
    }

    private mutating func likeRelation(_ left: Expression) throws(Failure) -> Expression {
        tokens.advance()
        guard case .string(let raw) = tokens.current.kind else { throw tokens.unexpected("a string with a pattern") }
        let token = tokens.advance()
        do throws(StringLiteral.Refusal) {
            let pattern = try StringLiteral.pattern(raw)
            return Expression(.like(left, pattern), range: left.range.through(token.range))
        } catch {
            throw .init(error.message, at: token.range)
        }
    }

    private mutating func isRelation(_ left: Expression) throws(Failure) -> Expression {
        tokens.advance()
        let type = try tokens.path("an entity type")
        let container = tokens.acceptWord("in") ? try relationOperand() : nil
        return try node(.isType(left, type, within: container), left.range.through(tokens.previous.range))
    }

    private mutating func sum() throws(Failure) -> Expression {
        let first = try product()
        return tokens.isSymbol("+") || tokens.isSymbol("-") ? try sum(from: first) : first
    }

    private mutating func sum(from first: Expression) throws(Failure) -> Expression {
        try beginOperator()
        defer { operators -= 1 }
        var left = first
        while true {
            let operation: BinaryOperator
            if tokens.accept("+") { operation = .add } else if tokens.accept("-") { operation = .subtract } else { return left }
            let right = try product()
            left = try node(.binary(operation, left, right), left.range.through(right.range))
        }
    }

    private mutating func product() throws(Failure) -> Expression {
        let first = try unary()
        return ["*", "/", "%"].contains(where: tokens.isSymbol) ? try product(from: first) : first
    }

    private mutating func product(from first: Expression) throws(Failure) -> Expression {
        try beginOperator()
        defer { operators -= 1 }
        var left = first
        while tokens.accept("*") {
            let right = try unary()
            left = try node(.binary(.multiply, left, right), left.range.through(right.range))
        }
        if tokens.isSymbol("/") || tokens.isSymbol("%") {
            throw .init("Cedar has no division or remainder", at: tokens.current.range)
        }
        return left
    }

    /// Builds a node within the bound on nesting.
    func node(_ kind: Expression.Kind, _ range: SourceRange) throws(Failure) -> Expression {
        let result = Expression(kind, range: range)
        guard result.depth <= Limits.maximumExpressionDepth else { throw tooDeep(range) }
        return result
    }

    func tooDeep(_ range: SourceRange) -> Failure {
        .init("the expression nests deeper than \(Limits.maximumExpressionDepth) levels; split it", at: range, code: .nesting)
    }
}

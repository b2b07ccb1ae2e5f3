/// Parses operands: signs, member access and primaries (Cedar grammar, Unary to RecInits).
extension PolicyParser {
    mutating func unary() throws(Failure) -> Expression {
        if tokens.isSymbol("!") { return try signed("!") }
        if tokens.isSymbol("-") { return try signed("-") }
        return try member()
    }

    /// At most four `!` or four `-` before an operand.
    private mutating func signed(_ sign: String) throws(Failure) -> Expression {
        try beginOperator()
        defer { operators -= 1 }
        let start = tokens.current
        var count = 0
        while tokens.accept(sign) { count += 1 }
        guard count <= 4 else { throw .init("at most four `\(sign)` can stand in a row", at: start.range) }
        // The last minus before digits belongs to the literal, so that the smallest long can be written; not where something is read of it:
        // `-1.a` is `-(1.a)`.
        var operand: Expression
        if sign == "-", case .number(let digits) = tokens.current.kind, !startsAccess(tokens.peek(1)) {
            let token = tokens.advance()
            operand = try number("-" + digits, start.range.through(token.range))
            count -= 1
        } else {
            operand = try member()
        }
        for _ in 0..<count {
            operand = try node(sign == "!" ? .not(operand) : .negate(operand), start.range.through(operand.range))
        }
        return operand
    }

    private func startsAccess(_ token: Token) -> Bool { token.kind == .symbol(".") || token.kind == .symbol("[") }

    private func number(_ digits: String, _ range: SourceRange) throws(Failure) -> Expression {
        guard let value = Int64(digits) else {
            throw .init("`\(digits)` doesn't fit in 64 bits", at: range)
        }
        return Expression(.literal(.long(value)), range: range)
    }

    private mutating func member() throws(Failure) -> Expression {
        let operand = tokens.isSymbol("(") ? try group() : try primary()
        return tokens.isSymbol(".") || tokens.isSymbol("[") ? try accesses(of: operand) : operand
    }

    private mutating func group() throws(Failure) -> Expression {
        let start = tokens.advance().range
        let inner = try expression()
        return Expression(inner.kind, range: start.through(try tokens.expect(")").range))
    }

    private mutating func accesses(of primary: Expression) throws(Failure) -> Expression {
        var result = primary
        while true {
            if tokens.accept(".") {
                result = try attributeOrMethod(of: result)
            } else if tokens.accept("[") {
                let name = try tokens.string("a string with an attribute's name")
                let end = try tokens.expect("]")
                result = try node(.attribute(result, ExactString(name)), result.range.through(end.range))
            } else {
                return result
            }
        }
    }

    private mutating func attributeOrMethod(of receiver: Expression) throws(Failure) -> Expression {
        let token = tokens.current
        let name = try tokens.identifier("an attribute's or method's name")
        guard tokens.accept("(") else { return try attribute(name, of: receiver, token.range) }
        let arguments = try list(until: ")")
        return try call(of: name, token.range, receiver, arguments)
    }

    private func attribute(_ name: String, of receiver: Expression, _ range: SourceRange) throws(Failure) -> Expression {
        try node(.attribute(receiver, ExactString(name)), receiver.range.through(range))
    }

    private func call(
        of name: String, _ nameRange: SourceRange, _ receiver: Expression, _ arguments: [Expression]
    ) throws(Failure) -> Expression {
        let range = receiver.range.through(tokens.previous.range)
        if let function = ExtensionFunction(rawValue: name), !function.isConstructor {
            return try node(.call(function, [receiver] + arguments), range)
        }
        return try node(try method(name, nameRange, receiver, arguments), range)
    }

    private func method(
        _ name: String, _ range: SourceRange, _ receiver: Expression, _ arguments: [Expression]
    ) throws(Failure) -> Expression.Kind {
        if name == "isEmpty" {
            guard arguments.isEmpty else { throw .init("`isEmpty` takes no argument", at: range) }
            return .isEmpty(receiver)
        }
        let methods: [BinaryOperator] = [.contains, .containsAll, .containsAny, .hasTag, .getTag]
        guard let method = methods.first(where: { $0.rawValue == name }) else {
            let known = methods.map(\.rawValue) + ["isEmpty"] + ExtensionFunction.allCases.map(\.rawValue)
            throw .init("`\(name)` isn't a method\(Suggestion.phrase(for: name, among: known))", at: range)
        }
        guard arguments.count == 1 else { throw .init("`\(name)` takes one argument", at: range) }
        return .binary(method, receiver, arguments[0])
    }

    private mutating func list(until end: String) throws(Failure) -> [Expression] {
        var items: [Expression] = []
        while !tokens.isSymbol(end) {
            items.append(try expression())
            guard tokens.accept(",") else { break }
        }
        try tokens.expect(end)
        return items
    }

    private mutating func primary() throws(Failure) -> Expression {
        if tokens.isSymbol("[") { return try set() }
        if tokens.isSymbol("{") { return try record() }
        switch try leaf() {
        case .expression(let expression): return expression
        case .call(let name, let range): return try call(name, range)
        }
    }

    /// What begins an operand: a whole one, or a function's name behind which its arguments follow.
    private enum Leaf {
        case expression(Expression)
        case call(String, SourceRange)
    }

    private mutating func leaf() throws(Failure) -> Leaf {
        let token = tokens.current
        switch token.kind {
        case .number(let digits):
            tokens.advance()
            return .expression(try number(digits, token.range))
        case .string: return .expression(Expression(.literal(.string(try tokens.string("a string"))), range: token.range))
        case .identifier(let word): return try named(word)
        default: throw tokens.unexpected("an expression")
        }
    }

    private mutating func set() throws(Failure) -> Expression {
        let start = tokens.advance().range
        let items = try list(until: "]")
        return try node(.set(items), start.through(tokens.previous.range))
    }

    private mutating func record() throws(Failure) -> Expression {
        let start = try tokens.expect("{").range
        var fields: [RecordField] = []
        var names: Set<ExactString> = []
        while !tokens.isSymbol("}") {
            let token = tokens.current
            let name = ExactString(try tokens.name("an attribute's name"))
            guard names.insert(name).inserted else { throw .init("the attribute `\(name)` stands twice", at: token.range) }
            try tokens.expect(":")
            fields.append(RecordField(name: name, value: try expression()))
            guard tokens.accept(",") else { break }
        }
        let end = try tokens.expect("}")
        return try node(.record(fields), start.through(end.range))
    }

    /// A boolean, a variable, an entity or a function's name.
    private mutating func named(_ word: String) throws(Failure) -> Leaf {
        let token = tokens.current
        if word == "true" || word == "false" {
            tokens.advance()
            return .expression(Expression(.literal(.bool(word == "true")), range: token.range))
        }
        if word == "if" { throw .init("`if` must stand in parentheses here", at: token.range) }
        let path = try tokens.path("an expression")
        if tokens.accept("::") {
            let uid = EntityUID(type: path, id: try tokens.string("a string with the entity's id"))
            return .expression(Expression(.literal(.entity(uid)), range: token.range.through(tokens.previous.range)))
        }
        if tokens.accept("(") { return .call(path, token.range) }
        guard let variable = Variable(rawValue: path) else {
            throw .init(
                "`\(path)` means nothing here; the variables are `principal`, `action`, `resource` and `context`",
                at: token.range)
        }
        return .expression(Expression(.variable(variable), range: token.range))
    }

    private mutating func call(_ name: String, _ range: SourceRange) throws(Failure) -> Expression {
        let arguments = try list(until: ")")
        return try call(name, range, arguments)
    }

    private func call(_ name: String, _ range: SourceRange, _ arguments: [Expression]) throws(Failure) -> Expression {
        guard let function = ExtensionFunction(rawValue: name), function.isConstructor else {
            let known = ExtensionFunction.allCases.filter(\.isConstructor).map(\.rawValue)
            let isMethod = ExtensionFunction(rawValue: name) != nil || BinaryOperator(rawValue: name) != nil || name == "isEmpty"
            let hint = isMethod ? "; it is a method: write `x.\(name)(…)`" : Suggestion.phrase(for: name, among: known)
            throw .init("`\(name)` isn't a function\(hint)", at: range)
        }
        return try node(.call(function, arguments), range.through(tokens.previous.range))
    }
}

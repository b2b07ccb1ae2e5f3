/// Parses the policies of one text (Cedar grammar, Policy to Condition). After an error it goes on behind the next semicolon.
struct PolicyParser {
    var tokens: TokenStream
    private let source: PolicySource

    init(_ source: PolicySource) {
        self.source = source
        tokens = TokenStream(source.text)
    }

    /// The policies, numbered from `firstNumber`, and all complaints.
    mutating func parse(firstNumber: Int) -> (policies: [Policy], errors: [Diagnostic]) {
        var policies: [Policy] = []
        var errors: [Diagnostic] = []
        while !tokens.isAtEnd {
            do throws(TokenStream.Failure) {
                policies.append(try policy(number: firstNumber + policies.count))
            } catch {
                errors.append(Diagnostic(error.code, error.message, file: source.file, at: error.range))
                tokens.skipPastSemicolon()
            }
        }
        return (policies, errors)
    }

    private mutating func policy(number: Int) throws(TokenStream.Failure) -> Policy {
        let start = tokens.current.range
        let annotations = try tokens.annotations()
        let effect = try effect()
        try tokens.expect("(")
        let principal = try scope(.principal)
        try tokens.expect(",")
        let action = try actionScope()
        try tokens.expect(",")
        let resource = try scope(.resource)
        _ = tokens.accept(",")
        try tokens.expect(")")
        var conditions: [Condition] = []
        while !tokens.isSymbol(";") { conditions.append(try condition()) }
        let end = try tokens.expect(";")
        return Policy(
            id: "policy\(number)", effect: effect, annotations: annotations, source: source,
            range: start.through(end.range), scope: [principal, action, resource], conditions: conditions)
    }

    private mutating func effect() throws(TokenStream.Failure) -> Effect {
        guard case .identifier(let word) = tokens.current.kind, let effect = Effect(rawValue: word) else {
            throw tokens.unexpected("`permit` or `forbid`")
        }
        tokens.advance()
        return effect
    }

    /// `principal` or `resource` with `==`, `in`, `is`, `is … in`.
    private mutating func scope(_ variable: Variable) throws(TokenStream.Failure) -> Scope {
        let start = try scopeVariable(variable)
        if tokens.accept("==") {
            return Scope(variable, .equal(try reference(variable)), range: start.through(tokens.previous.range))
        }
        if tokens.acceptWord("in") {
            return Scope(variable, .within(try reference(variable)), range: start.through(tokens.previous.range))
        }
        guard tokens.acceptWord("is") else { return Scope(variable, .any, range: start) }
        let type = try tokens.path("an entity type")
        let container = tokens.acceptWord("in") ? try reference(variable) : nil
        return Scope(variable, .isType(type, within: container), range: start.through(tokens.previous.range))
    }

    /// `action` with `==`, `in`, `in […]`.
    private mutating func actionScope() throws(TokenStream.Failure) -> Scope {
        let start = try scopeVariable(.action)
        if tokens.accept("==") {
            return Scope(.action, .equal(.entity(try actionEntity())), range: start.through(tokens.previous.range))
        }
        if tokens.isWord("is") {
            throw .init("`is` can't stand in the scope of an action; use `==` or `in`", at: tokens.current.range)
        }
        guard tokens.acceptWord("in") else { return Scope(.action, .any, range: start) }
        let constraint = try parenthesized { parser throws(TokenStream.Failure) in try parser.actionContainer() }
        return Scope(.action, constraint, range: start.through(tokens.previous.range))
    }

    /// One action or a list of them.
    private mutating func actionContainer() throws(TokenStream.Failure) -> Scope.Constraint {
        guard tokens.accept("[") else { return .within(.entity(try actionEntity())) }
        var actions: [EntityUID] = []
        while !tokens.isSymbol("]") {
            actions.append(try actionEntity())
            guard tokens.accept(",") else { break }
        }
        try tokens.expect("]")
        return .withinAny(actions)
    }

    /// A part of a scope that, as in the reference implementation, may stand in parentheses.
    private mutating func parenthesized<Part>(
        _ part: (inout PolicyParser) throws(TokenStream.Failure) -> Part
    ) throws(TokenStream.Failure) -> Part {
        var depth = 0
        while tokens.accept("(") { depth += 1 }
        let result = try part(&self)
        for _ in 0..<depth { try tokens.expect(")") }
        return result
    }

    private mutating func scopeVariable(_ variable: Variable) throws(TokenStream.Failure) -> SourceRange {
        let token = tokens.current
        guard tokens.acceptWord(variable.rawValue) else { throw tokens.unexpected("`\(variable.rawValue)`") }
        return token.range
    }

    /// An entity, or the slot of the same variable.
    private mutating func reference(_ variable: Variable) throws(TokenStream.Failure) -> EntityReference {
        try parenthesized { parser throws(TokenStream.Failure) in
            guard case .slot(let name) = parser.tokens.current.kind else { return .entity(try parser.bareEntity()) }
            guard let slot = Slot(rawValue: name), name == "?\(variable.rawValue)" else {
                throw .init("the slot `\(name)` can't stand here; `?\(variable.rawValue)` can", at: parser.tokens.current.range)
            }
            parser.tokens.advance()
            return .slot(slot)
        }
    }

    private mutating func actionEntity() throws(TokenStream.Failure) -> EntityUID {
        let token = tokens.current
        let uid = try entity()
        guard uid.isAction else {
            throw .init("an action's type is `Action`, optionally in a namespace, not `\(uid.type)`", at: token.range)
        }
        return uid
    }

    /// `Path '::' STR`.
    private mutating func entity() throws(TokenStream.Failure) -> EntityUID {
        try parenthesized { parser throws(TokenStream.Failure) in try parser.bareEntity() }
    }

    private mutating func bareEntity() throws(TokenStream.Failure) -> EntityUID {
        let type = try tokens.path("an entity such as `User::\"alice\"`")
        try tokens.expect("::")
        return EntityUID(type: type, id: try tokens.string("a string with the entity's id"))
    }

    private mutating func condition() throws(TokenStream.Failure) -> Condition {
        let start = tokens.current.range
        guard case .identifier(let word) = tokens.current.kind, let kind = Condition.Kind(rawValue: word) else {
            throw tokens.unexpected("`when`, `unless` or `;`")
        }
        tokens.advance()
        try tokens.expect("{")
        if tokens.isSymbol("}") { throw .init("the braces of `\(word)` are empty; put a condition there", at: tokens.current.range) }
        let body = try expression()
        let end = try tokens.expect("}")
        return Condition(kind: kind, body: body, range: start.through(end.range))
    }

    /// How many expressions are being parsed inside each other.
    var depth = 0
}

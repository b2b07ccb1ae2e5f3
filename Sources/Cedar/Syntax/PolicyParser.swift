/// Parses the policies of one text (Cedar grammar, Policy to Condition). After an error it goes on with the next part of the policy.
struct PolicyParser {
    var tokens: TokenStream
    private let source: PolicySource
    private var complaints: Complaints
    /// How many expressions are being parsed inside each other.
    var depth = 0
    /// How many operators are waiting for their right operand.
    var operators = 0

    init(_ source: PolicySource) {
        self.source = source
        tokens = TokenStream(source.text)
        complaints = Complaints(file: source.file)
    }

    /// The policies, numbered from `firstNumber`, and all complaints.
    mutating func parse(firstNumber: Int) -> (policies: [Policy], errors: [Diagnostic]) {
        var policies: [Policy] = []
        while !tokens.isAtEnd, !complaints.isFull {
            let start = tokens.index
            do throws(Failure) {
                if let policy = try policy(number: firstNumber + policies.count) { policies.append(policy) }
            } catch {
                complaints.note(error)
                tokens.skipPolicy(from: start)
            }
        }
        return (policies, complaints.errors)
    }

    /// Nil where something in it was wrong, all of which is noted; throws where it can't be told how it goes on.
    private mutating func policy(number: Int) throws(Failure) -> Policy? {
        let first = tokens.index
        let start = tokens.current.range
        let noted = complaints.errors.count
        let annotations = try tokens.annotations()
        let effect = try effect()
        let scope = try scope()
        var conditions: [Condition] = []
        while !tokens.isSymbol(";") {
            if noted != complaints.errors.count, !tokens.startsCondition {
                // What stands here follows from the earlier error.
                tokens.skipPolicy(from: first)
                return nil
            }
            if let condition = try condition() { conditions.append(condition) }
        }
        let end = try tokens.expect(";")
        guard noted == complaints.errors.count, let effect, let scope else { return nil }
        return Policy(
            id: "policy\(number)", effect: effect, annotations: annotations, source: source,
            range: start.through(end.range), scope: scope, conditions: conditions)
    }

    /// Nil for another word before a parenthesis, which is noted.
    private mutating func effect() throws(Failure) -> Effect? {
        guard case .identifier(let word) = tokens.current.kind else { throw tokens.unexpected("`permit` or `forbid`") }
        let effect = Effect(rawValue: word)
        if effect == nil {
            let hint = Suggestion.phrase(for: word, among: [Effect.permit, .forbid].map(\.rawValue))
            let failure = Failure("expected `permit` or `forbid`, found `\(word)`\(hint)", at: tokens.current.range)
            guard tokens.peek(1).kind == .symbol("(") else { throw failure }
            complaints.note(failure)
        }
        tokens.advance()
        return effect
    }

    /// The three constraints in their parentheses; nil where one is wrong, which is noted.
    private mutating func scope() throws(Failure) -> [Scope]? {
        let open = tokens.index
        try tokens.expect("(")
        do throws(Failure) {
            let principal = try scope(.principal)
            try tokens.expect(",")
            let action = try actionScope()
            try tokens.expect(",")
            let resource = try scope(.resource)
            _ = tokens.accept(",")
            try tokens.expect(")")
            return [principal, action, resource]
        } catch {
            complaints.note(error)
            tokens.skipBehindClosing(of: open)
            return nil
        }
    }

    /// `principal` or `resource` with `==`, `in`, `is`, `is … in`.
    private mutating func scope(_ variable: Variable) throws(Failure) -> Scope {
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
    private mutating func actionScope() throws(Failure) -> Scope {
        let start = try scopeVariable(.action)
        if tokens.accept("==") {
            return Scope(.action, .equal(.entity(try actionEntity())), range: start.through(tokens.previous.range))
        }
        if tokens.isWord("is") {
            throw .init("`is` can't stand in the scope of an action; use `==` or `in`", at: tokens.current.range)
        }
        guard tokens.acceptWord("in") else { return Scope(.action, .any, range: start) }
        let constraint = try parenthesized { parser throws(Failure) in try parser.actionContainer() }
        return Scope(.action, constraint, range: start.through(tokens.previous.range))
    }

    /// One action or a list of them.
    private mutating func actionContainer() throws(Failure) -> Scope.Constraint {
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
        _ part: (inout PolicyParser) throws(Failure) -> Part
    ) throws(Failure) -> Part {
        var depth = 0
        while tokens.accept("(") { depth += 1 }
        let result = try part(&self)
        for _ in 0..<depth { try tokens.expect(")") }
        return result
    }

    private mutating func scopeVariable(_ variable: Variable) throws(Failure) -> SourceRange {
        let token = tokens.current
        guard tokens.acceptWord(variable.rawValue) else { throw tokens.unexpected("`\(variable.rawValue)`") }
        return token.range
    }

    /// An entity, or the slot of the same variable.
    private mutating func reference(_ variable: Variable) throws(Failure) -> EntityReference {
        try parenthesized { parser throws(Failure) in
            guard case .slot(let name) = parser.tokens.current.kind else { return .entity(try parser.bareEntity()) }
            guard let slot = Slot(rawValue: name), name == "?\(variable.rawValue)" else {
                throw .init("the slot `\(name)` can't stand here; `?\(variable.rawValue)` can", at: parser.tokens.current.range)
            }
            parser.tokens.advance()
            return .slot(slot)
        }
    }

    private mutating func actionEntity() throws(Failure) -> EntityUID {
        let token = tokens.current
        let uid = try entity()
        guard uid.isAction else {
            throw .init("an action's type is `Action`, optionally in a namespace, not `\(uid.type)`", at: token.range)
        }
        return uid
    }

    /// `Path '::' STR`.
    private mutating func entity() throws(Failure) -> EntityUID {
        try parenthesized { parser throws(Failure) in try parser.bareEntity() }
    }

    private mutating func bareEntity() throws(Failure) -> EntityUID {
        let type = try tokens.path("an entity such as `User::\"alice\"`")
        try tokens.expect("::")
        return EntityUID(type: type, id: try tokens.string("a string with the entity's id"))
    }

    /// Nil where the clause is wrong, which is noted.
    private mutating func condition() throws(Failure) -> Condition? {
        let start = tokens.current.range
        let (word, kind) = try conditionKind()
        let open = tokens.index
        try tokens.expect("{")
        do throws(Failure) {
            if tokens.isSymbol("}") { throw .init("the braces of `\(word)` are empty; put a condition there", at: tokens.current.range) }
            let body = try expression()
            let end = try tokens.expect("}")
            return kind.map { Condition(kind: $0, body: body, range: start.through(end.range)) }
        } catch {
            complaints.note(error)
            depth = 0
            operators = 0
            tokens.skipBehindClosing(of: open)
            return nil
        }
    }

    /// No kind for another word before a brace, which is noted.
    private mutating func conditionKind() throws(Failure) -> (word: String, kind: Condition.Kind?) {
        let failure = tokens.unexpected("`when`, `unless` or `;`")
        guard case .identifier(let word) = tokens.current.kind else { throw failure }
        let kind = Condition.Kind(rawValue: word)
        if kind == nil {
            guard tokens.startsCondition else { throw failure }
            complaints.note(failure)
        }
        tokens.advance()
        return (word, kind)
    }
}

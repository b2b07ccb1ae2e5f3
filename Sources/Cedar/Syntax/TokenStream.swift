/// What the parsers of policies and schemas share: a cursor over tokens with the expectations of a grammar.
struct TokenStream {
    /// A reason to give up on the declaration at hand.
    struct Failure: Error {
        let code: Diagnostic.Code
        let message: String
        let range: SourceRange

        init(_ message: String, at range: SourceRange, code: Diagnostic.Code = .syntax) {
            self.code = code
            self.message = message
            self.range = range
        }
    }

    let tokens: [Token]
    private(set) var index = 0

    /// Words that can't be names (Cedar grammar, RESERVED).
    static let reserved: Set<String> = ["true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar"]

    init(_ text: String) {
        tokens = Lexer.tokens(of: text)
    }

    var current: Token { tokens[index] }
    var previous: Token { tokens[max(0, index - 1)] }
    var isAtEnd: Bool { current.kind == .end }

    func peek(_ ahead: Int) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

    @discardableResult
    mutating func advance() -> Token {
        let token = current
        index = min(index + 1, tokens.count - 1)
        return token
    }

    func isSymbol(_ symbol: String) -> Bool { current.kind == .symbol(symbol) }
    func isWord(_ word: String) -> Bool { current.kind == .identifier(word) }

    /// Takes the symbol if it is next.
    mutating func accept(_ symbol: String) -> Bool {
        guard isSymbol(symbol) else { return false }
        advance()
        return true
    }

    /// Takes the word if it is next.
    mutating func acceptWord(_ word: String) -> Bool {
        guard isWord(word) else { return false }
        advance()
        return true
    }

    @discardableResult
    mutating func expect(_ symbol: String) throws(Failure) -> Token {
        guard isSymbol(symbol) else { throw unexpected("`\(symbol)`") }
        return advance()
    }

    /// An identifier of any kind, reserved or not.
    mutating func anyIdentifier(_ wanted: String) throws(Failure) -> String {
        guard case .identifier(let name) = current.kind else { throw unexpected(wanted) }
        advance()
        return name
    }

    /// An identifier that isn't reserved.
    mutating func identifier(_ wanted: String) throws(Failure) -> String {
        let token = current
        let name = try anyIdentifier(wanted)
        guard !Self.reserved.contains(name) else {
            throw Failure("`\(name)` is reserved and can't be a name", at: token.range)
        }
        return name
    }

    /// A string literal, unescaped.
    mutating func string(_ wanted: String) throws(Failure) -> String {
        guard case .string(let raw) = current.kind else { throw unexpected(wanted) }
        return try unescape(raw, of: advance())
    }

    /// An identifier or a string literal.
    mutating func name(_ wanted: String) throws(Failure) -> String {
        if case .string = current.kind { return try string(wanted) }
        return try identifier(wanted)
    }

    /// `IDENT {'::' IDENT}`; stops before `::` that an identifier doesn't follow.
    mutating func path(_ wanted: String) throws(Failure) -> String {
        var path = try identifier(wanted)
        while isSymbol("::"), case .identifier = peek(1).kind {
            advance()
            path += "::" + (try identifier(wanted))
        }
        return path
    }

    private func unescape(_ raw: String, of token: Token) throws(Failure) -> String {
        do throws(StringLiteral.Refusal) {
            return try StringLiteral.unescape(raw)
        } catch {
            throw Failure(error.message, at: token.range)
        }
    }

    /// `@name("text")`, any number; without a value the text is empty.
    mutating func annotations() throws(Failure) -> [String: String] {
        var result: [String: String] = [:]
        while accept("@") {
            let token = current
            let name = try anyIdentifier("an annotation's name")
            var value = ""
            if accept("(") {
                value = try string("a string with the annotation's value")
                try expect(")")
            }
            guard result.updateValue(value, forKey: name) == nil else {
                throw Failure("the annotation `@\(name)` stands twice", at: token.range)
            }
        }
        return result
    }

    /// The complaint about the token at hand.
    func unexpected(_ wanted: String) -> Failure {
        if case .invalid(let complaint) = current.kind { return Failure(complaint, at: current.range) }
        if case .slot(let slot) = current.kind {
            return Failure(
                "the slot `\(slot)` can stand in the scope alone, behind `==` or `in` of `principal` or `resource`", at: current.range)
        }
        return Failure("expected \(wanted), found \(current.name)", at: current.range)
    }
}

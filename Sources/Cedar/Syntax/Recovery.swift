/// Where parsing goes on after an error, so that the next errors are told too, and none that merely follows from an earlier one.
///
/// What these look for can't stand inside what failed: a semicolon, `permit (` or `forbid (` that isn't a method, `@`, `when {`,
/// `unless {`. So an open bracket costs no more than the clause or the policy that it is in.
extension TokenStream {
    /// Whether a policy begins here.
    var startsPolicy: Bool {
        if isSymbol("@") { return true }
        guard isWord("permit") || isWord("forbid"), peek(1).kind == .symbol("(") else { return false }
        return index == 0 || tokens[index - 1].kind != .symbol(".")
    }

    /// Whether a condition begins here; the word may be wrong.
    var startsCondition: Bool {
        guard case .identifier = current.kind else { return false }
        return peek(1).kind == .symbol("{")
    }

    /// Behind the next semicolon, or where the next policy begins. Never stays at the place where the failed policy began.
    mutating func skipPolicy(from start: Int) {
        if index == start { advance() }
        while !isAtEnd, !startsPolicy {
            if accept(";") { return }
            advance()
        }
    }

    /// Behind the bracket that closes the one at `open`, or where the policy goes on or ends before that.
    mutating func skipBehindClosing(of open: Int) {
        guard case .symbol(let opening) = tokens[open].kind else { return }
        let closing = opening == "(" ? ")" : "}"
        var depth = 0
        for token in tokens[open..<index] { depth += nesting(token, opening, closing) }
        while !isAtEnd, !isSymbol(";"), !startsPolicy, !(startsCondition && (isWord("when") || isWord("unless"))) {
            depth += nesting(current, opening, closing)
            advance()
            if depth <= 0 { return }
        }
    }

    fileprivate func nesting(_ token: Token, _ opening: String, _ closing: String) -> Int {
        token.kind == .symbol(opening) ? 1 : token.kind == .symbol(closing) ? -1 : 0
    }
}

extension TokenStream {
    /// Whether a namespace begins here. Within braces the word may name an attribute or a type.
    var startsNamespace: Bool {
        guard isWord("namespace"), case .identifier = peek(1).kind else { return false }
        return true
    }

    private var startsDeclaration: Bool {
        if startsNamespace { return true }
        guard isWord("entity") || isWord("action") || isWord("type") else { return false }
        switch peek(1).kind {
        case .identifier(let word): return !["in", "tags", "enum", "appliesTo"].contains(word)
        case .string: return true
        default: return false
        }
    }

    /// Behind the next semicolon, or where the next declaration begins, or before the brace that closes the namespace.
    mutating func skipDeclaration(from start: Int) {
        var depth = 0
        for token in tokens[start..<index] { depth += nesting(token, "{", "}") }
        if index == start, !isSymbol("}") { advance() }
        while !isAtEnd, !startsDeclaration, !(isSymbol("@") && depth <= 0) {
            if accept(";") { return }
            // A closing brace too many is followed by the semicolon of its declaration.
            if isSymbol("}"), depth <= 0, peek(1).kind != .symbol(";") { return }
            depth = max(0, depth + nesting(current, "{", "}"))
            advance()
        }
    }
}

/// Complaints about one text, at most as many as somebody can use.
struct Complaints {
    private(set) var errors: [Diagnostic] = []
    private let file: String

    init(file: String) {
        self.file = file
    }

    var isFull: Bool { errors.count >= Limits.maximumComplaints }

    mutating func note(_ failure: TokenStream.Failure) {
        guard !isFull else { return }
        errors.append(Diagnostic(failure.code, failure.message, file: file, at: failure.range))
        if isFull {
            errors.append(
                Diagnostic(.syntax, "that is \(Limits.maximumComplaints) errors; what follows isn't told", file: file, at: failure.range))
        }
    }
}

/// Lays out the tokens of policies that are known to parse. It follows the grammar as far as the layout depends on it.
struct LayoutBuilder {
    private let tokens: [Token]
    private var index = 0

    init(_ tokens: [Token]) {
        self.tokens = tokens
    }

    private var current: Token.Kind { tokens[index].kind }

    private func isSymbol(_ symbol: String) -> Bool { current == .symbol(symbol) }
    private func isWord(_ word: String) -> Bool { current == .identifier(word) }

    /// The policies' layouts, each with the number of its first token.
    mutating func policies() -> [(start: Int, layout: Layout)] {
        var result: [(start: Int, layout: Layout)] = []
        while current != .end { result.append((index, policy())) }
        return result
    }

    private mutating func take() -> Layout {
        guard current != .end else { return .sequence([]) }
        index += 1
        return .token(index - 1)
    }

    /// What `body` lays out, as a group.
    private mutating func group(_ body: (inout Self) -> [Layout]) -> Layout {
        let start = index
        let parts = body(&self)
        return parts.count == 1 ? parts[0] : .group(.sequence(parts), tokens: start...max(start, index - 1))
    }

    private mutating func policy() -> Layout {
        var parts: [Layout] = []
        while isSymbol("@") {
            parts += [take(), take()]
            if isSymbol("(") { parts += [take(), take(), take()] }
            parts.append(.newline)
        }
        parts.append(group { builder in [builder.take(), .space, builder.list("(", ")") { $0.constraint() }] })
        while !isSymbol(";"), current != .end {
            parts += [.newline, condition()]
        }
        parts.append(take())
        return .sequence(parts)
    }

    private mutating func condition() -> Layout {
        group { builder in
            var parts = [builder.take(), .space, builder.take()]
            parts.append(.indented(.sequence([.line(orSpace: true), builder.expression().layout])))
            parts += [.line(orSpace: true), builder.take()]
            return parts
        }
    }

    /// `principal is User in Group::"a"` and the like.
    private mutating func constraint() -> Layout {
        var parts = [take()]
        while !isSymbol(","), !isSymbol(")"), current != .end {
            parts.append(.space)
            parts.append(isSymbol("(") || isSymbol("[") ? primary() : word())
        }
        return .sequence(parts)
    }

    /// An operator or an entity with the colons inside it.
    private mutating func word() -> Layout {
        var parts = [take()]
        while isSymbol("::") { parts += [take(), take()] }
        return .sequence(parts)
    }

    private mutating func expression() -> Chain {
        guard isWord("if") else { return disjunction() }
        return Chain(
            group { builder in
                var parts = [builder.take(), .space, builder.expression().hanging]
                for _ in 0..<2 { parts += [.line(orSpace: true), builder.take(), .space, builder.expression().hanging] }
                return parts
            })
    }

    private mutating func disjunction() -> Chain { chain(["||"]) { $0.conjunction() } }

    private mutating func conjunction() -> Chain { chain(["&&"]) { Chain($0.relation()) } }

    private mutating func sum() -> Chain { chain(["+", "-"]) { $0.product() } }

    private mutating func product() -> Chain { chain(["*"]) { Chain($0.unary()) } }

    /// Operands with breaks behind the operators between them; of one operand, that operand.
    private mutating func chain(_ operators: [String], _ operand: (inout Self) -> Chain) -> Chain {
        let start = index
        let first = operand(&self)
        guard isOne(of: operators) else { return first }
        var parts = [first.hanging]
        while isOne(of: operators) { parts += [.space, take(), .line(orSpace: true), operand(&self).hanging] }
        return Chain(parts: parts, tokens: start...(index - 1))
    }

    private func isOne(of operators: [String]) -> Bool {
        guard case .symbol(let symbol) = current else { return false }
        return operators.contains(symbol)
    }

    private mutating func relation() -> Layout {
        var parts = [sum().hanging]
        while isRelation {
            let takesName = isWord("is") || isWord("has")
            parts += [.space, take(), .space, takesName ? path() : sum().hanging]
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private var isRelation: Bool {
        switch current {
        case .symbol(let symbol): ["==", "!=", "<", "<=", ">", ">="].contains(symbol)
        case .identifier(let word): ["in", "has", "like", "is"].contains(word)
        default: false
        }
    }

    /// Names joined by `::` or `.`.
    private mutating func path() -> Layout {
        var parts = [take()]
        while isSymbol("::") || isSymbol(".") { parts += [take(), take()] }
        return .sequence(parts)
    }

    private mutating func unary() -> Layout {
        var parts: [Layout] = []
        while isSymbol("!") || isSymbol("-") { parts.append(take()) }
        parts.append(primary())
        while true {
            if isSymbol(".") {
                parts += [take(), take()]
            } else if isSymbol("(") {
                parts.append(list("(", ")") { $0.expression().layout })
            } else if isSymbol("[") {
                parts += [take(), take(), take()]
            } else {
                return parts.count == 1 ? parts[0] : .sequence(parts)
            }
        }
    }

    private mutating func primary() -> Layout {
        switch current {
        case .symbol("("): list("(", ")") { $0.expression().layout }
        case .symbol("["): list("[", "]") { $0.expression().layout }
        case .symbol("{"): list("{", "}", isSpaced: true) { $0.field() }
        default: word()
        }
    }

    /// `name: expression`.
    private mutating func field() -> Layout {
        .sequence([take(), take(), .space, expression().hanging])
    }

    /// Items in brackets: all on one line, or each on its own.
    private mutating func list(_ open: String, _ close: String, isSpaced: Bool = false, _ item: (inout Self) -> Layout) -> Layout {
        group { builder in
            var parts = [builder.take()]
            var items: [Layout] = []
            while !builder.isSymbol(close), builder.current != .end {
                items.append(.line(orSpace: items.isEmpty ? isSpaced : true))
                items.append(item(&builder))
                if builder.isSymbol(",") { items.append(builder.take()) }
            }
            if !items.isEmpty { parts += [.indented(.sequence(items)), .line(orSpace: isSpaced)] }
            return parts + [builder.take()]
        }
    }
}

/// Operands with the operators between them, or a single one.
private struct Chain {
    private let parts: [Layout]
    private let tokens: ClosedRange<Int>

    init(_ single: Layout) {
        parts = [single]
        tokens = 0...0
    }

    init(parts: [Layout], tokens: ClosedRange<Int>) {
        self.parts = parts
        self.tokens = tokens
    }

    /// The operands below each other.
    var layout: Layout { parts.count == 1 ? parts[0] : .group(.sequence(parts), tokens: tokens) }

    /// Further lines indented, where the chain is part of a larger one or follows a word.
    var hanging: Layout {
        parts.count == 1 ? parts[0] : .group(.sequence([parts[0], .indented(.sequence(Array(parts.dropFirst())))]), tokens: tokens)
    }
}

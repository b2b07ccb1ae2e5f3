@testable import Cedar

extension Policy {
    /// Whether the trees are the same.
    func says(_ other: Policy) -> Bool {
        effect == other.effect && annotations == other.annotations && scope.map(\.expression) == other.scope.map(\.expression)
            && slots == other.slots && conditions.map(\.kind) == other.conditions.map(\.kind)
            && conditions.map(\.body) == other.conditions.map(\.body)
    }

    /// The same but for what JSON doesn't tell: a chain at the left end of a chain, and a list of one action.
    func saysAsJSON(_ other: Policy) -> Bool {
        effect == other.effect && annotations == other.annotations && slots == other.slots
            && zip(scope, other.scope).allSatisfy { $0.expression.kind.withoutListOfOne == $1.expression.kind.withoutListOfOne }
            && conditions.map(\.kind) == other.conditions.map(\.kind)
            && conditions.map(\.body.flattened) == other.conditions.map(\.body)
    }
}

extension Expression.Kind {
    fileprivate var withoutListOfOne: Expression.Kind {
        guard case .binary(.isIn, let left, let right) = self, case .set(let items) = right.kind, items.count == 1 else { return self }
        return .binary(.isIn, left, items[0])
    }
}

extension PolicySet {
    /// Policies and templates.
    var all: [Policy] { policies + templates.map(\.policy) }
}

extension Check {
    /// The texts of a text's comments, without blanks at their ends.
    static func comments(_ text: String) -> [String] {
        CommentedTokens(text).comments.flatMap { $0.map(\.text) }
    }

    static func formatted(_ text: String, width: Int = 80, indentation: Int = 2) throws -> String {
        try Cedar.formatted(PolicySource(file: "test.cedar", text: text), width: width, indentation: indentation)
    }

    /// What is wrong with the formatted form of a text: another tree, other tokens, a lost comment, or another form when formatted again.
    static func faultsOfFormatting(_ text: String, width: Int = 80) throws -> [String] {
        let result = try formatted(text, width: width)
        var faults: [String] = []
        if try formatted(result, width: width) != result { faults.append("not idempotent") }
        if comments(result) != comments(text) { faults.append("comments differ") }
        if CommentedTokens(result).texts != CommentedTokens(text).texts { faults.append("tokens differ") }
        let before = try policies(text).all
        let after = try policies(result).all
        if before.count != after.count || !zip(before, after).allSatisfy({ $0.says($1) }) { faults.append("tree differs") }
        if result.split(separator: "\n").contains(where: { $0.last == " " }) { faults.append("blanks at a line's end") }
        if result.contains("\n\n\n") { faults.append("two blank lines") }
        return faults.isEmpty ? [] : faults + [text, result]
    }
}

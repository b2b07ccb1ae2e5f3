extension Expression {
    /// The expression in Cedar, with parentheses where an operand isn't a name, a literal or an access.
    var text: String {
        switch kind {
        case .literal(let value): value.cedarText
        case .variable(let variable): variable.rawValue
        case .slot(let slot): slot.rawValue
        case .conditional(let test, let yes, let no): "if \(test.text) then \(yes.text) else \(no.text)"
        case .and(let parts): parts.map(\.operandText).joined(separator: " && ")
        case .or(let parts): parts.map(\.operandText).joined(separator: " || ")
        case .not(let operand): "!" + operand.operandText
        case .negate(let operand): "-" + operand.operandText
        case .isEmpty(let operand): operand.operandText + ".isEmpty()"
        case .binary(let operation, let left, let right): operation.text(left, right)
        case .has(let operand, let path): "\(operand.operandText) has \(ExactString.pathText(path))"
        case .like(let operand, let pattern): "\(operand.operandText) like \(pattern.text)"
        case .isType(let operand, let type, let container):
            "\(operand.operandText) is \(type)" + (container.map { " in \($0.operandText)" } ?? "")
        case .attribute(let operand, let name): operand.operandText + name.accessText
        case .set(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
        case .record(let fields): "{" + fields.map { "\($0.name.text.cedarLiteral): \($0.value.text)" }.joined(separator: ", ") + "}"
        case .call(let function, let arguments): function.text(arguments)
        }
    }

    fileprivate var operandText: String {
        switch kind {
        case .literal(.long(let value)) where value < 0: "(\(value))"
        case .literal, .variable, .slot, .attribute, .set, .record, .call, .isEmpty: text
        case .binary(let operation, _, _) where operation.isMethod: text
        default: "(\(text))"
        }
    }
}

extension BinaryOperator {
    fileprivate var isMethod: Bool {
        switch self {
        case .contains, .containsAll, .containsAny, .hasTag, .getTag: true
        default: false
        }
    }

    fileprivate func text(_ left: Expression, _ right: Expression) -> String {
        isMethod
            ? "\(left.operandText).\(rawValue)(\(right.text))" : "\(left.operandText) \(rawValue) \(right.operandText)"
    }
}

extension ExtensionFunction {
    fileprivate func text(_ arguments: [Expression]) -> String {
        guard !isConstructor, let first = arguments.first else {
            return "\(rawValue)(\(arguments.map(\.text).joined(separator: ", ")))"
        }
        return "\(first.operandText).\(rawValue)(\(arguments.dropFirst().map(\.text).joined(separator: ", ")))"
    }
}

extension ExactString {
    private var isIdentifier: Bool {
        let scalars = text.unicodeScalars
        let isName = scalars.allSatisfy { $0 == "_" || ($0.isASCII && $0.properties.isAlphabetic) || ("0"..."9").contains($0) }
        let reserved = ["true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar"]
        return isName && scalars.first.map { !("0"..."9").contains($0) } == true && !reserved.contains(text)
    }

    fileprivate var accessText: String { isIdentifier ? ".\(text)" : "[\(text.cedarLiteral)]" }

    fileprivate static func pathText(_ path: [ExactString]) -> String {
        path.count == 1 && !path[0].isIdentifier ? path[0].text.cedarLiteral : path.map(\.text).joined(separator: ".")
    }
}

extension Pattern {
    fileprivate var text: String {
        var quoted = ""
        for part in parts {
            switch part {
            case .wildcard: quoted += "*"
            case .scalar("*"): quoted += "\\*"
            case .scalar(let scalar): quoted += String(String(scalar).cedarLiteral.dropFirst().dropLast())
            }
        }
        return "\"\(quoted)\""
    }
}

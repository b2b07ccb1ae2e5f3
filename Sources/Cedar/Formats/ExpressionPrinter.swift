/// Writes expressions as Cedar text on one line, with only the parentheses that the grammar needs; what is written parses to the
/// same tree.
struct ExpressionPrinter {
    private(set) var text = ""

    /// How tightly an expression binds (Cedar grammar, Expr to Member).
    enum Level: Int, Comparable {
        case expression, or, and, relation, sum, product, unary, member

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    mutating func write(_ expression: Expression, atLeast level: Level = .expression) {
        let isEnclosed = expression.level < level
        if isEnclosed { text += "(" }
        write(expression.kind)
        if isEnclosed { text += ")" }
    }

    private mutating func write(_ kind: Expression.Kind) {
        switch kind {
        case .literal(let value): text += value.cedarText
        case .variable(let variable): text += variable.rawValue
        case .slot(let slot): text += slot.rawValue
        case .conditional(let test, let yes, let no): write(test, yes, no)
        case .and(let parts): write(parts, between: " && ", atLeast: .relation)
        case .or(let parts): write(parts, between: " || ", atLeast: .and)
        case .not(let operand): write(sign: "!", operand)
        case .negate(let operand): write(sign: "-", operand)
        case .isEmpty(let receiver): write("isEmpty", on: receiver, [])
        case .binary(let operation, let left, let right): write(operation, left, right)
        case .has(let operand, let path): write(operand, has: path)
        case .like(let operand, let pattern):
            write(operand, atLeast: .sum)
            text += " like " + pattern.cedarLiteral
        case .isType(let operand, let type, let container): write(operand, is: type, in: container)
        case .attribute(let receiver, let name):
            write(receiver, atLeast: .member)
            text += name.text.isName ? ".\(name)" : "[\(name.text.cedarLiteral)]"
        case .set(let items): writeList("[", items, "]")
        case .record(let fields): write(fields)
        case .call(let function, let arguments): write(function, arguments)
        }
    }

    private mutating func write(_ test: Expression, _ yes: Expression, _ no: Expression) {
        text += "if "
        write(test)
        text += " then "
        write(yes)
        text += " else "
        write(no)
    }

    private mutating func write(_ parts: [Expression], between separator: String, atLeast level: Level) {
        for (number, part) in parts.enumerated() {
            if number > 0 { text += separator }
            write(part, atLeast: level)
        }
    }

    /// At most four signs stand in a row, signs don't mix, and a minus before digits would become part of the literal.
    private mutating func write(sign: Character, _ operand: Expression) {
        text.append(sign)
        let isRun = operand.sign == sign && operand.signRun < 4
        let isTaken = sign == "-" && operand.startsWithDigit
        write(operand, atLeast: isRun ? .unary : .member, isEnclosed: isTaken)
    }

    private mutating func write(_ operand: Expression, atLeast level: Level, isEnclosed: Bool) {
        guard isEnclosed else { return write(operand, atLeast: level) }
        text += "("
        write(operand)
        text += ")"
    }

    private mutating func write(_ operation: BinaryOperator, _ left: Expression, _ right: Expression) {
        switch operation {
        case .contains, .containsAll, .containsAny, .hasTag, .getTag: return write(operation.rawValue, on: left, [right])
        case .add, .subtract: write(left, atLeast: .sum)
        case .multiply: write(left, atLeast: .product)
        default: write(left, atLeast: .sum)
        }
        text += " \(operation.rawValue) "
        switch operation {
        case .add, .subtract: write(right, atLeast: .product)
        case .multiply: write(right, atLeast: .unary)
        default: write(right, atLeast: .sum)
        }
    }

    private mutating func write(_ operand: Expression, has path: [ExactString]) {
        write(operand, atLeast: .sum)
        text += " has "
        guard path.allSatisfy(\.text.isName) else {
            // Only a single name can be no identifier.
            text += path[0].text.cedarLiteral
            return
        }
        text += path.map(\.text).joined(separator: ".")
    }

    private mutating func write(_ operand: Expression, is type: String, in container: Expression?) {
        write(operand, atLeast: .sum)
        text += " is " + type
        guard let container else { return }
        text += " in "
        write(container, atLeast: .sum)
    }

    private mutating func write(_ method: String, on receiver: Expression, _ arguments: [Expression]) {
        write(receiver, atLeast: .member)
        writeList(".\(method)(", arguments, ")")
    }

    private mutating func writeList(_ start: String, _ items: [Expression], _ end: String) {
        text += start
        write(items, between: ", ", atLeast: .expression)
        text += end
    }

    private mutating func write(_ fields: [RecordField]) {
        text += "{"
        for (number, field) in fields.enumerated() {
            if number > 0 { text += ", " }
            text += (field.name.text.isName ? field.name.text : field.name.text.cedarLiteral) + ": "
            write(field.value)
        }
        text += "}"
    }

    /// Every method has a receiver: neither parser lets another tree be.
    private mutating func write(_ function: ExtensionFunction, _ arguments: [Expression]) {
        guard !function.isConstructor, let receiver = arguments.first else {
            return writeList(function.rawValue + "(", arguments, ")")
        }
        write(function.rawValue, on: receiver, Array(arguments.dropFirst()))
    }
}

extension Expression {
    /// The expression as Cedar text on one line.
    var cedarText: String {
        var printer = ExpressionPrinter()
        printer.write(self)
        return printer.text
    }

    fileprivate var level: ExpressionPrinter.Level {
        switch kind {
        case .conditional: .expression
        case .or: .or
        case .and: .and
        case .has, .like, .isType: .relation
        case .not, .negate: .unary
        case .literal(.long(let value)): value < 0 ? .unary : .member
        case .binary(let operation, _, _): operation.level
        default: .member
        }
    }

    /// The sign with which the text begins, where it stands for itself.
    fileprivate var sign: Character? {
        switch kind {
        case .not: "!"
        case .negate: "-"
        case .literal(.long(let value)): value < 0 ? "-" : nil
        default: nil
        }
    }

    /// How many equal signs the text begins with, were there no bound on them.
    fileprivate var signRun: Int {
        var run = 0
        var rest = self
        while let sign, rest.sign == sign {
            run += 1
            switch rest.kind {
            case .not(let operand), .negate(let operand): rest = operand
            default: return run
            }
        }
        return run
    }

    /// Whether the text of this operand of a sign begins with a number.
    fileprivate var startsWithDigit: Bool {
        var first = self
        while first.level == .member {
            switch first.kind {
            case .literal(.long): return true
            case .attribute(let receiver, _), .isEmpty(let receiver), .binary(_, let receiver, _): first = receiver
            case .call(let function, let arguments):
                guard !function.isConstructor, let receiver = arguments.first else { return false }
                first = receiver
            default: return false
            }
        }
        return false
    }
}

extension BinaryOperator {
    fileprivate var level: ExpressionPrinter.Level {
        switch self {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn: .relation
        case .add, .subtract: .sum
        case .multiply: .product
        case .contains, .containsAll, .containsAny, .hasTag, .getTag: .member
        }
    }
}

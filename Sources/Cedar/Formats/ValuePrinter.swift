extension Value {
    /// The value as a Cedar expression that evaluates to it, as text.
    package var cedarText: String {
        switch self {
        case .bool(let value): value ? "true" : "false"
        case .long(let value): String(value)
        case .string(let text): text.cedarLiteral
        case .entity(let uid): uid.description
        default: expression.cedarText
        }
    }

    /// The value as an expression whose literals are booleans, longs, strings and entities. Elements of a set are in the order of
    /// their texts, so that equal sets are written alike.
    var expression: Expression {
        switch self {
        case .bool, .long, .string, .entity: .synthetic(.literal(self))
        case .set(let set):
            .synthetic(.set(set.elements.sorted { ExactString($0.cedarText) < ExactString($1.cedarText) }.map(\.expression)))
        case .record(let record):
            .synthetic(.record(record.attributes.sorted { $0.key < $1.key }.map { RecordField(name: $0.key, value: $0.value.expression) }))
        case .decimal(let number): .call(.decimal, "\(number)")
        case .ipaddr(let network): .call(.ip, network.text)
        case .datetime(let moment): .datetime(moment.millisecondsSinceEpoch)
        case .duration(let span): .call(.duration, span.text)
        }
    }
}

extension Expression {
    /// A node that stands in no text.
    static func synthetic(_ kind: Kind) -> Expression {
        Expression(kind, range: SourceRange(lower: 0, upper: 0, position: SourcePosition(line: 1, column: 1)))
    }

    fileprivate static func call(_ function: ExtensionFunction, _ text: String) -> Expression {
        .synthetic(.call(function, [.synthetic(.literal(.string(text)))]))
    }

    /// By its distance from 1970, since not every datetime has a literal of its own.
    fileprivate static func datetime(_ milliseconds: Int64) -> Expression {
        let epoch = call(.datetime, "1970-01-01")
        return milliseconds == 0 ? epoch : .synthetic(.call(.offset, [epoch, call(.duration, "\(milliseconds)ms")]))
    }
}

extension Pattern {
    /// The pattern as a Cedar string literal.
    var cedarLiteral: String {
        var text = "\""
        for part in parts {
            switch part {
            case .wildcard: text += "*"
            case .scalar("*"): text += "\\*"
            // By scalars, since a combining scalar would join the quotation mark in one character.
            case .scalar(let scalar): text.unicodeScalars += Array(String(scalar).cedarLiteral.unicodeScalars.dropFirst().dropLast())
            }
        }
        return text + "\""
    }
}

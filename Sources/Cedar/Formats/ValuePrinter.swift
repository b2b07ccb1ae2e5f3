extension Value {
    /// The value as a Cedar expression that evaluates to it, as text.
    var cedarText: String {
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
        case .ipaddr(let network): .call(.ip, network.cedarText)
        case .datetime(let moment): .datetime(moment.millisecondsSinceEpoch)
        case .duration(let span): .call(.duration, "\(span.milliseconds)ms")
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

extension IPNetwork {
    /// The address, without abbreviation, and the prefix length where it isn't a single address.
    fileprivate var cedarText: String {
        let bits = isIPv6 ? 128 : 32
        let width = isIPv6 ? 16 : 8
        let groups = stride(from: bits - width, through: 0, by: -width).map { shift in
            String(UInt16(truncatingIfNeeded: address >> shift) & (isIPv6 ? 0xFFFF : 0xFF), radix: isIPv6 ? 16 : 10)
        }
        return groups.joined(separator: isIPv6 ? ":" : ".") + (prefixLength == bits ? "" : "/\(prefixLength)")
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

extension String {
    /// Whether the text can stand as a name without quotation marks (Cedar grammar, IDENT without RESERVED).
    var isIdentifier: Bool { hasIdentifierForm && !TokenStream.reserved.contains(self) }

    /// Whether the text is an identifier or a reserved word.
    var hasIdentifierForm: Bool {
        guard let first = utf8.first, !(0x30...0x39).contains(first) else { return false }
        return utf8.allSatisfy { $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    }

    /// Whether the text is identifiers with `::` between them (Cedar grammar, Path).
    var isPath: Bool {
        !isEmpty && split(separator: "::", omittingEmptySubsequences: false).allSatisfy { String($0).isIdentifier }
    }
}

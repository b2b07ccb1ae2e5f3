/// Calls of the extension functions (Cedar specification, ExtFun).
extension ExtensionFunction {
    /// The result for arguments of the right number and types; anything else is an error.
    func apply(_ arguments: [Value]) throws(EvaluationError) -> Value {
        switch (arguments.count, arguments.first, arguments.last) {
        case (1, .string(let text)?, _) where isConstructor: try construct(text)
        case (2, .decimal(let left)?, .decimal(let right)?): try compare(left, right)
        case (1, .ipaddr(let network)?, _): try classify(network)
        case (2, .ipaddr(let left)?, .ipaddr(let right)?) where self == .isInRange: .bool(left.isInRange(of: right))
        case (2, .datetime(let moment)?, .duration(let span)?) where self == .offset:
            .datetime(try checked(moment.offset(by: span)))
        case (2, .datetime(let left)?, .datetime(let right)?) where self == .durationSince:
            .duration(try checked(left.durationSince(right)))
        case (1, .datetime(let moment)?, _) where self == .toDate: .datetime(try checked(moment.date))
        case (1, .datetime(let moment)?, _) where self == .toTime: .duration(moment.timeOfDay)
        case (1, .duration(let span)?, _): .long(try measure(span))
        default: throw mismatch(arguments)
        }
    }

    /// The value of a literal; nil if the text isn't one.
    func literal(_ text: String) -> Value? {
        switch self {
        case .decimal: FixedDecimal(text).map(Value.decimal)
        case .ip: IPNetwork(text).map(Value.ipaddr)
        case .datetime: Datetime(text).map { .datetime($0) }
        case .duration: TimeSpan(text).map { .duration($0) }
        default: nil
        }
    }

    private func construct(_ text: String) throws(EvaluationError) -> Value {
        guard let value = literal(text) else {
            throw .extensionFunction("\(text.cedarLiteral) isn't a valid argument of `\(rawValue)`")
        }
        return value
    }

    private func compare(_ left: FixedDecimal, _ right: FixedDecimal) throws(EvaluationError) -> Value {
        switch self {
        case .lessThan: .bool(left < right)
        case .lessThanOrEqual: .bool(left <= right)
        case .greaterThan: .bool(left > right)
        case .greaterThanOrEqual: .bool(left >= right)
        default: throw mismatch([.decimal(left), .decimal(right)])
        }
    }

    private func classify(_ network: IPNetwork) throws(EvaluationError) -> Value {
        switch self {
        case .isIpv4: .bool(!network.isIPv6)
        case .isIpv6: .bool(network.isIPv6)
        case .isLoopback: .bool(network.isLoopback)
        case .isMulticast: .bool(network.isMulticast)
        default: throw mismatch([.ipaddr(network)])
        }
    }

    /// Whole units, rounded toward zero.
    private func measure(_ span: TimeSpan) throws(EvaluationError) -> Int64 {
        switch self {
        case .toMilliseconds: span.milliseconds
        case .toSeconds: span.milliseconds / 1000
        case .toMinutes: span.milliseconds / 60_000
        case .toHours: span.milliseconds / 3_600_000
        case .toDays: span.milliseconds / 86_400_000
        default: throw mismatch([.duration(span)])
        }
    }

    private func checked<Result>(_ result: Result?) throws(EvaluationError) -> Result {
        guard let result else { throw .overflow("the result of `\(rawValue)`") }
        return result
    }

    private func mismatch(_ arguments: [Value]) -> EvaluationError {
        let found = arguments.isEmpty ? "nothing" : arguments.map(\.typeName).joined(separator: " and ")
        return .type(expected: "the operands of `\(rawValue)`", found: found)
    }
}

/// Calls of the extension functions on cells; what is computed is what ``ExtensionFunction`` says.
extension Machine {
    func call(_ node: Node) -> Cell {
        let operands = tables.pointee.operands + Int(node.a)
        guard node.b >= 1, node.b <= 2 else { return .error }
        let first = evaluate(operands[0])
        let second = node.b == 2 ? evaluate(operands[1]) : .no
        guard first.tag != .error, second.tag != .error else { return .error }
        let function = ExtensionFunction.byNumber[Int(node.function)]
        return node.b == 1 ? apply(function, first) : apply(function, first, second)
    }

    private func apply(_ function: ExtensionFunction, _ value: Cell) -> Cell {
        switch (function, value.tag) {
        case (.decimal, .string), (.ip, .string), (.datetime, .string), (.duration, .string): return construct(function, value)
        case (.isIpv4, .ipaddr): return .bool(!reader.network(value).isIPv6)
        case (.isIpv6, .ipaddr): return .bool(reader.network(value).isIPv6)
        case (.isLoopback, .ipaddr): return .bool(reader.network(value).isLoopback)
        case (.isMulticast, .ipaddr): return .bool(reader.network(value).isMulticast)
        case (.toDate, .datetime): return moment(Datetime(millisecondsSinceEpoch: value.number).date)
        case (.toTime, .datetime): return span(Datetime(millisecondsSinceEpoch: value.number).timeOfDay)
        case (.toMilliseconds, .duration): return .long(value.number)
        case (.toSeconds, .duration): return .long(value.number / 1000)
        case (.toMinutes, .duration): return .long(value.number / 60_000)
        case (.toHours, .duration): return .long(value.number / 3_600_000)
        case (.toDays, .duration): return .long(value.number / 86_400_000)
        default: return .error
        }
    }

    private func apply(_ function: ExtensionFunction, _ left: Cell, _ right: Cell) -> Cell {
        switch (function, left.tag, right.tag) {
        case (.lessThan, .decimal, .decimal): .bool(left.number < right.number)
        case (.lessThanOrEqual, .decimal, .decimal): .bool(left.number <= right.number)
        case (.greaterThan, .decimal, .decimal): .bool(left.number > right.number)
        case (.greaterThanOrEqual, .decimal, .decimal): .bool(left.number >= right.number)
        case (.isInRange, .ipaddr, .ipaddr): .bool(reader.network(left).isInRange(of: reader.network(right)))
        case (.offset, .datetime, .duration):
            moment(Datetime(millisecondsSinceEpoch: left.number).offset(by: TimeSpan(milliseconds: right.number)))
        case (.durationSince, .datetime, .datetime):
            span(Datetime(millisecondsSinceEpoch: left.number).durationSince(Datetime(millisecondsSinceEpoch: right.number)))
        default: .error
        }
    }

    /// A constructor on a text that was computed; those on literals are constants.
    private func construct(_ function: ExtensionFunction, _ value: Cell) -> Cell {
        switch function.literal(String(decoding: text(value.index), as: UTF8.self)) {
        case .decimal(let value)?: Cell(tag: .decimal, bits: UInt64(bitPattern: value.tenThousandths))
        case .ipaddr(let value)?: network(value)
        case .datetime(let value)?: moment(value)
        case .duration(let value)?: span(value)
        default: .error
        }
    }

    private func moment(_ value: Datetime?) -> Cell {
        value.map { Cell(tag: .datetime, bits: UInt64(bitPattern: $0.millisecondsSinceEpoch)) } ?? .error
    }

    private func span(_ value: TimeSpan?) -> Cell {
        value.map { Cell(tag: .duration, bits: UInt64(bitPattern: $0.milliseconds)) } ?? .error
    }
}

extension ExtensionFunction {
    /// Made once: `allCases` makes an array at each use.
    fileprivate static let byNumber = ExtensionFunction.allCases
}

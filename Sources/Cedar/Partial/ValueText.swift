extension Value {
    /// The value as a Cedar expression; elements and names are sorted, so that equal values have equal texts.
    var cedarText: String {
        switch self {
        case .bool(let value): "\(value)"
        case .long(let value): "\(value)"
        case .string(let text): text.cedarLiteral
        case .entity(let uid): "\(uid)"
        case .set(let set): "[" + set.elements.map(\.cedarText).sorted().joined(separator: ", ") + "]"
        case .record(let record):
            "{"
                + record.attributes.sorted { $0.key < $1.key }.map { "\($0.key.text.cedarLiteral): \($0.value.cedarText)" }
                .joined(separator: ", ") + "}"
        case .decimal(let number): "decimal(\"\(number)\")"
        case .ipaddr(let network): "ip(\"\(network.text)\")"
        // Every moment can be written so, also those outside the years 0 to 9999.
        case .datetime(let moment): "datetime(\"1970-01-01\").offset(duration(\"\(moment.millisecondsSinceEpoch)ms\"))"
        case .duration(let span): "duration(\"\(span.milliseconds)ms\")"
        }
    }
}

extension IPNetwork {
    fileprivate var text: String {
        let groups = stride(from: isIPv6 ? 112 : 24, through: 0, by: isIPv6 ? -16 : -8).map { shift in
            String(address >> shift & (isIPv6 ? 0xFFFF : 0xFF), radix: isIPv6 ? 16 : 10)
        }
        return groups.joined(separator: isIPv6 ? ":" : ".") + "/\(prefixLength)"
    }
}

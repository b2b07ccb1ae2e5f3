extension JSON {
    /// The value as JSON in UTF-8, on one line or, with `isPretty`, indented by two spaces.
    package func text(isPretty: Bool = false) -> String {
        var writer = JSONWriter(isPretty: isPretty)
        writer.write(self)
        return writer.text
    }
}

/// Writes JSON (RFC 8259); members keep their order.
private struct JSONWriter {
    let isPretty: Bool
    private(set) var text = ""
    private var level = 0

    init(isPretty: Bool) {
        self.isPretty = isPretty
    }

    mutating func write(_ value: JSON) {
        switch value {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .long(let value): text += String(value)
        case .string(let value): write(value)
        case .array(let items): write(items, between: ("[", "]")) { writer, item in writer.write(item) }
        case .object(let members):
            write(members, between: ("{", "}")) { writer, member in
                writer.write(member.key)
                writer.text += writer.isPretty ? ": " : ":"
                writer.write(member.value)
            }
        }
    }

    private mutating func write<Item>(_ items: [Item], between ends: (String, String), _ body: (inout JSONWriter, Item) -> Void) {
        text += ends.0
        level += 1
        for (number, item) in items.enumerated() {
            if number > 0 { text += "," }
            breakLine()
            body(&self, item)
        }
        level -= 1
        if !items.isEmpty { breakLine() }
        text += ends.1
    }

    private mutating func breakLine() {
        if isPretty { text += "\n" + String(repeating: "  ", count: level) }
    }

    private mutating func write(_ string: String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20: text += "\\u" + ("000" + String(scalar.value, radix: 16)).suffix(4)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

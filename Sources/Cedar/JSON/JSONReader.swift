extension JSON {
    /// Reads one JSON text (RFC 8259) in UTF-8. Refuses floats, numbers beyond 64 bits, a key that stands twice in an object, lone
    /// surrogates, and nesting beyond ``Limits/maximumDepth``.
    package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSON {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw JSONError(.malformed, "the text isn't UTF-8", at: "") }
        var reader = JSONReader(bytes: bytes)
        return try reader.document()
    }
}

/// A cursor over the bytes of a JSON text that are known to be UTF-8.
struct JSONReader {
    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONError) -> JSON {
        let value = try value()
        skipBlanks()
        guard offset == bytes.count else { throw refusal("expected the end of the text") }
        return value
    }

    private func refusal(_ message: String, _ code: JSONError.Code = .malformed) -> JSONError {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.count { $0 == 0x0A } + 1
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = bytes[start..<before.endIndex].count { $0 & 0xC0 != 0x80 } + 1
        return JSONError(code, message, at: "line \(line), column \(column)")
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard let byte = next, UInt32(byte) == scalar.value else { return false }
        offset += 1
        return true
    }

    private mutating func value() throws(JSONError) -> JSON {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.maximumDepth else {
            throw refusal("the value nests deeper than \(Limits.maximumDepth) levels", .nesting)
        }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return .object(try members())
        case UInt8(ascii: "["): return .array(try items())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .long(try number())
        }
    }

    private mutating func word(_ text: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[offset...].starts(with: text.utf8) else { throw refusal("expected a value") }
        offset += text.utf8.count
        return value
    }

    /// An integer without leading zeros.
    private mutating func number() throws(JSONError) -> Int64 {
        let start = offset
        let isNegative = next == UInt8(ascii: "-")
        if isNegative { offset += 1 }
        let digits = offset
        while let byte = next, (0x30...0x39).contains(byte) { offset += 1 }
        guard offset > digits, offset == digits + 1 || bytes[digits] != 0x30 else {
            offset = start
            throw refusal("expected a value")
        }
        if let byte = next, byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
            throw refusal("Cedar has whole numbers only")
        }
        guard !isNegative || bytes[digits] != 0x30 else {
            offset = start
            throw refusal("Cedar has no negative zero; write 0")
        }
        guard let value = Int64.parsing(digits: bytes[digits..<offset], isNegative: isNegative) else {
            offset = start
            throw refusal("the number doesn't fit in 64 bits")
        }
        return value
    }

    private mutating func members() throws(JSONError) -> [JSON.Member] {
        offset += 1
        var members: [JSON.Member] = []
        var keys: Set<ExactString> = []
        if accept("}") { return [] }
        repeat {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw refusal("expected a key") }
            let key = try string()
            guard keys.insert(ExactString(key)).inserted else { throw refusal("the key \(key.cedarLiteral) stands twice") }
            guard accept(":") else { throw refusal("expected `:`") }
            members.append(JSON.Member(key, try value()))
        } while accept(",")
        guard accept("}") else { throw refusal("expected `,` or `}`") }
        return members
    }

    private mutating func items() throws(JSONError) -> [JSON] {
        offset += 1
        var items: [JSON] = []
        if accept("]") { return [] }
        repeat { items.append(try value()) } while accept(",")
        guard accept("]") else { throw refusal("expected `,` or `]`") }
        return items
    }

    private mutating func string() throws(JSONError) -> String {
        offset += 1
        var result: [UInt8] = []
        while let byte = next {
            guard byte >= 0x20 else { throw refusal("a control character can't stand in a string") }
            offset += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: result, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") { try escape(into: &result) } else { result.append(byte) }
        }
        throw refusal("the string isn't closed")
    }

    private mutating func escape(into result: inout [UInt8]) throws(JSONError) {
        let kind = next
        offset += 1
        switch kind {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(kind ?? 0)
        case UInt8(ascii: "u"): result.append(contentsOf: Array(String(Character(try scalar())).utf8))
        default: throw refusal("that isn't an escape")
        }
    }

    /// The scalar of `\uXXXX`, or of two that make a surrogate pair.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        var number = try unit()
        if (0xD800..<0xDC00).contains(number), bytes[offset...].starts(with: [0x5C, 0x75]) {
            offset += 2
            let low = try unit()
            guard (0xDC00..<0xE000).contains(low) else { throw refusal("a lone surrogate can't stand in a string") }
            number = 0x10000 + (number - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(number) else { throw refusal("a lone surrogate can't stand in a string") }
        return scalar
    }

    private mutating func unit() throws(JSONError) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Unicode.Scalar(byte).hexadecimalDigit else {
                throw refusal("`\\u` takes four hexadecimal digits")
            }
            number = number << 4 | digit
            offset += 1
        }
        return number
    }
}

/// A recursive-descent parser for RFC 8259 with the restrictions of RFC 7493, bounded in size and depth.
struct JSONParser {
    let bytes: [UInt8]
    var index = 0
    private let maximumDepth: Int
    private var valuesLeft: Int

    static func parse(_ bytes: [UInt8], limits: JSONLimits) throws(RecordError) -> JSONValue {
        guard bytes.count <= limits.bytes else { throw .tooLarge }
        var parser = JSONParser(bytes: bytes, maximumDepth: limits.depth, values: limits.values)
        parser.skipWhitespace()
        let value = try parser.value(depth: 0)
        parser.skipWhitespace()
        guard parser.index == bytes.count else { throw .malformedJSON }
        return value
    }

    private init(bytes: [UInt8], maximumDepth: Int, values: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        valuesLeft = values
    }

    var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func value(depth: Int) throws(RecordError) -> JSONValue {
        guard valuesLeft > 0 else { throw .tooLarge }
        valuesLeft -= 1
        return switch current {
        case UInt8(ascii: "{"): .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): .string(try string())
        case UInt8(ascii: "t"): try literal("true", .bool(true))
        case UInt8(ascii: "f"): try literal("false", .bool(false))
        case UInt8(ascii: "n"): try literal("null", .null)
        default: try number()
        }
    }

    private mutating func object(depth: Int) throws(RecordError) -> [String: JSONValue] {
        guard depth <= maximumDepth else { throw .tooDeep }
        var members: [String: JSONValue] = [:]
        index += 1
        skipWhitespace()
        if skip(UInt8(ascii: "}")) { return members }
        repeat {
            skipWhitespace()
            let name = try string()
            skipWhitespace()
            try expect(UInt8(ascii: ":"))
            skipWhitespace()
            let member = try value(depth: depth)
            guard members.updateValue(member, forKey: name) == nil else { throw .duplicateKey }
            skipWhitespace()
        } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return members
    }

    private mutating func array(depth: Int) throws(RecordError) -> [JSONValue] {
        guard depth <= maximumDepth else { throw .tooDeep }
        var elements: [JSONValue] = []
        index += 1
        skipWhitespace()
        if skip(UInt8(ascii: "]")) { return elements }
        repeat {
            skipWhitespace()
            elements.append(try value(depth: depth))
            skipWhitespace()
        } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return elements
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(RecordError) -> JSONValue {
        let end = index + word.utf8CodeUnitCount
        let matches = word.withUTF8Buffer { end <= bytes.count && $0.elementsEqual(bytes[index..<end]) }
        guard matches else { throw .malformedJSON }
        index = end
        return value
    }

    private mutating func skipWhitespace() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        index += 1
        return true
    }

    mutating func expect(_ byte: UInt8) throws(RecordError) {
        guard skip(byte) else { throw .malformedJSON }
    }
}

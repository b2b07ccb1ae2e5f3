/// A small JSON reader for test data. Refuses duplicate keys, floats and null, which Cedar's JSON has no use for.
indirect enum JSON {
    case bool(Bool)
    case long(Int64)
    case string(String)
    case array([JSON])
    case object([(key: String, value: JSON)])

    struct Refusal: Error {
        let offset: Int
    }

    static func parse(_ bytes: [UInt8]) throws -> JSON {
        try bytes.withUnsafeBufferPointer { buffer in
            var reader = JSONReader(bytes: buffer)
            return try reader.document()
        }
    }

    subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var string: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    var bool: Bool? {
        if case .bool(let value) = self { return value }
        return nil
    }

    var array: [JSON]? {
        if case .array(let value) = self { return value }
        return nil
    }

    var strings: [String] { (array ?? []).compactMap(\.string) }
}

struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var offset = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func document() throws -> JSON {
        let value = try value()
        skipBlanks()
        guard offset == bytes.count else { throw refusal }
        return value
    }

    private var refusal: JSON.Refusal { JSON.Refusal(offset: offset) }

    private mutating func skipBlanks() {
        while offset < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[offset]) { offset += 1 }
    }

    private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard offset < bytes.count, UInt32(bytes[offset]) == scalar.value else { return false }
        offset += 1
        return true
    }

    private mutating func value() throws -> JSON {
        skipBlanks()
        guard offset < bytes.count else { throw refusal }
        switch bytes[offset] {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        default: return try number()
        }
    }

    private mutating func word(_ text: String, _ value: JSON) throws -> JSON {
        guard bytes[offset...].starts(with: text.utf8) else { throw refusal }
        offset += text.utf8.count
        return value
    }

    private mutating func number() throws -> JSON {
        let start = offset
        while offset < bytes.count, bytes[offset] == UInt8(ascii: "-") || (0x30...0x39).contains(bytes[offset]) { offset += 1 }
        guard let value = Int64(String(decoding: bytes[start..<offset], as: UTF8.self)) else { throw refusal }
        if offset < bytes.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[offset]) { throw refusal }
        return .long(value)
    }

    private mutating func object() throws -> JSON {
        offset += 1
        var members: [(key: String, value: JSON)] = []
        var keys: Set<[UInt8]> = []
        if accept("}") { return .object([]) }
        repeat {
            skipBlanks()
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else { throw refusal }
            let key = try string()
            guard keys.insert(Array(key.utf8)).inserted, accept(":") else { throw refusal }
            members.append((key, try value()))
        } while accept(",")
        guard accept("}") else { throw refusal }
        return .object(members)
    }

    private mutating func array() throws -> JSON {
        offset += 1
        var items: [JSON] = []
        if accept("]") { return .array([]) }
        repeat { items.append(try value()) } while accept(",")
        guard accept("]") else { throw refusal }
        return .array(items)
    }

    private mutating func string() throws -> String {
        offset += 1
        var result: [UInt8] = []
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: result, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") { try escape(into: &result) } else { result.append(byte) }
        }
        throw refusal
    }

    private mutating func escape(into result: inout [UInt8]) throws {
        guard offset < bytes.count else { throw refusal }
        let kind = bytes[offset]
        offset += 1
        let plain: [UInt8: UInt8] = [0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09, 0x62: 0x08, 0x66: 0x0C, 0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F]
        if let byte = plain[kind] {
            result.append(byte)
            return
        }
        guard kind == UInt8(ascii: "u") else { throw refusal }
        var scalar = try unit()
        if (0xD800..<0xDC00).contains(scalar) {
            offset += 2
            scalar = 0x10000 + (scalar - 0xD800) << 10 + (try unit() - 0xDC00)
        }
        guard let character = Unicode.Scalar(scalar) else { throw refusal }
        result.append(contentsOf: Array(String(character).utf8))
    }

    private mutating func unit() throws -> UInt32 {
        guard offset + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
        else { throw refusal }
        offset += 4
        return value
    }
}

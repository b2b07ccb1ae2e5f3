import Cedar

/// The members of a JSON object as the bytes of their values, so that a value that is the same as before needn't be read again.
///
/// Only where a value ends is looked at: brackets and strings. Whether it is JSON says its reader.
struct ObjectSlices {
    private(set) var members: [(key: String, value: ArraySlice<UInt8>)] = []

    init(_ bytes: ArraySlice<UInt8>) throws(JSONError) {
        var scanner = Scanner(bytes)
        try scanner.expect(UInt8(ascii: "{"))
        if !scanner.accept(UInt8(ascii: "}")) {
            repeat {
                let key = try scanner.key()
                guard !members.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) else {
                    throw JSONError(.malformed, "the key `\(key)` stands twice")
                }
                try scanner.expect(UInt8(ascii: ":"))
                members.append((key, try scanner.value()))
            } while scanner.accept(UInt8(ascii: ","))
            try scanner.expect(UInt8(ascii: "}"))
        }
        guard scanner.isAtEnd else { throw JSONError(.malformed, "expected the end of the line") }
    }

    /// The bytes of a key's value; nil where it isn't there or is null.
    subscript(key: String) -> ArraySlice<UInt8>? {
        members.first { $0.key == key }.flatMap { $0.value.elementsEqual("null".utf8) ? nil : $0.value }
    }
}

private struct Scanner {
    private let bytes: ArraySlice<UInt8>
    private var offset: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    private var next: UInt8? { offset < bytes.endIndex ? bytes[offset] : nil }

    var isAtEnd: Bool {
        mutating get {
            skipBlanks()
            return next == nil
        }
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    mutating func accept(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard next == byte else { return false }
        offset += 1
        return true
    }

    mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard accept(byte) else { throw JSONError(.malformed, "expected `\(Unicode.Scalar(byte))` at byte \(offset - bytes.startIndex)") }
    }

    mutating func key() throws(JSONError) -> String {
        skipBlanks()
        let start = offset
        try string()
        guard let key = try JSON.parse(Array(bytes[start..<offset])).string else { throw JSONError(.malformed, "expected a key") }
        return key
    }

    /// Behind the closing quotation mark.
    private mutating func string() throws(JSONError) {
        try expect(UInt8(ascii: "\""))
        while let byte = next {
            offset += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return }
        }
        throw JSONError(.malformed, "a string isn't closed")
    }

    /// Up to the comma or bracket behind the value; at least a byte.
    mutating func value() throws(JSONError) -> ArraySlice<UInt8> {
        skipBlanks()
        let start = offset
        var depth = 0
        scan: while let byte = next {
            switch byte {
            case UInt8(ascii: "\""): try string()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                offset += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { break scan }
                depth -= 1
                offset += 1
            case UInt8(ascii: ",") where depth == 0: break scan
            default: offset += 1
            }
        }
        var end = min(offset, bytes.endIndex)
        while end > start, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[end - 1]) { end -= 1 }
        guard depth == 0, end > start else { throw JSONError(.malformed, "a value is missing or isn't closed") }
        return bytes[start..<end]
    }
}

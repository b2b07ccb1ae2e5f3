extension JSONParser {
    /// A string token (RFC 8259 §7). Control characters must be escaped, escaped surrogates must come in pairs.
    mutating func string() throws(RecordError) -> String {
        try expect(UInt8(ascii: "\""))
        var text: [UInt8] = []
        var runStart = index
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[runStart..<index]
                index += 1
                return try validated(text)
            case UInt8(ascii: "\\"):
                text += bytes[runStart..<index]
                index += 1
                text += try escape()
                runStart = index
            case 0..<0x20:
                throw .malformedJSON
            default:
                index += 1
            }
        }
        throw .malformedJSON
    }

    private func validated(_ utf8: [UInt8]) throws(RecordError) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else { throw .invalidText }
        return text
    }

    private mutating func escape() throws(RecordError) -> [UInt8] {
        guard let byte = current else { throw .malformedJSON }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try escapedScalar())).utf8)
        default: throw .malformedJSON
        }
    }

    /// `XXXX`, or `XXXX\uXXXX` where the first is a high surrogate.
    private mutating func escapedScalar() throws(RecordError) -> Unicode.Scalar {
        let first = try hexadecimalUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) else { throw .invalidText }
        let second = try hexadecimalUnit()
        guard UTF16.isTrailSurrogate(second) else { throw .invalidText }
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(value) else { throw .invalidText }
        return scalar
    }

    private mutating func hexadecimalUnit() throws(RecordError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw .malformedJSON
            }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }
}

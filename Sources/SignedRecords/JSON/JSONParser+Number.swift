extension JSONParser {
    /// The largest whole number such that it and all smaller ones are exact in a double (RFC 7493 §2.2).
    private static let largestExactInteger = 9_007_199_254_740_991.0

    /// A number token (RFC 8259 §6).
    ///
    /// Whole numbers beyond 2^53 − 1 pass only as ECMAScript would write them: any other spelling names a number that
    /// the double doesn't hold, and signing it would sign something else.
    mutating func number() throws(RecordError) -> JSONValue {
        let start = index
        _ = skip(UInt8(ascii: "-"))
        if !skip(UInt8(ascii: "0")) { try digits() }
        let isWhole = try !fractionOrExponent()
        let token = String(decoding: bytes[start..<index], as: UTF8.self)
        guard let value = Double(token), value.isFinite else { throw .numberOutOfRange }
        guard value.rounded(.towardZero) == value, value.magnitude <= Self.largestExactInteger else {
            guard !isWhole || token == ECMAScriptNumber.text(value) else { throw .numberOutOfRange }
            return .number(value)
        }
        return .integer(Int64(value))
    }

    private mutating func fractionOrExponent() throws(RecordError) -> Bool {
        var found = false
        if skip(UInt8(ascii: ".")) {
            try digits()
            found = true
        }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
            try digits()
            found = true
        }
        return found
    }

    private mutating func digits() throws(RecordError) {
        let start = index
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        guard index > start else { throw .malformedJSON }
    }
}

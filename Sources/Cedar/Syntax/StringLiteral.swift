/// Escapes of string literals and patterns: those of Rust's string literals, and `\*` in patterns (Cedar grammar, STR and PAT).
enum StringLiteral {
    /// Why a literal was refused.
    struct Refusal: Error {
        let message: String
    }

    /// The string that a raw literal stands for.
    static func unescape(_ raw: String) throws(Refusal) -> String {
        var text = String.UnicodeScalarView()
        for part in try parts(of: raw, isPattern: false) {
            if case .scalar(let scalar) = part { text.append(scalar) }
        }
        return String(text)
    }

    /// The pattern that a raw literal stands for: a `*` matches any text, also one written by its number (`\u{2a}`), as in the
    /// reference implementation; `\*` stands for itself.
    static func pattern(_ raw: String) throws(Refusal) -> Pattern {
        Pattern(parts: try parts(of: raw, isPattern: true))
    }

    private static func parts(of raw: String, isPattern: Bool) throws(Refusal) -> [Pattern.Part] {
        var parts: [Pattern.Part] = []
        var rest = raw.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\\" {
                let isStar = isPattern && rest.first == "*"
                let escaped = try escape(&rest, isPattern: isPattern)
                parts.append(isPattern && escaped == "*" && !isStar ? .wildcard : .scalar(escaped))
            } else if scalar == "*" && isPattern {
                parts.append(.wildcard)
            } else if scalar == "\r" {
                throw Refusal(message: "a raw carriage return can't stand in a string; write `\\r`")
            } else {
                parts.append(.scalar(scalar))
            }
        }
        return parts
    }

    private static func escape(
        _ rest: inout Substring.UnicodeScalarView, isPattern: Bool
    ) throws(Refusal) -> Unicode.Scalar {
        guard let kind = rest.popFirst() else { throw Refusal(message: "the escape at the string's end is incomplete") }
        switch kind {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "0": return "\0"
        case "\\", "\"", "'": return kind
        case "x": return try hexadecimalEscape(&rest)
        case "u": return try unicodeEscape(&rest)
        case "*" where isPattern: return kind
        default: throw Refusal(message: "`\\\(kind)` isn't an escape; a backslash is written `\\\\`")
        }
    }

    private static func hexadecimalEscape(_ rest: inout Substring.UnicodeScalarView) throws(Refusal) -> Unicode.Scalar {
        guard let high = rest.popFirst()?.hexadecimalDigit, let low = rest.popFirst()?.hexadecimalDigit, high < 8 else {
            throw Refusal(message: "`\\x` takes two hexadecimal digits up to 7F")
        }
        return Unicode.Scalar(UInt8(high * 16 + low))
    }

    private static func unicodeEscape(_ rest: inout Substring.UnicodeScalarView) throws(Refusal) -> Unicode.Scalar {
        let refusal = Refusal(message: "`\\u` takes one to six hexadecimal digits in braces that name a Unicode scalar")
        guard rest.popFirst() == "{" else { throw refusal }
        var number: UInt32 = 0
        var digits = 0
        while let scalar = rest.popFirst() {
            if scalar == "}" {
                guard digits > 0, let result = Unicode.Scalar(number) else { throw refusal }
                return result
            }
            if scalar == "_" && digits > 0 { continue }
            guard let digit = scalar.hexadecimalDigit, digits < 6 else { throw refusal }
            number = number * 16 + digit
            digits += 1
        }
        throw refusal
    }
}

extension Unicode.Scalar {
    /// The value of an ASCII hexadecimal digit.
    var hexadecimalDigit: UInt32? {
        switch self {
        case "0"..."9": value - 0x30
        case "a"..."f": value - 0x61 + 10
        case "A"..."F": value - 0x41 + 10
        default: nil
        }
    }
}

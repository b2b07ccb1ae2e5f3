/// Numbers as ECMAScript's `Number::toString` writes them (ECMA-262 §6.1.6.1.20), which RFC 8785 §3.2.2.3 prescribes.
enum ECMAScriptNumber {
    /// The shortest decimal text that reads back as the same double; `0` for both zeros.
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        guard value != 0 else { return "0" }
        let sign = value < 0 ? "-" : ""
        let decimal = Decimal(value.magnitude)
        return sign + decimal.text
    }

    /// `digits` × 10^(`point` − number of digits): the digits with the decimal point after the `point`-th one.
    private struct Decimal {
        let digits: String
        let point: Int

        /// Swift's description has the same shortest digits as ECMAScript; only the layout differs.
        init(_ value: Double) {
            let parts = value.description.split(separator: "e")
            let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
            let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
            let all = halves.joined()
            let significant = all.drop { $0 == "0" }
            point = halves[0].count + exponent - (all.count - significant.count)
            let trailingZeros = significant.reversed().prefix { $0 == "0" }.count
            digits = String(significant.dropLast(trailingZeros))
        }

        var text: String {
            switch point {
            case digits.count...21 where point >= digits.count:
                return digits + String(repeating: "0", count: point - digits.count)
            case 1...21:
                return digits.prefix(point) + "." + digits.dropFirst(point)
            case -5...0:
                return "0." + String(repeating: "0", count: -point) + digits
            default:
                let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
                return digits.prefix(1) + fraction + "e" + (point > 0 ? "+" : "-") + String(abs(point - 1))
            }
        }
    }
}

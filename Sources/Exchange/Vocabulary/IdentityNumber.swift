/// A personnummer or a samordningsnummer, twelve digits. Never printed, logged or encoded by accident: ask for `digits` where it must be seen.
///
/// The check digit is Luhn's over the last ten digits; a samordningsnummer has 60 added to the day. No age is derived from it:
/// the day may be a neighbouring one.
package struct IdentityNumber: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The twelve digits, `198803200016`.
    package let digits: String
    package let kind: Kind

    package enum Kind: String, Hashable, Sendable, Codable {
        case personnummer, samordningsnummer
    }

    /// Reads `880320-0016`, `8803200016`, `19880320-0016` or `198803200016`.
    ///
    /// With ten digits the century follows from `now`: the latest date that isn't in the future. A `+` replaces the `-` from the
    /// calendar year on in which the person turns 100, so after it the latest year that lies a hundred years back or more.
    package init(_ text: String, now: Timestamp) throws(IdentityNumberError) {
        let twelve = try IdentityNumber.twelveDigits(text, now: now)
        guard IdentityNumber.luhn(twelve.suffix(10)) == 0 else { throw .checkDigit }
        let day = IdentityNumber.value(twelve[6..<8])
        guard day <= 31 || (61...91).contains(day) else { throw .date }
        let calendarDay = day > 60 ? day - 60 : day
        let year = IdentityNumber.value(twelve[0..<4])
        guard let born = CivilDate.days(year: year, month: IdentityNumber.value(twelve[4..<6]), day: calendarDay),
            Int64(born) * 86_400_000 <= now.milliseconds
        else { throw .date }
        digits = String(decoding: twelve.map { $0 + 0x30 }, as: UTF8.self)
        kind = day > 60 ? .samordningsnummer : .personnummer
    }

    package var description: String { "<redacted>" }
    package var debugDescription: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    private static func twelveDigits(_ text: String, now: Timestamp) throws(IdentityNumberError) -> [UInt8] {
        var bytes = Array(text.utf8)
        guard bytes.count <= 13 else { throw .form }
        var plus = false
        if bytes.count == 11 || bytes.count == 13 {
            let separator = bytes.remove(at: bytes.count - 5)
            plus = separator == 0x2b
            guard plus || separator == 0x2d else { throw .form }
        }
        guard bytes.count == 10 || bytes.count == 12, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .form }
        let values = bytes.map { $0 - 0x30 }
        if values.count == 12 { return values }
        return century(of: values, plus: plus, now: now) + values
    }

    private static func century(of ten: [UInt8], plus: Bool, now: Timestamp) -> [UInt8] {
        let (thisYear, month, day) = CivilDate.date(daysSince1970: Int(now.milliseconds / 86_400_000))
        let today = (thisYear % 100) * 10_000 + month * 100 + day
        let rawDay = value(ten[4..<6])
        let born = value(ten[0..<4]) * 100 + (rawDay > 60 ? rawDay - 60 : rawDay)
        let liesAhead = plus ? value(ten[0..<2]) > thisYear % 100 : born > today
        let centuries = thisYear / 100 - (liesAhead ? 1 : 0) - (plus ? 1 : 0)
        return [UInt8(centuries / 10), UInt8(centuries % 10)]
    }

    private static func luhn(_ ten: ArraySlice<UInt8>) -> Int {
        let sum = ten.enumerated().reduce(0) { sum, item in
            let product = Int(item.element) * (item.offset.isMultiple(of: 2) ? 2 : 1)
            return sum + product / 10 + product % 10
        }
        return sum % 10
    }

    private static func value(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1) } }
}

/// Why a text isn't a personnummer or samordningsnummer. Says nothing of the number itself.
package enum IdentityNumberError: String, Error, Sendable {
    case form, date, checkDigit
}

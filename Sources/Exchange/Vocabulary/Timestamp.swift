package import Foundation

/// A moment in milliseconds since 1970-01-01T00:00:00Z. In JSON an RFC 3339 text in UTC with milliseconds: `2026-11-23T08:00:00.000Z`.
package struct Timestamp: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The nearest millisecond: a `Date` counts seconds in binary, where most milliseconds have no exact fraction.
    package init(_ date: Date) { milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    /// Reads `2026-11-23` (midnight UTC), `2026-11-23T08:00:00Z` or the same with one to three fraction digits.
    /// Other offsets are refused, so that a text means one moment and one moment has one text.
    package init?(_ text: String) {
        guard let parsed = RFC3339.milliseconds(Array(text.utf8)) else { return nil }
        milliseconds = parsed
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time in UTC like 2026-11-23T08:00:00Z")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var description: String { RFC3339.text(milliseconds) }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    package static func + (left: Timestamp, right: Duration) -> Timestamp {
        Timestamp(milliseconds: left.milliseconds + right.wholeMilliseconds)
    }

    package static func - (left: Timestamp, right: Duration) -> Timestamp {
        Timestamp(milliseconds: left.milliseconds - right.wholeMilliseconds)
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}

/// The one profile of RFC 3339 that Kedja reads and writes.
private enum RFC3339 {
    /// Digit by digit, for it stands in every entry of the log. In whole numbers, so that every moment has a text, however far off.
    static func text(_ milliseconds: Int64) -> String {
        var (days, rest) = Int(milliseconds).quotientAndRemainder(dividingBy: 86_400_000)
        if rest < 0 { (days, rest) = (days - 1, rest + 86_400_000) }
        let (year, month, day) = CivilDate.date(daysSince1970: days)
        guard (0...9999).contains(year) else { return "\(year)-" + text(0, month, day, rest).dropFirst(5) }
        return text(year, month, day, rest)
    }

    private static func text(_ year: Int, _ month: Int, _ day: Int, _ rest: Int) -> String {
        let (second, fraction) = (rest / 1000, rest % 1000)
        var digits: [UInt8] = []
        digits.reserveCapacity(24)
        func add(_ value: Int, _ width: Int, _ end: Unicode.Scalar) {
            var power = width == 4 ? 1000 : width == 3 ? 100 : 10
            while power > 0 {
                digits.append(0x30 + UInt8(value / power % 10))
                power /= 10
            }
            digits.append(UInt8(ascii: end))
        }
        add(year, 4, "-")
        add(month, 2, "-")
        add(day, 2, "T")
        add(second / 3600, 2, ":")
        add(second / 60 % 60, 2, ":")
        add(second % 60, 2, ".")
        add(fraction, 3, "Z")
        return String(decoding: digits, as: UTF8.self)
    }

    static func milliseconds(_ bytes: [UInt8]) -> Int64? {
        guard bytes.count >= 10, bytes[4] == 0x2d, bytes[7] == 0x2d,
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            let days = CivilDate.days(year: year, month: month, day: day)
        else { return nil }
        guard let time = bytes.count == 10 ? 0 : timeOfDay(bytes[10...]) else { return nil }
        return Int64(days) * 86_400_000 + time
    }

    /// `T08:00:00Z` or `T08:00:00.123Z`.
    private static func timeOfDay(_ slice: ArraySlice<UInt8>) -> Int64? {
        let bytes = Array(slice)
        guard bytes.count >= 10, bytes[0] == 0x54, bytes[3] == 0x3a, bytes[6] == 0x3a, bytes.last == 0x5a,
            let hour = number(bytes[1..<3]), let minute = number(bytes[4..<6]), let second = number(bytes[7..<9]),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let whole = Int64(hour * 3600 + minute * 60 + second) * 1000
        if bytes.count == 10 { return whole }
        let fraction = bytes[10..<(bytes.count - 1)]
        guard bytes[9] == 0x2e, (1...3).contains(fraction.count), let digits = number(fraction) else { return nil }
        return whole + Int64(digits * [0, 100, 10, 1][fraction.count])
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.allSatisfy { (0x30...0x39).contains($0) } ? bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) } : nil
    }
}

/// Days in the proleptic Gregorian calendar, without a calendar library, so that they're the same on every machine.
package enum CivilDate {
    /// Days since 1970-01-01, or `nil` when there is no such day.
    package static func days(year: Int, month: Int, day: Int) -> Int? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...length(ofMonth: month, year: year)).contains(day) else {
            return nil
        }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date that lies `days` after 1970-01-01.
    package static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}

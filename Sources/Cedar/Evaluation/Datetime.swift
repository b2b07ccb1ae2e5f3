/// Cedar's `datetime`: a moment in milliseconds since 1970-01-01T00:00:00Z.
public struct Datetime: Hashable, Comparable, Sendable {
    /// Milliseconds since the epoch, without leap seconds.
    public let millisecondsSinceEpoch: Int64

    static let millisecondsPerDay: Int64 = 86_400_000

    /// The moment so many milliseconds after the epoch.
    public init(millisecondsSinceEpoch: Int64) {
        self.millisecondsSinceEpoch = millisecondsSinceEpoch
    }

    /// Reads `YYYY-MM-DD`, or with `Thh:mm:ss`, optionally `.SSS`, and `Z` or `±hhmm`; nil for anything else.
    public init?(_ text: String) {
        var text = text
        guard let moment = text.withUTF8({ Datetime(utf8: $0) }) else { return nil }
        self = moment
    }

    /// Reads the same from bytes, without allocating.
    init?(utf8 text: UnsafeBufferPointer<UInt8>) {
        var scanner = DatetimeScanner(bytes: text)
        guard let day = scanner.date() else { return nil }
        var milliseconds = day * Self.millisecondsPerDay
        if !scanner.isAtEnd {
            guard let time = scanner.time(), let offset = scanner.zone(), scanner.isAtEnd else { return nil }
            milliseconds += time - offset
        }
        millisecondsSinceEpoch = milliseconds
    }

    /// The earlier moment first.
    public static func < (left: Datetime, right: Datetime) -> Bool {
        left.millisecondsSinceEpoch < right.millisecondsSinceEpoch
    }

    /// The moment after a duration; nil where 64 bits don't suffice.
    public func offset(by duration: TimeSpan) -> Datetime? {
        let (sum, overflow) = millisecondsSinceEpoch.addingReportingOverflow(duration.milliseconds)
        return overflow ? nil : Datetime(millisecondsSinceEpoch: sum)
    }

    /// The duration since another moment; nil where 64 bits don't suffice.
    public func durationSince(_ other: Datetime) -> TimeSpan? {
        let (difference, overflow) = millisecondsSinceEpoch.subtractingReportingOverflow(other.millisecondsSinceEpoch)
        return overflow ? nil : TimeSpan(milliseconds: difference)
    }

    /// Midnight before, in UTC; nil where 64 bits don't suffice.
    public var date: Datetime? {
        let (midnight, overflow) = millisecondsSinceEpoch.subtractingReportingOverflow(timeOfDay.milliseconds)
        return overflow ? nil : Datetime(millisecondsSinceEpoch: midnight)
    }

    /// The duration since midnight in UTC, never negative.
    public var timeOfDay: TimeSpan {
        let remainder = millisecondsSinceEpoch % Self.millisecondsPerDay
        return TimeSpan(milliseconds: remainder < 0 ? remainder + Self.millisecondsPerDay : remainder)
    }
}

/// Reads the fixed-width parts of a datetime.
private struct DatetimeScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    /// Days since the epoch.
    mutating func date() -> Int64? {
        guard let year = digits(4), accept("-"), let month = digits(2), accept("-"), let day = digits(2) else { return nil }
        guard (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, year: year) else { return nil }
        return Self.daysSinceEpoch(year: year, month: month, day: day)
    }

    /// Milliseconds since midnight. There is no leap second.
    mutating func time() -> Int64? {
        guard accept("T"), let hour = digits(2), accept(":"), let minute = digits(2), accept(":"), let second = digits(2),
            hour < 24, minute < 60, second < 60
        else { return nil }
        var milliseconds = ((hour * 60 + minute) * 60 + second) * 1000
        if accept(".") {
            guard let fraction = digits(3) else { return nil }
            milliseconds += fraction
        }
        return milliseconds
    }

    /// Milliseconds that the zone is ahead of UTC, at most 23:59.
    mutating func zone() -> Int64? {
        if accept("Z") { return 0 }
        let isBehind = accept("-")
        guard isBehind || accept("+"), let hour = digits(2), let minute = digits(2), hour < 24, minute < 60 else { return nil }
        return (hour * 60 + minute) * 60_000 * (isBehind ? -1 : 1)
    }

    private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
        guard offset < bytes.count, UInt32(bytes[offset]) == scalar.value else { return false }
        offset += 1
        return true
    }

    private mutating func digits(_ count: Int) -> Int64? {
        guard offset + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for _ in 0..<count {
            guard (0x30...0x39).contains(bytes[offset]) else { return nil }
            value = value * 10 + Int64(bytes[offset] - 0x30)
            offset += 1
        }
        return value
    }

    private static func days(inMonth month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Counts in years that begin in March, so that the leap day is the last.
    private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

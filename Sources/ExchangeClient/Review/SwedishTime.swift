package import Exchange

/// A moment by the clock in Sweden, computed without a calendar library, so that every reviewer gets the same findings.
package struct SwedishTime: Hashable, Sendable {
    /// Days since 1970.
    package let day: Int
    /// Minutes since midnight.
    package let minute: Int

    package init(_ time: Timestamp) {
        let minutes = Int((time.milliseconds / 60_000)) + (SwedishTime.isSummer(time) ? 120 : 60)
        day = minutes / 1440
        minute = minutes % 1440
    }

    /// `2026-12-24`.
    package var date: String { String(Timestamp(milliseconds: Int64(day) * 86_400_000).description.prefix(10)) }

    /// From the last Sunday of March to that of October, 01:00 UTC (directive 2000/84/EC).
    private static func isSummer(_ time: Timestamp) -> Bool {
        let year = CivilDate.date(daysSince1970: Int(time.milliseconds / 86_400_000)).year
        guard let begins = lastSunday(year, month: 3), let ends = lastSunday(year, month: 10) else { return false }
        let hour = time.milliseconds / 3_600_000
        return Int64(begins) * 24 + 1 <= hour && hour < Int64(ends) * 24 + 1
    }

    private static func lastSunday(_ year: Int, month: Int) -> Int? {
        CivilDate.days(year: year, month: month, day: 31).map { $0 - Weekday.of($0).rawValue % 7 }
    }
}

/// The day of the week, Monday first.
enum Weekday: Int {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    /// 1 January 1970 was a Thursday.
    static func of(_ day: Int) -> Weekday { Weekday(rawValue: (day % 7 + 7 + 3) % 7 + 1) ?? .monday }
}

/// Days on which Swedish authorities are closed: Saturdays, Sundays, the public holidays (SFS 1989:253), and the eves that are kept like them.
package enum SwedishHolidays {
    package static func isFree(_ day: Int) -> Bool {
        switch Weekday.of(day) {
        case .saturday, .sunday: true
        default: isHoliday(day)
        }
    }

    private static func isHoliday(_ day: Int) -> Bool {
        let date = CivilDate.date(daysSince1970: day)
        switch (date.month, date.day) {
        // New Year, Epiphany, 1 May, the national day; Christmas from its eve on, and New Year's Eve.
        case (1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31): return true
        // Midsummer's eve: the Friday from 19 to 25 June.
        case (6, 19...25): return Weekday.of(day) == .friday
        default: break
        }
        guard let easter = easterSunday(date.year) else { return false }
        // Good Friday, Easter Monday, Ascension Day.
        return [-2, 1, 39].contains(day - easter)
    }

    /// The Gregorian computus (Meeus, Jones and Butcher).
    package static func easterSunday(_ year: Int) -> Int? {
        let (golden, century, rest) = (year % 19, year / 100, year % 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
        let late = (golden + 11 * epact + 22 * weekday) / 451
        let sum = epact + weekday - 7 * late + 114
        return CivilDate.days(year: year, month: sum / 31, day: sum % 31 + 1)
    }
}

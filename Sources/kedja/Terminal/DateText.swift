import Exchange
import Foundation

/// Moments and days as people read them where they sit.
struct DateText {
    let timeZone: TimeZone

    init(timeZone: TimeZone = .current) { self.timeZone = timeZone }

    /// `2026-11-23 09:00`.
    func moment(_ time: Timestamp) -> String {
        let local = shifted(time)
        return day(local) + " " + String(local.description.dropFirst(11).prefix(5))
    }

    /// `2026-11-23`.
    func date(_ time: Timestamp) -> String { day(shifted(time)) }

    /// The last day that lies wholly or partly before `end`: `2026-11-30` for midnight of 1 December.
    func lastDay(before end: Timestamp) -> String { date(Timestamp(milliseconds: end.milliseconds - 1)) }

    /// The same day as a moment.
    func lastMoment(before end: Timestamp) -> Timestamp { Timestamp(milliseconds: end.milliseconds - 1) }

    /// `25 maj 2027` with the months' names, else `2027-05-25`.
    func day(_ time: Timestamp, months: [String]?) -> String {
        let parts = date(time).split(separator: "-")
        guard let months, parts.count == 3, let month = Int(parts[1]), months.indices.contains(month - 1), let day = Int(parts[2]) else {
            return date(time)
        }
        return "\(day) \(months[month - 1]) \(parts[0])"
    }

    /// The day as people count it here, in days since 1970.
    func dayNumber(_ time: Timestamp) -> Int {
        let milliseconds = shifted(time).milliseconds
        return Int((Double(milliseconds) / 86_400_000).rounded(.down))
    }

    /// Midnight at the beginning of a day, counted in days since 1970.
    func midnight(day: Int) -> Timestamp {
        let utc = Timestamp(milliseconds: Int64(day) * 86_400_000)
        let guess = Timestamp(milliseconds: utc.milliseconds - offset(at: utc))
        return Timestamp(milliseconds: utc.milliseconds - offset(at: guess))
    }

    private func day(_ time: Timestamp) -> String { String(time.description.prefix(10)) }

    private func shifted(_ time: Timestamp) -> Timestamp { Timestamp(milliseconds: time.milliseconds + offset(at: time)) }

    private func offset(at time: Timestamp) -> Int64 { Int64(timeZone.secondsFromGMT(for: time.date)) * 1000 }
}

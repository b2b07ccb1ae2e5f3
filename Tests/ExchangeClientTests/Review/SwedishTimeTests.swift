import Exchange
import Testing

@testable import ExchangeClient

@Suite("The clock and the holidays in Sweden") struct SwedishTimeTests {
    /// Around the changes of 2026, and a moment whose day differs.
    @Test(arguments: [
        ("2026-03-29T00:59:59Z", "2026-03-29", 119), ("2026-03-29T01:00:00Z", "2026-03-29", 180),
        ("2026-10-25T00:59:59Z", "2026-10-25", 179), ("2026-10-25T01:00:00Z", "2026-10-25", 120),
        ("2026-11-23T23:30:00Z", "2026-11-24", 30), ("2026-06-01T12:00:00Z", "2026-06-01", 840),
    ])
    func localTime(utc: String, date: String, minute: Int) throws {
        let local = SwedishTime(try #require(Timestamp(utc)))
        #expect(local.date == date && local.minute == minute)
    }

    @Test(arguments: [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25), (2285, 3, 22)])
    func easter(year: Int, month: Int, day: Int) {
        #expect(SwedishHolidays.easterSunday(year) == CivilDate.days(year: year, month: month, day: day))
    }

    @Test(arguments: [
        "2026-01-01", "2026-01-06", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-06-19", "2025-06-06", "2026-12-24",
        "2026-12-25", "2026-12-31", "2026-11-21", "2026-11-22",
    ])
    func free(date: String) throws { #expect(SwedishHolidays.isFree(SwedishTime(try #require(Timestamp(date))).day)) }

    @Test(arguments: ["2026-01-02", "2026-04-02", "2026-04-07", "2026-05-15", "2026-06-18", "2026-06-22", "2026-11-23", "2026-12-23"])
    func working(date: String) throws { #expect(!SwedishHolidays.isFree(SwedishTime(try #require(Timestamp(date))).day)) }
}

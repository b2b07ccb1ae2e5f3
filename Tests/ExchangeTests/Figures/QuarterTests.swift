import Testing

@testable import Exchange

@Suite struct QuarterTests {
    @Test(arguments: [
        ("2025-12-31T23:59:59.999Z", "2025Q4"), ("2026-01-01", "2026Q1"), ("2026-03-31T23:59:59Z", "2026Q1"), ("2026-04-01", "2026Q2"),
        ("2026-09-30", "2026Q3"), ("2026-10-01", "2026Q4"), ("1969-12-31", "1969Q4"),
    ])
    func ofATime(time: String, quarter: String) throws {
        #expect(Quarter(try #require(Timestamp(time))).description == quarter)
        #expect(Quarter(quarter)?.description == quarter)
    }

    @Test(arguments: ["", "2026", "2026Q0", "2026Q5", "2026Q", "26Q1", "2026q1", "2026Q1Q", "+026Q1", "0000Q1", "2026Q-1", "2026Q11"])
    func isNone(text: String) { #expect(Quarter(text) == nil) }

    @Test func followOneAnother() throws {
        let last = try #require(Quarter("2025Q4"))
        #expect(last.next.description == "2026Q1" && last.next.previous == last && last < last.next && last.isLastOfYear)
        let period = Period(first: last, last: last.next)
        for (text, isIn) in [("2025-09-30", false), ("2025-10-01", true), ("2026-03-31", true), ("2026-04-01", false)] {
            #expect(period.contains(try #require(Timestamp(text))) == isIn)
        }
    }
}

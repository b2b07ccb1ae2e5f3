import Foundation
import StorageContract
import Testing

@testable import Exchange

@Suite struct TimestampTests {
    @Test(
        arguments: [
            ("1970-01-01", 0, "1970-01-01T00:00:00.000Z"),
            ("1970-01-01T00:00:00.001Z", 1, "1970-01-01T00:00:00.001Z"),
            ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
            ("2026-11-23T08:00:00Z", 1_795_420_800_000, "2026-11-23T08:00:00.000Z"),
            ("2026-11-23T08:00:00.5Z", 1_795_420_800_500, "2026-11-23T08:00:00.500Z"),
            ("2026-11-23T08:00:00.05Z", 1_795_420_800_050, "2026-11-23T08:00:00.050Z"),
            ("2000-02-29T23:59:59.999Z", 951_868_799_999, "2000-02-29T23:59:59.999Z"),
            ("0001-01-01", -62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(String, Int64, String)])
    func reads(_ text: String, _ milliseconds: Int64, _ written: String) {
        let time = Timestamp(text)
        #expect(time?.milliseconds == milliseconds)
        #expect(time?.description == written)
        #expect(Timestamp(written) == time)
    }

    /// Also those that no text stands for: whoever shows one mustn't be stopped by it.
    @Test(arguments: [
        (Int64.max, "292278994-08-17T07:12:55.807Z"), (.min, "-292275055-05-16T16:47:04.192Z"),
        (253_402_300_800_000, "10000-01-01T00:00:00.000Z"), (-62_135_596_800_001, "0000-12-31T23:59:59.999Z"),
    ])
    func everyMomentCanBeShown(_ milliseconds: Int64, _ text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: [
        "", "2026", "2026-11", "2026-11-2", "20261123", "2026-11-23 08:00:00Z", "2026-11-23T08:00:00", "2026-11-23T08:00Z",
        "2026-11-23T08:00:00+01:00", "2026-11-23T08:00:00z", "2026-11-23t08:00:00Z", "2026-11-23T08:00:00.Z",
        "2026-11-23T08:00:00.1234Z", "2026-11-23T08:00:00,5Z", "2026-11-23T24:00:00Z", "2026-11-23T08:60:00Z",
        "2026-11-23T08:00:60Z", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "0000-01-01",
        "2026-11-23Z", " 2026-11-23", "2026-11-23T08:00:00Z ", "-026-11-23", "+026-11-23", "２０26-11-23", "2026-11-23T0a:00:00Z",
    ])
    func refuses(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func isTextInJSON() throws {
        let time = Timestamp(milliseconds: 1_795_420_800_000)
        let json = try JSONEncoder().encode([time])
        #expect(String(decoding: json, as: UTF8.self) == #"["2026-11-23T08:00:00.000Z"]"#)
        #expect(try JSONDecoder().decode([Timestamp].self, from: json) == [time])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Timestamp].self, from: Data(#"["yesterday"]"#.utf8)) }
    }

    @Test func addsAndTakesAwayDurations() {
        let time = Timestamp(milliseconds: 1000)
        #expect((time + .seconds(2)).milliseconds == 3000)
        #expect((time - .milliseconds(1)).milliseconds == 999)
        #expect(time < time + .milliseconds(1))
        #expect(time + .microseconds(999) == time)
    }

    /// Dates count seconds in binary fractions, so most milliseconds have no exact one.
    @Test func everyMillisecondSurvivesTheWayThroughADate() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<10_000 {
            let time = Timestamp(milliseconds: Int64.random(in: -2_000_000_000_000...4_000_000_000_000, using: &generator))
            #expect(Timestamp(time.date) == time)
        }
    }

    @Test func everyMomentReadsBackFromItsText() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<10_000 {
            let time = Timestamp(milliseconds: Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &generator))
            #expect(Timestamp(time.description) == time)
        }
    }
}

@Suite struct CivilDateTests {
    @Test(arguments: [
        (1970, 1, 1, 0), (1970, 1, 2, 1), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017), (1900, 3, 1, -25_508),
        (2026, 11, 23, 20_780), (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896),
    ])
    func countsDays(_ year: Int, _ month: Int, _ day: Int, _ days: Int) {
        #expect(CivilDate.days(year: year, month: month, day: day) == days)
        #expect(CivilDate.date(daysSince1970: days) == (year, month, day))
    }

    @Test(arguments: [
        (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32), (0, 1, 1), (10_000, 1, 1),
    ])
    func knowsWhichDaysThereAreNot(_ year: Int, _ month: Int, _ day: Int) {
        #expect(CivilDate.days(year: year, month: month, day: day) == nil)
    }

    @Test func everyDayOfEightCenturiesFollowsTheOneBefore() {
        var expected = CivilDate.days(year: 1600, month: 1, day: 1) ?? 0
        for year in 1600..<2400 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let days = CivilDate.days(year: year, month: month, day: day) else { continue }
                    #expect(days == expected && CivilDate.date(daysSince1970: days) == (year, month, day))
                    expected += 1
                }
            }
        }
        #expect(expected == CivilDate.days(year: 2400, month: 1, day: 1))
    }
}

import Exchange
import Testing

@testable import kedja

/// Progress, tables and byte counts: text from values.
@Suite struct TerminalTests {
    @Test(
        arguments: [
            (0, 0.0, "[          ]   0 %  0 B av 2,0 MB"),
            (500_000, 1.0, "[##        ]  25 %  500,0 kB av 2,0 MB  500,0 kB/s  3 s kvar"),
            (1_000_000, 4.0, "[#####     ]  50 %  1,0 MB av 2,0 MB  250,0 kB/s  4 s kvar"),
            (1_999_999, 2.0, "[######### ]  99 %  1,9 MB av 2,0 MB  999,9 kB/s  1 s kvar"),
            (2_000_000, 2.0, "[##########] 100 %  2,0 MB av 2,0 MB  1,0 MB/s  0 s kvar"),
        ] as [(UInt64, Double, String)])
    func bars(bytes: UInt64, seconds: Double, line: String) {
        #expect(ProgressBar(total: 2_000_000, width: 10).line(bytes: bytes, seconds: seconds).sv == line)
    }

    @Test func aBarNeverOverflows() {
        let line = ProgressBar(total: 10, width: 4).line(bytes: 11, seconds: 1)
        #expect(line.en.hasPrefix("[####] 100 %  10 B of 10 B"))
        #expect(ProgressBar(total: 0, width: 4).line(bytes: 0, seconds: 0).en == "[####] 100 %  0 B of 0 B")
    }

    @Test func withoutATotalThereIsNoBar() {
        #expect(ProgressBar(total: nil).line(bytes: 3_000_000, seconds: 2).sv == "3,0 MB  1,5 MB/s")
        #expect(ProgressBar(total: nil).line(bytes: 0, seconds: 0).en == "0 B")
    }

    @Test(
        arguments: [(1, 0.0, nil), (0, 1, nil), (50, 1, 1), (10, 1, 9), (99, 1, 1), (100, 1, 0), (101, 1, nil)] as [(UInt64, Double, Int?)])
    func secondsLeft(bytes: UInt64, seconds: Double, left: Int?) {
        #expect(ProgressBar(total: 100).secondsLeft(bytes: bytes, seconds: seconds) == left)
    }

    @Test(
        arguments: [
            (0, "0 B", "0 B"), (999, "999 B", "999 B"), (1000, "1,0 kB", "1.0 kB"), (1_549, "1,5 kB", "1.5 kB"),
            (999_999, "999,9 kB", "999.9 kB"),
            (12_300_000, "12,3 MB", "12.3 MB"), (2_147_483_648, "2,1 GB", "2.1 GB"),
        ] as [(UInt64, String, String)])
    func byteCounts(bytes: UInt64, swedish: String, english: String) {
        #expect(ByteCount(bytes).words == Phrase(sv: swedish, en: english))
    }

    @Test func columnsAlign() {
        var table = Table([Phrase(same: "Id"), Phrase(same: "N"), Phrase(same: "Namn")], rightAligned: [1])
        table.add(["a", "1", "Åsa"])
        table.add(["längre", "100", ""])
        #expect(table.lines == ["Id        N  Namn", "a         1  Åsa", "längre  100"])
    }

    @Test func anEmptyTableSaysSo() {
        let table = Table([Phrase(same: "Id")])
        #expect(table.lines.isEmpty)
        #expect(Language.$current.withValue(.sv) { table.linesOrNothing } == ["Inget att visa."])
    }

    @Test func foreignTextStaysInItsCell() {
        var table = Table([Phrase(same: "Id")])
        table.add(["a\nb\u{1b}[31m\u{202e}"])
        #expect(table.lines.count == 2)
        #expect(!table.lines[1].unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202e })
    }

    @Test func detailsAlign() {
        var details = Details()
        details.add(Phrase(same: "Kort"), "1")
        details.add(Phrase(same: "Saknas"), nil)
        details.add(Phrase(same: "Längst"), "2")
        #expect(details.lines == ["Kort    1", "Längst  2"])
    }

    @Test func enumerations() {
        let words = ["a", "b", "c"].map { Phrase(same: $0) }
        #expect(words.enumeration == Phrase(sv: "a, b och c", en: "a, b and c"))
        #expect(Array(words.prefix(1)).enumeration == Phrase(same: "a"))
        #expect([Phrase]().enumeration == Phrase(same: ""))
    }
}

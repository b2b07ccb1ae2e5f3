import Testing

@testable import Exchange

@Suite("A table that is told") struct PublishedTableTests {
    @Test(arguments: [
        ([20, 7, 0], [20, 7, 0], 0), ([20, 3, 2], [20, nil, nil], 5), ([1, 7, 20], [nil, nil, 20], 8),
        // Zeros are hidden with the small ones, and equal cells together.
        ([20, 3, 2, 0], [20, nil, nil, nil], 5), ([30, 9, 9, 1], [30, nil, nil, nil], 19),
        // The two small ones aren't enough for a group.
        ([20, 6, 2, 2], [20, nil, nil, nil], 10),
        // Two that make eight and hold at most four each would be four and four.
        ([4, 4, 5], [nil, nil, nil], 13), ([4, 4, 20], [nil, nil, 20], 8),
        // One that is left alone would be the total less the others.
        ([20, 4], [nil, nil], 24), ([12, 0, 0], [nil, nil, nil], 12), ([0, 0], [0, 0], 0),
    ])
    func hides(counts: [Int], cells: [Int?], hidden: Int) {
        let table = PublishedTable(counts, smallest: 5)
        #expect(table.cells == cells && table.hidden == hidden)
    }

    @Test func thatAllAreInOneCellIsToldWhereItMayBe() {
        #expect(PublishedTable([12, 0], smallest: 5, tellsAll: true).cells == [12, 0])
        #expect(PublishedTable([12, 1], smallest: 5, tellsAll: true).cells == [nil, nil])
    }

    /// All tables of up to five cells, held against each other: whoever knows the rules has before them just those that are told alike. No hidden
    /// cell has the same value in all of them, and a small one never the same two.
    @Test(arguments: [(2, 26), (3, 22), (4, 18), (5, 16)], [3, 5])
    func noHiddenCellHasOneValueOnly(size: (cells: Int, total: Int), smallest: Int) {
        var attacked = 0
        for total in smallest...size.total {
            let told = Dictionary(grouping: tables(size.cells, total)) { PublishedTable($0, smallest: smallest) }
            for (table, candidates) in told {
                for cell in table.cells.indices where table.cells[cell] == nil {
                    let values = Set(candidates.map { $0[cell] })
                    attacked += 1
                    #expect(values.count > 1, "\(table.cells) of \(total): cell \(cell) is \(values)")
                }
                #expect(table.cells.allSatisfy { $0.map { $0 == 0 || $0 >= smallest } ?? true })
                #expect(table.hidden == 0 || table.hidden >= smallest)
            }
        }
        #expect(attacked > 20)
    }

    /// The attack finds what primary suppression alone leaves open, and what the sum alone does.
    @Test func theAttackWinsWithoutSecondarySuppression() {
        func open(_ told: ([Int]) -> [Int?]) -> Int {
            Dictionary(grouping: (5...16).flatMap { tables(3, $0) }) { Key(total: $0.reduce(0, +), cells: told($0)) }.map {
                key, candidates in
                key.cells.indices.count { cell in key.cells[cell] == nil && Set(candidates.map { $0[cell] }).count == 1 }
            }.reduce(0, +)
        }
        #expect(open { PublishedTable($0, smallest: 5).cells } == 0)
        #expect(open { $0.map { (1..<5).contains($0) ? nil : $0 } } > 0)
        #expect(open(withoutRoom) > 0)
    }

    /// The rule of the sum alone: [4, 4, 5] becomes –, –, 5.
    private func withoutRoom(_ counts: [Int]) -> [Int?] {
        guard let small = counts.filter({ (1..<5).contains($0) }).max() else { return counts }
        let thresholds = counts.filter { $0 >= small }.sorted()
        let threshold = thresholds.first { limit in counts.filter { $0 <= limit }.reduce(0, +) >= 5 } ?? small
        return counts.map { $0 > threshold ? $0 : nil }
    }

    private struct Key: Hashable {
        let total: Int
        let cells: [Int?]
    }

    /// All ways to put `total` people into `cells` cells.
    private func tables(_ cells: Int, _ total: Int) -> [[Int]] {
        guard cells > 1 else { return [[total]] }
        return (0...total).flatMap { first in tables(cells - 1, total - first).map { [first] + $0 } }
    }
}

@Suite("Durations that are told") struct DurationBandTests {
    @Test(arguments: [
        (0, DurationBand.underOneMonth), (29, .underOneMonth), (30, .oneToThreeMonths), (90, .oneToThreeMonths), (91, .threeToSixMonths),
        (182, .threeToSixMonths), (183, .sixToTwelveMonths), (364, .sixToTwelveMonths), (365, .overOneYear), (4000, .overOneYear),
    ])
    func bands(days: Int, band: DurationBand) { #expect(DurationBand(days: days) == band) }

    @Test func theGroupsSizeSaysWhatIsTold() {
        #expect(PublishedDurations(days: [1, 2, 3, 400], smallest: 5) == nil)
        let small = PublishedDurations(days: [1, 2, 400, 400, 400], smallest: 5)
        #expect(small?.median == .overOneYear && small?.lowerQuartile == nil && small?.upperQuartile == nil)
        let large = PublishedDurations(
            days: Array(repeating: 1, count: 5) + Array(repeating: 100, count: 9) + [400, 400, 400, 400, 400, 400], smallest: 5)
        #expect(large?.lowerQuartile == .underOneMonth && large?.median == .threeToSixMonths && large?.upperQuartile == .overOneYear)
    }

    /// All groups of up to fourteen, by how many lie in each band, held against those that are told alike.
    @Test func noBandHasOneCountOnly() {
        for size in 3...14 {
            let told = Dictionary(grouping: groups(DurationBand.allCases.count, size)) { counts in
                PublishedDurations(bands: zip(DurationBand.allCases, counts).flatMap { Array(repeating: $0, count: $1) }, smallest: 3)
            }
            for (durations, candidates) in told {
                for band in DurationBand.allCases.indices {
                    #expect(Set(candidates.map { $0[band] }).count > 1, "\(size): \(String(describing: durations)), band \(band)")
                }
            }
        }
    }

    private func groups(_ bands: Int, _ size: Int) -> [[Int]] {
        guard bands > 1 else { return [[size]] }
        return (0...size).flatMap { first in groups(bands - 1, size - first).map { [first] + $0 } }
    }
}

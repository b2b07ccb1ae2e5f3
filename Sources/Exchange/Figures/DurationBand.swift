/// How long something took, as it may be told.
///
/// Of a group that may be told, the median's band is told, by rank ⌈n/2⌉; the quartiles', ⌈n/4⌉ and ⌈3n/4⌉, only when the group is four times
/// as large. With five people, the bands of ranks 2, 3 and 4 could be shortest, shortest, longest: then ranks 1 to 3 are in the one and 4 and 5
/// in the other, and two people are counted exactly. In a group of four times the size at least `smallest` − 1 people lie between two of these ranks,
/// below the first and above the last. Nothing is told of them, and they may belong to the band on either side, so no band's number follows.
/// `DurationBandTests` tries all small groups.
package enum DurationBand: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case underOneMonth, oneToThreeMonths, threeToSixMonths, sixToTwelveMonths, overOneYear

    package init(days: Int) {
        self =
            switch days {
            case ..<30: .underOneMonth
            case ..<91: .oneToThreeMonths
            case ..<183: .threeToSixMonths
            case ..<365: .sixToTwelveMonths
            default: .overOneYear
            }
    }

    package static func < (left: DurationBand, right: DurationBand) -> Bool { left.place < right.place }

    private var place: Int { DurationBand.allCases.firstIndex(of: self) ?? 0 }
}

/// Median and quartiles in bands, as far as the group's size lets them be told.
package struct PublishedDurations: Hashable, Sendable, Codable {
    package let lowerQuartile: DurationBand?
    package let median: DurationBand
    package let upperQuartile: DurationBand?

    /// `nil` for a group that is too small.
    package init?(days: [Int], smallest: Int) {
        self.init(bands: days.map { DurationBand(days: $0) }, smallest: smallest)
    }

    init?(bands: [DurationBand], smallest: Int) {
        guard bands.count >= smallest else { return nil }
        let sorted = bands.sorted()
        func rank(_ quarters: Int) -> DurationBand { sorted[(sorted.count * quarters + 3) / 4 - 1] }
        let isLarge = bands.count >= 4 * smallest
        lowerQuartile = isLarge ? rank(1) : nil
        median = rank(2)
        upperQuartile = isLarge ? rank(3) : nil
    }
}

/// A quarter of a year, in UTC: `2026Q1`.
package struct Quarter: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let year: Int
    /// 1 to 4.
    package let number: Int

    private init(ordinal: Int) { (year, number) = (ordinal / 4, ordinal % 4 + 1) }

    /// The one in which a moment lies.
    package init(_ time: Timestamp) {
        let day = Int((Double(time.milliseconds) / 86_400_000).rounded(.down))
        let date = CivilDate.date(daysSince1970: day)
        self.init(ordinal: date.year * 4 + (date.month - 1) / 3)
    }

    package init?(_ text: String) {
        let parts = text.split(separator: "Q", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, parts[1].count == 1,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let year = Int(parts[0]), year > 0,
            let number = Int(parts[1]), (1...4).contains(number)
        else { return nil }
        (self.year, self.number) = (year, number)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Quarter(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a quarter like 2026Q1")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var description: String { String(repeating: "0", count: max(0, 4 - String(year).count)) + "\(year)Q\(number)" }
    package var next: Quarter { Quarter(ordinal: ordinal + 1) }
    package var previous: Quarter { Quarter(ordinal: ordinal - 1) }
    package var isLastOfYear: Bool { number == 4 }

    private var ordinal: Int { year * 4 + number - 1 }

    package static func < (left: Quarter, right: Quarter) -> Bool { left.ordinal < right.ordinal }
}

/// Whole quarters, one after the other.
package struct Period: Hashable, Sendable, Codable {
    package let first: Quarter
    package let last: Quarter

    package init(first: Quarter, last: Quarter) {
        self.first = first
        self.last = last
    }

    package func contains(_ time: Timestamp) -> Bool { (first...max(first, last)).contains(Quarter(time)) }
}

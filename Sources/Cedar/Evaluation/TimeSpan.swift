/// Cedar's `duration`: a number of milliseconds, possibly negative.
public struct TimeSpan: Hashable, Comparable, Sendable {
    /// The whole duration.
    public let milliseconds: Int64

    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// A duration of so many milliseconds.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Reads `1d2h3m4s5ms`: units descend, each at most once, one at least; a leading `-` negates. Nil for anything else.
    public init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        var total: Int64 = 0
        for unit in Self.units {
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            let letters = rest.dropFirst(digits.count).prefix { !(0x30...0x39).contains($0) }
            guard letters.elementsEqual(unit.name.utf8) else { continue }
            // The sign goes with every part, so that the smallest 64-bit number can be written.
            guard let count = Int64.parsing(digits: digits, isNegative: isNegative) else { return nil }
            let (part, tooLarge) = count.multipliedReportingOverflow(by: unit.milliseconds)
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !tooLarge, !overflow else { return nil }
            total = sum
            rest = rest.dropFirst(digits.count + letters.count)
        }
        guard rest.isEmpty else { return nil }
        milliseconds = total
    }

    /// Reads the same from bytes.
    init?(utf8 text: UnsafeBufferPointer<UInt8>) { self.init(String(decoding: text, as: UTF8.self)) }

    /// The shorter, or more negative, duration first.
    public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.milliseconds < right.milliseconds }
}

/// Cedar's `decimal`: a number with four fraction digits in 64 bits, from -922337203685477.5808 to 922337203685477.5807.
public struct FixedDecimal: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number times 10,000.
    public let tenThousandths: Int64

    /// The number that is so many ten-thousandths.
    public init(tenThousandths: Int64) {
        self.tenThousandths = tenThousandths
    }

    /// Reads `-?digits.digits` with one to four fraction digits; nil for anything else.
    public init?(_ text: String) {
        var digits = Array(text.utf8)[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...4).contains(parts[1].count), !parts[0].isEmpty else { return nil }
        let padded = Array(parts[0]) + Array(parts[1]) + Array(repeating: UInt8(ascii: "0"), count: 4 - parts[1].count)
        guard let value = Int64.parsing(digits: padded[...], isNegative: isNegative) else { return nil }
        tenThousandths = value
    }

    /// The smaller number first.
    public static func < (left: FixedDecimal, right: FixedDecimal) -> Bool { left.tenThousandths < right.tenThousandths }

    /// With four fraction digits.
    public var description: String {
        let magnitude = tenThousandths.magnitude
        let fraction = String(magnitude % 10_000)
        return (tenThousandths < 0 ? "-" : "") + "\(magnitude / 10_000)." + String(repeating: "0", count: 4 - fraction.count) + fraction
    }
}

extension Int64 {
    /// Reads ASCII digits with a sign given apart, so that the smallest number can be read; nil for anything else or too large.
    static func parsing(digits: ArraySlice<UInt8>, isNegative: Bool) -> Int64? {
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self))
    }
}

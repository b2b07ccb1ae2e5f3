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
        var text = text
        guard let value = text.withUTF8({ FixedDecimal(utf8: $0) }) else { return nil }
        self = value
    }

    /// Reads the same from bytes, without allocating. Digits are taken with their sign, so that the smallest number can be read.
    init?(utf8 text: UnsafeBufferPointer<UInt8>) {
        let isNegative = text.first == UInt8(ascii: "-")
        var value: Int64 = 0
        var wholeDigits = 0
        var fractionDigits: Int?
        for byte in text.dropFirst(isNegative ? 1 : 0) {
            if byte == UInt8(ascii: "."), fractionDigits == nil, wholeDigits > 0 {
                fractionDigits = 0
                continue
            }
            guard (0x30...0x39).contains(byte), let longer = value.appending(digit: Int64(byte - 0x30), isNegative) else { return nil }
            value = longer
            if fractionDigits == nil { wholeDigits += 1 } else { fractionDigits = fractionDigits.map { $0 + 1 } }
        }
        guard let fractionDigits, (1...4).contains(fractionDigits) else { return nil }
        for _ in fractionDigits..<4 {
            guard let longer = value.appending(digit: 0, isNegative) else { return nil }
            value = longer
        }
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
    /// The number with one more decimal digit; nil where 64 bits don't suffice.
    fileprivate func appending(digit: Int64, _ isNegative: Bool) -> Int64? {
        let (product, tooLarge) = multipliedReportingOverflow(by: 10)
        let (sum, overflow) = product.addingReportingOverflow(isNegative ? -digit : digit)
        return tooLarge || overflow ? nil : sum
    }

    /// Reads ASCII digits with a sign given apart, so that the smallest number can be read; nil for anything else or too large.
    static func parsing(digits: ArraySlice<UInt8>, isNegative: Bool) -> Int64? {
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self))
    }
}

/// One range of bytes as `Range` asks for it (RFC 9110 §14.1.2): `bytes=0-499`, `bytes=500-`, `bytes=-500`.
enum ByteRange: Hashable, Sendable {
    case between(first: UInt64, last: UInt64)
    case from(UInt64)
    /// The last so many.
    case suffix(UInt64)

    /// Reads the field. `nil` for another unit, several ranges, or what is no range.
    init?(_ field: String) {
        guard field.hasPrefix("bytes=") else { return nil }
        let ends = field.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard ends.count == 2 else { return nil }
        switch (UInt64(digits: ends[0]), UInt64(digits: ends[1])) {
        case (let first?, let last?) where first <= last: self = .between(first: first, last: last)
        case (let first?, nil) where ends[1].isEmpty: self = .from(first)
        case (nil, let count?) where ends[0].isEmpty: self = .suffix(count)
        default: return nil
        }
    }

    /// The bytes of a payload of `size` that it means; `nil` when there are none (RFC 9110 §15.5.17).
    func resolved(in size: UInt64) -> Range<UInt64>? {
        switch self {
        case .between(let first, let last): first < size ? first..<(min(last, size - 1) + 1) : nil
        case .from(let first): first < size ? first..<size : nil
        case .suffix(let count): count > 0 && size > 0 ? (size - min(count, size))..<size : nil
        }
    }
}

extension UInt64 {
    /// Digits only; leading zeros are let pass.
    fileprivate init?(digits: String) {
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.init(digits)
    }
}

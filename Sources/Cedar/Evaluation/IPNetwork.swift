/// Cedar's `ipaddr`: an IPv4 or IPv6 address with a prefix length; a single address has the full length.
public struct IPNetwork: Hashable, Sendable {
    /// Whether it is an IPv6 address.
    public let isIPv6: Bool
    /// The address as a number of 32 or 128 bits.
    public let address: UInt128
    /// The prefix length in bits, at most 32 or 128.
    public let prefixLength: Int

    /// Reads `a.b.c.d` or an IPv6 address, optionally with `/prefix`; nil for anything else.
    /// There are no leading zeros in IPv4 or prefix, and no IPv4 inside IPv6.
    public init?(_ text: String) {
        var text = text
        guard let network = text.withUTF8({ IPNetwork(utf8: $0) }) else { return nil }
        self = network
    }

    /// Reads the same from bytes, without allocating.
    init?(utf8 text: UnsafeBufferPointer<UInt8>) {
        let slash = text.firstIndex(of: UInt8(ascii: "/"))
        let first = UnsafeBufferPointer(rebasing: text[..<(slash ?? text.count)])
        let parsed = Self.ipv4(first).map { (isIPv6: false, address: $0) } ?? Self.ipv6(first).map { (isIPv6: true, address: $0) }
        guard let parsed else { return nil }
        let bits = parsed.isIPv6 ? 128 : 32
        let length = slash.map { Self.decimal(UnsafeBufferPointer(rebasing: text[($0 + 1)...]), atMost: bits) } ?? bits
        guard let length else { return nil }
        self.init(isIPv6: parsed.isIPv6, address: parsed.address, prefixLength: length)
    }

    init(isIPv6: Bool, address: UInt128, prefixLength: Int) {
        self.isIPv6 = isIPv6
        self.address = address
        self.prefixLength = prefixLength
    }

    /// Whether all addresses of this network are addresses of the other; never across versions.
    public func isInRange(of other: IPNetwork) -> Bool {
        guard isIPv6 == other.isIPv6, prefixLength >= other.prefixLength else { return false }
        let hostBits = (isIPv6 ? 128 : 32) - other.prefixLength
        return hostBits == 128 || address >> hostBits == other.address >> hostBits
    }

    /// 127.0.0.0/8 or ::1.
    public var isLoopback: Bool {
        isInRange(
            of: isIPv6
                ? IPNetwork(isIPv6: true, address: 1, prefixLength: 128)
                : IPNetwork(isIPv6: false, address: 127 << 24, prefixLength: 8))
    }

    /// 224.0.0.0/4 or ff00::/8.
    public var isMulticast: Bool {
        isInRange(
            of: isIPv6
                ? IPNetwork(isIPv6: true, address: 0xFF << 120, prefixLength: 8)
                : IPNetwork(isIPv6: false, address: 224 << 24, prefixLength: 4))
    }

    /// Digits without leading zeros.
    private static func decimal(_ text: UnsafeBufferPointer<UInt8>, atMost limit: Int) -> Int? {
        var number = 0
        for (index, byte) in text.enumerated() {
            guard (0x30...0x39).contains(byte), index == 0 || number > 0 else { return nil }
            number = number * 10 + Int(byte - 0x30)
            guard number <= limit else { return nil }
        }
        return text.isEmpty ? nil : number
    }

    private static func ipv4(_ text: UnsafeBufferPointer<UInt8>) -> UInt128? {
        var address: UInt128 = 0
        var start = 0
        for part in 0..<4 {
            let end = part < 3 ? text[start...].firstIndex(of: UInt8(ascii: ".")) : text.count
            guard let end, let number = decimal(UnsafeBufferPointer(rebasing: text[start..<end]), atMost: 255) else { return nil }
            address = address << 8 | UInt128(number)
            start = min(end + 1, text.count)
        }
        return address
    }

    /// Eight groups of one to four hexadecimal digits, or fewer with one `::` that stands for the zeros left out.
    private static func ipv6(_ text: UnsafeBufferPointer<UInt8>) -> UInt128? {
        let colon = UInt8(ascii: ":")
        var (head, tail): (UInt128, UInt128) = (0, 0)
        var (groups, tailGroups) = (0, 0)
        var isBehindGap = text.count >= 2 && text[0] == colon && text[1] == colon
        var offset = isBehindGap ? 2 : 0
        while offset < text.count {
            guard let group = self.group(text, &offset), groups < 8 else { return nil }
            groups += 1
            if isBehindGap { (tail, tailGroups) = (tail << 16 | group, tailGroups + 1) } else { head = head << 16 | group }
            if offset == text.count { break }
            guard text[offset] == colon, offset + 1 < text.count else { return nil }
            offset += 1
            guard text[offset] == colon else { continue }
            guard !isBehindGap else { return nil }
            isBehindGap = true
            offset += 1
        }
        guard isBehindGap else { return groups == 8 ? head : nil }
        let shift = 16 * (8 - (groups - tailGroups))
        return groups < 8 ? (shift == 128 ? 0 : head << UInt128(shift)) | tail : nil
    }

    private static func group(_ text: UnsafeBufferPointer<UInt8>, _ offset: inout Int) -> UInt128? {
        var number: UInt32 = 0
        let start = offset
        while offset < text.count, offset - start < 5, let digit = Unicode.Scalar(text[offset]).hexadecimalDigit {
            number = number * 16 + digit
            offset += 1
        }
        return (1...4).contains(offset - start) ? UInt128(number) : nil
    }
}

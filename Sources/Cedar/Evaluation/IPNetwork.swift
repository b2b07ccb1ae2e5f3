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
        let parts = Array(text.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2 else { return nil }
        let bits: Int
        if let parsed = Self.ipv4(first) {
            (isIPv6, address, bits) = (false, parsed, 32)
        } else if let parsed = Self.ipv6(first) {
            (isIPv6, address, bits) = (true, parsed, 128)
        } else {
            return nil
        }
        guard parts.count == 2 else {
            prefixLength = bits
            return
        }
        guard let length = Self.decimal(parts[1], digits: bits == 32 ? 2 : 3, atMost: bits) else { return nil }
        prefixLength = length
    }

    /// Reads the same from bytes; a single IPv4 address without allocating.
    init?(utf8 text: UnsafeBufferPointer<UInt8>) {
        if let address = Self.singleIPv4(text) {
            self.init(isIPv6: false, address: address, prefixLength: 32)
        } else {
            self.init(String(decoding: text, as: UTF8.self))
        }
    }

    private static func singleIPv4(_ text: UnsafeBufferPointer<UInt8>) -> UInt128? {
        var address: UInt128 = 0
        var number: UInt32 = 0
        var (digits, dots) = (0, 0)
        for byte in text {
            if byte == UInt8(ascii: "."), digits > 0, dots < 3 {
                address = address << 8 | UInt128(number)
                (number, digits, dots) = (0, 0, dots + 1)
                continue
            }
            // After a zero nothing may come: there are no leading zeros.
            guard (0x30...0x39).contains(byte), digits == 0 || number > 0 else { return nil }
            number = number * 10 + UInt32(byte - 0x30)
            digits += 1
            guard number <= 255 else { return nil }
        }
        return dots == 3 && digits > 0 ? address << 8 | UInt128(number) : nil
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

    private static func decimal(_ text: ArraySlice<UInt8>, digits: Int, atMost limit: Int) -> Int? {
        guard text.count <= digits, text.count == 1 || text.first != UInt8(ascii: "0"),
            let value = Int64.parsing(digits: text, isNegative: false), value <= Int64(limit)
        else { return nil }
        return Int(value)
    }

    private static func ipv4(_ text: ArraySlice<UInt8>) -> UInt128? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt128 = 0
        for part in parts {
            guard let number = decimal(part, digits: 3, atMost: 255) else { return nil }
            address = address << 8 | UInt128(number)
        }
        return address
    }

    private static func ipv6(_ text: ArraySlice<UInt8>) -> UInt128? {
        let halves = String(decoding: text, as: UTF8.self).splitAtDoubleColon()
        guard let head = groups(halves[0]) else { return nil }
        var all = head
        if halves.count == 2 {
            guard let tail = groups(halves[1]), head.count + tail.count < 8 else { return nil }
            all += Array(repeating: 0, count: 8 - head.count - tail.count) + tail
        }
        guard halves.count <= 2, all.count == 8 else { return nil }
        return all.reduce(0) { $0 << 16 | UInt128($1) }
    }

    private static func groups(_ text: String) -> [UInt32]? {
        guard !text.isEmpty else { return [] }
        var result: [UInt32] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            guard (1...4).contains(part.unicodeScalars.count) else { return nil }
            var number: UInt32 = 0
            for scalar in part.unicodeScalars {
                guard let digit = scalar.hexadecimalDigit else { return nil }
                number = number * 16 + digit
            }
            result.append(number)
        }
        return result
    }
}

extension String {
    /// The parts between occurrences of `::`.
    fileprivate func splitAtDoubleColon() -> [String] {
        var parts = [""]
        var rest = unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == ":", rest.first == ":" {
                rest.removeFirst()
                parts.append("")
            } else {
                parts[parts.count - 1].unicodeScalars.append(scalar)
            }
        }
        return parts
    }
}

/// Bech32 as age uses it for keys: BIP 173 without the limit of 90 characters.
enum Bech32 {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let checksumLength = 6
    /// A post-quantum public key has 1,959 characters.
    private static let maximumLength = 4096

    /// The text in lower case; `prefix` is the human-readable part in lower case.
    static func encode(prefix: String, _ bytes: [UInt8]) -> String {
        let prefixBytes = Array(prefix.utf8)
        let data = regroup(bytes, from: 8, to: 5)
        let checksum = polymod(expand(prefixBytes) + data + [UInt8](repeating: 0, count: checksumLength)) ^ 1
        let tail = (0..<checksumLength).map { UInt8(truncatingIfNeeded: checksum >> (5 * (checksumLength - 1 - $0)) & 31) }
        let text = (data + tail).map { alphabet[Int($0)] }
        return prefix + "1" + String(decoding: text, as: UTF8.self)
    }

    /// The human-readable part, in lower case, and the bytes. Nil where the text mixes cases, has a foreign character, a
    /// wrong checksum, or bits that no byte uses.
    static func decode(_ text: String) -> (prefix: String, bytes: [UInt8])? {
        guard text.utf8.count <= maximumLength, let characters = lowercased(Array(text.utf8)),
            let separator = characters.lastIndex(of: UInt8(ascii: "1")), separator > 0
        else { return nil }
        let prefix = characters[..<separator]
        let values = characters[(separator + 1)...].compactMap { alphabet.firstIndex(of: $0).map(UInt8.init) }
        guard values.count == characters.count - separator - 1, values.count >= checksumLength,
            polymod(expand(Array(prefix)) + values) == 1
        else { return nil }
        let data = Array(values.dropLast(checksumLength))
        let bytes = regroup(data, from: 5, to: 8).prefix(data.count * 5 / 8)
        guard regroup(Array(bytes), from: 8, to: 5) == data else { return nil }
        return (String(decoding: prefix, as: UTF8.self), Array(bytes))
    }

    /// Nil where there is anything but visible ASCII, or both cases.
    private static func lowercased(_ characters: [UInt8]) -> [UInt8]? {
        let upperCase = UInt8(ascii: "A")...UInt8(ascii: "Z")
        let lowerCase = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard characters.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        guard characters.contains(where: { upperCase.contains($0) }) else { return characters }
        guard !characters.contains(where: { lowerCase.contains($0) }) else { return nil }
        return characters.map { upperCase.contains($0) ? $0 | 0x20 : $0 }
    }

    /// Cuts the bits of `values` into groups of another width; the last group is filled up with zeros.
    private static func regroup(_ values: [UInt8], from width: Int, to newWidth: Int) -> [UInt8] {
        var groups: [UInt8] = []
        var bits: UInt32 = 0
        var bitCount = 0
        let mask: UInt32 = 1 << newWidth - 1
        for value in values {
            bits = (bits << width | UInt32(value)) & 0xFFFF
            bitCount += width
            while bitCount >= newWidth {
                bitCount -= newWidth
                groups.append(UInt8(bits >> bitCount & mask))
            }
        }
        if bitCount > 0 {
            groups.append(UInt8(bits << (newWidth - bitCount) & mask))
        }
        return groups
    }

    /// BIP 173, "Checksum": the human-readable part's high bits, a zero, its low bits.
    private static func expand(_ prefix: [UInt8]) -> [UInt8] {
        prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
    }

    private static func polymod(_ values: [UInt8]) -> UInt32 {
        let generators: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
        return values.reduce(1) { checksum, value in
            let shifted = (checksum & 0x1ff_ffff) << 5 ^ UInt32(value)
            return generators.indices.reduce(shifted) { $0 ^ (checksum >> (25 + UInt32($1)) & 1 == 1 ? generators[$1] : 0) }
        }
    }
}

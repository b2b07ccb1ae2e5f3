/// Standard Base 64 with padding (RFC 4648 §4), strict: one text for one sequence of bytes.
///
/// Own code because what parses must re-encode to the same text: line breaks, missing padding and stray bits are refused.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// Marks bytes outside the alphabet in `values`.
    private static let none: UInt8 = 0xFF

    private static let values: [UInt8] = {
        var table = [UInt8](repeating: none, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        let whole = bytes.count / 3 * 3
        for start in stride(from: 0, to: whole, by: 3) {
            add(UInt32(bytes[start]) << 16 | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]), count: 4, to: &text)
        }
        let rest = bytes[whole...]
        if !rest.isEmpty {
            let bits = rest.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - rest.count))
            add(bits, count: rest.count + 1, to: &text)
            for _ in rest.count..<3 { text.append(padding) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The first characters of a group of 24 bits.
    @inline(__always)
    private static func add(_ bits: UInt32, count: Int, to text: inout [UInt8]) {
        for position in 0..<count { text.append(alphabet[Int(bits >> UInt32(18 - 6 * position) & 0x3F)]) }
    }

    /// The bytes, or nil where the text isn't the one encoding of any bytes.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        let characters = Array(text)
        guard characters.count.isMultiple(of: 4) else { return nil }
        let paddingCount = characters.suffix(2).reversed().prefix { $0 == padding }.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3)
        var bits: UInt32 = 0
        var bitCount = 0
        for character in characters.dropLast(paddingCount) {
            let value = values[Int(character)]
            guard value != none else { return nil }
            bits = (bits << 6 | UInt32(value)) & 0xFFFF
            bitCount += 6
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
        }
        let strayBits = bits & ((1 << UInt32(bitCount)) - 1)
        return strayBits == 0 ? bytes : nil
    }
}

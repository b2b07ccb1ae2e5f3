// What the text formats of the log have in common: lines of bytes, numbers with one spelling, exact comparison.

extension UInt64 {
    /// Reads an ASCII decimal without sign or leading zeroes; nil for anything else, or beyond 64 bits.
    init?(canonicalDecimal text: some Collection<UInt8>) {
        guard let first = text.first, first != UInt8(ascii: "0") || text.count == 1 else { return nil }
        var value: UInt64 = 0
        for character in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) else { return nil }
            let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(UInt64(character - UInt8(ascii: "0")))
            guard !overflowed, !carried else { return nil }
            value = sum
        }
        self = value
    }
}

extension String {
    static let newline = UInt8(ascii: "\n")

    /// Whether both strings have the same UTF-8 bytes.
    ///
    /// `==` also equates different spellings of an accented letter; for names and origins that would let one key pass for another.
    func isSameBytes(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }

    /// Whether the string can stand on one line of a note: not empty, no ASCII control characters (signed-note, "Format").
    var isNoteLine: Bool {
        !isEmpty && utf8.allSatisfy { $0 >= 0x20 }
    }
}

extension ArraySlice<UInt8> {
    /// Takes the bytes up to the next newline off the front, without it; nil where there is none.
    mutating func takeLine() -> ArraySlice<UInt8>? {
        guard let end = firstIndex(of: String.newline) else { return nil }
        defer { self = self[(end + 1)...] }
        return self[..<end]
    }

    /// What follows `name` and a space, if the line starts with them.
    func value(ofField name: String) -> ArraySlice<UInt8>? {
        let prefix = Array((name + " ").utf8)
        return starts(with: prefix) ? dropFirst(prefix.count) : nil
    }
}

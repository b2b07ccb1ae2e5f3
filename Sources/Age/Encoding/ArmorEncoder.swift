/// Writes the armor of a file that comes in pieces; holds less than a line of it.
public struct ArmorEncoder: Sendable {
    private var pending: [UInt8] = []
    private var isBegun = false

    /// An encoder at the start of a file.
    public init() {}

    /// The text of the lines that are full.
    public mutating func update(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var text = begin()
        var rest = ArraySlice(pending + bytes)
        text.reserveCapacity(rest.count / 3 * 4 + rest.count / Armor.bytesPerLine + Armor.columns)
        while rest.count >= Armor.bytesPerLine {
            text += Base64.encodePadded(rest.prefix(Armor.bytesPerLine)) + [newline]
            rest = rest.dropFirst(Armor.bytesPerLine)
        }
        pending = Array(rest)
        return text
    }

    /// What is left, and the line that ends the armor.
    public mutating func finish() -> [UInt8] {
        let last = pending.isEmpty ? [] : Base64.encodePadded(pending[...]) + [newline]
        pending = []
        return begin() + last + Armor.endLine + [newline]
    }

    private mutating func begin() -> [UInt8] {
        defer { isBegun = true }
        return isBegun ? [] : Armor.beginLine + [newline]
    }
}

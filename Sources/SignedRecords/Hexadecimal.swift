/// Bytes as lower-case hexadecimal digits.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let characters = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Whether the text is a whole number in lower-case digits, whole bytes, the first of them not zero save in `00`.
    static func isNumber(_ text: String) -> Bool {
        guard text == "00" || !text.hasPrefix("00") else { return false }
        return !text.isEmpty && text.utf8.count.isMultiple(of: 2) && text.utf8.allSatisfy(digits.contains)
    }
}

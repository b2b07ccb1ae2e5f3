/// Lines no wider than a page or a terminal. Pure.
enum Wrapping {
    /// Breaks between words. What follows stands under the line's first word: under `- ` and under a number of a list. A word that is wider
    /// than a line stays whole.
    static func lines(_ text: String, width: Int) -> [String] {
        guard text.count > width else { return [text] }
        let indent = String(repeating: " ", count: indentation(of: text))
        var lines: [String] = []
        var line = String(text.prefix(indent.count))
        var isEmpty = true
        for word in text.dropFirst(indent.count).split(separator: " ") {
            if !isEmpty && line.count + 1 + word.count > width {
                lines.append(line)
                (line, isEmpty) = (indent, true)
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }

    /// Where the words begin: after spaces, and after a bullet or a number.
    private static func indentation(of text: String) -> Int {
        let spaces = text.prefix { $0 == " " }.count
        let rest = text.dropFirst(spaces)
        if rest.hasPrefix("- ") { return spaces + 2 }
        let digits = rest.prefix(while: \.isNumber).count
        let gap = rest.dropFirst(digits).prefix { $0 == " " }.count
        return digits > 0 && gap > 1 ? spaces + digits + gap : spaces
    }
}

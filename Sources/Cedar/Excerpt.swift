extension Diagnostic {
    /// The line that the finding is about, with its number, and below it carets under the place:
    ///
    /// ```text
    /// 3 | permit(principal, action, resorce);
    ///   |                           ^^^^^^^
    /// ```
    ///
    /// Tabs are repeated in the caret line, wide characters get two carets; control characters, and those that turn the
    /// direction of writing, are shown as U+FFFD. A line wider than `width` is cut around the place, `…` standing for what was
    /// left out. Empty where the text has no such line.
    public func excerpt(in text: String, width: Int = 100) -> String {
        let width = max(20, width)
        guard let line = ExcerptLine(number: position.line, of: text, around: position.column - 1, reach: 4 * width) else { return "" }
        let first = min(max(0, position.column - 1 - line.start), line.cells.count)
        let (shown, carets) = line.rendered(marking: first..<line.end(from: first, utf8Length: utf8Length), width: width)
        let number = String(position.line)
        let margin = String(repeating: " ", count: number.utf8.count)
        return "\(number) | \(shown)\n\(margin) | \(carets)"
    }
}

/// One line of a source text, scalar by scalar.
private struct ExcerptLine {
    struct Cell {
        let text: String
        /// How many columns of a terminal it takes.
        let width: Int
        let utf8Length: Int

        init(_ scalar: Unicode.Scalar) {
            text = scalar.isUnsafeToShow ? "\u{FFFD}" : String(scalar)
            width = scalar.isUnsafeToShow ? 1 : scalar.terminalWidth
            utf8Length = UTF8.width(scalar)
        }

        /// What stands in the caret line where nothing is marked.
        var blank: String { text == "\t" ? text : String(repeating: " ", count: width) }
    }

    /// The scalars near the place; a line can be as long as the text.
    let cells: [Cell]
    /// How many scalars of the line stand before them, and whether some stand behind.
    let start: Int
    private let isLonger: Bool

    /// Lines end with a line feed, as the lexer counts them; a carriage return before it isn't shown.
    init?(number: Int, of text: String, around place: Int, reach: Int) {
        start = max(0, place - reach)
        var text = text
        guard let piece = text.withUTF8({ [start] in Self.piece(of: $0, line: number, from: start, count: 2 * reach) }) else { return nil }
        cells = piece.text.unicodeScalars.map(Cell.init)
        isLonger = piece.isLonger
    }

    /// So many scalars of a line. Byte by byte, since each of a hundred findings may stand far behind in a long text.
    private static func piece(
        of bytes: UnsafeBufferPointer<UInt8>, line number: Int, from start: Int, count: Int
    ) -> (text: String, isLonger: Bool)? {
        var line = 1
        var offset = 0
        while line < number, offset < bytes.count {
            if bytes[offset] == 0x0A { line += 1 }
            offset += 1
        }
        guard number >= 1, line == number else { return nil }
        var scalars = 0
        var lower: Int?
        while offset < bytes.count, bytes[offset] != 0x0A {
            if bytes[offset] & 0xC0 != 0x80 {
                if scalars == start { lower = offset }
                if scalars == start + count { break }
                scalars += 1
            }
            offset += 1
        }
        let isLonger = offset < bytes.count && bytes[offset] != 0x0A
        let lowest = lower ?? offset
        if offset > lowest, bytes[offset - 1] == 0x0D, !isLonger { offset -= 1 }
        return (String(decoding: bytes[lowest..<offset], as: UTF8.self), isLonger)
    }

    /// Behind the last cell of a range of so many bytes, at most the line's end.
    func end(from first: Int, utf8Length: Int) -> Int {
        var end = first
        var rest = utf8Length
        while end < cells.count, rest > 0 {
            rest -= cells[end].utf8Length
            end += 1
        }
        return end
    }

    func rendered(marking range: Range<Int>, width: Int) -> (line: String, carets: String) {
        let window = window(around: range.lowerBound, width: width)
        let isCutBefore = start > 0 || window.lowerBound > 0
        let isCutAfter = isLonger || window.upperBound < cells.count
        var carets = isCutBefore ? " " : ""
        for cell in cells[window.lowerBound..<min(range.lowerBound, window.upperBound)] { carets += cell.blank }
        let marked = cells[range.clamped(to: window)].reduce(0) { $0 + $1.width }
        carets += String(repeating: "^", count: max(1, marked))
        let line = cells[window].map(\.text).joined()
        return ((isCutBefore ? "…" : "") + line + (isCutAfter ? "…" : ""), carets)
    }

    /// Which cells fit, with a quarter of the width before the place.
    private func window(around place: Int, width: Int) -> Range<Int> {
        guard cells.reduce(0, { $0 + $1.width }) > width else { return 0..<cells.count }
        var lower = place
        var room = width / 4
        while lower > 0, cells[lower - 1].width <= room {
            lower -= 1
            room -= cells[lower].width
        }
        var upper = lower
        room = width - 2
        while upper < cells.count, cells[upper].width <= room {
            room -= cells[upper].width
            upper += 1
        }
        return lower..<upper
    }
}

extension Unicode.Scalar {
    /// What would move the cursor, colour the terminal or make a text look other than it is.
    fileprivate var isUnsafeToShow: Bool {
        switch properties.generalCategory {
        case .control: self != "\t"
        case .lineSeparator, .paragraphSeparator: true
        case .format: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        default: false
        }
    }

    /// Columns of a terminal: none for marks that combine, two for wide East Asian characters and pictures, else one. A tab counts
    /// as one; it is repeated below, so it needn't be known how far it reaches.
    fileprivate var terminalWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: 0
        default: Self.wide.contains { $0.contains(value) } ? 2 : 1
        }
    }

    /// Unicode's blocks of wide characters (UAX #11), without the gaps in them.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF,
        0x20000...0x3FFFD,
    ]
}

import ExchangeClient

/// Rows under headings, columns aligned by spaces. Pure.
struct Table {
    let headings: [String]
    var rows: [[String]] = []
    /// Columns whose values end at the same place: numbers.
    var rightAligned: Set<Int> = []

    init(_ headings: [Phrase], rightAligned: Set<Int> = []) {
        self.headings = headings.map(\.text)
        self.rightAligned = rightAligned
    }

    mutating func add(_ cells: [String]) { rows.append(cells.map { SafeText.line($0) }) }

    /// The table's lines; none without rows.
    var lines: [String] {
        guard !rows.isEmpty else { return [] }
        return ([headings] + rows).map(line)
    }

    /// The table, or a line that says that there is nothing.
    var linesOrNothing: [String] { rows.isEmpty ? [Words.nothing.text] : lines }

    private func line(_ cells: [String]) -> String {
        let padded = cells.enumerated().map { index, cell in
            let space = String(repeating: " ", count: max(0, width(of: index) - cell.count))
            return rightAligned.contains(index) ? space + cell : cell + space
        }
        return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }

    private func width(of column: Int) -> Int {
        ([headings] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
}

/// Names and values under each other: `Öppnat   2026-11-23 09:00`.
struct Details {
    private(set) var pairs: [(name: String, value: String)] = []

    mutating func add(_ name: Phrase, _ value: String?) {
        guard let value else { return }
        pairs.append((name.text, SafeText.line(value)))
    }

    var lines: [String] {
        let width = pairs.map(\.name.count).max() ?? 0
        return pairs.map { $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.value }
    }
}

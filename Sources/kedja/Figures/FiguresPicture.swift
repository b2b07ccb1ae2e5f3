import Exchange

/// The newest figures as an SVG picture that fills one page, A4 lying: bars in black, each with its name and its number in words.
///
/// Pure. Lengths are millimetres.
struct FiguresPicture {
    let issues: [Figures.Issue]

    private let left = 12.0
    /// Where columns begin: steps have the longest values.
    private let places = [12.0, 96.0, 204.0]
    private let nameWidth = 38.0
    private let barWidth = 34.0
    private let rowHeight = 5.6
    private let top = 44.0
    private static let rowsOfColumn = 24
    private static let periods = 6

    var lines: [String] {
        [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            #"<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 297 210" role="img""#
                + #" aria-labelledby="figures-title figures-text" font-family="sans-serif" font-size="3.3" fill="black">"#,
            "<title id=\"figures-title\">\(SVG.text(Words.Figures.title.text))</title>",
            "<desc id=\"figures-text\">\(SVG.text(told))</desc>",
            SVG.rectangle(x: 0, y: 0, width: 297, height: 210, fill: "white"),
            SVG.line(Words.Figures.title.text, x: left, y: 19, size: 7, bold: true), SVG.line(subtitle, x: left, y: 27, size: 4),
        ] + columns.enumerated().flatMap { drawn($1, in: $0) } + footer + ["</svg>"]
    }

    private var newest: Figures.Ended? { issues.compactMap(\.ended).last }

    private var subtitle: String {
        guard let newest else { return Words.Figures.nothingIssued.text }
        return Words.Figures.pictured(Words.Figures.period(newest.period), newest.participants).text
    }

    /// All that the picture shows, for those who hear it.
    private var told: String {
        let panels = columns.flatMap { $0 }.map { panel in
            "\(panel.heading.text): " + panel.bars.map { Words.Figures.row($0.name, $0.value) }.joined(separator: ", ")
        }
        return ([subtitle] + panels + [legend]).map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
    }

    // MARK: What is drawn

    /// Bars under a heading.
    private struct Panel {
        let heading: Phrase
        let bars: [Bar]
    }

    private struct Bar {
        let name: String
        /// `nil` where it's suppressed.
        let count: Int?
        var note = ""

        var value: String { count.figure + note }
    }

    private var columns: [[Panel]] {
        [[outcomes, ended, begun], [steps], [municipalities]].map { $0.filter { !$0.bars.isEmpty } }
    }

    private var outcomes: Panel {
        Panel(heading: Words.Figures.outcomes, bars: newest?.outcomes.map { Bar(name: $0.name.text, count: $0.participants) } ?? [])
    }

    private var steps: Panel {
        let bars = newest?.steps.map { row in
            let months = row.durations.map { " (\($0.figure))" } ?? ""
            return Bar(name: row.step.words.text, count: row.participants, note: months)
        }
        return Panel(heading: [Words.Figures.steps, Words.Figures.months].joined(" / "), bars: bars ?? [])
    }

    private var municipalities: Panel {
        guard let newest else { return Panel(heading: Words.Figures.municipalities, bars: []) }
        let others = newest.otherMunicipalities.map { [Bar(name: Words.Figures.others.text, count: $0)] } ?? []
        let room = FiguresPicture.rowsOfColumn - 1 - others.count
        let named = newest.municipalities.sorted { ($1.participants, $0.municipality) < ($0.participants, $1.municipality) }
        let shown = named.prefix(room).map { Bar(name: $0.municipality, count: $0.participants) }
        return Panel(heading: Words.Figures.municipalities, bars: shown + others)
    }

    private var ended: Panel {
        let all = issues.compactMap(\.ended).suffix(FiguresPicture.periods)
        return Panel(
            heading: Words.Figures.ended, bars: all.map { Bar(name: Words.Figures.period($0.period).text, count: $0.participants) })
    }

    private var begun: Panel {
        let all = issues.compactMap(\.begun).suffix(FiguresPicture.periods)
        return Panel(
            heading: Words.Figures.begun, bars: all.map { Bar(name: Words.Figures.period($0.period).text, count: $0.participants) })
    }

    // MARK: How

    /// The longest bar of the picture: all bars are of the same scale.
    private var most: Int { max(1, columns.flatMap { $0 }.flatMap(\.bars).compactMap(\.count).max() ?? 1) }

    private func drawn(_ panels: [Panel], in column: Int) -> [String] {
        let x = places[column]
        var y = top
        var shapes: [String] = []
        for panel in panels {
            shapes.append(SVG.line(panel.heading.text, x: x, y: y, size: 3.8, bold: true))
            for bar in panel.bars {
                y += rowHeight
                shapes += drawn(bar, x: x, y: y)
            }
            y += 2 * rowHeight
        }
        return shapes
    }

    private func drawn(_ bar: Bar, x: Double, y: Double) -> [String] {
        let (from, length) = (x + nameWidth, barWidth * Double(bar.count ?? 0) / Double(most))
        let shape = length > 0 ? [SVG.rectangle(x: from, y: y - 2.9, width: length, height: 3.6, fill: "black")] : []
        return [SVG.line(bar.name, x: x, y: y)] + shape + [SVG.line(bar.value, x: from + length + 1, y: y)]
    }

    private var legend: String { Words.Figures.legend(smallest: issues.last?.smallest ?? Figures.usualSmallest).text }

    private var footer: [String] {
        [legend, Words.Figures.endedLegend.text, Words.Figures.monthsLegend.text].enumerated().map {
            SVG.line($1, x: left, y: 191 + Double($0) * 5, size: 2.8)
        }
    }
}

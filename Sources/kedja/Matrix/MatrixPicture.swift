import Cedar
import Exchange

/// The matrix as an SVG picture that fills one page, A4 lying, in black alone: the marks differ in shape.
///
/// Pure: the day comes from outside. Lengths are millimetres.
struct MatrixPicture {
    let matrix: AccessMatrix
    let rules: Rules
    /// `2026-11-23`.
    let day: String

    private let left = 12.0
    private let firstPanel = 68.0
    private let panelWidth = 43.4
    private let cell = 4.5
    private let firstRow = 80.0
    private let rowHeight = 6.0

    var lines: [String] {
        [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            #"<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 297 210" role="img""#
                + #" font-family="sans-serif" font-size="3.3" fill="black">"#,
            "<title>\(SVG.text(Words.Matrix.title.text))</title>",
            "<desc>\(SVG.text(question)) \(SVG.text(Words.Matrix.digest(matrix.policyDigest).text))</desc>",
            SVG.rectangle(x: 0, y: 0, width: 297, height: 210, fill: "white"),
        ] + heading + rows + Purpose.allCases.indices.flatMap(panel) + legend + deciding + footer + ["</svg>"]
    }

    private var question: String { Words.Matrix.question(ExampleOrganisation.words(matrix.owner)).text }

    private var heading: [String] {
        [
            SVG.line(Words.Matrix.title.text, x: left, y: 19, size: 7, bold: true), SVG.line(question, x: left, y: 26.5, size: 4),
            SVG.line(Words.Matrix.plainCase.text, x: left, y: 32, size: 3.3),
            SVG.line(Words.Matrix.receiver.text, x: left, y: firstRow - 2, bold: true),
        ]
    }

    /// The receivers, with a grey band behind each second.
    private var rows: [String] {
        ExampleOrganisation.all.enumerated().flatMap { index, receiver in
            let top = firstRow + Double(index) * rowHeight
            let band = SVG.rectangle(x: left - 1, y: top, width: 275, height: rowHeight, fill: index.isMultiple(of: 2) ? "#eee" : "white")
            return [band, SVG.line(receiver.words(in: matrix).text, x: left, y: top + 4.2)]
        }
    }

    private func panel(_ index: Int) -> [String] {
        let purpose = Purpose.allCases[index]
        let x = firstPanel + Double(index) * panelWidth
        return [SVG.line(purpose.words.text, x: x, y: 41, size: 3.8, bold: true)]
            + Category.allCases.enumerated().map { column, category in
                SVG.rising(category.words.text, x: x + (Double(column) + 0.72) * cell, y: firstRow - 2)
            }
            + ExampleOrganisation.all.enumerated().flatMap { row, receiver in
                matrix.cells(of: receiver.id, for: purpose).enumerated().map { column, entry in
                    mark(entry.access, x: x + (Double(column) + 0.5) * cell, y: firstRow + (Double(row) + 0.5) * rowHeight)
                }
            }
    }

    private func mark(_ access: AccessMatrix.Access, x: Double, y: Double) -> String {
        switch access {
        case .withoutConsent: SVG.rectangle(x: x - 1.6, y: y - 1.6, width: 3.2, height: 3.2, fill: "black")
        case .withConsent: SVG.ring(x: x, y: y, radius: 1.4)
        case .never: SVG.disc(x: x, y: y, radius: 0.4)
        }
    }

    private var bottom: Double { firstRow + Double(ExampleOrganisation.all.count) * rowHeight }

    private var legend: [String] {
        AccessMatrix.Access.allCases.enumerated().flatMap { index, access in
            let x = left + 2 + Double(index) * 84
            return [mark(access, x: x, y: bottom + 8), SVG.line(Words.Matrix.meaning(access).text, x: x + 4, y: bottom + 9.2)]
        }
    }

    /// The policies that gave the answers, those that gave most first, as many as there is room for.
    private var deciding: [String] {
        let verdicts = matrix.cells.flatMap { [$0.withoutConsent, $0.withConsent] }
        let counts = Dictionary(verdicts.flatMap(\.policies).map { ($0, 1) }, uniquingKeysWith: +)
        let named = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let room = 7
        let shown = named.prefix(named.count > room ? room - 1 : room)
        let texts =
            shown.map { "\($0): \(sentence($0))" } + (shown.count < named.count ? [Words.Explain.more(named.count - shown.count).text] : [])
        let heading = SVG.line(Words.Matrix.deciding.text, x: left, y: bottom + 17, bold: true)
        return [heading] + texts.enumerated().map { SVG.line(fitting($1), x: left, y: bottom + 22.5 + Double($0) * 5) }
    }

    private func sentence(_ name: String) -> String {
        let annotations = rules.policy(named: name)?.annotations ?? [:]
        return Phrase(sv: annotations["sv"] ?? "", en: annotations["en"] ?? "").text
    }

    /// What the page is wide enough for.
    private func fitting(_ text: String) -> String { text.count > 150 ? String(text.prefix(149)) + "…" : text }

    private var footer: [String] {
        [
            SVG.line(day, x: left, y: 202, size: 2.8),
            SVG.line(Words.Matrix.digest(matrix.policyDigest).text, x: left + 24, y: 202, size: 2.8),
        ]
    }
}

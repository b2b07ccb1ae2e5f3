import Exchange
import ExchangeClient

/// An extract as plain text, for a terminal or a file: a paragraph a row, since sentences don't fit in columns.
struct ExtractText {
    let report: ExtractReport

    var text: String { lines.map { $0 + "\n" }.joined() }

    var lines: [String] {
        [
            Words.Extract.title.text, "", Words.Extract.intro.text, Words.Extract.about(report.extract.participant).text,
            "\(Words.Extract.madeAt.text) \(report.dates.moment(report.madeAt)).",
        ] + ExtractReport.Section.allCases.flatMap(section) + delivered + ["", Words.Extract.proofHeading.text, ""]
            + Words.Extract.proof(report.extract.officers).map(\.text)
    }

    private var delivered: [String] {
        let lines = report.deliveredLines.map { SafeText.line($0.text) }
        return lines.isEmpty ? [] : ["", Words.Delivered.heading.text, ""] + lines
    }

    private func section(_ section: ExtractReport.Section) -> [String] {
        let rows = report.rows(of: section)
        if rows.isEmpty, section == .damaged { return [] }
        let heading = ["", Words.Extract.heading(section).text, ""]
        return heading + (rows.isEmpty ? [Words.Extract.none.text] : rows.flatMap(paragraph))
    }

    private func paragraph(_ row: ExtractReport.Row) -> [String] {
        let first = "\(row.time)  \(row.who.text)"
        let rest = [row.what] + row.why + [Words.Extract.answered(row.outcome), row.proof.capitalised]
        return [SafeText.line(first)] + rest.map { "  " + SafeText.line($0.text) }
    }
}

import Exchange
import ExchangeClient

/// An extract as one HTML page that needs nothing from outside and prints well, made to WCAG 2.2 AA; `Tests/Judges/check_accessible.py` judges.
struct ExtractHTML {
    let report: ExtractReport

    var text: String { lines.map { $0 + "\n" }.joined() }

    private var lines: [String] {
        [
            "<!DOCTYPE html>", "<html lang=\"\(Language.current.rawValue)\">", "<head>", "<meta charset=\"utf-8\"/>",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
            HTML.element("title", Words.Extract.title), "<style>", HTML.style, "</style>", "</head>", "<body>",
            "<a class=\"skip\" href=\"#content\">\(HTML.text(Words.Extract.skip))</a>", "<main id=\"content\">",
        ] + beginning + ExtractReport.Section.allCases.flatMap(section) + delivered + proof + ["</main>", "</body>", "</html>"]
    }

    private var beginning: [String] {
        [
            HTML.element("h1", Words.Extract.title), HTML.element("p", Words.Extract.intro),
            HTML.element("p", Words.Extract.about(report.extract.participant)),
            "<p>\(HTML.text(Words.Extract.madeAt)) \(time(report.madeAt)).</p>",
        ]
    }

    private func section(_ section: ExtractReport.Section) -> [String] {
        let rows = report.rows(of: section)
        if rows.isEmpty, section == .damaged { return [] }
        let id = "section-\(section.rawValue)"
        let heading = "<h2 id=\"\(id)\">\(HTML.text(Words.Extract.heading(section)))</h2>"
        let content = rows.isEmpty ? [HTML.element("p", Words.Extract.none)] : table(rows, Words.Extract.heading(section), labelledBy: id)
        return ["<section aria-labelledby=\"\(id)\">", heading] + content + ["</section>"]
    }

    /// A wide table scrolls by itself and can be reached by the keyboard for that (2.1.1), so that the page doesn't scroll both ways (1.4.10).
    private func table(_ rows: [ExtractReport.Row], _ caption: Phrase, labelledBy id: String) -> [String] {
        let headings = Words.Extract.headings.map { "<th scope=\"col\">\(HTML.text($0))</th>" }.joined()
        return [
            "<div class=\"wide\" role=\"region\" aria-labelledby=\"\(id)\" tabindex=\"0\">", "<table>", HTML.element("caption", caption),
            "<thead><tr>\(headings)</tr></thead>", "<tbody>",
        ] + rows.map(row) + ["</tbody>", "</table>", "</div>"]
    }

    private func row(_ row: ExtractReport.Row) -> String {
        let why = row.why.map { HTML.element("p", $0) }.joined()
        let cells = [HTML.text(row.who), HTML.text(row.what), why, "<strong>\(HTML.text(row.outcome))</strong>", HTML.text(row.proof)]
        return "<tr\(row.isRefused ? " class=\"refused\"" : "")><th scope=\"row\">\(time(row.line.at))</th>"
            + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
    }

    private var delivered: [String] {
        guard !report.delivered.isEmpty else { return [] }
        return [
            "<section aria-labelledby=\"section-delivered\">", "<h2 id=\"section-delivered\">\(HTML.text(Words.Delivered.heading))</h2>",
        ]
            + report.deliveredLines.map { HTML.element("p", $0) } + ["</section>"]
    }

    private var proof: [String] {
        [HTML.element("h2", Words.Extract.proofHeading)] + Words.Extract.proof(report.extract.officers).map { HTML.element("p", $0) }
    }

    private func time(_ time: Timestamp) -> String { "<time datetime=\"\(time)\">\(report.dates.moment(time))</time>" }
}

/// The few shapes of HTML that a page is made of. Texts may be anybody's.
enum HTML {
    static func element(_ name: String, _ words: Phrase) -> String { "<\(name)>\(text(words))</\(name)>" }

    static func text(_ words: Phrase) -> String { SVG.text(words.text) }

    /// Every pair of colours stands in one rule, so that its contrast can be computed: at least 4.5 to 1 (WCAG 1.4.3).
    static let style = """
        body { color: #1a1a1a; background-color: #ffffff; font: 1rem/1.5 system-ui, sans-serif; }
        body { margin: 1rem auto; max-width: 75rem; padding: 0 1rem; }
        .skip { color: #ffffff; background-color: #1a1a1a; position: absolute; left: -100rem; padding: 0.5rem; }
        .skip:focus { left: 0; top: 0; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        caption { text-align: left; font-weight: bold; padding: 0.5rem 0; }
        th, td { border: 1px solid #595959; padding: 0.5rem; text-align: left; vertical-align: top; }
        thead th { color: #1a1a1a; background-color: #e6ecf2; }
        .refused { color: #5c0011; background-color: #fdecee; }
        td p { margin: 0 0 0.25rem; }
        @media print {
          body { color: #000000; background-color: #ffffff; font-size: 10pt; max-width: none; }
          .skip { display: none; }
          .wide { overflow: visible; }
          thead { display: table-header-group; }
          tr { break-inside: avoid; }
        }
        """
}

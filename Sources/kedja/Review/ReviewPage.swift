import Exchange

/// The review as HTML that prints on A4: no scripts, nothing from elsewhere, every text escaped.
struct ReviewPage {
    let report: ReviewReport

    var text: String { (head + body + ["</body>", "</html>"]).map { $0 + "\n" }.joined() }

    private var head: [String] {
        [
            "<!DOCTYPE html>", "<html lang=\"\(Language.current.rawValue)\">", "<head>", "<meta charset=\"utf-8\">",
            "<title>\(escaped(Words.Review.title.text)) \(escaped(report.days))</title>", "<style>", ReviewPage.style, "</style>",
            "</head>",
        ]
    }

    private static let style = """
        @page { size: A4; margin: 15mm }
        body { font: 10pt/1.4 sans-serif; color: #000; background: #fff; max-width: 180mm; margin: 1em auto }
        h1 { font-size: 18pt; margin: 0 } h2 { font-size: 13pt; margin: 1em 0 .3em }
        table { border-collapse: collapse; width: 100% } caption { text-align: left; font-weight: bold }
        th, td { border: 1px solid #767676; padding: 2px 4px; text-align: left; vertical-align: top; overflow-wrap: anywhere }
        td.number { text-align: right } figure { margin: 0 } thead { display: table-header-group } tr { break-inside: avoid }
        """

    private var body: [String] {
        [
            "<body>", "<main>", "<h1>\(escaped(Words.Review.title.text))</h1>", "<p>\(escaped(report.days))</p>",
            "<p>\(escaped(Words.Review.standsOn(size: report.size, root: report.root ?? "").text))</p>",
        ] + sampled + ["<h2>\(escaped(Words.Review.readsTitle.text))</h2>"] + reads
            + ["<h2>\(escaped(Words.Review.findingsTitle.text))</h2>"] + findings + ["</main>"]
    }

    private var sampled: [String] {
        guard let sample = report.sample, let seed = report.seed else { return [] }
        return ["<p>\(escaped(Words.Review.sampled(sample, seed: seed).text))</p>"]
    }

    private var reads: [String] {
        guard !report.reads.days.isEmpty else { return ["<p>\(escaped(Words.Review.noReads.text))</p>"] }
        let rows = report.reads.days.map { day in
            [day] + report.reads.organisations.map { String(report.reads.count(day, $0)) }
        }
        return ["<figure>"] + ReadsPicture(reads: report.reads).lines
            + ["<figcaption>\(escaped(Words.Review.readsCaption.text))</figcaption>", "</figure>"]
            + table(Words.Review.readsTitle, [Words.Review.day.text] + report.reads.organisations, rows, numbersFrom: 1)
    }

    private var findings: [String] {
        guard !report.rows.isEmpty else { return ["<p>\(escaped(Words.Review.noFindings.text))</p>"] }
        let headings = Words.Review.headings.map(\.text)
        let rows = report.rows.map { row in
            [
                row.finding.text, row.rule.words.text, row.officer?.description ?? "", row.first.map { DateText().moment($0) } ?? "",
                row.indexes,
                row.answers.isEmpty
                    ? row.answerWords
                    : row.answers.map { "\($0.verdict.words.text): \($0.note) (\($0.reviewedBy))" }.joined(separator: "; "),
            ]
        }
        return table(Words.Review.findingsTitle, headings, rows)
    }

    private func table(_ caption: Phrase, _ headings: [String], _ rows: [[String]], numbersFrom first: Int = .max) -> [String] {
        let head = headings.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        return ["<table>", "<caption>\(escaped(caption.text))</caption>", "<thead><tr>\(head)</tr></thead>", "<tbody>"]
            + rows.map { row in
                let cells = row.enumerated().map { index, cell in
                    index == 0
                        ? "<th scope=\"row\">\(escaped(cell))</th>"
                        : "<td\(index >= first ? " class=\"number\"" : "")>\(escaped(cell))</td>"
                }
                return "<tr>\(cells.joined())</tr>"
            } + ["</tbody>", "</table>"]
    }

    private func escaped(_ text: String) -> String { SVG.text(text) }
}

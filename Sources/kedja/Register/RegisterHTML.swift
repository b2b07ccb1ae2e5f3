import Exchange
import ExchangeClient

/// A register extract as one HTML page that needs nothing from outside and prints well, made to WCAG 2.2 AA as the log extract's is.
struct RegisterHTML {
    let report: RegisterReport

    var text: String { lines.map { $0 + "\n" }.joined() }

    private var lines: [String] {
        [
            "<!DOCTYPE html>", "<html lang=\"\(Language.current.rawValue)\">", "<head>", "<meta charset=\"utf-8\"/>",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
            HTML.element("title", Words.Register.title), "<style>", HTML.style, RegisterHTML.style, "</style>", "</head>", "<body>",
            "<a class=\"skip\" href=\"#content\">\(HTML.text(Words.Extract.skip))</a>", "<main id=\"content\">",
        ] + beginning + information + RegisterReport.Section.allCases.flatMap(section) + ["</main>", "</body>", "</html>"]
    }

    private var beginning: [String] {
        [
            HTML.element("h1", Words.Register.title), HTML.element("p", Words.Register.intro),
            HTML.element("p", Words.Register.about(report.extract.participant)),
            HTML.element("p", Words.Register.madeAt(report.dates.moment(report.extract.madeAt))),
        ]
    }

    private var information: [String] {
        let told = RegisterInformation.all(report).flatMap { each in
            ["<h3>\(HTML.text(each.heading)) (art. 15.1 \(each.letter))</h3>"] + each.paragraphs.map { HTML.element("p", $0) }
        }
        return ["<section aria-labelledby=\"information\">", "<h2 id=\"information\">\(HTML.text(Words.Register.information))</h2>"]
            + told + ["</section>"]
    }

    private func section(_ section: RegisterReport.Section) -> [String] {
        let items = report.items(of: section)
        let id = "section-\(section.rawValue)"
        let content = items.isEmpty ? [HTML.element("p", Words.Extract.none)] : items.flatMap(item)
        return ["<section aria-labelledby=\"\(id)\">", "<h2 id=\"\(id)\">\(HTML.text(Words.Register.heading(section)))</h2>"] + content
            + ["</section>"]
    }

    private func item(_ item: RegisterReport.Item) -> [String] {
        let facts = item.facts.map { fact in
            let value = fact.lines.map(SVG.escaped).joined(separator: "\n")
            return "<dt>\(HTML.text(fact.name))</dt><dd\(attribute(fact.language))>\(value)</dd>"
        }
        return [HTML.element("h3", item.heading)] + (facts.isEmpty ? [] : ["<dl>"] + facts + ["</dl>"])
    }

    /// A part in another language than the page's says so (WCAG 3.1.2). What isn't a language's tag says nothing.
    private func attribute(_ language: String?) -> String {
        guard let language, language != Language.current.rawValue, language.wholeMatch(of: /[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}/) != nil
        else { return "" }
        return " lang=\"\(language)\""
    }

    private static let style = """
        dl { margin: 0 0 1rem; }
        dt { font-weight: bold; }
        dd { margin: 0 0 0.25rem 1rem; white-space: pre-line; overflow-wrap: anywhere; }
        h3 { margin-bottom: 0.25rem; overflow-wrap: anywhere; }
        """
}

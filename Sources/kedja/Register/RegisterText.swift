import Exchange
import ExchangeClient

/// A register extract as plain text.
struct RegisterText {
    let report: RegisterReport

    var text: String { lines.map { $0 + "\n" }.joined() }

    var lines: [String] {
        let extract = report.extract
        let beginning = [
            Words.Register.title.text, "", Words.Register.intro.text, Words.Register.about(extract.participant).text,
            Words.Register.madeAt(report.dates.moment(extract.madeAt)).text,
        ]
        return beginning + RegisterInformation.all(report).flatMap(paragraph) + RegisterReport.Section.allCases.flatMap(section)
    }

    private func paragraph(_ information: RegisterInformation) -> [String] {
        ["", "\(information.heading.text) (art. 15.1 \(information.letter))"] + information.paragraphs.map { "  " + SafeText.line($0.text) }
    }

    private func section(_ section: RegisterReport.Section) -> [String] {
        let items = report.items(of: section)
        let heading = ["", Words.Register.heading(section).text.uppercased()]
        return heading + (items.isEmpty ? ["", Words.Extract.none.text] : items.flatMap(item))
    }

    /// A value of several lines stays a paragraph of its own.
    private func item(_ item: RegisterReport.Item) -> [String] {
        ["", SafeText.line(item.heading.text)]
            + item.facts.flatMap { fact in
                ["  \(SafeText.line(fact.name.text)): \(fact.lines.first ?? "")"] + fact.lines.dropFirst().map { "    " + $0 }
            }
    }
}
